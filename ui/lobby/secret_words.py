"""What is said of a secret besides its question: tries left, what was wrong, what is refused, and the other way."""

from kiosk.ports import SecretKind
from kiosk.visit.steps import EnterCheckNumber, EnterPin, Refused
from kiosk.words import Words
from ui.lobby.icons import Icon
from ui.lobby.panel import Note


def say_tries(note: Note, step: EnterPin | EnterCheckNumber, sort: str, words: Words) -> None:
    """Say how it stands; ``sort`` begins the keys of the words for this secret."""
    if step.wrong:
        note.become(Icon.WARNING, "danger")
        note.say(_wrong_words(step, sort, words))
    else:
        note.become(Icon.SHIELD, "city")
        note.say(_tries_words(step.tries_left, words))


def say_refused(note: Note, refused: Refused, words: Words) -> None:
    """Say which secret is not tried here any more, and that only the counter can help."""
    note.become(Icon.WARNING, "accent")
    note.say(words[f"screen.refused.{refused.secret.value}.{refused.trouble}"])


def instead_words(kind: SecretKind | None, words: Words) -> str:
    """Letter the way to the other secret; empty where there is none."""
    return "" if kind is None else words[f"screen.instead.{kind.value}"]


def _wrong_words(step: EnterPin | EnterCheckNumber, sort: str, words: Words) -> str:
    return "\n".join(filter(None, (words[f"{sort}.wrong"], _tries_words(step.tries_left, words))))


def _tries_words(tries_left: int | None, words: Words) -> str:
    """Of a card that does not count there is nothing to say."""
    return "" if tries_left is None else words.say("screen.pin.tries", tries=tries_left)
