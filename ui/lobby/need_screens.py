"""The screen for what a form still needs: one pad for each kind of need."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QStackedWidget

from kiosk.calendar import PartialDate
from kiosk.guidance.content import Country
from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Name, NeedKind, NeedValue
from kiosk.people import Address, known_name, surname
from kiosk.ports import TownDirectory
from kiosk.visit.answers import NeedFilled
from kiosk.visit.steps import FillNeed
from kiosk.words import Words
from ui.lobby.card_picture import CardPicture
from ui.lobby.controls import Button
from ui.lobby.glyphs import GlyphPen, RegisteredBlock, RegisteredText, in_a_sentence
from ui.lobby.icons import Icon
from ui.lobby.labels import Help, Text
from ui.lobby.members import whose
from ui.lobby.need_options import country_options, people_options, sex_options
from ui.lobby.pads.address import AddressPad, Stage
from ui.lobby.pads.birth import BirthPad
from ui.lobby.pads.choices import ChoicePad, Option, PairPad, TickPad
from ui.lobby.pads.date import DatePad
from ui.lobby.pads.kana import KanaPad
from ui.lobby.pads.name import NamePad, Script
from ui.lobby.pads.phone import PhonePad
from ui.lobby.pads.text import TextPad
from ui.lobby.screen import Screen
from ui.lobby.style import Style

_LETTERS = frozenset({NeedKind.KANA, NeedKind.NAME, NeedKind.TEXT})
"""Pads that need all the room there is: their heading is smaller, and there is no line of help."""

_CHOSEN = frozenset({NeedKind.COUNTRY, NeedKind.PERSON, NeedKind.PEOPLE, NeedKind.DATE})
"""Kinds whose pads have no way out of their own: it stands below them."""

Pads = KanaPad | NamePad | TextPad | PhonePad | DatePad | BirthPad | AddressPad | PairPad | ChoicePad | TickPad


class FillNeedScreen(Screen[FillNeed]):
    """Asks for one need with its pad; emits NeedFilled.

    The same step shown again (in another language) keeps what was typed.
    """

    def __init__(
        self,
        style: Style,
        lettering: Lettering,
        pen: GlyphPen,
        directory: TownDirectory,
        today: Callable[[], date],
        *,
        countries: Iterable[Country],
    ) -> None:
        super().__init__(style)
        self._step: FillNeed | None = None
        self._words: Words | None = None
        self._today = today
        self._countries = tuple(countries)
        self._heading = Text(style, "choice", face=Face.BOLD, evenly=True)
        self._small_heading = Text(style, "text", face=Face.BOLD, evenly=True)
        self._named = RegisteredText(style, lettering, pen, "text")
        self._help = Help(style)
        self._picture = CardPicture(style, 270, line_px=130)
        self._skip = Button(style, "skip", Icon.PENCIL)
        self._make_pads(style, lettering, pen, directory)
        self._pads: Mapping[NeedKind, Pads] = {
            NeedKind.KANA: self._kana,
            NeedKind.NAME: self._name,
            NeedKind.TEXT: self._text,
            NeedKind.PHONE: self._phone,
            NeedKind.DATE: self._date,
            NeedKind.BIRTH: self._birth,
            NeedKind.ADDRESS: self._address,
            NeedKind.SEX: self._sex,
            NeedKind.COUNTRY: self._country,
            NeedKind.PERSON: self._person,
            NeedKind.PEOPLE: self._people,
        }
        self._lay_out(style)
        self._connect()

    def present(self, step: FillNeed, words: Words) -> None:
        anew = step is not self._step
        self._step, self._words = step, words
        self._letter(step, words)
        if anew:
            self._begin(step)
        self._stack.setCurrentWidget(self._pads[step.kind])
        self._head(step, words)

    def step_back(self) -> bool:
        """Go back inside an address or a day of birth; False when that is left, too."""
        pad = self._pads[self._step.kind] if self._step is not None else None
        return isinstance(pad, AddressPad | BirthPad) and pad.step_back()

    def _make_pads(self, style: Style, lettering: Lettering, pen: GlyphPen, directory: TownDirectory) -> None:
        def name() -> RegisteredBlock:
            return RegisteredBlock(style, lettering, pen, "choice")

        self._kana = KanaPad(style, lettering, pen)
        self._name = NamePad(style, lettering, pen)
        self._text = TextPad(style)
        self._phone = PhonePad(style)
        self._date = DatePad(style, self._today)
        self._birth = BirthPad(style, self._today)
        self._address = AddressPad(style, directory)
        self._sex = PairPad(style)
        self._country = ChoicePad(style, columns=2)
        self._person = ChoicePad(style, new_title=name)
        self._people = TickPad(style, new_title=name)

    def _lay_out(self, style: Style) -> None:
        self.column.setSpacing(style.space("s"))
        self._stack = QStackedWidget()
        for pad in self._pads.values():
            self._stack.addWidget(pad)
        for widget in (self._heading, self._small_heading, self._named, self._help, self._picture):
            self.column.addWidget(widget)
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(self._skip)

    def _connect(self) -> None:
        for typed in (self._kana, self._name, self._text, self._phone, self._address):
            typed.finished.connect(lambda typed=typed: self._answer(typed.value()))
            typed.left_out.connect(lambda: self._answer(None))
        for picked in (self._date.picked, self._birth.picked):
            picked.connect(self._answer)
        for chosen in (self._sex, self._country, self._person, self._people):
            chosen.chosen.connect(self._answer)
        self._birth.left_out.connect(lambda: self._answer(None))
        self._skip.clicked.connect(lambda: self._answer(None))
        for turning in (self._address, self._name):
            turning.turned.connect(self._on_turned)

    def _answer(self, value: NeedValue | None) -> None:
        self.answered.emit(NeedFilled(value))

    # --- what is said ------------------------------------------------------------------

    def _letter(self, step: FillNeed, words: Words) -> None:
        """Letter the pad that is shown; the others wait until they are."""
        pad = self._pads[step.kind]
        if isinstance(pad, PairPad | ChoicePad | TickPad):
            pad.letter(self._options(step, words), words)
            return
        if isinstance(pad, KanaPad | TextPad):
            pad.caption(words[f"need.{step.need}.label"])
        pad.speak(words)
        if isinstance(pad, BirthPad):
            pad.offer(words["screen.birth.unknown.all"] if step.optional else "")
        elif not isinstance(pad, DatePad):
            pad.offer(words["screen.pad.by_hand"] if step.optional else "")

    def _head(self, step: FillNeed, words: Words) -> None:
        """Say what is asked now: the need itself, or the present stage of an address."""
        self._picture.show_png(step.picture if self._has_room() else b"", words["screen.pad.picture"])
        inside = self._address.heading() if step.kind is NeedKind.ADDRESS else ""
        self._make_room(step)
        large, small = (self._heading, self._small_heading)[:: -1 if step.kind in _LETTERS else 1]
        large.say(inside or self._ask_words(step, words))
        small.say("")
        self._named.say(_name_words(step, words))
        self._help.say(self._help_words(step, words, inside=bool(inside)))
        self._skip.say(_skip_words(step, words))
        at_start = step.kind is NeedKind.ADDRESS and self._address.stage is Stage.POSTAL
        self._skip.setVisible((step.kind in _CHOSEN or at_start) and (step.optional or step.others))

    def _make_room(self, step: FillNeed) -> None:
        """Leave what can be spared above the heading to the letters."""
        margin, above = self.look.space("margin"), 0 if step.kind in _LETTERS else self.look.space("xs")
        self.column.setContentsMargins(margin, above, margin, self.look.space("s"))

    def _has_room(self) -> bool:
        """Whether a picture can stand above the pad: not over a whole syllabary."""
        pad = self._stack.currentWidget()
        if isinstance(pad, NamePad):
            return pad.script is Script.LATIN
        return not (isinstance(pad, AddressPad) and pad.stage is Stage.BUILDING)

    def _ask_words(self, step: FillNeed, words: Words) -> str:
        ask = "copy" if step.picture and f"need.{step.need}.copy" in words else "ask"
        return words.say(f"need.{step.need}.{ask}", whose=whose(step.whom, words) if step.whom else "")

    def _help_words(self, step: FillNeed, words: Words, *, inside: bool) -> str:
        if inside:
            return self._address.so_far()
        return "" if step.kind in _LETTERS else words.get(f"need.{step.need}.help", "")

    def _on_turned(self) -> None:
        if self._step is not None and self._words is not None:
            self._head(self._step, self._words)

    # --- what was there before ---------------------------------------------------------

    def _begin(self, step: FillNeed) -> None:
        pad, given = self._pads[step.kind], step.given
        text = given if isinstance(given, str) else ""
        match pad:
            case KanaPad():
                pad.ask(step.whom.person.name if step.whom else "", text, _family_reading(step))
            case NamePad():
                latin = step.whom is not None and step.whom.person.residence is not None
                pad.ask(step.surnames, given if isinstance(given, Name) else None, latin=latin)
            case TextPad() | PhonePad():
                pad.ask(text)
            case DatePad():
                pad.begin(given if isinstance(given, date) else None)
            case BirthPad():
                pad.begin(given if isinstance(given, date | PartialDate) else None)
            case AddressPad():
                pad.ask(given if isinstance(given, Address) else None, building=step.building)
            case PairPad() | ChoicePad() | TickPad():
                pad.begin(given)

    def _options(self, step: FillNeed, words: Words) -> Sequence[Option]:
        if step.kind is NeedKind.SEX:
            return sex_options(words)
        if step.kind is NeedKind.COUNTRY:
            return country_options(self._countries, words)
        return people_options(step.people, self._today(), words)


def _family_reading(step: FillNeed) -> str:
    """Return how the family name of this person is read, where another of that name has told it."""
    family = surname(step.whom.person) if step.whom else ""
    return dict(step.surnames).get(family, "") if family else ""


def _name_words(step: FillNeed, words: Words) -> str:
    """Return the name of whom is spoken; the kana pad draws it above what is typed."""
    if step.whom is None or step.kind is NeedKind.KANA:
        return ""
    name = known_name(step.whom.person)
    return words.say("screen.pad.named", name=in_a_sentence(name)) if name else ""


def _skip_words(step: FillNeed, words: Words) -> str:
    if step.kind is NeedKind.COUNTRY:
        return words["screen.choose.other_country"]
    return words["screen.choose.somebody_else" if step.others else "screen.pad.by_hand_later"]
