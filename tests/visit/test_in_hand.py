"""What is in hand, and furigana on paper: answers beside the path that nobody is asked for."""

from dataclasses import replace
from typing import Any

from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Thing
from kiosk.paperwork.sheet import Document, Mark, Run, Symbol, Tick
from kiosk.paperwork.wanted import forms_of
from kiosk.visit.answers import (
    Back,
    ChangeAnswer,
    FactsAnswered,
    FuriganaOnPaper,
    GoOn,
    SpeakLanguage,
    StartOver,
    ThingsInHand,
)
from kiosk.visit.steps import AskQuestion, Preview, ShowPlan, Summary

HERE = ThingsInHand(frozenset({"ID", "MNC"}))


def checklist(preview: Preview) -> Document:
    return next(document for document in preview.documents if document.name == "checklist")


def text_of(document: Document) -> str:
    marks = (mark for page in document.pages for mark in page.marks if isinstance(mark, Run))
    return "".join(glyph.text for mark in marks for glyph in mark.glyphs)


def ticks(preview: Preview) -> int:
    return sum(isinstance(mark, Tick) for page in checklist(preview).pages for mark in page.marks)


def test_whoever_ticks_nothing_needs_no_touch_more(table: Any) -> None:
    table.go_to(ShowPlan)
    table.say(GoOn())
    assert not isinstance(table.visit.step, ShowPlan)
    assert ticks(table.go_to(Preview)) == 0


def test_what_is_in_hand_is_ticked_on_paper(table: Any) -> None:
    table.go_to(ShowPlan)
    table.say(ThingsInHand(frozenset({"ID"})))
    assert ticks(table.go_to(Preview)) == 1


def test_ticking_leaves_the_screen_as_it_is(table: Any) -> None:
    shown = table.go_to(ShowPlan)
    table.say(HERE)
    assert table.visit.step is shown


def test_ticks_survive_going_on_and_coming_back(table: Any) -> None:
    table.go_to(ShowPlan)
    table.say(HERE)
    table.say(GoOn())
    table.say(Back())
    assert table.visit.step.in_hand == HERE.things
    table.say(Back())
    assert isinstance(table.visit.step, Summary)
    table.say(GoOn())
    assert table.visit.step.in_hand == HERE.things


def test_ticks_survive_a_changed_answer(table: Any) -> None:
    table.go_to(ShowPlan)
    table.say(HERE)
    table.say(Back())
    line = next(line for line in table.visit.step.lines if "has_dog" in line.facts)
    table.say(ChangeAnswer(line.key))
    assert isinstance(table.visit.step, AskQuestion)
    table.say(FactsAnswered({**line.facts, "has_dog": True}))
    assert table.go_to(ShowPlan).in_hand == HERE.things


def test_starting_over_forgets_what_was_ticked(table: Any) -> None:
    table.go_to(ShowPlan)
    table.say(HERE)
    table.say(StartOver())
    assert table.go_to(ShowPlan).in_hand == frozenset()


def test_elsewhere_nothing_can_be_ticked(table: Any) -> None:
    table.go_to(Summary)
    table.say(HERE)
    assert table.go_to(ShowPlan).in_hand == frozenset()


def test_nothing_shows_what_was_ticked() -> None:
    assert "MNC" not in repr(HERE)


def test_a_sheet_helps_whoever_lacks_a_thing(table: Any) -> None:
    table.go_to(Preview)
    ground, case = table.visit._ground, table.visit._case()
    guide = replace(ground.guide, bring={**ground.guide.bring, "ID": Thing("ID", forms=("F01-2",))})
    lacking = [form.id for form in forms_of(guide, ground.forms, case)]
    having = [form.id for form in forms_of(guide, ground.forms, replace(case, in_hand=frozenset({"ID"})))]
    assert lacking == [*having, "F01-2"]


def test_nobody_gets_a_sheet_for_a_thing_that_may_not_be_wanted(table: Any) -> None:
    table.go_to(Preview)
    ground, case = table.visit._ground, table.visit._case()
    thing = Thing("ID", Condition("has_dog"), forms=("F01-2",))
    guide = replace(ground.guide, bring={**ground.guide.bring, "ID": thing})
    doubtful = replace(case, known={**case.known, "has_dog": None})
    sure = replace(case, known={**case.known, "has_dog": True})
    assert "F01-2" not in [form.id for form in forms_of(guide, ground.forms, doubtful)]
    assert "F01-2" in [form.id for form in forms_of(guide, ground.forms, sure)]


def test_furigana_is_written_on_request_and_taken_back(table: Any) -> None:
    preview = table.go_to(Preview)
    assert preview.furigana is False
    assert "てつづ" not in text_of(checklist(preview))
    table.say(FuriganaOnPaper(wanted=True))
    assert table.visit.step.furigana
    assert "てつづ" in text_of(checklist(table.visit.step))
    assert table.visit.language == "ja"
    table.say(FuriganaOnPaper(wanted=False))
    assert checklist(table.visit.step) == checklist(preview)


def test_another_language_is_not_written_with_furigana(table: Any) -> None:
    table.go_to(Preview)
    table.say(FuriganaOnPaper(wanted=True))
    table.say(SpeakLanguage("en"))
    assert table.visit.step.furigana is None
    assert "Your checklist" in text_of(checklist(table.visit.step))


def test_the_forms_themselves_are_the_same_with_furigana(table: Any) -> None:
    plain = table.go_to(Preview)
    table.say(FuriganaOnPaper(wanted=True))
    assert forms_as_printed(table.visit.step) == forms_as_printed(plain)


def forms_as_printed(preview: Preview) -> list[tuple[str, list[Mark]]]:
    """Return what stands on the forms, without the symbol, which is sealed anew each time."""
    forms = (document for document in preview.documents if document.name != "checklist")
    return [
        (form.name, [mark for page in form.pages for mark in page.marks if not isinstance(mark, Symbol)])
        for form in forms
    ]
