"""One visit after the other, each in a process of its own, as the kiosk runs them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
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


class Lobby:
    """The running program."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines = process.stdout or []

    def next_on_screen(self) -> int:
        """Return the process of the next visit that comes to the screen."""
        for line in self._lines:
            said = json.loads(line)
            if said["event"] == "on_screen":
                return int(said["pid"])
        raise AssertionError("the lobby has ended")


@contextmanager
def running(parts: KioskParts) -> Iterator[Lobby]:
    kiosk = parts.content.settings.kiosk
    command = [sys.executable, PROGRAM, kiosk.database, kiosk.reader, kiosk.sheets_printer]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield Lobby(process)
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
    parts: KioskParts, slot: Slot, printer: VirtualPrinter, becomes: Becomes
) -> None:
    """The first is left when the paper runs out, the second is killed, the third gets through."""
    slot.insert(issue_card())
    printer.take_paper_out()
    with running(parts) as lobby:
        left = lobby.next_on_screen()
        becomes("A1", TicketState.TAKEN)
        slot.remove()

        killed = lobby.next_on_screen()
        becomes("A1", TicketState.VOID)
        slot.insert(issue_card())
        becomes("A2", TicketState.TAKEN)
        os.kill(killed, signal.SIGKILL)

        done = lobby.next_on_screen()
        becomes("A2", TicketState.VOID)
        printer.fill_paper()
        becomes("A3", TicketState.WAITING)
        slot.remove()
        assert lobby.next_on_screen() not in {left, killed, done}


def test_a_visit_that_hangs_on_the_screen_is_followed_by_the_next(
    parts: KioskParts, slot: Slot, printer: VirtualPrinter, becomes: Becomes
) -> None:
    slot.insert(issue_card())
    printer.take_paper_out()
    with running(parts) as lobby:
        hung = lobby.next_on_screen()
        becomes("A1", TicketState.TAKEN)
        os.kill(hung, signal.SIGSTOP)
        assert lobby.next_on_screen() != hung
        becomes("A1", TicketState.VOID)
