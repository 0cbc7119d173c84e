"""What a board knows of the waits before the office opens."""

from contextlib import closing
from datetime import time
from typing import Any

from kiosk.queue.ticket import LetterWaiting
from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

# SetClock is in conftest.py, which tests cannot import from.
SetClock = Any


def test_two_desks_of_one_letter_wait_for_the_office_to_open(url: str, clock: SetClock, office: Office) -> None:
    clock.moment = clock.moment.replace(hour=7)
    letters = {"juumin": "A", "hoken": "A"}
    with closing(SqlTicketStore(Database(url), clock, office, letters=letters)) as store:
        store.take("A", ("hoken",), "kiosk-1/1")
        store.publish("A1", paper=True)
        (letter,) = store.board().letters
    assert isinstance(letter, LetterWaiting)
    assert (letter.letter, letter.waiting, letter.wait.opens) == ("A", 1, time(8, 30))
