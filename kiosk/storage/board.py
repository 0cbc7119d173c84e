"""What a board wants to know of the database: the calls of the day, and who waits by letter."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from kiosk.queue.number import number_of, parse_number
from kiosk.queue.ticket import LAST_CALLS, Called, LetterWaiting, TicketState
from kiosk.queue.transition import AT_WINDOW, CALLED, Act
from kiosk.queue.waiting import Wait
from kiosk.storage.schema import changes, tickets

_CALLS = (Act.CALL, Act.AGAIN, Act.SECOND_CALL)
_SHOWN = AT_WINDOW | {TicketState.DONE}


def read_calls(connection: Connection, day: date, floors: Mapping[str, str], zone: tzinfo) -> tuple[Called, ...]:
    """Return the last call of each number that the board still shows, the newest first."""
    calls = changes.c.act.in_([act.value for act in _CALLS])
    last = select(func.max(changes.c.id)).where(changes.c.day == day, calls)
    shown = tickets.c.state.in_([state.value for state in _SHOWN])
    told = (changes.c[name] for name in ("letter", "serial", "act", "desk", "window", "moment"))
    lines: Select[Any] = select(*told, tickets.c.state.label("now")).join_from(changes, tickets)
    of_each = changes.c.id.in_(last.group_by(changes.c.letter, changes.c.serial))
    newest = lines.where(of_each, shown).order_by(changes.c.id.desc()).limit(LAST_CALLS)
    return tuple(_called(row, floors, zone) for row in connection.execute(newest))


def waiting_by_letter(
    numbers: tuple[str, ...], waits: Mapping[str, Wait], letters: Mapping[str, str]
) -> tuple[LetterWaiting, ...]:
    """Return how many of these numbers wait for each letter, and the longest wait at its desks."""
    waiting = Counter(parse_number(number)[0] for number in numbers)
    longest = dict.fromkeys(waiting, Wait(0, 0))
    for desk, letter in letters.items():
        so_far = longest.get(letter, waits[desk])
        longest[letter] = max(waits[desk], so_far, key=lambda wait: (wait.high_min, wait.low_min))
    return tuple(LetterWaiting(letter, waiting[letter], longest[letter]) for letter in sorted(longest))


def _called(row: Row[Any], floors: Mapping[str, str], zone: tzinfo) -> Called:
    return Called(
        number=number_of(row.letter, row.serial),
        window=row.window,
        floor=floors.get(row.desk or ""),
        at=row.moment.astimezone(zone),
        second=row.act == Act.SECOND_CALL.value,
        awaited=TicketState(row.now) in CALLED,
    )
