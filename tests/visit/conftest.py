"""The sample city, loaded once, and a kiosk's outside made of stand-ins."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commands.city import SAMPLE, content_of
from commands.clock import SetClock
from commands.kiosk_parts import KioskParts, kiosk_parts, with_kiosk
from kiosk.errors import Cancelled, KakanaiError, PrinterUnreachable
from kiosk.guidance.content import FactType, Party, Question
from kiosk.paperwork.case import Name, NeedKind, NeedValue
from kiosk.paperwork.sheet import Media
from kiosk.people import Address, Person, Sex
from kiosk.ports import CardFound, CardKind, CardRead, Secret, SecretKind, SecretWanted, Sound, Watch
from kiosk.storage.database import Database
from kiosk.storage.tallies import SqlTallies
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.answers import (
    Answer,
    Begin,
    EventsChosen,
    FactsAnswered,
    GoOn,
    Leave,
    NeedFilled,
    PartyChosen,
    PersonConfirmed,
    SecretEntered,
)
from kiosk.visit.path import Ground
from kiosk.visit.steps import (
    AskQuestion,
    Attract,
    CheckNeeds,
    ChooseEvent,
    ChooseParty,
    ConfirmPerson,
    EnterPin,
    FillNeed,
    Finished,
    Leaving,
    Preview,
    ShowPlan,
    Step,
    Summary,
)
from kiosk.visit.visit import Visit
from kiosk.visit.work import Failed, Outlet, Outside

HANAKO = Person(
    name="番号　花子",
    birth=date(1990, 1, 2),
    sex=Sex.FEMALE,
    address="架空県見本市中央１－２－３",
)

FOUND = CardFound(CardKind.MY_NUMBER, (SecretWanted(SecretKind.PIN, 3),))


@dataclass
class FakeReader:
    """A reader on which a card lies, as it was ``found``. ``others`` come in turn; ``secrets`` are what it was told."""

    troubles: list[KakanaiError] = field(default_factory=list)
    card: Person = HANAKO
    others: list[Person] = field(default_factory=list)
    lies_there: bool = True
    found: CardFound = FOUND
    secrets: list[Secret | None] = field(default_factory=list)

    def await_card(self, watch: Watch) -> CardFound:
        self._stumble()
        return self.found

    def await_another_card(self, watch: Watch) -> CardFound:
        self._stumble()
        if not self.others:
            raise Cancelled
        self.card = self.others.pop(0)
        return self.found

    def read(self, secret: Secret | None, watch: Watch) -> CardRead:
        self._stumble()
        self.secrets.append(secret)
        return CardRead(self.found.kind, self.card, 3)

    def challenge(self, secret: Secret, watch: Watch) -> bool | None:
        self._stumble()
        return None

    def await_found_gone(self, watch: Watch) -> None:
        self.await_removal(watch)

    def await_removal(self, watch: Watch) -> None:
        self._stumble()
        if self.lies_there:
            raise Cancelled

    def _stumble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


@dataclass
class FakePrinter:
    """``left``: what an earlier visit left in it; None when the printer does not answer."""

    printed: list[str] = field(default_factory=list)
    troubles: list[KakanaiError] = field(default_factory=list)
    left: list[str] | None = field(default_factory=list)

    def print(self, name: str, pdf: bytes, paper: object, watch: Watch) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        assert pdf.startswith(b"%PDF")
        self.printed.append(name)

    def cancel_left(self, patience_s: float) -> int:
        if self.left is None:
            raise PrinterUnreachable
        cancelled = len(self.left)
        self.left.clear()
        return cancelled


@dataclass
class FakeBell:
    rung: list[Sound] = field(default_factory=list)

    def ring(self, sound: Sound) -> None:
        self.rung.append(sound)


class Nobody:
    """A watch that nobody looks at."""

    def cancelled(self) -> bool:
        return False

    def report(self, progress: object) -> None: ...


MOVED = date(2026, 11, 16)
TYPED: dict[NeedKind, NeedValue] = {
    NeedKind.KANA: "バンゴウ　ハナコ",
    NeedKind.PHONE: "0000000000",
    NeedKind.ADDRESS: Address("9780001", "みらい県", "青波市", "港町1丁目", "2番3号", ""),
    NeedKind.TEXT: "アオナミ",
    NeedKind.DATE: MOVED,
    NeedKind.PERSON: 1,
    NeedKind.NAME: Name("", "バンゴウ　ハナコ"),
    NeedKind.BIRTH: date(1990, 1, 2),
    NeedKind.SEX: Sex.FEMALE,
}


@dataclass
class Table:
    """A visit and its outside, and hands to do its work at once."""

    visit: Visit
    reader: FakeReader
    printer: FakePrinter
    store: SqlTicketStore
    outside: Outside

    def work(self) -> None:
        """Do what there is to do until nothing is left. Who leaves takes the card along."""
        while self.visit.work is not None:
            self.reader.lies_there = not isinstance(self.visit.step, Leaving)
            try:
                outcome = self.visit.work.perform(self.outside, Nobody())
            except Cancelled:
                return
            except KakanaiError as error:
                self.visit.settle(Failed(error))
            else:
                self.visit.settle(outcome)

    def work_once(self) -> None:
        """Do one piece of work that cannot fail."""
        assert self.visit.work is not None
        self.visit.settle(self.visit.work.perform(self.outside, Nobody()))

    def say(self, *answers: object) -> None:
        for answer in answers:
            self.visit.answer(answer)  # type: ignore[arg-type]  # a script of answers
            self.work()

    def go_to(self, step: type[Step]) -> Step:
        """Answer until this step is on the screen."""
        self.work()
        for _ in range(60):
            if isinstance(self.visit.step, step):
                return self.visit.step
            self.say(self.obvious())
        raise AssertionError(self.visit.step)

    def obvious(self) -> Answer:
        """Return what one says to whatever is on the screen, for whom nothing special holds."""
        match self.visit.step:
            case Attract():
                return Begin("ja")
            case ChooseParty():
                return PartyChosen(Party.SELF)
            case ChooseEvent():
                return EventsChosen(("tennyu",))
            case EnterPin():
                return SecretEntered(Secret(SecretKind.PIN, "1234"))
            case ConfirmPerson():
                return PersonConfirmed(right=True)
            case AskQuestion(question):
                return self._no_to_all(question)
            case FillNeed() as step:
                return NeedFilled(TYPED[step.kind])
            case Summary() | ShowPlan() | CheckNeeds() | Preview():
                return GoOn()
            case Finished():
                return Leave()
        raise AssertionError(self.visit.step)

    def _no_to_all(self, question: Question) -> FactsAnswered:
        facts = self.visit._ground.guide.facts
        return FactsAnswered(
            {id_: MOVED if facts[id_].type is FactType.DATE else facts[id_].nothing for id_ in question.asks}
        )


@pytest.fixture(scope="session")
def parts(keys: Path) -> KioskParts:
    return kiosk_parts(with_kiosk(content_of(SAMPLE), keys=str(keys)))


@pytest.fixture
def table(parts: KioskParts, tmp_path: Path) -> Iterator[Table]:
    clock = SetClock(datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
    reader, printer = FakeReader(), FakePrinter()
    content = parts.content
    outlets = dict.fromkeys(Media, Outlet(printer, content.settings.kiosk.sheets))
    store = SqlTicketStore(
        Database(f"sqlite:///{tmp_path}/queue.db"), clock, content.settings.office, letters={"shimin": "A"}
    )
    tallies = SqlTallies(Database(f"sqlite:///{tmp_path}/queue.db"), clock, content.settings.office)
    ground = Ground(content.guide, content.forms, clock.now().date())
    yield Table(
        visit=Visit(ground, parts.papers, clock, language="ja"),
        reader=reader,
        printer=printer,
        store=store,
        outside=Outside(reader, outlets, store, FakeBell(), parts.render, "kiosk-1", "kiosk-1/test", tallies),
    )
    store.close()
