"""The address pad: postal code, town, 丁目, numbers, building, and the whole shown back."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from kiosk.people import Address
from kiosk.ports import TownDirectory
from kiosk.postal import Town, spell_address, spell_postal
from kiosk.words import Words
from ui.lobby.pads.numbers import NumbersPad
from ui.lobby.pads.postal import PostalPad
from ui.lobby.pads.review import AddressReview
from ui.lobby.pads.street import Draft
from ui.lobby.pads.text import TextPad
from ui.lobby.pads.towns import ChomeGrid, TownList
from ui.lobby.style import Style


class Stage(IntEnum):
    """What is asked now; the value is its place in the stack."""

    POSTAL = 0
    TOWN = 1
    CHOME = 2
    NUMBERS = 3
    BUILDING = 4
    REVIEW = 5


_NUMBERED = frozenset({Stage.CHOME, Stage.NUMBERS})


class AddressPad(QStackedWidget):
    """One address in Japan. ``finished`` when it is confirmed; ``left_out``: by hand; ``turned``: another stage.

    What nobody knows can be left: the postal code by choosing among the city's own towns, the numbers and the
    building to the hand. A postal code that has one town chooses it.
    """

    finished = Signal()
    left_out = Signal()
    turned = Signal()

    def __init__(self, style: Style, directory: TownDirectory) -> None:
        super().__init__()
        self._own_towns = directory.towns()
        self._draft = Draft()
        self._given: Address | None = None
        self._wants_building = True
        self._words: Words | None = None
        self._way = [Stage.POSTAL]
        self._postal = PostalPad(style, directory)
        self._towns = TownList(style)
        self._chome = ChomeGrid(style)
        self._numbers = NumbersPad(style)
        self._building = TextPad(style)
        self._review = AddressReview(style)
        for part in (self._postal, self._towns, self._chome, self._numbers, self._building, self._review):
            self.addWidget(part)
        self._connect()

    @property
    def stage(self) -> Stage:
        return self._way[-1]

    def ask(self, given: Address | None, *, building: bool = True) -> None:
        """Begin, or show the address given before; without ``building`` only the place is asked."""
        self._wants_building = building
        self._draft = Draft()
        self._given = given
        self._postal.ask("")
        self._way = [Stage.POSTAL]
        self._turn_to(Stage.POSTAL if given is None else Stage.REVIEW)

    def speak(self, words: Words) -> None:
        self._words = words
        for pad in (self._postal, self._numbers, self._building):
            pad.speak(words)
        self._towns.speak(words)
        self._postal.offer(words["screen.address.no_code"] if self._own_towns else "")
        self._numbers.offer(words["screen.address.no_numbers"])
        self._building.offer(words["screen.address.no_building"])
        self._letter()

    def offer(self, skip: str) -> None:
        """Letter the way out; an empty label closes it."""
        self._towns.offer(skip)

    def value(self) -> Address:
        return self._given or self._draft.address()

    def heading(self) -> str:
        """Return the sentence that asks for this stage; empty for the first, which the need itself asks."""
        if self._words is None or self.stage is Stage.POSTAL:
            return ""
        return self._words[f"screen.address.ask.{self.stage.name.lower()}"]

    def so_far(self) -> str:
        """Return what is known, in full, while it is still being asked for."""
        if self.stage is Stage.TOWN:
            return self._towns.city()
        address = self._draft.address()
        return f"{spell_postal(address.postal)} {spell_address(address)}" if self.stage in _NUMBERED else ""

    def step_back(self) -> bool:
        """Go back one stage; False where there is none."""
        if len(self._way) == 1:
            return False
        self._way.pop()
        self._given = None
        self._show()
        return True

    def _connect(self) -> None:
        self._postal.found.connect(self._offer_towns)
        self._postal.left_out.connect(lambda: self._offer_towns(self._own_towns))
        self._towns.chosen.connect(self._on_town)
        self._towns.again.connect(self.step_back)
        self._towns.left_out.connect(self.left_out)
        self._chome.chosen.connect(self._on_chome)
        self._numbers.finished.connect(lambda: self._on_numbers(self._numbers.value()))
        self._numbers.left_out.connect(lambda: self._on_numbers(()))
        self._building.finished.connect(lambda: self._on_building(self._building.value()))
        self._building.left_out.connect(lambda: self._on_building(""))
        self._review.finished.connect(self.finished)
        self._review.again.connect(self._on_again)

    def _offer_towns(self, towns: Sequence[Town]) -> None:
        if len(towns) == 1:
            self._on_town(towns[0])
            return
        self._towns.ask(towns)
        self._turn_to(Stage.TOWN)

    def _on_town(self, town: Town) -> None:
        self._draft = self._draft.at(town)
        self._turn_to(Stage.CHOME if town.chome else Stage.NUMBERS)

    def _on_chome(self, chome: int) -> None:
        self._draft = self._draft.in_chome(chome)
        self._turn_to(Stage.NUMBERS)

    def _on_numbers(self, numbers: tuple[str, ...]) -> None:
        self._draft = self._draft.numbered(numbers)
        self._turn_to(Stage.BUILDING if self._wants_building else Stage.REVIEW)

    def _on_building(self, building: str) -> None:
        self._draft = self._draft.in_building(building)
        self._turn_to(Stage.REVIEW)

    def _on_again(self) -> None:
        self._given = None
        self._way = [Stage.POSTAL]
        self._postal.ask("")
        self._show()

    def _turn_to(self, stage: Stage) -> None:
        if stage is not self.stage:
            self._way.append(stage)
        self._begin(stage)
        self._show()

    def _begin(self, stage: Stage) -> None:
        """Start the pad of a stage from what was said there before."""
        draft = self._draft
        if stage is Stage.NUMBERS and draft.town is not None:
            self._numbers.ask(draft.town.style, draft.numbers)
        elif stage is Stage.BUILDING:
            self._building.ask(draft.building)

    def _show(self) -> None:
        self._letter()
        self.setCurrentIndex(self.stage)
        self.turned.emit()

    def _letter(self) -> None:
        """Say what depends on the draft in the present language."""
        words, town = self._words, self._draft.town
        if words is None:
            return
        self._chome.ask((town.chome or 0) if town else 0, words)
        self._building.caption(spell_address(self._draft.in_building("").address()))
        self._review.show_address(self.value(), words)
