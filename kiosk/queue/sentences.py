"""A wait in words."""

from kiosk.calendar import say_time
from kiosk.queue.waiting import Wait
from kiosk.words import Words

_IN_HOURS_MIN = 120


def wait_sentence(wait: Wait, words: Words) -> str:
    """Return it as a sentence of its own: "Wait: about 10 to 20 minutes"."""
    said = wait_words(wait, words)
    return said if wait.at_once else words.say("queue.wait.sentence", wait=said)


def wait_words(wait: Wait, words: Words) -> str:
    """Return it as people say it: "10 to 20 minutes", or, while the office is closed, when it opens."""
    if wait.opens is None:
        return _range(wait, words)
    opens = say_time(wait.opens)
    if wait.at_once:
        return words.say("queue.wait.opens", opens=opens)
    return words.say("queue.wait.from", opens=opens, wait=_range(wait, words))


def _range(wait: Wait, words: Words) -> str:
    if wait.at_once:
        return words["queue.wait.soon"]
    if wait.low_min == 0:
        return words.say("queue.wait.within", high=wait.high_min)
    if wait.low_min >= _IN_HOURS_MIN:
        return words.say("queue.wait.hours", low=f"{wait.low_min / 60:g}", high=f"{wait.high_min / 60:g}")
    return words.say("queue.wait.minutes", low=wait.low_min, high=wait.high_min)
