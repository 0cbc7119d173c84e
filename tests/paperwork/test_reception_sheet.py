"""The sheet of a visit that prints no form: it has the handover, and names nothing that is spoken of softly."""

import subprocess
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from config.content import Content
from kiosk.guidance.plan import make_plan
from kiosk.handover.record import case_of
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import fill_forms
from kiosk.paperwork.sheet import Document, Symbol
from kiosk.paperwork.wanted import forms_of
from kiosk.people import Person, Relation
from kiosk.visit.papers import Papers
from printing.pdf import PdfRenderer


@pytest.fixture
def certificate(content: Content, hanako: Case) -> Case:
    return of_event(hanako, content, "shomei")


def of_event(case: Case, content: Content, event: str) -> Case:
    plan = make_plan(content.guide, (event,), {}, case.people, case.made.date())
    return replace(case, events=(event,), known={}, needs={}, plan=plan)


def test_a_visit_without_a_form_still_has_the_handover_on_paper(
    papers: Papers, certificate: Case, content: Content, unsealed: Any
) -> None:
    sheaf = papers.sheaf(certificate, None, None)
    assert [document.name for document in sheaf.documents] == ["R01", "checklist"]
    [page] = sheaf.documents[0].pages
    assert any(isinstance(mark, Symbol) for mark in page.marks)
    opened = case_of(unsealed(sheaf.handover), content.guide, content.forms)
    assert (opened.events, opened.people[0].name) == (("shomei",), "番号　花子")


def test_the_preview_shows_it_too(papers: Papers, certificate: Case) -> None:
    assert [document.name for document in papers.preview(certificate)] == ["R01", "checklist"]


def test_a_visit_with_a_form_has_none(papers: Papers, hanako: Case) -> None:
    assert "R01" not in [document.name for document in papers.preview(hanako)]


def test_it_says_who_came_what_for_and_for_whom(certificate: Case, content: Content) -> None:
    assert fill_forms((content.forms["R01"],), certificate, content.guide, {})[0].values == {
        "received.today": "令和8年11月20日",
        "what.events": "shomei",
        "notifier.kana": "バンゴウ　ハナコ",
        "notifier.name": "番号　花子",
        "notifier.birth": "平成4年3月15日",
        "notifier.address": "東京都千代田区霞が関二丁目1番2号　青葉ハイツ201",
        "p1.kana": "バンゴウ　ハナコ",
        "p1.name": "番号　花子",
        "p1.birth": "平成4年3月15日",
        "number.ticket": "A12",
    }


def test_who_stands_in_is_named_beside_those_of_the_errand(certificate: Case, content: Content) -> None:
    helper = Person(name="見本　次郎", relation=Relation.OTHER)
    values = fill_forms((content.forms["R01"],), replace(certificate, proxy=helper), content.guide, {})[0].values
    assert (values["notifier.name"], values["p1.name"]) == ("見本　次郎", "番号　花子")


def test_every_event_is_ticked_and_a_quiet_one_is_not_named(content: Content, hanako: Case) -> None:
    r01 = content.forms["R01"]
    cases = {event: of_event(hanako, content, event) for event in content.guide.events}
    ticked = {
        event: fill_forms((r01,), case, content.guide, {})[0].values["what.events"]
        for event, case in cases.items()
        if r01 in forms_of(content.guide, content.forms, case)
    }
    assert {event for event, option in ticked.items() if option == "other"} == {
        event for event in ticked if content.guide.events[event].quiet
    }
    assert all(option in {event, "other"} for event, option in ticked.items())


LONG_NAME = "番号寿限無五劫擦切海砂利水魚行末雲来風食寝処住藪柑子長久命助" * 3
KANA = "ジュゲムジュゲムゴコウノスリキレカイジャリスイギョノスイギョウマツウンライマツフウライマツ"
ADDRESS = "みらい県青波市字北海道上川郡東神楽町ひじり野南一条三丁目123456番地の78　" + "グランドメゾン" * 8
REST = "この用紙には続紙があります"


def words(document: Document, papers: Papers) -> str:
    pdf = PdfRenderer(papers.lettering.fonts)(document)
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return "".join(text.decode().split())


def household(case: Case, size: int) -> Case:
    people = tuple(
        Person(f"{LONG_NAME}{number}", f"{KANA}{number}", date(1987, 12, 31), address=ADDRESS, relation=relation)
        for number, relation in enumerate((Relation.SELF, *(size - 1) * (Relation.OTHER,)))
    )
    return replace(case, people=people)


def test_nine_people_with_the_longest_names_are_on_it_whole(papers: Papers, certificate: Case) -> None:
    [sheet] = papers.application(household(certificate, 9))
    said = words(sheet, papers)
    assert [number for number in range(9) if f"{LONG_NAME}{number}" not in said or f"{KANA}{number}" not in said] == []
    assert "".join(ADDRESS.split()) in said
    assert REST not in said


def test_the_tenth_goes_on_on_a_further_sheet(papers: Papers, certificate: Case) -> None:
    sheet, further = papers.application(household(certificate, 10))
    assert REST in words(sheet, papers)
    assert f"{LONG_NAME}9" in words(further, papers)
