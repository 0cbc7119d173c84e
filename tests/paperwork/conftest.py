from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from commands.city import SAMPLE
from commands.kiosk_parts import kiosk_parts, with_kiosk
from config.content import Content, load
from config.example import read_example
from kiosk.guidance.content import FactType, Value
from kiosk.guidance.plan import make_plan
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.layout import BlankForm, Blanks
from kiosk.visit.papers import Papers


class Visit(Protocol):
    """Builds a case in which everything is no but what is said."""

    def __call__(self, **facts: Value | None) -> Case: ...


@cache
def sample() -> Content:
    return load(SAMPLE)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every form that is printed by itself to the tests that ask for a ``form_id``."""
    if "form_id" in metafunc.fixturenames:
        forms = sample().forms
        further = {form.continuation for form in forms.values()}
        metafunc.parametrize("form_id", sorted(forms.keys() - further), scope="module")


@pytest.fixture(scope="session")
def content() -> Content:
    return sample()


@pytest.fixture(scope="session")
def lettering() -> Lettering:
    return load_lettering(FONTS)


@pytest.fixture(scope="session")
def blanks(content: Content, lettering: Lettering) -> Blanks:
    return Blanks(content.forms, content.settings.city, lettering)


@pytest.fixture(scope="session")
def f01(blanks: Blanks) -> BlankForm:
    return blanks["F01"]


@pytest.fixture(scope="session")
def f01_2(blanks: Blanks) -> BlankForm:
    return blanks["F01-2"]


@pytest.fixture(scope="session")
def papers(content: Content, lettering: Lettering, keys: Path) -> Papers:
    return kiosk_parts(with_kiosk(content, keys=str(keys)), lettering).papers


def example(content: Content, name: str) -> Case:
    path = Path(SAMPLE, "examples", f"F01-{name}.yaml")
    return read_example(path, content.guide, content.needs, content.settings.office.zone)


@pytest.fixture(scope="session")
def examples(content: Content) -> Callable[[str], Case]:
    return lambda name: example(content, name)


@pytest.fixture(scope="session")
def hanako(content: Content) -> Case:
    return example(content, "hanako")


@pytest.fixture(scope="session")
def family(content: Content) -> Case:
    """Six people: a couple of which one is a foreign national, three children, and a mother."""
    return example(content, "family6")


@pytest.fixture(scope="session")
def proxy(content: Content) -> Case:
    """One person for whom somebody else came."""
    return example(content, "proxy")


@pytest.fixture(scope="session")
def visit(content: Content, hanako: Case) -> Visit:
    return visits_of(hanako, content)


@pytest.fixture(scope="session")
def family_visit(content: Content, family: Case) -> Visit:
    return visits_of(family, content)


def visits_of(person: Case, content: Content) -> Visit:
    nothing = {
        fact.id: False if fact.type is FactType.BOOL else frozenset[str]()
        for fact in content.guide.facts.values()
        if fact.type in {FactType.BOOL, FactType.PEOPLE}
    }

    def case(**facts: Value | None) -> Case:
        known: dict[str, Value | None] = {**nothing, "move_date": date(2026, 11, 16), **facts}
        plan = make_plan(content.guide, person.events, known, person.people, person.made.date())
        return replace(person, known=known, plan=plan)

    return case
