"""A whole visit without a screen: every way through it, back, changed and broken off."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kiosk.errors import NoReader, PrinterUnreachable, PrintRefused, StoreUnavailable, Unreadable
from kiosk.guidance.content import Party
from kiosk.handover.record import case_of
from kiosk.paperwork.sheet import Ink, Media
from kiosk.paperwork.signature import Signature
from kiosk.ports import PrinterNotice, ReaderState, Secret, SecretKind
from kiosk.queue.ticket import TicketState
from kiosk.queue.waiting import Wait
from kiosk.visit.answers import (
    Back,
    Begin,
    ChangeAnswer,
    EventsChosen,
    FactsAnswered,
    GiveUpPaper,
    GoOn,
    Leave,
    NeedFilled,
    PersonConfirmed,
    PrintAgain,
    SecretEntered,
    SheetBad,
    Signed,
    SpeakLanguage,
    StartOver,
    TryAgain,
    WithoutCard,
)
from kiosk.visit.steps import (
    AskQuestion,
    Attract,
    AwaitCard,
    ChooseEvent,
    ChooseParty,
    ChooseSheet,
    ConfirmPerson,
    FillNeed,
    Finished,
    Over,
    Preview,
    Printing,
    SheetState,
    Sign,
    Summary,
)
from kiosk.visit.work import AwaitRemoval, CardGone, Counted, Failed

SIGNATURE = Signature((((0.0, 0.0), (2.0, 1.0)),))
PIN_TYPED = SecretEntered(Secret(SecretKind.PIN, "1234"))


def test_one_adult_gets_through(table: Any) -> None:
    done = table.go_to(Finished)
    assert table.printer.printed[0] == "F01"
    assert table.printer.printed[-2:] == ["checklist", "ticket"]
    assert done.number == "A1"
    assert done.paper
    assert table.store.show("A1").state is TicketState.WAITING


def test_the_number_is_on_the_board_only_when_the_paper_is_out(table: Any) -> None:
    table.printer.troubles = [PrinterUnreachable()]
    table.go_to(Printing)
    assert table.store.show("A1").state is TicketState.TAKEN
    assert table.store.board().waiting == ()
    table.say(TryAgain())
    assert table.store.board().waiting == ("A1",)


def test_the_sheet_carries_what_was_answered(table: Any, unsealed: Any) -> None:
    preview = table.go_to(Preview)
    assert preview.documents[0].name == "F01"
    table.printer.troubles = [PrintRefused()]
    table.say(GoOn())
    table.say(GiveUpPaper())
    handover = unsealed(table.visit.step.handover)
    assert handover.ticket == "A1"
    assert handover.people[0]["name"] == "番号　花子"
    assert handover.people[0]["kana"] == "バンゴウ　ハナコ"
    assert handover.facts["move_date"] == "2026-11-16"
    case = case_of(handover, table.visit._ground.guide, table.visit._ground.forms)
    assert "juki.tennyu" in [entry.procedure.id for entry in case.plan.required]


def test_without_paper_the_number_is_taken_from_the_screen(table: Any) -> None:
    table.printer.troubles = [PrinterUnreachable()]
    table.go_to(Printing)
    assert table.visit.step.trouble == "printer_unreachable"
    assert table.visit.step.sheets[0][1] is SheetState.FAILED
    table.say(GiveUpPaper())
    done = table.visit.step
    assert isinstance(done, Finished)
    assert not done.paper
    assert table.store.show("A1").state is TicketState.WAITING
    assert not table.store.show("A1").paper


def test_giving_the_paper_up_twice_lets_the_number_wait_once(table: Any) -> None:
    table.printer.troubles = [PrinterUnreachable()]
    table.go_to(Printing)
    table.visit.answer(GiveUpPaper())
    publishing = table.visit.work
    table.visit.answer(GiveUpPaper())
    table.visit.answer(TryAgain())
    assert table.visit.work is publishing


def test_while_the_number_is_taken_there_is_nothing_to_give_up(table: Any) -> None:
    table.go_to(Preview)
    table.visit.answer(GoOn())
    taking = table.visit.work
    table.visit.answer(TryAgain())
    table.visit.answer(GiveUpPaper())
    assert table.visit.work is taking
    assert isinstance(table.visit.step, Printing)


def test_a_printer_without_paper_is_said_and_forgotten_when_refilled(table: Any) -> None:
    table.go_to(Preview)
    table.visit.answer(GoOn())
    table.visit.settle(table.visit.work.perform(table.outside, None))
    table.visit.progress(PrinterNotice(("media-empty",)))
    assert table.visit.step.reasons == ("media-empty",)
    table.visit.progress(PrinterNotice(()))
    assert table.visit.step.reasons == ()


def test_a_queue_that_is_away_does_not_keep_the_sheets_back(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable

    table.go_to(Preview)
    monkeypatch.setattr(table.store, "take", away)
    table.say(GoOn())
    done = table.visit.step
    assert isinstance(done, Finished)
    assert done.number is None
    assert done.trouble == "store_unavailable"
    assert table.printer.printed[0] == "F01"


def test_a_visit_that_goes_on_over_the_turn_of_the_day_is_sent_to_the_information_desk(table: Any) -> None:
    """Its number is one of yesterday, which nobody calls; the next visit voids it. Nor is today's same number meant."""
    table.go_to(Preview)
    table.visit.answer(GoOn())
    table.work_once()
    table.store._clock.moment += timedelta(days=1)
    table.store.take("A", ("shimin",), "kiosk-2/other")
    table.work()
    assert isinstance(table.visit.step, Finished)
    assert table.visit.step.trouble == "store_unavailable"
    assert [(ticket.number, ticket.state) for ticket in table.store.tickets()] == [("A1", TicketState.TAKEN)]
    assert table.store.void_abandoned("kiosk-1", "kiosk-1/next") == 1


def finish(table: Any) -> None:
    """Print everything and stop there: the card may still lie on the reader."""
    table.go_to(Preview)
    table.visit.answer(GoOn())
    while not isinstance(table.visit.step, Finished):
        table.visit.settle(table.visit.work.perform(table.outside, None))


def test_a_card_lies_on_the_reader_when_the_reader_says_so(table: Any) -> None:
    finish(table)
    assert (table.visit.step.card_on_reader, table.visit.work) == (False, AwaitRemoval())
    for state in ReaderState:
        table.visit.progress(state)
        assert table.visit.step.card_on_reader is (state is ReaderState.CARD)
    table.visit.settle(CardGone())
    assert (table.visit.step.card_on_reader, table.visit.work) == (False, None)


def test_a_reader_that_fails_at_the_end_keeps_nobody(table: Any) -> None:
    finish(table)
    table.visit.progress(ReaderState.CARD)
    table.visit.settle(Failed(Unreadable()))
    assert (table.visit.step.card_on_reader, table.visit.work) == (False, None)


def test_a_visit_without_a_card_goes_on(table: Any) -> None:
    table.reader.troubles = [NoReader()] * 3
    table.go_to(ChooseEvent)
    table.visit.answer(EventsChosen(("tennyu",)))
    assert isinstance(table.visit.step, AwaitCard)
    table.say(WithoutCard())
    assert isinstance(table.visit.step, FillNeed)
    done = table.go_to(Finished)
    assert done.number == "A1"


def test_not_this_person_puts_the_card_away(table: Any) -> None:
    table.go_to(ConfirmPerson)
    table.visit.answer(PersonConfirmed(right=False))
    assert isinstance(table.visit.step, AwaitCard)


def test_back_shows_the_question_before_with_its_answer(table: Any) -> None:
    first = table.go_to(AskQuestion)
    table.say(table.obvious())
    second = table.visit.step
    table.say(Back())
    assert table.visit.step.question.id == first.question.id
    assert table.visit.step.given
    table.say(table.obvious())
    assert table.visit.step.question.id == second.question.id


def test_one_can_go_back_to_the_very_beginning(table: Any) -> None:
    table.go_to(Preview)
    for _ in range(60):
        if isinstance(table.visit.step, ChooseParty):
            break
        table.visit.answer(Back())
    assert table.visit.step == ChooseParty(chosen=Party.SELF)
    table.say(Back())
    assert table.visit.step == Over()


def test_a_changed_answer_keeps_the_others(table: Any) -> None:
    before = table.go_to(Summary)
    line = next(line for line in before.lines if "has_dog" in line.facts)
    table.say(ChangeAnswer(line.key))
    assert table.visit.step.given == line.facts
    table.say(FactsAnswered({**line.facts, "has_dog": True}))
    while isinstance(table.visit.step, AskQuestion):
        table.say(table.obvious())
    after = table.visit.step
    assert isinstance(after, Summary)
    unchanged = [old for old in before.lines if old.key != line.key]
    assert all(old in after.lines for old in unchanged)


def test_a_change_can_be_left_alone(table: Any) -> None:
    before = table.go_to(Summary)
    table.say(ChangeAnswer(before.lines[0].key), Back())
    assert table.visit.step == before


def test_start_over_forgets_everything(table: Any) -> None:
    table.go_to(Summary)
    table.say(StartOver())
    assert table.visit.step == ChooseParty()
    assert "花子" not in str(vars(table.visit))


def test_nothing_can_be_undone_while_it_is_printed(table: Any) -> None:
    table.printer.troubles = [PrinterUnreachable()]
    table.go_to(Printing)
    table.say(Back(), StartOver())
    assert isinstance(table.visit.step, Printing)


def test_the_language_can_change_anywhere(table: Any) -> None:
    preview = table.go_to(Preview)
    table.say(SpeakLanguage("en"))
    assert table.visit.language == "en"
    assert table.visit.step != preview


def test_a_late_tap_harms_nobody(table: Any) -> None:
    step = table.go_to(AskQuestion)
    table.say(
        PIN_TYPED,
        EventsChosen(("tennyu",)),
        GoOn(),
        NeedFilled("x"),
        TryAgain(),
        GiveUpPaper(),
    )
    assert table.visit.step == step


@pytest.mark.parametrize("place", [ChooseEvent, AskQuestion, Summary, Preview, Finished])
def test_one_can_leave_from_everywhere(table: Any, place: type) -> None:
    table.go_to(place)
    table.say(Leave(), Begin("ja"))
    assert table.visit.step == Over()
    assert table.visit.work is None


def test_a_call_for_a_clerk_is_taken_back_by_the_next_visit(table: Any) -> None:
    table.store.call_clerk("kiosk-1")
    table.store.call_clerk("kiosk-2")
    table.work()
    assert table.store.board().kiosks_calling == ("kiosk-2",)


def test_days_are_counted_from_the_first_touch(table: Any) -> None:
    table.work()
    table.visit._clock.moment += timedelta(days=3)
    table.go_to(ChooseEvent)
    assert table.visit._ground.today == date(2026, 11, 23)


def test_a_number_whose_visit_died_is_voided_by_the_next(table: Any) -> None:
    table.store.take("A", ("shimin",), "kiosk-1/dead")
    table.go_to(Finished)
    assert table.store.show("A1").state is TicketState.VOID
    assert table.visit.step.number == "A2"


def test_a_sheet_that_an_earlier_visit_left_is_cancelled_by_the_next(table: Any) -> None:
    table.printer.left = ["F01", "checklist"]
    table.work()
    assert table.printer.left == []
    assert table.visit.step == Attract(0, Wait(0, 0))


def test_a_printer_that_does_not_answer_keeps_nobody_from_coming(table: Any) -> None:
    table.printer.left = None
    table.work()
    assert table.visit.step == Attract(0, Wait(0, 0))
    assert table.go_to(Finished).number == "A1"


def test_two_printers_are_both_cleared(table: Any) -> None:
    slips = replace(table.printer, left=["ticket"])
    table.printer.left = None
    outlets = table.outside.outlets
    table.outside = replace(table.outside, outlets={**outlets, Media.SLIP: replace(outlets[Media.SLIP], printer=slips)})
    table.work()
    assert slips.left == []


def test_how_many_wait_is_told_before_the_printers_are_asked(table: Any) -> None:
    table.printer.left = ["F01"]
    left_when_told = []

    class Screen:
        def cancelled(self) -> bool:
            return True

        def report(self, progress: object) -> None:
            table.visit.progress(progress)
            left_when_told.append(list(table.printer.left))

    table.store.publish(table.store.take("A", ("shimin",), "kiosk-2/there").number, paper=True)
    table.visit.work.perform(table.outside, Screen())
    assert table.visit.step == Attract(1, Wait(0, 15))
    assert left_when_told == [["F01"]]
    assert table.printer.left == []


def test_a_count_that_comes_late_changes_nothing(table: Any) -> None:
    step = table.go_to(ChooseEvent)
    table.visit.progress(Counted(3))
    assert table.visit.step == step


def names(step: Any) -> list[str]:
    return [document.name for document in step.sheets.values()]


def test_a_sheet_that_came_out_badly_is_printed_once_more_and_the_number_stays(table: Any) -> None:
    table.go_to(Finished)
    printed = list(table.printer.printed)
    table.say(SheetBad())
    choice = table.visit.step
    assert isinstance(choice, ChooseSheet)
    assert names(choice) == printed
    table.say(PrintAgain(1))
    assert table.printer.printed == [*printed, printed[1]]
    done = table.visit.step
    assert isinstance(done, Finished)
    assert done.number == "A1"
    assert done.paper
    assert [ticket.number for ticket in table.store.tickets()] == ["A1"]


def test_a_second_tap_prints_nothing_more(table: Any) -> None:
    table.go_to(Finished)
    printed = len(table.printer.printed)
    table.visit.answer(SheetBad())
    for _ in range(3):
        table.visit.answer(PrintAgain(0))
    table.work()
    table.say(PrintAgain(0))
    assert len(table.printer.printed) == printed + 1


def test_a_choice_can_be_left_without_printing(table: Any) -> None:
    done = table.go_to(Finished)
    printed = len(table.printer.printed)
    table.say(SheetBad(), Back())
    assert table.visit.step is done
    assert len(table.printer.printed) == printed


def test_what_is_no_sheet_is_not_printed(table: Any) -> None:
    table.go_to(Finished)
    printed = len(table.printer.printed)
    table.say(SheetBad(), PrintAgain(99))
    assert isinstance(table.visit.step, ChooseSheet)
    assert len(table.printer.printed) == printed


def test_while_it_prints_only_what_is_out_can_be_printed_again_and_comes_next(table: Any) -> None:
    table.go_to(Preview)
    table.visit.answer(GoOn())
    table.work_once()
    table.visit.answer(SheetBad())
    assert isinstance(table.visit.step, Printing)
    table.work_once()
    going_on = table.visit.work
    table.visit.answer(SheetBad())
    assert names(table.visit.step) == ["F01"]
    table.visit.progress(PrinterNotice(("media-empty",)))
    assert isinstance(table.visit.step, ChooseSheet)
    table.visit.answer(PrintAgain(0))
    assert table.visit.work is going_on
    assert table.visit.step.reasons == ("media-empty",)
    sheets = [name for name, _ in table.visit.step.sheets]
    assert [state for _, state in table.visit.step.sheets][:2] == [SheetState.TO_COME, SheetState.PRINTING]
    table.work()
    assert table.printer.printed == [*sheets[:2], sheets[0], *sheets[2:]]
    assert isinstance(table.visit.step, Finished)


def test_a_choice_stays_while_everything_comes_out_beneath_it(table: Any) -> None:
    table.go_to(Preview)
    table.visit.answer(GoOn())
    for _ in range(2):
        table.work_once()
    table.visit.answer(SheetBad())
    choice = table.visit.step
    table.work()
    assert table.visit.step is choice
    assert table.store.show("A1").state is TicketState.WAITING
    table.say(Back())
    assert isinstance(table.visit.step, Finished)


def test_a_reprint_that_fails_can_be_left_and_the_paper_counts(table: Any) -> None:
    table.go_to(Finished)
    table.printer.troubles = [PrintRefused()]
    table.say(SheetBad(), PrintAgain(0))
    assert table.visit.step.trouble == "print_refused"
    table.say(GiveUpPaper())
    assert isinstance(table.visit.step, Finished)
    assert table.visit.step.paper


def test_whoever_took_the_number_from_the_screen_has_no_sheet_to_print_again(table: Any) -> None:
    table.printer.troubles = [PrintRefused()]
    table.go_to(Printing)
    table.say(GiveUpPaper(), SheetBad())
    assert isinstance(table.visit.step, Finished)
    assert not table.visit.step.paper


def test_after_the_visit_nothing_can_be_printed_again(table: Any) -> None:
    table.go_to(Finished)
    printed = len(table.printer.printed)
    table.say(SheetBad(), Leave(), PrintAgain(0))
    assert isinstance(table.visit.step, Over)
    assert len(table.printer.printed) == printed


def may_sign(table: Any) -> Any:
    table.visit._ground = replace(table.visit._ground, sign_on_screen=True)
    return table


def test_where_the_city_allows_it_one_signs_before_the_sheets_are_shown(table: Any) -> None:
    may_sign(table).go_to(Sign)
    table.say(Signed(SIGNATURE))
    preview = table.visit.step
    assert isinstance(preview, Preview)
    assert any(isinstance(mark, Ink) for mark in preview.documents[0].pages[0].marks)
    assert "paper.hand.sign" not in [area.label for area in preview.documents[0].pages[0].own_hand]


def test_who_goes_back_sees_what_they_signed_and_may_leave_it_to_the_paper(table: Any) -> None:
    may_sign(table).go_to(Sign)
    table.say(Signed(SIGNATURE))
    table.say(Back())
    assert table.visit.step == Sign(SIGNATURE)
    table.say(Signed(None))
    areas = [area.label for area in table.visit.step.documents[0].pages[0].own_hand]
    assert "paper.hand.sign" in areas
