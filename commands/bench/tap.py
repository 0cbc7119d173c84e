"""From a tap to the next screen painted: a whole visit touched through the real window, again and again."""

import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from commands.bench.sample import Measured
from commands.city import SAMPLE, content_of
from commands.demo.hand import Hand
from commands.demo.persona import HANAKO
from commands.keys.making import make_keys
from commands.kiosk_parts import KioskParts, kiosk_parts, with_kiosk
from commands.visit_process import visit_parts
from devices.reader import IdentityCardReader
from devices.simulator.issue import issue_card
from devices.simulator.terminal import MemorySlot
from kiosk.paperwork.sheet import Media
from kiosk.ports import Sound, TicketStore, Watch
from kiosk.settings import Paper
from kiosk.tally import Tally
from kiosk.visit.steps import AskQuestion, AwaitCard, FillNeed, Finished, Printing, ReadingCard, Step
from kiosk.visit.work import Outlet, Outside
from ui.lobby.app import make_presenter
from ui.lobby.presenter import Presenter
from ui.lobby.resident import Resident
from ui.lobby.window import LobbyWindow

SIZE_PX = (1080, 1920)
VISITS = 5
LOOK_MS = 5
WAITS = (AwaitCard, ReadingCard, Printing)


class NoPrinter:
    """Takes every sheet at once: the printer's time is not ours."""

    def print(self, name: str, pdf: bytes, paper: Paper, watch: Watch) -> None: ...

    def cancel_left(self, patience_s: float) -> int:  # noqa: ARG002  # nothing is ever left here
        return 0


class NoBell:
    """Nobody listens to a measurement."""

    def ring(self, sound: Sound) -> None: ...


def tap() -> Measured:
    """All taps of a visit that lead to another screen."""
    application = QApplication.instance() or QApplication(["kakanai bench"])
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        content = content_of(SAMPLE)
        make_keys(Path(folder, "keys"), content.settings.kiosk.id)
        parts = kiosk_parts(with_kiosk(content, database=f"sqlite:///{folder}/queue.db", keys=f"{folder}/keys"))
        for _ in range(VISITS):
            with closing(parts.store()) as store:
                times += _visit(application, parts, _outside(parts, store))
    return Measured(tuple(times))


def _outside(parts: KioskParts, store: TicketStore) -> Outside:
    slot = MemorySlot(issue_card("my_number", HANAKO.people[0].card or ""))
    outlet = Outlet(NoPrinter(), parts.content.settings.kiosk.sheets)
    return Outside(
        reader=IdentityCardReader(slot.terminal),
        outlets=dict.fromkeys(Media, outlet),
        store=store,
        bell=NoBell(),
        render=parts.render,
        kiosk="bench",
        holder="bench/bench",
        tallies=NoTallies(),
    )


def _visit(application: QCoreApplication, parts: KioskParts, outside: Outside) -> list[float]:
    window, presenter = make_presenter(visit_parts(parts, lambda: outside, SIZE_PX))
    window.show()
    resident = Resident(window, 1.0)
    hand = Hand(HANAKO, parts.content.guide.facts, parts.clock.now().date(), resident.sees)
    tapper = Tapper(window, presenter, resident, hand)
    tapper.finished.connect(application.quit)
    presenter.begin()
    application.exec()
    window.close()
    return tapper.times_ms


class NoTallies:
    def add(self, counted: Iterable[Tally]) -> None:
        """Count nothing."""


class Tapper(QObject):
    """Touches what the hand says, and times each touch until the next step is painted."""

    finished = Signal()

    def __init__(self, window: LobbyWindow, presenter: Presenter, resident: Resident, hand: Hand) -> None:
        super().__init__()
        self.times_ms: list[float] = []
        self._resident = resident
        self._hand = hand
        self._step = presenter.step
        self._touches = hand.touches(presenter.step)
        self._touched_s: float | None = None
        self._awaits_paint = False
        presenter.stepped.connect(self._on_stepped)
        window.installEventFilter(self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()

    @Slot(object)
    def _on_stepped(self, step: Step) -> None:
        if type(step) is not type(self._step) or isinstance(step, AskQuestion | FillNeed):
            self._touches = self._hand.touches(step)
        self._awaits_paint = self._touched_s is not None and not isinstance(step, WAITS)
        self._step = step
        if isinstance(step, Finished):
            self._timer.stop()
            self.finished.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See the window being asked to paint what changed; when the event loop is back, it has."""
        if self._awaits_paint and event.type() == QEvent.Type.UpdateRequest:
            self._awaits_paint = False
            QTimer.singleShot(0, self._on_painted)
        return False

    @Slot()
    def _on_painted(self) -> None:
        if self._touched_s is not None:
            self.times_ms.append((time.perf_counter() - self._touched_s) * 1000)
        self._touched_s = None

    @Slot()
    def _on_look(self) -> None:
        if self._awaits_paint or not self._resident.ready():
            return
        name = next(self._touches, None)
        if name is not None:
            self._touched_s = time.perf_counter()
            self._resident.touch(name)
