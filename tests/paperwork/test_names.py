"""The names that a form may use are those that say something."""

import pytest

from config.content import Content
from kiosk.paperwork.case import Case
from kiosk.paperwork.names import NAMES, is_name
from kiosk.paperwork.values import Values

OF_A_CITY = (
    "fact.move_date",
    "fees.F02",
    "need.phone",
    "need.new_address.postal",
    "need.new_address.text",
    "need.notifier_address:0.text",
    "chosen.new_head.name",
    "person.to.self",
    "person.to.new_head",
    "person.shared.same_register.honseki",
)
SIGNED = "notifier.signature"
"""Is no text."""


@pytest.mark.parametrize("name", sorted({*NAMES, *OF_A_CITY} - {SIGNED}))
def test_every_name_can_be_said(name: str, content: Content, hanako: Case) -> None:
    assert is_name(name)
    assert isinstance(Values(hanako, content.guide).of(name, hanako.self_), str)


@pytest.mark.parametrize("name", ["persn.name", "person.nmae", "self", "chosen.new_head.to", "residence.name", ""])
def test_what_says_nothing_is_no_name(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("name", ["persn.name", "person.nmae", "self"])
def test_what_is_no_name_cannot_be_said(name: str, content: Content, hanako: Case) -> None:
    with pytest.raises(KeyError):
        Values(hanako, content.guide).of(name, hanako.self_)
