"""One visit after the other, each in a process of its own, as the kiosk runs them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from commands.kiosk_parts import KioskParts
from commands.stand.printer import VirtualPrinter
from devices.simulator.issue import issue_card
from kiosk.queue.ticket import TicketState
from kiosk.storage.tickets import SqlTicketStore

PATIENCE_MS = 30_000
PROGRAM = Path(__file__).with_name("lobby.py")

# The fixtures are in conftest.py, which tests cannot import from.
Slot = Any
Tray = Any


def is_one_set(names: list[str]) -> bool:
    """Say whether these are the sheets of one visit: an application, perhaps others, checklist and number."""
    first, *others, checklist, ticket = names
    return (first, checklist, ticket) == ("f01", "checklist", "ticket") and len(set(others)) == len(others)


class Lobby:
    """The running program."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines = process.stdout or []

    def next_on_screen(self) -> int:
        """Return the process of the next visit that comes to the screen."""
        return int(self.wait_for("on_screen")["pid"])

    def wait_for(self, event: str) -> Mapping[str, Any]:
        """Return what it logs next of this."""
        for line in self._lines:
            said: Mapping[str, Any] = json.loads(line)
            if said["event"] == event:
                return said
        raise AssertionError("the lobby has ended")


@contextmanager
def running(parts: KioskParts) -> Iterator[Lobby]:
    kiosk = parts.content.settings.kiosk
    command = [sys.executable, PROGRAM, kiosk.database, kiosk.reader, kiosk.sheets.printer]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Lobby(process)
        finally:
            process.terminate()


Becomes = Callable[[str, TicketState], None]


@pytest.fixture
def becomes(store: SqlTicketStore, qtbot: QtBot) -> Becomes:
    """Waits until this number is in that state."""

    def becomes(number: str, state: TicketState) -> None:
        def become() -> bool:
            return {ticket.number: ticket.state for ticket in store.tickets()}.get(number) is state

        qtbot.waitUntil(become, timeout=PATIENCE_MS)

    return becomes


def test_whatever_becomes_of_a_visit_the_next_one_is_there(
    parts: KioskParts, slot: Slot, printer: VirtualPrinter, tray: Tray, becomes: Becomes
) -> None:
    """The first is left when the paper runs out, the second is killed, the third gets through."""
    slot.insert(issue_card())
    printer.take_paper_out()
    with running(parts) as lobby:
        left = lobby.next_on_screen()
        becomes("A1", TicketState.TAKEN)
        slot.remove()

        killed = lobby.next_on_screen()
        slot.insert(issue_card())
        becomes("A1", TicketState.VOID)
        becomes("A2", TicketState.TAKEN)
        os.kill(killed, signal.SIGKILL)

        done = lobby.next_on_screen()
        becomes("A2", TicketState.VOID)
        printer.fill_paper()
        becomes("A3", TicketState.WAITING)
        slot.remove()
        assert is_one_set(tray.names())
        assert lobby.next_on_screen() not in {left, killed, done}


def test_a_visit_that_hangs_is_followed_by_the_next_and_leaves_no_sheet(
    parts: KioskParts, slot: Slot, printer: VirtualPrinter, tray: Tray, becomes: Becomes, *, qtbot: QtBot
) -> None:
    """The first is stopped while its sheet waits in the printer for paper."""
    slot.insert(issue_card())
    printer.take_paper_out()
    with running(parts) as lobby:
        hung = lobby.next_on_screen()
        qtbot.waitUntil(printer.wants_paper, timeout=PATIENCE_MS)
        os.kill(hung, signal.SIGSTOP)

        assert lobby.next_on_screen() != hung
        becomes("A1", TicketState.VOID)
        assert lobby.wait_for("sheets_were_left")["jobs"] == 1
        printer.fill_paper()
        becomes("A2", TicketState.WAITING)
        assert is_one_set(tray.names())
