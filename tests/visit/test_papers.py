"""Which sheets a visit prints, in which order, and what they carry for the counter."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from commands.city import SAMPLE, content_of
from commands.demo.symbols import symbols_of
from commands.kiosk_parts import kiosk_parts, with_kiosk
from config.example import read_example
from kiosk.guidance.content import Privacy
from kiosk.guidance.plan import Plan
from kiosk.guidance.queueing import open_event
from kiosk.paperwork.case import Case
from kiosk.paperwork.layout import Blanks
from kiosk.paperwork.sheet import Document, Symbol
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.queue.waiting import Prospect, Wait
from kiosk.visit.papers import Papers
from printing.pdf import PdfRenderer


@pytest.fixture(scope="module")
def papers(keys: Path) -> Papers:
    return kiosk_parts(with_kiosk(content_of(SAMPLE), keys=str(keys))).papers


def case(name: str) -> Case:
    content = content_of(SAMPLE)
    path = Path(SAMPLE, "examples", f"F01-{name}.yaml")
    return read_example(path, content.guide, content.needs, content.settings.office.zone)


@pytest.mark.parametrize(
    ("example", "names"),
    [("hanako", ["F01"]), ("family6", ["F01", "F01-2"])],
)
def test_a_form_is_followed_by_the_sheets_on_which_it_goes_on(papers: Papers, example: str, names: list[str]) -> None:
    sheaf = papers.sheaf(case(example), None, None)
    assert [document.name for document in sheaf.documents[: len(names)]] == names
    assert sheaf.documents[-1].name == "checklist"
    assert all(len(document.pages) == 1 for document in sheaf.documents[:-1])


def test_the_preview_shows_every_sheet(papers: Papers) -> None:
    shown, printed = papers.preview(case("family6")), papers.sheaf(case("family6"), None, None).documents
    assert [document.name for document in shown] == [document.name for document in printed]


def symbols(document: Document) -> list[Symbol]:
    return [mark for page in document.pages for mark in page.marks if isinstance(mark, Symbol)]


def with_much_to_say(case: Case) -> Case:
    """As nobody has: texts in which nothing comes twice."""
    letters = [chr(0x4E00 + (number * 7919) % 20000) for number in range(900)]
    texts = ("".join(letters[start : start + 300]) for start in (0, 300, 600))
    return replace(case, needs={**case.needs, **dict(zip(("phone", "kana:1", "kana:2"), texts, strict=True))})


def test_the_first_form_carries_the_handover_and_nothing_else_does(papers: Papers, unsealed: Any) -> None:
    sheaf = papers.sheaf(case("family6"), None, None)
    first, *others = (len(symbols(document)) for document in sheaf.documents)
    assert (first, sum(others)) == (1, 0)
    assert unsealed(sheaf.handover).sheet == "1/1"


def test_what_no_scanner_reads_as_one_symbol_stands_on_several_sheets(papers: Papers, unsealed: Any) -> None:
    """Each is read from the paper as a scanner reads it, at 300 dpi."""
    much = with_much_to_say(case("hanako"))
    sheaf = papers.sheaf(much, None, None)
    render = PdfRenderer(papers.lettering.fonts)
    read = [symbols_of(render(document)) for document in sheaf.documents[:3]]
    assert [document.name for document in sheaf.documents[:3]] == ["F01", "F01-2", "F01-3"]
    assert [len(texts) for texts in read] == [1, 1, 1]
    handover = unsealed([text for texts in reversed(read) for text in texts])
    assert (handover.sheet, handover.needs["phone"]) == ("3/3", much.needs["phone"])


def test_a_form_without_room_for_all_of_it_carries_none_of_it(papers: Papers) -> None:
    blanks = {id_: replace(blank, form=replace(blank.form, continuation=None)) for id_, blank in papers.blanks.items()}
    with capture_logs() as logs:
        sheaf = replace(papers, blanks=blanks).sheaf(with_much_to_say(case("hanako")), None, None)
    assert (sheaf.handover, symbols(sheaf.documents[0])) == ((), [])
    assert {line["event"] for line in logs} == {"handover_without_room"}


def test_without_keys_there_is_everything_but_the_symbol(tmp_path: Path) -> None:
    keyless = kiosk_parts(with_kiosk(content_of(SAMPLE), keys=str(tmp_path))).papers
    sheaf = keyless.sheaf(case("hanako"), None, None)
    assert sheaf.documents[0].name == "F01"
    assert (sheaf.handover, symbols(sheaf.documents[0])) == ((), [])


def test_the_title_of_a_discreet_sheet_is_not_what_the_screen_calls_it(papers: Papers) -> None:
    forms = {**papers.forms, "F01": replace(papers.forms["F01"], discreet=True)}
    blanks = Blanks(forms, papers.settings.city, papers.lettering)
    first, *others = replace(papers, forms=forms, blanks=blanks).preview(case("hanako"))
    assert (first.name, first.kind, first.title) == ("F01", "discreet", "住民異動届")
    assert "discreet" not in {document.kind for document in others}


def aged(case: Case, born: date) -> Case:
    return replace(case, people=(replace(case.people[0], birth=born), *case.people[1:]))


def test_one_number_leads_over_the_desks_of_the_plan_in_the_citys_order(papers: Papers) -> None:
    family = case("family6")
    work = papers.ticket_work(family)
    assert work is not None
    in_order = [desk for desk in papers.guide.desks if desk in work.route]
    assert (work.letter, list(work.route)) == ("A", in_order)
    assert set(work.route) == {desk for desk in family.plan.desks if papers.guide.desks[desk].letter}


def test_in_a_one_stop_city_it_leads_to_one_desk(papers: Papers) -> None:
    one_stop = replace(papers.settings, queue=replace(papers.settings.queue, one_stop="kokuho"))
    there = replace(papers, settings=one_stop)
    work = there.ticket_work(case("family6"))
    assert work is not None
    assert (work.letter, work.route) == ("C", ("kokuho",))
    assert there.farewell(case("family6"), None, None, handover=None, trouble=None).desk == "kokuho"


def test_the_last_screen_names_no_office_that_one_visits_for_discreet_things_alone(papers: Papers) -> None:
    family = case("family6")
    first = papers.farewell(family, None, None, handover=None, trouble=None).desk
    hushed = tuple(
        replace(entry, procedure=replace(entry.procedure, privacy=Privacy.DISCREET))
        if entry.procedure.desk == first
        else entry
        for entry in family.plan.required
    )
    quiet = replace(family, plan=replace(family.plan, required=hushed, confirm=()))
    assert first == "shimin"
    assert papers.farewell(quiet, None, None, handover=None, trouble=None).desk is None


@pytest.mark.parametrize(("born", "priority"), [(date(1946, 1, 1), True), (date(1996, 1, 1), False)])
def test_who_has_priority_is_the_citys_condition(papers: Papers, born: date, priority: bool) -> None:
    work = papers.ticket_work(aged(case("hanako"), born))
    assert work is not None
    assert work.priority is priority


def test_priority_can_be_read_neither_off_the_slip_nor_off_the_screen(papers: Papers) -> None:
    prospect = Prospect(7, Wait(10, 20))
    plain, favoured = (ticket(priority=priority) for priority in (False, True))
    family = case("family6")
    slips = [papers.sheaf(family, one, prospect).documents[-1] for one in (plain, favoured)]
    assert slips[0] == slips[1]
    farewells = [papers.farewell(family, one, prospect, handover=None, trouble=None) for one in (plain, favoured)]
    assert farewells[0] == farewells[1]


def ticket(*, priority: bool) -> Ticket:
    now = datetime(2026, 11, 20, 10, 24, tzinfo=ZoneInfo("Asia/Tokyo"))
    return Ticket("A1", now.date(), TicketState.TAKEN, ("shimin",), None, None, priority, now, None, "K7M3XWZ2BQ", now)


@pytest.mark.parametrize(
    ("events", "event"), [(("tennyu",), "tennyu"), (("shibou",), None), (("rikon", "tenkyo"), "tenkyo")]
)
def test_the_queue_learns_of_no_event_that_is_spoken_of_softly(
    papers: Papers, events: tuple[str, ...], event: str | None
) -> None:
    assert open_event(papers.guide, Plan(events=events)) == event
