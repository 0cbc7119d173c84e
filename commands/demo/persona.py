"""Who comes in the demo: invented people, with answers and things to type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kiosk.calendar import PartialDate
from kiosk.guidance.content import Party
from kiosk.people import Relation, Sex

Home = tuple[str, int | None, str]
"""An address as it is typed: postal code, 丁目 where the town has any, numbers."""

HOME: Home = ("9780003", 2, "3-4")


@dataclass(frozen=True)
class Companion:
    """One of those who came. ``card`` is a holder of the software cards; without one they are typed.

    ``kana`` as it is typed, family and given name parted by U+3000; ``latin`` instead, for a name in Latin letters.
    ``owned``: there is a card that is not used. ``takes_name``: the family name of somebody before is theirs, too.
    """

    kana: str
    relation: Relation = Relation.SELF
    sex: Sex | None = None
    birth: date | PartialDate | None = None
    card: str | None = None
    owned: bool = False
    latin: str = ""
    takes_name: bool = True


@dataclass(frozen=True)
class Persona:
    """Whoever stands at the kiosk is the first of ``people``. ``yes``: the facts that hold; everything else does not.

    Dates are so many days before the visit. ``homes``: by the need that asks for an address. ``chosen``: what is
    touched for a need or a fact that offers choices. ``ticked``: for a fact told of people, their numbers.
    """

    people: tuple[Companion, ...]
    events: tuple[str, ...]
    yes: frozenset[str]
    dates: Mapping[str, timedelta]
    party: Party = Party.SELF
    pin: str = "1234"
    phone: str = "09000000000"
    homes: Mapping[str, Home] = field(default_factory=lambda: {"new_address": HOME})
    chosen: Mapping[str, str] = field(default_factory=dict)
    ticked: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def companion(self, number: int) -> Companion:
        """Return who has this number in the visit: 0 stands at the window for the household."""
        return self.people[number if self.party is Party.PROXY else number - 1]


HANAKO = Persona(
    people=(Companion("バンゴウ　ハナコ", card="hanako"),),
    events=("tennyu",),
    yes=frozenset({"wants_sigcert", "any_kokuho", "any_pension1", "has_dog", "uses_city_water", "wants_inkan"}),
    dates={"move_date": timedelta(days=4)},
)

FAMILY = Persona(
    party=Party.FAMILY,
    people=(
        Companion("バンゴウ　ハナコ", card="hanako"),
        Companion("バンゴウ　タロウ", Relation.SPOUSE, Sex.MALE, card="taro"),
        Companion("バンゴウ　イチロウ", Relation.CHILD, Sex.MALE, date(2018, 4, 1)),
        Companion("バンゴウ　サクラ", Relation.CHILD, Sex.FEMALE, date(2024, 2, 29)),
    ),
    events=("tennyu",),
    yes=frozenset({"any_public_school", "any_hoiku", "uses_city_water", "wants_sigcert"}),
    dates={"move_date": timedelta(days=4), "planned_moveout": timedelta(days=5)},
)
