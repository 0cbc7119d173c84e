"""The check of a kiosk's ledger."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commands.city import SAMPLE, content_of
from commands.doctor.ledger import check_ledger
from config.content import Content
from kiosk.queue.ticket import Ticket, TicketState, Used
from kiosk.settings import Kiosk
from kiosk.storage.ledger import LedgerFile

MORNING = datetime(2026, 11, 20, 9, 5, tzinfo=ZoneInfo("Asia/Tokyo"))
DAY = date(2026, 11, 20)


def ticket(number: str) -> Ticket:
    return Ticket(
        number=number,
        day=DAY,
        state=TicketState.TAKEN,
        route=("shimin",),
        at=None,
        window=None,
        priority=False,
        taken=MORNING,
        called=None,
        reference=number,
        since=MORNING,
    )


@cache
def sample() -> Content:
    return content_of(SAMPLE)


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    settings = sample().settings.kiosk
    return replace(settings, database="postgresql://server/kakanai", ledger=str(tmp_path / "ledger.db"))


def found(kiosk: Kiosk) -> list[tuple[str, bool | None]]:
    findings = list(check_ledger(kiosk, "Asia/Tokyo"))
    for words in sample().words.values():
        assert all(finding.message(words) for finding in findings)
        assert all(finding.remedy(words) or finding.ok is not False for finding in findings)
    return [(finding.outcome, finding.ok) for finding in findings]


def test_a_queue_on_this_machine_has_no_ledger(kiosk: Kiosk) -> None:
    assert found(replace(kiosk, database="sqlite:///kakanai.db")) == []


def test_none_is_made_by_looking(kiosk: Kiosk, tmp_path: Path) -> None:
    assert found(kiosk) == [("to_be_made", None)]
    assert found(replace(kiosk, ledger=str(tmp_path / "nowhere" / "ledger.db"))) == [("no_folder", False)]
    assert not list(tmp_path.iterdir())


def test_what_lies_ready_and_what_waits_to_be_told_is_said(kiosk: Kiosk) -> None:
    with closing(LedgerFile(Path(kiosk.ledger), kiosk.id)) as ledger:
        ledger.put([])
        assert found(kiosk) == [("empty", None)]
        ledger.put([ticket("A1"), ticket("A2")])
        assert found(kiosk) == [("ready", True)]
        ledger.note_waiting(ticket("A1"))
        assert found(kiosk) == [("waiting", None), ("ready", True)]
        waiting = next(check_ledger(kiosk, "Asia/Tokyo"))
        assert (waiting.values["waiting"], waiting.values["since"]) == (1, "2026-11-20 09:05")
        ledger.refuse(Used(DAY, "A1", (), MORNING, MORNING))
        assert found(kiosk) == [("refused", False), ("ready", True)]


def test_a_damaged_one_is_said_to_be_so(kiosk: Kiosk) -> None:
    Path(kiosk.ledger).write_bytes(b"no database" * 100)
    assert found(kiosk) == [("unavailable", False)]
