"""A city's folder while it is read: what could be built, each thing with the place where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from config.build import build, build_all
from config.marked import Marked, Node, line_of, near, read, text_at
from config.texts import Texts
from config.values import fact_value
from kiosk.errors import Fault
from kiosk.guidance.content import Country, Desk, Event, Fact, Procedure, Question, ResidenceStatus, Thing, Value
from kiosk.paperwork.form import Form, Part
from kiosk.postal import Town
from kiosk.settings import LEAST_IDLE_WARNING_S, CardRoot, City, Kiosk, Office, Tokens

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Setup:
    """The file kiosk.yaml."""

    city: City
    office: Office
    kiosk: Kiosk


@dataclass(frozen=True)
class Placed(Generic[T_co]):
    """A value and where it was written."""

    value: T_co
    marked: Marked
    node: Node

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
    """``unread`` are the ids of things with faults, ``blind`` the shelves of which a whole file could not be read:
    nobody is told that they are missing.
    """

    folder: Path
    files: list[Marked] = field(default_factory=list)
    setup: Setup | None = None
    tokens: Tokens | None = None
    facts: Shelf[Fact] = field(default_factory=dict)
    questions: Shelf[Question] = field(default_factory=dict)
    procedures: Shelf[Procedure] = field(default_factory=dict)
    events: Shelf[Event] = field(default_factory=dict)
    desks: Shelf[Desk] = field(default_factory=dict)
    bring: Shelf[Thing] = field(default_factory=dict)
    countries: Shelf[Country] = field(default_factory=dict)
    residence_statuses: Shelf[ResidenceStatus] = field(default_factory=dict)
    cards: dict[str, dict[str, Value]] = field(default_factory=dict)
    parties: dict[str, dict[str, Value]] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    forms: Shelf[Form] = field(default_factory=dict)
    towns: tuple[Town, ...] = ()
    card_roots: list[Placed[CardRoot]] = field(default_factory=list)
    texts: dict[str, Texts] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    blind: set[str] = field(default_factory=set)

    def lacks(self, shelf: str, id_: str) -> bool:
        """Whether there is certainly no such thing."""
        return id_ not in getattr(self, shelf) and id_ not in self.unread and shelf not in self.blind

    def faults(self) -> tuple[Fault, ...]:
        return tuple(sorted({fault for marked in self.files for fault in marked.faults}))

    def open(self, name: str) -> Marked:
        """Read one file and keep it, for its faults."""
        marked = read(self.folder, name)
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


def read_draft(folder: Path) -> Draft:
    """Read all files of a city's folder."""
    draft = Draft(folder)
    _read_settings(draft)
    for marked, root in draft.roots("facts.yaml"):
        _shelve(draft, draft.facts, marked, build_all(Fact, marked, root))
    for marked, root in draft.roots("questions/*.yaml"):
        _shelve(draft, draft.questions, marked, build_all(Question, marked, root))
    for marked, root in draft.roots("procedures/*.yaml"):
        _shelve(draft, draft.procedures, marked, build_all(Procedure, marked, root))
    for marked, root in draft.roots("desks.yaml"):
        _shelve(draft, draft.desks, marked, build_all(Desk, marked, root))
    for marked, root in draft.roots("events/*.yaml"):
        _shelve(draft, draft.events, marked, [(build(Event, marked, root), root)], alone=True)
    for marked, root in draft.roots("bring.yaml"):
        _shelve(draft, draft.bring, marked, build_all(Thing, marked, root))
    for marked, root in draft.optional_roots("countries.yaml"):
        _shelve(draft, draft.countries, marked, build_all(Country, marked, root))
    for marked, root in draft.optional_roots("residence_statuses.yaml"):
        _shelve(draft, draft.residence_statuses, marked, build_all(ResidenceStatus, marked, root))
    for marked, root in draft.optional_roots("card_roots.yaml"):
        built = build_all(CardRoot, marked, root)
        draft.card_roots += [Placed(value, marked, node) for value, node in built if value is not None]
    _read_tellers(draft, draft.roots("cards.yaml"), draft.cards)
    _read_tellers(draft, draft.optional_roots("parties.yaml"), draft.parties)
    _read_forms(draft)
    _read_texts(draft)
    return draft


def _read_settings(draft: Draft) -> None:
    for marked, root in draft.roots("kiosk.yaml"):
        draft.setup = build(Setup, marked, root)
        if draft.setup is not None:
            _check_times(draft.setup.kiosk, Placed(draft.setup, marked, root))
    for marked, root in draft.roots("tokens.yaml"):
        draft.tokens = build(Tokens, marked, root)
    if draft.setup is None:
        return
    city = draft.setup.city
    for marked, root in draft.roots("towns.yaml"):
        towns = build_all(Town, marked, root, prefecture=city.prefecture, city=city.name)
        draft.towns = tuple(town for town, _ in towns if town is not None)


def _check_times(kiosk: Kiosk, placed: Placed[Setup]) -> None:
    if kiosk.idle_warning_s < LEAST_IDLE_WARNING_S:
        placed.fault("too_hasty", "kiosk", "idle_warning_s", least=LEAST_IDLE_WARNING_S)


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
        if marked.file != "forms/parts.yaml":
            _shelve(draft, draft.forms, marked, [(build(Form, marked, root), root)], alone=True)
            continue
        for name, _, node in marked.pairs(root):
            part = build(Part, marked, node)
            if part is None:
                draft.unread.add(name)
            else:
                draft.parts[name] = part


def _read_texts(draft: Draft) -> None:
    for language in draft.setup.kiosk.languages if draft.setup else ():
        draft.texts[language] = texts = Texts(language)
        for marked, root in draft.roots(f"texts/{language}/*.yaml"):
            texts.take(marked, root)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _shelve(
    draft: Draft, shelf: Shelf[N], marked: Marked, built: list[tuple[N | None, Node]], *, alone: bool = False
) -> None:
    """Put things on their shelf; one that stands ``alone`` in its file gives the file its name."""
    for value, node in built:
        if value is None:
            draft.unread.add(text_at(node, "id"))
            continue
        placed = Placed(value, marked, node)
        if alone and Path(marked.file).stem != value.id:
            placed.fault("wrong_name", "id", id=value.id)
        _put(shelf, value.id, placed)


def _put(shelf: Shelf[T], id_: str, placed: Placed[T]) -> None:
    if id_ in shelf:
        placed.fault("duplicate_id", "id", id=id_, place=shelf[id_].place)
    else:
        shelf[id_] = placed
