"""The numbers that are copied from a card: 照合番号B of a My Number card, and the number of a residence card."""

from kiosk.lettering.glyphs import Face
from kiosk.ports import CardKind, Secret, SecretKind
from kiosk.visit.answers import AnotherSecret, SecretEntered, WithoutCard
from kiosk.visit.steps import EnterCardNumber, EnterCheckNumber
from kiosk.words import Words
from ui.lobby.card_faces import MY_NUMBER_LINES, MyNumberFace, ResidenceFace
from ui.lobby.icons import Icon
from ui.lobby.labels import Help, Text
from ui.lobby.members import whose
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.secret_entry import DIGIT, LETTER, SecretEntry
from ui.lobby.secret_words import instead_words, say_refused, say_tries
from ui.lobby.style import Style

CHECK_NUMBER = DIGIT * sum(line.length for line in MY_NUMBER_LINES)
CARD_NUMBER = 2 * LETTER + 8 * DIGIT + 2 * LETTER


class CheckNumberScreen(Screen[EnterCheckNumber]):
    """Fourteen digits, shown on a drawing of the card where they stand on it."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._step: EnterCheckNumber | None = None
        self._heading = Text(style, "choice", face=Face.BOLD, evenly=True)
        self._refused = Note(style, Icon.WARNING, "accent")
        self._help = Help(style)
        self._tries = Note(style, Icon.SHIELD, "city")
        self._face = MyNumberFace(style)
        self._entry = SecretEntry(style, CHECK_NUMBER, self._face)
        self.column.setSpacing(style.space("s"))
        for widget in (self._heading, self._refused, self._help, self._tries):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.addWidget(self._face)
        self.column.addStretch(1)
        self.column.addWidget(self._entry)
        self._entry.entered.connect(self._on_entered)
        self._entry.left_out.connect(lambda: self.answered.emit(WithoutCard()))
        self._entry.turned_away.connect(self._on_turned_away)

    def present(self, step: EnterCheckNumber, words: Words) -> None:
        anew, self._step = step is not self._step, step
        self._heading.say(words.say("screen.check_number.ask", whose=whose(step.whom, words)))
        self._help.say("" if step.refused or step.wrong else words["screen.check_number.help"])
        self._refused.say("")
        if step.refused is not None and not step.wrong:
            say_refused(self._refused, step.refused, words)
        say_tries(self._tries, step, "screen.check_number", words)
        labels = [words[f"screen.check_number.line.{line.key}"] for line in MY_NUMBER_LINES]
        self._face.say(words["screen.check_number.face"], labels)
        instead = instead_words(step.instead, words)
        self._entry.say(words, unknown=words["screen.pin.unknown"], instead=instead)
        if anew:
            self._entry.forget()

    def _on_entered(self, typed: str) -> None:
        self.answered.emit(SecretEntered(Secret(SecretKind.CHECK_NUMBER, typed)))

    def _on_turned_away(self) -> None:
        if self._step is not None and self._step.instead is not None:
            self.answered.emit(AnotherSecret(self._step.instead))


class CardNumberScreen(Screen[EnterCardNumber]):
    """Two letters, eight digits and two letters, on the pad for each; with a drawing of where they stand."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._step: EnterCardNumber | None = None
        self._heading = Text(style, "choice", face=Face.BOLD, evenly=True)
        self._help = Help(style)
        self._wrong = Note(style, Icon.WARNING, "danger")
        self._face = ResidenceFace(style)
        self._entry = SecretEntry(style, CARD_NUMBER, self._face)
        self.column.setSpacing(style.space("s"))
        for widget in (self._heading, self._help, self._wrong):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.addWidget(self._face)
        self.column.addStretch(1)
        self.column.addWidget(self._entry)
        self._entry.entered.connect(self._on_entered)
        self._entry.left_out.connect(lambda: self.answered.emit(WithoutCard()))

    def present(self, step: EnterCardNumber, words: Words) -> None:
        anew, self._step = step is not self._step, step
        card = words[f"card.{step.kind.value}.name"]
        self._heading.say(words.say("screen.card_number.ask", whose=whose(step.whom, words), card=card))
        self._help.say("" if step.wrong else words["screen.card_number.help"])
        self._wrong.say(words["screen.card_number.wrong"] if step.wrong else "")
        self._face.say(words["screen.card_number.face"], _TITLES[step.kind])
        self._entry.say(words, unknown=words["screen.pin.unknown"], instead="")
        if anew:
            self._entry.forget()

    def _on_entered(self, typed: str) -> None:
        self.answered.emit(SecretEntered(Secret(SecretKind.CARD_NUMBER, typed)))


_TITLES = {CardKind.RESIDENCE: "在留カード", CardKind.SPECIAL_PERMANENT: "特別永住者証明書"}
"""What is printed on the card itself, whatever language is spoken."""
