"""The window with all its screens, built of what a kiosk has loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.guidance.content import Guide
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.ports import TownDirectory
from kiosk.settings import Settings
from kiosk.visit import steps
from kiosk.visit.steps import Step
from kiosk.words import Words
from ui.lobby.finding import Find
from ui.lobby.floor_picture import FloorPicture
from ui.lobby.glyphs import GlyphPen
from ui.lobby.need_screens import FillNeedScreen
from ui.lobby.preview import PreviewScreen
from ui.lobby.screen import Screen
from ui.lobby.screens.attract import AttractScreen
from ui.lobby.screens.bad_sheet import BadSheetScreen
from ui.lobby.screens.card import AwaitCardScreen, CardUnusableScreen, ReadingCardScreen
from ui.lobby.screens.card_left import CardLeftScreen
from ui.lobby.screens.card_secrets import CardNumberScreen, CheckNumberScreen
from ui.lobby.screens.check_needs import CheckNeedsScreen
from ui.lobby.screens.desks import DeskScreen, DesksScreen
from ui.lobby.screens.events import EventsScreen
from ui.lobby.screens.finished import FinishedScreen, OverScreen, Symbol
from ui.lobby.screens.household import HouseholdScreen
from ui.lobby.screens.other_events import NoEventScreen, OccasionScreen, OtherEventsScreen
from ui.lobby.screens.party import PartyScreen
from ui.lobby.screens.person import PersonScreen
from ui.lobby.screens.pin import PinScreen
from ui.lobby.screens.plan import PlanScreen
from ui.lobby.screens.printing import PrintingScreen
from ui.lobby.screens.question import QuestionScreen
from ui.lobby.screens.search import SearchScreen
from ui.lobby.screens.sign import SignScreen
from ui.lobby.screens.summary import SummaryScreen
from ui.lobby.style import Style
from ui.lobby.window import LobbyWindow


@dataclass(frozen=True)
class ScreenParts:
    """What the screens are made of; ``symbol`` encodes a text as a two-dimensional code, ``today`` is the city's.

    ``find`` looks for everyday words.
    """

    settings: Settings
    guide: Guide
    words: Mapping[str, Words]
    lettering: Lettering
    font_files: Mapping[Face, Path]
    symbol: Symbol
    towns: TownDirectory
    today: Callable[[], date]
    find: Find


def make_window(style: Style, parts: ScreenParts) -> LobbyWindow:
    """Build the window, ready to show any step; it speaks the kiosk's first language."""
    languages = parts.settings.kiosk.languages
    words = {language: parts.words[language] for language in languages}
    return LobbyWindow(style, words, languages[0], make_screens(style, parts, words), parts.settings.city.crest)


def make_screens(style: Style, parts: ScreenParts, words: Mapping[str, Words]) -> Mapping[type[Step], Screen[Any]]:
    """Build one screen for every type of step."""
    guide, lettering = parts.guide, parts.lettering
    pen = GlyphPen(parts.font_files)
    return {
        steps.Attract: AttractScreen(style, words, parts.settings.office),
        steps.ChooseParty: PartyScreen(style),
        steps.ChooseEvent: EventsScreen(style, guide),
        steps.ChooseOtherEvent: OtherEventsScreen(style, guide),
        steps.SearchByWords: SearchScreen(style, guide, parts.find),
        steps.ChooseDesk: DesksScreen(style, guide),
        steps.ShowDesk: DeskScreen(style, guide),
        steps.ChooseOccasion: OccasionScreen(style, guide),
        steps.NoEventFits: NoEventScreen(style, guide.desks),
        steps.AwaitCard: AwaitCardScreen(style),
        steps.EnterPin: PinScreen(style),
        steps.EnterCheckNumber: CheckNumberScreen(style),
        steps.EnterCardNumber: CardNumberScreen(style),
        steps.ReadingCard: ReadingCardScreen(style),
        steps.CardUnusable: CardUnusableScreen(style),
        steps.ConfirmPerson: PersonScreen(style, lettering, pen),
        steps.GatherHousehold: HouseholdScreen(style, lettering, pen, parts.today),
        steps.AskQuestion: QuestionScreen(style, guide, lettering, pen, parts.today),
        steps.Summary: SummaryScreen(style, guide.facts, lettering, pen, parts.today),
        steps.ShowPlan: PlanScreen(style, guide, parts.today),
        steps.FillNeed: FillNeedScreen(
            style, lettering, pen, parts.towns, parts.today, countries=guide.countries.values()
        ),
        steps.CheckNeeds: CheckNeedsScreen(style, lettering, pen, guide.countries.values()),
        steps.Sign: SignScreen(style),
        steps.Preview: PreviewScreen(style, pen),
        steps.Printing: PrintingScreen(style, parts.words[parts.settings.kiosk.languages[0]]),
        steps.ChooseSheet: BadSheetScreen(style, pen),
        steps.Finished: FinishedScreen(style, guide.desks, parts.symbol, FloorPicture(style, guide, lettering, pen)),
        steps.Leaving: OverScreen(style),
        steps.CardLeft: CardLeftScreen(style),
        steps.Over: OverScreen(style),
    }
