"""The application for certificates: who asks, of whom, for what; and what a third party is not even offered."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from config.content import Content
from kiosk.guidance.content import Value
from kiosk.guidance.plan import make_plan
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case, NeedValue
from kiosk.paperwork.fill import fill_forms
from kiosk.paperwork.layout import draw_blank, lay_out_form
from kiosk.paperwork.wanted import forms_of, wanted_of
from kiosk.people import Person, Relation, Sex
from printing.pdf import PdfRenderer
from printing.qr import encode

MOTHER = Person(
    name="番号　梅子", kana="バンゴウ　ウメコ", birth=date(1944, 3, 4), sex=Sex.FEMALE, relation=Relation.PARENT
)

Certificates = Callable[..., Case]


@pytest.fixture
def certificates(hanako: Case, content: Content) -> Certificates:
    """A visit for certificates that told these facts."""

    def told(needs: dict[str, NeedValue] | None = None, **facts: Value) -> Case:
        people = (hanako.people[0], MOTHER)
        known: dict[str, Value | None] = {"notifier_is_proxy": False, **facts}
        plan = make_plan(content.guide, ("shomei",), known, people, hanako.made.date())
        return replace(hanako, events=("shomei",), people=people, known=known, needs=needs or {}, plan=plan)

    return told


def values(case: Case, content: Content) -> dict[str, str]:
    return dict(fill_forms((content.forms["F02"],), case, content.guide, {})[0].values)


def words(case: Case, content: Content, lettering: Lettering) -> str:
    form = content.forms["F02"]
    blank = draw_blank(form, content.settings.city, lettering)
    [sheet] = lay_out_form(blank, fill_forms((form,), case, content.guide, {})[0], lettering, encode=encode)
    pdf = PdfRenderer(lettering.fonts)(sheet)
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return "".join(text.decode().split())


def test_a_certificate_is_asked_for_on_its_form(certificates: Certificates, content: Content) -> None:
    case = certificates(cert_kinds=frozenset({"jumin"}), req_relation="self")
    assert [form.id for form in forms_of(content.guide, content.forms, case)] == ["F02"]


@pytest.mark.parametrize(
    ("facts", "ticked"),
    [
        ({"cert_kinds": frozenset({"jumin"}), "cert_household": True}, {"what.resident": "jumin_all"}),
        ({"cert_kinds": frozenset({"jumin"}), "cert_household": False}, {"what.resident": "jumin_part"}),
        ({"cert_kinds": frozenset({"koseki"}), "cert_register": False}, {"what.register": "koseki_part"}),
        (
            {"cert_kinds": frozenset({"koseki", "joseki"}), "cert_life": True},
            {"what.register": "koseki_all joseki_all", "what.range": "life"},
        ),
        ({"cert_kinds": frozenset({"koseki"}), "koseki_elsewhere": True}, {"what.register": "koseki_all"}),
        ({"cert_kinds": frozenset({"inkan", "keiji"})}, {"what.seal": "inkan", "what.tax": "keiji"}),
    ],
)
def test_what_is_needed_is_ticked(
    facts: dict[str, Value], ticked: dict[str, str], certificates: Certificates, content: Content
) -> None:
    no = {"koseki_elsewhere": False, "cert_register": False, "cert_life": False, "cert_household": False}
    found = values(certificates(**(no | {"req_relation": "self"} | facts)), content)
    boxes = ("what.resident", "what.seal", "what.register", "what.range", "what.tax", "what.other")
    assert {box: found[box] for box in boxes if box in found} == ticked


def test_a_visitor_who_asks_for_themselves_is_both(certificates: Certificates, content: Content) -> None:
    found = values(certificates(cert_kinds=frozenset({"jumin"}), req_relation="self"), content)
    assert (found["whose.name"], found["whose.same"]) == ("番号　花子", "yes")


def test_a_relative_whose_certificate_it_is_stands_below(certificates: Certificates, content: Content) -> None:
    facts: dict[str, Value] = {"cert_kinds": frozenset({"jumin"}), "req_relation": "lineal", "cert_household": False}
    case = certificates({"cert_person": 2}, **facts)
    found = values(case, content)
    assert (found["notifier.relation"], found["whose.name"], found["what.jumin_name"]) == (
        "lineal",
        "番号　梅子",
        "番号　梅子",
    )
    assert "whose.same" not in found
    asked = wanted_of((content.forms["F02"],), case, content.guide, frozenset())
    assert "cert_person" in [one.key for one in asked]


def test_the_fees_are_those_of_one_copy_each(certificates: Certificates, content: Content) -> None:
    kinds = frozenset({"jumin", "koseki", "keiji", "karinanba"})
    found = values(certificates(cert_kinds=kinds, req_relation="self", koseki_elsewhere=False), content)
    assert found["what.fees"] == "750"


def test_nothing_is_said_of_fees_where_there_are_none(certificates: Certificates, content: Content) -> None:
    assert "what.fees" not in values(certificates(cert_kinds=frozenset({"keiji"}), req_relation="self"), content)


KEPT_FROM_OTHERS = ("世帯主・続柄", "個人番号（提出先", "住民票コード")


@pytest.mark.parametrize(("relation", "offered"), [("self", True), ("third", False)])
def test_a_third_party_is_not_offered_what_the_law_keeps_from_them(
    relation: str, offered: bool, certificates: Certificates, content: Content, lettering: Lettering
) -> None:
    said = words(certificates(cert_kinds=frozenset({"jumin"}), req_relation=relation), content, lettering)
    assert [choice in said for choice in KEPT_FROM_OTHERS] == [offered] * len(KEPT_FROM_OTHERS)
    assert "住民票の写し" in said


def test_a_third_party_says_what_it_is_for(certificates: Certificates, content: Content) -> None:
    form = content.forms["F02"]
    of = {
        relation: fill_forms(
            (form,), certificates(cert_kinds=frozenset({"jumin"}), req_relation=relation), content.guide, {}
        )[0].by_hand
        for relation in ("self", "third")
    }
    assert ("use.reason" in of["third"], "use.reason" in of["self"]) == (True, False)
