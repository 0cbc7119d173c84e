"""The scripted resident of the demo: touches the real widgets, puts the card down, and keeps a diary."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from commands.demo.hand import Hand
from commands.demo.persona import Persona
from commands.kiosk_parts import KioskParts
from commands.visit_process import visit_parts
from devices.simulator.issue import issue_card
from devices.simulator.vpcd import InsertedCard
from kiosk.guidance.plan import Plan
from kiosk.handover.record import plain_plan
from kiosk.ports import Printer, ReaderState, Watch
from kiosk.settings import Paper
from kiosk.visit.steps import AskQuestion, AwaitCard, FillNeed, Finished, Leaving, Over, ShowPlan, Step, step_name
from kiosk.visit.work import Outside
from ui.lobby.app import Channel, run_visit
from ui.lobby.presenter import Presenter
from ui.lobby.resident import Resident
from ui.lobby.window import LobbyWindow

LOOK_MS = 20
WAYS_ON = frozenset({"next", "skip"})


@dataclass
class Stopwatch:
    """Adds up milliseconds by name."""

    ms: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        self.ms[name] = round(self.ms.get(name, 0.0) + seconds * 1000, 1)


@dataclass(frozen=True)
class TimedPrinter:
    """A printer whose own time is noted."""

    printer: Printer
    stopwatch: Stopwatch

    def print(self, name: str, pdf: bytes, paper: Paper, watch: Watch) -> None:
        started = time.monotonic()
        try:
            self.printer.print(name, pdf, paper, watch)
        finally:
            self.stopwatch.add("printer", time.monotonic() - started)

    def cancel_left(self, patience_s: float) -> int:
        return self.printer.cancel_left(patience_s)


@dataclass
class Diary:
    """What visit.json says."""

    choices: int = 0
    pad_keys: int = 0
    question_screens: int = 0
    pictures: int = 0
    plan: Plan = field(default_factory=Plan)
    number: str | None = None
    machine: Stopwatch = field(default_factory=Stopwatch)
    printers: Stopwatch = field(default_factory=Stopwatch)

    def as_json(self) -> dict[str, object]:
        printer_ms = self.printers.ms.get("printer", 0.0)
        machine_ms = dict(self.machine.ms)
        machine_ms["printing"] = round(max(0.0, machine_ms.get("printing", 0.0) - printer_ms), 1)
        return {
            "number": self.number,
            "desks": [*self.plan.desks],
            "plan": plain_plan(self.plan),
            "choices": self.choices,
            "pad_keys": self.pad_keys,
            "questions_screens": self.question_screens,
            "machine_ms": machine_ms,
            "printer_ms": printer_ms,
        }


class Guest(QObject):
    """Looks at the screen again and again, touches what the persona would, and writes the diary at the end."""

    def __init__(self, window: LobbyWindow, presenter: Presenter, hand: Hand, table: "Table") -> None:
        super().__init__()
        self._window = window
        self._resident = Resident(window, 1.0)
        self._hand = replace(hand, offers=self._resident.sees)
        self._table = table
        self._diary = table.diary
        self._step: Step | None = None
        self._touches: Iterator[str] = iter(())
        self._unseen = False
        self._typed = False
        self._acted_s = time.monotonic()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()
        presenter.stepped.connect(self._on_stepped)
        self._notice(presenter.step)

    @Slot(object)
    def _on_stepped(self, step: Step) -> None:
        """Note how long we were waited for: since the last touch, or since the device last did something."""
        now = time.monotonic()
        if not isinstance(step, Leaving | Over):
            self._diary.machine.add(step_name(self._step or step), now - self._acted_s)
        self._acted_s = now
        self._notice(step)

    def _notice(self, step: Step) -> None:
        if type(step) is not type(self._step) or isinstance(step, AskQuestion | FillNeed):
            self._touches = self._hand.touches(step)
            self._unseen = True
        self._step = step
        match step:
            case AskQuestion():
                self._diary.question_screens += 1
            case ShowPlan():
                self._diary.plan = step.plan
            case Finished():
                self._diary.number = step.number
                self._touches = iter(())  # whoever has the paper walks away; the kiosk ends the visit by itself
            case Over():
                self._timer.stop()
                self._table.leave()

    @Slot()
    def _on_look(self) -> None:
        """Do one thing: look, put the card down or take it, or touch."""
        if not self._resident.ready():
            return
        if self._unseen:
            self._look()
        elif self._table.handle_card(self._step) or self._reader_still_sees_card():
            self._acted_s = time.monotonic()
        elif (name := next(self._touches, None)) is not None:
            self._touch(name)

    def _reader_still_sees_card(self) -> bool:
        """Say whether the card is in the hand already, but the reader has yet to notice: that takes it its own time."""
        return isinstance(self._step, Finished) and self._step.card_on_reader

    def _look(self) -> None:
        self._unseen = False
        self._diary.pictures += 1
        assert self._step is not None
        file = self._table.out / "screens" / f"{self._diary.pictures:02}-{step_name(self._step)}.png"
        self._window.grab().save(str(file))

    def _touch(self, name: str) -> None:
        if name in WAYS_ON and isinstance(self._step, AskQuestion | FillNeed) and self._typed:
            self._look()
        self._typed = name not in WAYS_ON
        if name.startswith("key:"):
            self._diary.pad_keys += 1
        else:
            self._diary.choices += 1
        self._acted_s = time.monotonic()
        self._resident.touch(name)


@dataclass
class Table:
    """What the guest has at hand: the family's cards, a place for pictures, and somebody to tell the number."""

    out: Path
    persona: Persona
    told: int
    diary: Diary = field(default_factory=Diary)
    down: InsertedCard | None = None
    shown: str | None = None

    def handle_card(self, step: Step | None) -> bool:
        """Put down the card that is asked for, one after the other; take the last at the end. Say whether it did."""
        match step:
            case AwaitCard():
                wanted = self.persona.companion(step.whom.number).card
            case Finished():
                wanted = None
            case _:
                return False
        if self.down is not None and wanted != self.shown:
            self._take()
            return True
        if self.down is None and wanted is not None and not _lies_there(step):
            self.down, self.shown = InsertedCard(issue_card("my_number", wanted)), wanted
            self.down.insert()
            return True
        return False

    def _take(self) -> None:
        assert self.down is not None
        self.down.remove()
        self.down = self.shown = None

    def leave(self) -> None:
        """Write the diary and tell the number."""
        text = json.dumps(self.diary.as_json(), ensure_ascii=False, indent=2)
        (self.out / "visit.json").write_text(text + "\n", encoding="utf-8")
        os.write(self.told, (self.diary.number or "").encode())


def serve(
    parts: KioskParts, size_px: tuple[int, int], channel: Channel, *, persona: Persona, out: Path, told: int
) -> None:
    """Run one visit to which the persona comes."""
    table = Table(out, persona, told)
    hand = Hand(persona, parts.content.guide.facts, parts.clock.now().date(), lambda _: False)
    run_visit(
        visit_parts(parts, lambda: _timed(parts.outside(), table.diary.printers), size_px),
        channel,
        lambda window, presenter: Guest(window, presenter, hand, table),
    )


def _lies_there(step: Step) -> bool:
    """Whether the reader has not noticed yet that the card before is gone."""
    return isinstance(step, AwaitCard) and step.reader is ReaderState.CARD


def _timed(outside: Outside, stopwatch: Stopwatch) -> Outside:
    outlets = outside.outlets.items()
    timed = {media: replace(outlet, printer=TimedPrinter(outlet.printer, stopwatch)) for media, outlet in outlets}
    return replace(outside, outlets=timed)
