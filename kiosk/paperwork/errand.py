"""What a checklist says, before it is set: things to do and to bring, in words, by desk and by person."""

from dataclasses import dataclass

from kiosk.guidance.content import Desk


@dataclass(frozen=True)
class Errand:
    """One thing to do. ``why``, ``until`` and ``fee`` are sentences; ``until`` is empty where there is no date.

    ``bring`` names in short what is brought for it, ``missing`` what of that is not here today. ``later``: from which
    day on, where it cannot be done yet. ``same_as`` is who stands before on the same paper with the same thing to do,
    so that all of it need not be said again.
    """

    name: str
    plain: str
    why: str
    until: str
    fee: str
    confirm: bool
    desk: Desk
    bring: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    optional: bool = False
    later: str = ""
    same_as: str = ""

    @property
    def title(self) -> str:
        """Its name in the language of the paper alone."""
        return self.name.partition("\n")[0]


@dataclass(frozen=True)
class Stop:
    """One desk on the way."""

    desk: Desk
    name: str
    errands: tuple[Errand, ...]


@dataclass(frozen=True)
class Part:
    """What concerns one person, or with ``who`` empty the family as a whole.

    ``row`` is where they stand on the form, ``None`` for who does not move. No name says who it is. ``apart``: it has
    a page of its own, to take along.
    """

    errands: tuple[Errand, ...]
    who: str = ""
    row: int | None = None
    apart: bool = False


@dataclass(frozen=True)
class Item:
    """A thing to bring; ``used_for`` names what it is missing for, where somebody said what is here today."""

    name: str
    in_hand: bool = False
    used_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amounts:
    """How many things can be done today at the city hall, how many later, and how many outside of it."""

    today: int
    later: int
    outside: int


@dataclass(frozen=True)
class Errands:
    """Everything that the checklist says. What ends with ``inside`` is only for the resident's eyes.

    ``way`` are the desks to walk to today, ``way_inside`` those with the ones for discreet things among them, where
    there are any. ``later`` are things that wait for a day to come. ``fees_vary``: the counter says what else is to be
    paid. Of several people ``parts`` say what is done for whom, and ``parts_inside`` on the inside page; ``outside``
    and ``optional`` are then what concerns the family as a whole, and ``later`` is empty. Of a single person there are
    no parts.
    """

    way: tuple[Stop, ...]
    later: tuple[Stop, ...]
    outside: tuple[Stop, ...]
    optional: tuple[Stop, ...]
    inside: tuple[Stop, ...]
    bring: tuple[Item, ...]
    bring_inside: tuple[Item, ...]
    amounts: Amounts
    fees_yen: int
    fees_vary: bool = False
    way_inside: tuple[Desk, ...] = ()
    parts: tuple[Part, ...] = ()
    parts_inside: tuple[Part, ...] = ()

    @property
    def has_inside(self) -> bool:
        """Whether there is anything for the resident's eyes only."""
        return bool(self.inside or self.bring_inside)
