"""A city's folder while it is read: what could be built, each thing with the place where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from config.build import build, build_all
from config.dated import parted
from config.marked import Marked, Node, ScalarNode, line_of, near, read, text_at
from config.texts import Texts
from config.values import fact_value
from kiosk.errors import Fault
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Country, Desk, Event, Fact, Fee, Procedure, Question, ResidenceStatus, Thing, Value
from kiosk.guidance.floors import Floor
from kiosk.paperwork.case import Need
from kiosk.paperwork.form import Form, Part
from kiosk.paperwork.sheet import Original
from kiosk.postal import Town
from kiosk.settings import (
    LEAST_ACCEPT_DAYS,
    LEAST_FEWEST,
    LEAST_IDLE_WARNING_S,
    Board,
    CardRoot,
    City,
    Counter,
    Kiosk,
    Office,
    Queue,
    Statistics,
    Tokens,
)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class QueueSetup(Queue):
    """How numbers are given and called, and ``priority_if``, which the guide decides: who has priority."""

    priority_if: Condition | None = None

    @property
    def queue(self) -> Queue:
        """Return what the queue itself has to know."""
        return Queue(**{part.name: getattr(self, part.name) for part in fields(Queue)})


@dataclass(frozen=True)
class Setup:
    """The file kiosk.yaml."""

    city: City
    office: Office
    kiosk: Kiosk
    queue: QueueSetup = field(default_factory=QueueSetup)
    counter: Counter = field(default_factory=Counter)
    statistics: Statistics = field(default_factory=Statistics)


@dataclass(frozen=True)
class Placed(Generic[T_co]):
    """A value, where it was written, and the day from which it holds."""

    value: T_co
    marked: Marked
    node: Node
    since: date = date.min

    def fault(self, kind: str, *path: str | int, **values: object) -> None:
        """Note a fault at what stands at ``path`` below."""
        self.marked.fault(line_of(self.node, *path), kind, **values)

    @property
    def place(self) -> str:
        return f"{self.marked.file}:{line_of(self.node)}"


Shelf = dict[str, Placed[T]]
"""All things of one sort by id, in the order of the files."""


@dataclass
class Draft:
    """The folder as it holds on ``day``. ``changes`` are the days from which something else holds.

    ``unread`` are the ids of things with faults, ``blind`` the shelves of which a whole file could not be read:
    nobody is told that they are missing. ``later`` are the ids of what holds only from a day to come.
    """

    folder: Path
    day: date = date.max
    ordinances: dict[str, int | bool] = field(default_factory=dict)
    fees: Shelf[Fee] = field(default_factory=dict)
    changes: set[date] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    files: list[Marked] = field(default_factory=list)
    setup: Setup | None = None
    counter: Placed[Counter] | None = None
    tokens: Tokens | None = None
    board: Placed[Board] | None = None
    facts: Shelf[Fact] = field(default_factory=dict)
    questions: Shelf[Question] = field(default_factory=dict)
    procedures: Shelf[Procedure] = field(default_factory=dict)
    events: Shelf[Event] = field(default_factory=dict)
    desks: Shelf[Desk] = field(default_factory=dict)
    bring: Shelf[Thing] = field(default_factory=dict)
    floors: Shelf[Floor] = field(default_factory=dict)
    countries: Shelf[Country] = field(default_factory=dict)
    residence_statuses: Shelf[ResidenceStatus] = field(default_factory=dict)
    cards: dict[str, dict[str, Value]] = field(default_factory=dict)
    parties: dict[str, dict[str, Value]] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    needs: Shelf[Need] = field(default_factory=dict)
    forms: Shelf[Form] = field(default_factory=dict)
    originals: dict[str, Original] = field(default_factory=dict)
    towns: tuple[Town, ...] = ()
    card_roots: list[Placed[CardRoot]] = field(default_factory=list)
    texts: dict[str, Texts] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    blind: set[str] = field(default_factory=set)

    def lacks(self, shelf: str, id_: str) -> bool:
        """Whether there is certainly no such thing."""
        known = getattr(self, shelf).keys() | self.unread | self.later
        return id_ not in known and shelf not in self.blind

    def faults(self) -> tuple[Fault, ...]:
        return tuple(sorted({fault for marked in self.files for fault in marked.faults}))

    def open(self, name: str) -> Marked:
        """Read one file and keep it, for its faults."""
        marked = read(self.folder, name)
        marked.ordinances = self.ordinances
        self.files.append(marked)
        return marked

    def optional_roots(self, name: str) -> Iterator[tuple[Marked, Node]]:
        """As ``roots``, for a file that a city need not have."""
        return self.roots(name) if (self.folder / name).exists() else iter(())

    def roots(self, *names: str) -> Iterator[tuple[Marked, Node]]:
        """Yield the files that can be read as YAML; ``procedures/*.yaml`` means all of them, by name."""
        for pattern in names:
            found = sorted(str(path.relative_to(self.folder)) for path in self.folder.glob(pattern))
            for name in found or ([] if "*" in pattern else [pattern]):
                marked = self.open(name)
                if marked.root is None:
                    self.blind |= set(Path(name).with_suffix("").parts)
                else:
                    yield marked, marked.root


def read_draft(folder: Path, day: date | None = None) -> Draft:
    """Read all files of a city's folder as they hold on ``day``; ``None`` is today in that city."""
    draft = Draft(folder)
    _read_ordinances(draft)
    _read_settings(draft)
    draft.day = day or _today(draft)
    _fill(draft, draft.facts, Fact, draft.roots("facts.yaml"))
    _fill(draft, draft.questions, Question, draft.roots("questions/*.yaml"))
    _fill(draft, draft.fees, Fee, draft.optional_roots("fees.yaml"))
    _fill(draft, draft.procedures, Procedure, draft.roots("procedures/*.yaml"))
    _fill(draft, draft.desks, Desk, draft.roots("desks.yaml"))
    _fill(draft, draft.bring, Thing, draft.roots("bring.yaml"))
    _fill(draft, draft.floors, Floor, draft.optional_roots("map.yaml"))
    _fill(draft, draft.countries, Country, draft.optional_roots("countries.yaml"))
    _fill(draft, draft.residence_statuses, ResidenceStatus, draft.optional_roots("residence_statuses.yaml"))
    for marked, root in draft.roots("events/*.yaml"):
        _shelve(draft, draft.events, marked, Event, [root], alone=True)
    for marked, root in draft.optional_roots("card_roots.yaml"):
        built = build_all(CardRoot, marked, root)
        draft.card_roots += [Placed(value, marked, node) for value, node in built if value is not None]
    _read_tellers(draft, draft.roots("cards.yaml"), draft.cards)
    _read_tellers(draft, draft.optional_roots("parties.yaml"), draft.parties)
    _read_forms(draft)
    _read_texts(draft)
    return draft


def _today(draft: Draft) -> date:
    return datetime.now(ZoneInfo(draft.setup.office.zone) if draft.setup else UTC).date()


def _read_ordinances(draft: Draft) -> None:
    for marked, root in draft.optional_roots("ordinances.yaml"):
        for name, _, node in marked.pairs(root):
            value = marked.scalar(node) if isinstance(node, ScalarNode) else None
            if isinstance(value, bool | int):
                draft.ordinances[name] = value
            else:
                marked.fault(node, "want_int_or_bool")


def _read_settings(draft: Draft) -> None:
    for marked, root in draft.roots("kiosk.yaml"):
        draft.setup = build(Setup, marked, root)
        if draft.setup is not None:
            _check_settings(Placed(draft.setup, marked, root))
            counter = (node for name, _, node in marked.pairs(root) if name == "counter")
            draft.counter = next((Placed(draft.setup.counter, marked, node) for node in counter), None)
    for marked, root in draft.roots("tokens.yaml"):
        draft.tokens = build(Tokens, marked, root)
    for marked, root in draft.optional_roots("board.yaml"):
        board = build(Board, marked, root)
        draft.board = None if board is None else Placed(board, marked, root)
    if draft.setup is None:
        return
    city = draft.setup.city
    for marked, root in draft.roots("towns.yaml"):
        towns = build_all(Town, marked, root, prefecture=city.prefecture, city=city.name)
        draft.towns = tuple(town for town, _ in towns if town is not None)


def _check_settings(placed: Placed[Setup]) -> None:
    if placed.value.kiosk.idle_warning_s < LEAST_IDLE_WARNING_S:
        placed.fault("too_hasty", "kiosk", "idle_warning_s", least=LEAST_IDLE_WARNING_S)
    if placed.value.office.accept_days < LEAST_ACCEPT_DAYS:
        placed.fault("too_few_days", "office", "accept_days", least=LEAST_ACCEPT_DAYS)
    if placed.value.statistics.fewest < LEAST_FEWEST:
        placed.fault("too_telling", "statistics", "fewest", least=LEAST_FEWEST)
    _want_one(placed, "office", ("minutes_per_ticket", placed.value.office.minutes_per_ticket))
    queue = placed.value.queue
    counts = ("priority", "ordinary", "longest_wait_min", "calls_before_no_show")
    _want_one(placed, "queue", *((name, getattr(queue, name)) for name in counts))
    for event, minutes in queue.minutes.items():
        if minutes < 1:
            placed.fault("too_small", "queue", "minutes", event, key=event)


def _want_one(placed: Placed[Setup], section: str, *numbers: tuple[str, int]) -> None:
    for name, number in numbers:
        if number < 1:
            placed.fault("too_small", section, name, key=name)


def _read_tellers(draft: Draft, roots: Iterator[tuple[Marked, Node]], tellers: dict[str, dict[str, Value]]) -> None:
    """Read what each card, or each way to come, tells: facts, typed like the facts themselves."""
    for marked, root in roots:
        for teller, _, node in marked.pairs(root):
            tellers[teller] = dict(_told(draft, marked, node))


def _told(draft: Draft, marked: Marked, node: Node) -> Iterator[tuple[str, Value]]:
    for id_, key, value_node in marked.pairs(node):
        if draft.lacks("facts", id_):
            marked.fault(key, "unknown_fact", id=id_, near=near(id_, draft.facts))
        elif id_ in draft.facts:
            value = fact_value(draft.facts[id_].value, marked, value_node)
            if value is not None:
                yield id_, value


def _read_forms(draft: Draft) -> None:
    for marked, root in draft.roots("forms/*.yaml"):
        match marked.file:
            case "forms/parts.yaml":
                _read_parts(draft, marked, root)
            case "forms/needs.yaml":
                _shelve(draft, draft.needs, marked, Need, marked.items(root))
            case _:
                _shelve(draft, draft.forms, marked, Form, [root], alone=True)
    for form in draft.forms.values():
        if form.value.over is not None and form.value.over not in draft.originals:
            _read_original(draft, form, form.value.over)


def _read_original(draft: Draft, form: Placed[Form], name: str) -> None:
    from config.originals import NoOriginal, read_original  # noqa: PLC0415  # few cities have any

    try:
        draft.originals[name] = read_original(draft.folder / "forms" / name)
    except NoOriginal as fault:
        form.fault(str(fault), "over", name=name)


def _read_parts(draft: Draft, marked: Marked, root: Node) -> None:
    for name, _, node in marked.pairs(root):
        part = build(Part, marked, node)
        if part is None:
            draft.unread.add(name)
        else:
            draft.parts[name] = part


def _read_texts(draft: Draft) -> None:
    for language in draft.setup.kiosk.languages if draft.setup else ():
        draft.texts[language] = texts = Texts(language)
        for marked, root in draft.roots(f"texts/{language}/**/*.yaml"):
            texts.take(marked, root)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _fill(draft: Draft, shelf: Shelf[N], kind: type[N], roots: Iterator[tuple[Marked, Node]]) -> None:
    for marked, root in roots:
        _shelve(draft, shelf, marked, kind, marked.items(root))


def _shelve(
    draft: Draft, shelf: Shelf[N], marked: Marked, kind: type[N], nodes: list[Node], *, alone: bool = False
) -> None:
    """Put things on their shelf; one that stands ``alone`` in its file gives the file its name."""
    for node in nodes:
        since, rest = parted(marked, node)
        value = build(kind, marked, rest)
        if value is None:
            draft.unread.add(text_at(node, "id"))
            continue
        placed = Placed(value, marked, node, since)
        if alone and Path(marked.file).stem.partition("@")[0] != value.id:
            placed.fault("wrong_name", "id", id=value.id)
        if since != date.min:
            draft.changes.add(since)
        _put(draft, shelf, value.id, placed)


def _put(draft: Draft, shelf: Shelf[T], id_: str, placed: Placed[T]) -> None:
    """Of several by the same id the latest holds that holds already."""
    if placed.since > draft.day:
        draft.later.add(id_)
    elif id_ not in shelf or shelf[id_].since < placed.since:
        shelf[id_] = placed
    elif shelf[id_].since == placed.since:
        placed.fault("duplicate_id", "id", id=id_, place=shelf[id_].place)
