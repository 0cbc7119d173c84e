"""Who is there: nobody any more, somebody after all, or somebody who wants a clerk."""

from typing import Any

from commands.stand.printer import VirtualPrinter
from devices.simulator.issue import issue_card
from devices.tones import TUNES, wav_of
from kiosk.ports import Sound
from kiosk.storage.tickets import SqlTicketStore
from kiosk.visit.steps import (
    Attract,
    AwaitCard,
    CardLeft,
    ChooseParty,
    ConfirmPerson,
    EnterPin,
    Finished,
    Over,
    Preview,
    Printing,
)

# The fixtures are in conftest.py, which tests cannot import from.
Come = Any
Slot = Any
Loudspeaker = Any

SOON_S, NEVER_S = 0.3, 600.0


def test_a_visit_that_nobody_touches_ends_after_a_warning(come: Come) -> None:
    journey = come(idle_s=SOON_S, idle_warning_s=SOON_S)
    journey.touch("begin:ja")
    journey.wait(lambda: journey.sees("idle:stay"))
    journey.at(Over)


def test_whoever_touches_after_the_warning_goes_on(come: Come) -> None:
    journey = come(idle_s=SOON_S, idle_warning_s=NEVER_S)
    journey.touch("begin:ja")
    for _ in range(2):
        journey.touch("idle:stay")
        assert not journey.sees("idle:stay")
    journey.at(ChooseParty)


def test_whoever_puts_the_card_down_after_the_warning_goes_on(come: Come, slot: Slot) -> None:
    journey = come(idle_s=SOON_S, idle_warning_s=NEVER_S)
    journey.pass_to(AwaitCard)
    journey.wait(lambda: journey.sees("idle:stay"))
    slot.insert(issue_card())
    journey.at(EnterPin)
    assert not journey.sees("idle:stay")


def test_paper_that_comes_after_the_warning_goes_on(come: Come, slot: Slot, printer: VirtualPrinter) -> None:
    slot.insert(issue_card())
    journey = come(idle_s=SOON_S, idle_warning_s=NEVER_S)
    journey.pass_to(Preview)
    printer.take_paper_out()
    journey.pass_to(Printing)
    journey.wait(lambda: journey.sees("idle:stay"))
    printer.fill_paper()
    journey.at(Finished, paper=True)
    assert not journey.sees("idle:stay")


def test_a_number_without_paper_is_not_hurried_away(come: Come, slot: Slot) -> None:
    slot.insert(issue_card())
    journey = come(idle_s=SOON_S, idle_warning_s=NEVER_S, finish_s=0.01, printer="ipp://localhost:9/ipp/print")
    journey.pass_to(Printing)
    journey.at(Printing, trouble="printer_unreachable")
    journey.click("without_paper")
    slot.remove()
    journey.at(Finished, paper=False, card_on_reader=False)
    journey.wait(lambda: journey.sees("idle:stay"))
    journey.at(Finished)


def test_a_card_left_behind_is_called_after_its_owner(
    come: Come, slot: Slot, store: SqlTicketStore, loudspeaker: Loudspeaker
) -> None:
    slot.insert(issue_card())
    journey = come(idle_s=3 * SOON_S, idle_warning_s=SOON_S)
    journey.pass_to(ConfirmPerson)
    journey.at(CardLeft)
    assert journey.reads("screen.card_left.heading")
    journey.wait(lambda: loudspeaker.played(wav_of(TUNES[Sound.CARD])))
    assert loudspeaker.played(wav_of(TUNES[Sound.WARNING]))
    journey.touch("clerk")
    journey.wait(lambda: store.board().kiosks_calling == ("kiosk-1",))
    slot.remove()
    journey.at(Over)


def test_whoever_finishes_first_and_takes_the_card_then_is_reminded(come: Come, slot: Slot) -> None:
    slot.insert(issue_card())
    journey = come()
    journey.pass_to(Finished)
    journey.at(Finished, card_on_reader=True)
    journey.touch("leave")
    journey.at(CardLeft)
    slot.remove()
    journey.at(Over)


def test_a_call_for_a_clerk_is_on_the_board_until_the_next_visit(come: Come, store: SqlTicketStore) -> None:
    journey = come()
    journey.touch("begin:ja", "clerk")
    journey.wait(lambda: store.board().kiosks_calling == ("kiosk-1",))
    assert journey.reads("screen.clerk.called")
    journey.touch("clerk:back")
    journey.at(ChooseParty)
    journey.touch("back")
    journey.at(Over)
    assert store.board().kiosks_calling == ("kiosk-1",)

    come().at(Attract)
    journey.wait(lambda: store.board().kiosks_calling == ())
