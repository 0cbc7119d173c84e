from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from commands.city import SAMPLE
from config.content import Content, load
from config.example import read_example
from kiosk.guidance.content import FactType, Value
from kiosk.guidance.plan import make_plan
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.layout import BlankForm, draw_blank


class Visit(Protocol):
    """Builds a case in which everything is no but what is said."""

    def __call__(self, **facts: Value | None) -> Case: ...


@pytest.fixture(scope="session")
def content() -> Content:
    return load(SAMPLE)


@pytest.fixture(scope="session")
def lettering() -> Lettering:
    return load_lettering(FONTS)


@pytest.fixture(scope="session")
def f01(content: Content, lettering: Lettering) -> BlankForm:
    return draw_blank(content.forms["F01"], content.settings.city, lettering)


@pytest.fixture(scope="session")
def hanako(content: Content) -> Case:
    example = Path(SAMPLE, "examples", "F01-hanako.yaml")
    return read_example(example, content.guide, content.forms["F01"].needs, content.settings.office.zone)


@pytest.fixture(scope="session")
def visit(content: Content, hanako: Case) -> Visit:
    def case(**facts: Value | None) -> Case:
        nothing = {fact.id: False for fact in content.guide.facts.values() if fact.type is FactType.BOOL}
        known: dict[str, Value | None] = {**nothing, "move_date": date(2026, 11, 16), **facts}
        plan = make_plan(content.guide, hanako.events, known, hanako.people, hanako.made.date())
        return replace(hanako, known=known, plan=plan)

    return case
