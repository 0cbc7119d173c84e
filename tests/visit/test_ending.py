"""How a visit ended, as it is counted: places and sums, never an answer and never a person."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from commands.kiosk_parts import KioskParts
from kiosk.errors import PrinterUnreachable, StoreUnavailable
from kiosk.paperwork.spared import Spared
from kiosk.storage.schema import tallies
from kiosk.tally import Tallied, Tally
from kiosk.visit.answers import Begin, GiveUpPaper, Gone, Leave
from kiosk.visit.ending import Ending, tallies_of
from kiosk.visit.steps import AskQuestion, Attract, AwaitCard, ChooseParty, EnterPin, FillNeed, Finished, Printing
from kiosk.visit.work import CountVisit


def counted(table: Any) -> dict[Tallied, list[Tally]]:
    by_kind: dict[Tallied, list[Tally]] = {}
    for tally in table.visit.count.tallies:
        by_kind.setdefault(tally.what, []).append(tally)
    return by_kind


def ending(parts: KioskParts, step: object, *events: str) -> tuple[Tally, ...]:
    return tallies_of(Ending(step, events, "ja", 1, gone=False), parts.content.guide)  # type: ignore[arg-type]


def test_nobody_who_never_came_is_counted(table: Any) -> None:
    table.work()
    table.visit.answer(Leave())
    assert table.visit.count is None


def test_who_leaves_is_counted_where_they_left(table: Any) -> None:
    table.go_to(EnterPin)
    table.visit.answer(Leave())
    assert counted(table) == {
        Tallied.LANGUAGE: [Tally(Tallied.LANGUAGE, "ja")],
        Tallied.LEFT: [Tally(Tallied.LEFT, "enter_pin", "tennyu")],
    }


def test_who_no_longer_answers_is_counted_apart(table: Any) -> None:
    step = table.go_to(AskQuestion)
    table.visit.answer(Gone())
    assert counted(table)[Tallied.TIMED_OUT] == [Tally(Tallied.TIMED_OUT, f"question:{step.question.id}", "tennyu")]


def test_a_finished_visit_is_counted_with_its_minutes_and_all_that_nobody_wrote(table: Any) -> None:
    table.visit.answer(Begin("ja"))
    table.visit._clock.moment += timedelta(minutes=7)
    table.go_to(Finished)
    table.visit.answer(Gone())
    sums = counted(table)
    assert sums[Tallied.FINISHED] == [Tally(Tallied.FINISHED, "paper", "tennyu")]
    assert sums[Tallied.MINUTES] == [Tally(Tallied.MINUTES, "6")]
    assert {tally.key for tally in sums[Tallied.NOT_WRITTEN]} == {"name", "address"}
    assert all(tally.count > 1 and tally.event == "tennyu" for tally in sums[Tallied.NOT_WRITTEN])


def test_what_was_not_printed_has_to_be_written(table: Any) -> None:
    table.printer.troubles = [PrinterUnreachable()]
    table.go_to(Printing)
    table.say(GiveUpPaper())
    table.visit.answer(Leave())
    sums = counted(table)
    assert sums[Tallied.FINISHED] == [Tally(Tallied.FINISHED, "screen", "tennyu")]
    assert Tallied.NOT_WRITTEN not in sums


def test_a_question_about_something_discreet_is_not_named(parts: KioskParts) -> None:
    facts, questions = parts.content.guide.facts, parts.content.guide.questions.values()
    keys = {question.id: ending(parts, AskQuestion(question, {}, 1, 0))[1].key for question in questions}
    discreet = {one.id for one in questions if any(facts[fact].privacy is not None for fact in one.asks)}
    assert {keys[question] for question in discreet} == {"ask_question"}
    assert set(keys.values()) > {"ask_question"}


def test_a_quiet_event_is_not_named(parts: KioskParts) -> None:
    quiet = next(event.id for event in parts.content.guide.events.values() if event.quiet)
    assert ending(parts, AwaitCard(), quiet)[1].event == ""


def test_no_value_of_the_resident_is_counted(table: Any) -> None:
    """Whatever is typed and read, the rows hold words of ours and ids of the city alone."""
    table.go_to(FillNeed)
    table.visit.answer(Leave())
    keys = [tally.key for tally in table.visit.count.tallies]
    assert keys == ["ja", "fill_need"]
    assert "花子" not in repr(table.visit.count)


def test_the_sums_are_written_beside_the_end(table: Any) -> None:
    """Two visits that were left in the same place make one row."""
    table.go_to(ChooseParty)
    table.visit.answer(Leave())
    for _ in range(2):
        table.visit.count.perform(table.outside, None)
    with table.outside.tallies._database.reading() as connection:
        assert [tuple(row)[1:] for row in connection.execute(select(tallies).order_by(tallies.c.what))] == [
            ("language", "", "ja", 2),
            ("left", "", "choose_party", 2),
        ]


def test_a_queue_that_is_away_keeps_no_visit_from_ending(table: Any) -> None:
    class Away:
        def add(self, _counted: object) -> None:
            raise StoreUnavailable

    CountVisit(()).perform(replace(table.outside, tallies=Away()), None)  # type: ignore[arg-type]


def test_names_and_addresses_of_a_family_are_counted_over_all_their_forms(table: Any) -> None:
    table.go_to(Finished)
    spared = table.visit._paper_talk.spared
    assert spared[Spared.NAME] >= len(table.printer.printed) - 2
    assert spared[Spared.ADDRESS] >= 1
    assert isinstance(table.visit.step, Finished)


def test_the_attract_screen_counts_nothing(table: Any) -> None:
    assert isinstance(table.visit.step, Attract)
    assert table.visit.count is None
