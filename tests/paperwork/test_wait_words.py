"""A wait as people say it."""

from datetime import time

import pytest

from config.content import Content
from kiosk.lettering.ruby import plain
from kiosk.queue.sentences import wait_words
from kiosk.queue.waiting import Wait


@pytest.mark.parametrize(
    ("wait", "ja", "en"),
    [
        (Wait(0, 0), "まもなくお呼びします", "You will be called soon"),
        (Wait(0, 5), "5分以内", "up to 5 min"),
        (Wait(10, 20), "約10〜20分", "about 10–20 min"),
        (Wait(120, 150), "約2〜2.5時間", "about 2–2.5 hours"),
        (Wait(0, 0, time(8, 30)), "窓口は 8:30 に開きます", "The windows open at 8:30"),
        (Wait(10, 20, time(8, 30)), "8:30 に開いてから 約10〜20分", "about 10–20 min from 8:30 on"),
    ],
)
def test_a_wait_in_words(content: Content, wait: Wait, ja: str, en: str) -> None:
    assert [plain(wait_words(wait, content.words[language])) for language in ("ja", "en")] == [ja, en]
