"""Who else? Everybody so far in full, and who another can be."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.guidance.sentences import who
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.people import Person, Relation, Sex
from kiosk.visit.answers import MemberAdded, MemberMoves, MemberRemoved, MembersComplete
from kiosk.visit.steps import GatherHousehold, Member
from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Text
from ui.lobby.member_card import MemberCard, Open
from ui.lobby.members import household_of
from ui.lobby.paging import Pages
from ui.lobby.screen import Screen
from ui.lobby.style import Style

Offer = tuple[Relation, Sex | None]


class HouseholdScreen(Screen[GatherHousehold]):
    """Objects ``add:<relation>:<sex>`` (``any`` where the word says no sex) and ``next``; the cards have their own."""

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, today: Callable[[], date]) -> None:
        super().__init__(style)
        self._make_card: Callable[[], MemberCard] = lambda: MemberCard(style, lettering, pen, today)
        self._members: tuple[Member, ...] = ()
        self._offered: tuple[Offer, ...] = ()
        self._cards: list[MemberCard] = []
        self._buttons: list[_OfferButton] = []
        self._heading = Heading(style)
        self._ask = Text(style, "text", face=Face.BOLD)
        self._next = PrimaryButton(style, "next", height_px=132)
        self._next.clicked.connect(lambda: self.answered.emit(MembersComplete()))
        self._lay_out(style)

    def present(self, step: GatherHousehold, words: Words) -> None:
        household = household_of(step.members)
        self._heading.say(_heading(household, words))
        self._ask.say(words["screen.household.ask" if household else "screen.household.ask_principal"])
        self._next.say(words["screen.household.next"])
        self._next.setVisible(step.complete)
        self._pages.speak(words)
        grown = len(step.members) > len(self._members)
        self._members, self._offered = step.members, step.offers
        self._show_members(words, moving=step.moving)
        self._show_offers(words)
        if grown:
            self._pages.to_end()

    def _lay_out(self, style: Style) -> None:
        margin = style.space("margin")
        self.column.setContentsMargins(margin, style.space("s"), margin, style.space("m"))
        self.column.setSpacing(style.space("s"))
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(style.px(12))
        self._list.addStretch(1)
        self._pages = Pages(style, content)
        self._grid = QGridLayout()
        self._grid.setSpacing(style.space("s"))
        self.column.addWidget(self._heading)
        self.column.addWidget(self._pages, 1)
        self.column.addWidget(self._ask)
        self.column.addLayout(self._grid)
        self.column.addSpacing(style.space("xs"))
        self.column.addWidget(self._next)

    # --- people ------------------------------------------------------------------------

    def _show_members(self, words: Words, *, moving: bool) -> None:
        while len(self._cards) < len(self._members):
            self._add_card()
        several = len(household_of(self._members)) > 1
        for card, member in zip(self._cards, self._members, strict=False):
            stays = not member.person.moves
            staying = moving and member.number > 0 and (several or stays)
            card.present(member, words, Open(staying=staying, removal=member.number > 1))
        for n, card in enumerate(self._cards):
            card.setVisible(n < len(self._members))

    def _add_card(self) -> None:
        card, n = self._make_card(), len(self._cards)
        card.moved.connect(lambda moves: self.answered.emit(MemberMoves(self._members[n].number, moves)))
        card.removed.connect(lambda: self.answered.emit(MemberRemoved(self._members[n].number)))
        self._list.insertWidget(n, card)
        self._cards.append(card)

    # --- offers ------------------------------------------------------------------------

    def _show_offers(self, words: Words) -> None:
        while len(self._buttons) < len(self._offered):
            self._add_button()
        for button, offer in zip(self._buttons, self._offered, strict=False):
            relation, sex = offer
            button.setObjectName(f"add:{relation.value}:{sex.value if sex else 'any'}")
            button.say(_offer_words(offer, words))
        for n, button in enumerate(self._buttons):
            button.setVisible(n < len(self._offered))

    def _add_button(self) -> None:
        n = len(self._buttons)
        button = _OfferButton(self.look, "add", Icon.PLUS, height_px=104)
        button.clicked.connect(lambda: self.answered.emit(MemberAdded(*self._offered[n])))
        self._grid.addWidget(button, n // 2, n % 2)
        self._buttons.append(button)


class _OfferButton(Button):
    """Who another of the household can be."""

    SIZE = "choice"


def _heading(household: Sequence[Member], words: Words) -> str:
    """Say how many it is for; those who stay are known, but need nothing."""
    if not household:
        return words["screen.household.proxy"]
    return words.say("screen.household.people", number=sum(member.person.moves for member in household))


def _offer_words(offer: Offer, words: Words) -> str:
    relation, sex = offer
    if relation is Relation.SELF:
        return words["screen.household.principal"]
    if relation is Relation.OTHER:
        return words["screen.household.other"]
    return who(Person(relation=relation, sex=sex), words)
