"""A whole visit as a script: a real window on a real reader, printer and database, and the hands of a resident."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from commands.board import board_parts
from commands.city import SAMPLE, content_of
from commands.demo.hand import Hand
from commands.demo.persona import HANAKO, Persona
from commands.kiosk_parts import KioskParts, kiosk_parts, with_kiosk
from commands.stand.pcscd import Pcscd
from commands.stand.printer import VirtualPrinter, running_printer
from commands.visit_process import visit_parts
from devices.pcsc import PcscTerminal
from devices.simulator.card import Insertable
from devices.simulator.issue import issue_card
from devices.simulator.vpcd import InsertedCard
from kiosk.ports import ReaderState, Watch
from kiosk.queue.ticket import BoardView
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.answers import Leave
from kiosk.visit.steps import AwaitCard, GatherHousehold, Step
from kiosk.visit.work import Outcome, Perform, Work
from ui.board.display import board_window
from ui.board.source import Watch as BoardWatch
from ui.lobby.app import make_presenter
from ui.lobby.resident import Resident
from ui.lobby.touch import Touchable

SIZE_PX = (1080, 1920)
SLOT, READER = 1, "Virtual PCD 00 01"
"""The demo and those who try the lobby have the other slot."""

PATIENCE_S, TOUCH_S = 20.0, 5.0
"""How long the machine, and how long the present screen, may take for what is waited for."""

StepT = TypeVar("StepT")


class ReaderSlot:
    """The reader's slot. A card is put in only after pcscd has noticed that the one before is gone."""

    name = READER

    def __init__(self) -> None:
        self._inserted: InsertedCard | None = None
        self.holder: str | None = None

    def insert(self, card: Insertable, holder: str = "hanako") -> None:
        self.clear()
        self.holder = holder
        self._inserted = InsertedCard(card, SLOT)
        self._inserted.insert()

    def remove(self) -> None:
        inserted, self._inserted = self._inserted, None
        self.holder = None
        if inserted is not None:
            inserted.remove()

    def clear(self) -> None:
        self.remove()
        deadline = time.monotonic() + PATIENCE_S
        with closing(PcscTerminal(READER)) as terminal:
            while terminal.look().state is ReaderState.CARD:
                assert time.monotonic() < deadline


class Tray:
    """What has come out of a printer since the test began, by the names of the sheets."""

    def __init__(self, printer: VirtualPrinter) -> None:
        self._printer = printer
        self._before = len(printer.printed())

    def sheets(self) -> Mapping[str, Path]:
        return dict(zip(self.names(), self._files(), strict=True))

    def names(self) -> list[str]:
        """Return what each sheet is, in the order in which they came out."""
        return [file.stem.partition("-")[2] for file in self._files()]

    def _files(self) -> list[Path]:
        return self._printer.printed()[self._before :]


@dataclass
class Workers:
    """Do the visit's work and write down its reprs, and those of what came of it."""

    perform_with_ports: Perform
    remarks: list[str]
    busy: set[int] = field(default_factory=set)
    before: Callable[[Work], object] = lambda _work: None  # nothing happens

    def perform(self, work: Work, watch: Watch) -> Outcome:
        self.before(work)
        me = threading.get_ident()
        self.busy.add(me)
        try:
            outcome = self.perform_with_ports(work, watch)
            self.remarks.append(repr((work, outcome)))
            return outcome
        finally:
            self.busy.discard(me)


class Journey:
    """One visit, from the attract screen on. ``remarks``: the reprs of its steps, its work and what came of it."""

    def __init__(self, parts: KioskParts, qtbot: QtBot, slot: ReaderSlot, persona: Persona = HANAKO) -> None:
        self._slot = slot
        self._persona = persona
        self.remarks: list[str] = []
        self._qtbot = qtbot
        self._outside = parts.outside()
        visit = visit_parts(parts, lambda: self._outside, SIZE_PX)
        self._workers = Workers(visit.perform, self.remarks)
        self.window, self._presenter = make_presenter(replace(visit, perform=self._workers.perform))
        self._presenter.stepped.connect(lambda step: self.remarks.append(repr(step)))
        self._resident = Resident(self.window, 1.0)
        self._hand = Hand(persona, parts.content.guide.facts, parts.clock.now().date(), self._resident.sees)
        self._words = parts.content.words
        self.window.show()
        qtbot.waitExposed(self.window)
        self._presenter.begin()

    def at(self, kind: type[StepT], **like: object) -> StepT:
        """Wait until such a step is on the screen, with these values, and the window takes a touch."""

        def there() -> None:
            step = self._presenter.step
            assert isinstance(step, kind)
            assert {name: getattr(step, name) for name in like} == like
            assert self._resident.ready()

        self.wait(there)
        step = self._presenter.step
        assert isinstance(step, kind)
        return step

    @property
    def step(self) -> Step:
        """What is on the screen, whether or not it takes a touch yet."""
        return self._presenter.step

    def touch(self, *names: str) -> None:
        """Touch these, one after the other, as soon as they are there. Fails on what does not appear."""
        for name in names:
            with suppress(self._qtbot.TimeoutError):
                self.wait(lambda name=name: self._resident.ready() and self.sees(name), TOUCH_S)
            self._resident.touch(name)

    def press(self, keys: str) -> None:
        self.touch(*(f"key:{key}" for key in keys))

    def leaf_to(self, name: str, way: str) -> None:
        """Touch the way until this is on the screen, then this."""
        while not self.sees(name):
            self.touch(way)
        self.touch(name)

    def choose_birthday(self, day: date) -> None:
        self.leaf_to(f"year:{day.year}", "key:following")
        self.touch(f"month:{day.month}", f"day:{day}", "next")

    def before_work(self, happens: Callable[[Work], object]) -> None:
        """Let something happen each time before the machine does a piece of its work."""
        self._workers.before = happens

    def until(self, kind: type[StepT]) -> StepT:
        """Touch at every step what the persona does, until such a one is on the screen."""
        return self._walk(kind, self.sees, self.touch)

    def pass_to(self, kind: type[StepT]) -> StepT:
        """As ``until``, for a way that other journeys go with their hands: every control is clicked at once."""
        return self._walk(kind, self._offers, self.click)

    def pass_to_everybody(self) -> GatherHousehold:
        """Pass on until the whole household has been told."""
        while len(self.pass_to(GatherHousehold).members) < len(self._persona.people):
            self.do_here()
        return self.at(GatherHousehold)

    def do_here(self) -> None:
        """Do at this one step what the persona does, and wait until it is over."""
        self._do(self._presenter.step, replace(self._hand, offers=self._offers), self.click)

    def _walk(self, kind: type[StepT], offers: Callable[[str], bool], touch: Callable[[str], None]) -> StepT:
        hand = replace(self._hand, offers=offers)
        while not isinstance(step := self._presenter.step, kind):
            self._do(step, hand, touch)
        return self.at(kind)

    def _do(self, step: Step, hand: Hand, touch: Callable[[str], None]) -> None:
        if isinstance(step, AwaitCard):
            self._put_down(self._persona.companion(step.whom.number).card)
        for name in hand.touches(step):
            touch(name)
        self.wait(lambda: self._presenter.step is not step)

    def _put_down(self, holder: str | None) -> None:
        """Put this one's card on the reader, unless a card lies there that nobody has read."""
        if holder is not None and self._slot.holder != holder:
            self._slot.insert(issue_card(holder=holder), holder)

    def _offers(self, name: str) -> bool:
        return any(control.isVisible() for control in self.window.findChildren(Touchable, name))

    def click(self, name: str) -> None:
        (control,) = (control for control in self.window.findChildren(Touchable, name) if control.isVisible())
        assert control.isEnabled(), name
        control.click()

    def sees(self, name: str) -> bool:
        return self._resident.sees(name)

    def reads(self, key: str, language: str = "ja", **values: object) -> bool:
        """Say whether this sentence of the city stands on the screen."""
        sentence = self._words[language].say(key, **values)
        return any(label.isVisible() and sentence in label.text() for label in self.window.findChildren(QLabel))

    def word(self, key: str, language: str = "ja") -> str:
        return self._words[language][key]

    def picture(self) -> Image.Image:
        """Return what is on the screen."""
        buffer = QBuffer()
        self.window.grab().save(buffer, "PNG")
        return Image.open(BytesIO(buffer.data().data()))

    def wait(self, fact: Callable[[], bool | None], patience_s: float = PATIENCE_S) -> None:
        self._qtbot.waitUntil(fact, timeout=round(patience_s * 1000))

    def end(self) -> None:
        """Leave, whatever lies on the reader; return when nothing of the visit is left."""
        for _ in range(2):
            self.window.answered.emit(Leave())
        self.wait(lambda: not self._workers.busy)
        self._outside.store.close()
        _destroy(self.window)


Come = Callable[..., Journey]


@pytest.fixture
def slot(pcscd: Pcscd) -> Iterator[ReaderSlot]:
    slot = ReaderSlot()
    slot.clear()
    yield slot
    slot.clear()


@pytest.fixture(scope="session")
def shared_printer(dns_sd: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualPrinter]:
    with running_printer(tmp_path_factory.mktemp("printed")) as printer:
        yield printer


@pytest.fixture
def printer(shared_printer: VirtualPrinter) -> VirtualPrinter:
    """A printer that has paper and nothing to complain of."""
    shared_printer.mend()
    shared_printer.fill_paper()
    return shared_printer


@pytest.fixture
def tray(printer: VirtualPrinter) -> Tray:
    return Tray(printer)


@pytest.fixture(scope="session")
def loaded(keys: Path) -> KioskParts:
    return kiosk_parts(with_kiosk(content_of(SAMPLE), keys=str(keys)))


@pytest.fixture
def parts(loaded: KioskParts, printer: VirtualPrinter, tmp_path: Path) -> KioskParts:
    content = with_kiosk(
        loaded.content,
        database=f"sqlite:///{tmp_path}/queue.db",
        reader=READER,
        printer=printer.uri,
    )
    return replace(loaded, content=content)


@pytest.fixture
def come(parts: KioskParts, slot: ReaderSlot, qtbot: QtBot) -> Iterator[Come]:
    """Lets a resident come to the kiosk, of which other settings may be given."""
    with ExitStack() as stack:

        def come(persona: Persona = HANAKO, **settings: Any) -> Journey:
            changed = replace(parts, content=with_kiosk(parts.content, **settings))
            journey = Journey(changed, qtbot, slot, persona)
            stack.callback(journey.end)
            return journey

        yield come


@pytest.fixture
def store(parts: KioskParts) -> Iterator[SqlTicketStore]:
    """The queue as somebody else sees it."""
    with closing(parts.store()) as store:
        yield store


@pytest.fixture
def board(parts: KioskParts, store: SqlTicketStore, qtbot: QtBot) -> Iterator[list[BoardView]]:
    """What the real board showed, one view after the other."""
    shown: list[BoardView] = []
    window = board_window(board_parts(parts.content))
    window.shown.connect(shown.append)
    watch = BoardWatch(store)
    watch.seen.connect(window.show_view)
    window.show()
    watch.start()
    yield shown
    watch.stop()
    _destroy(window)


def _destroy(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
