"""Who comes in the demo: an invented person, with answers and things to type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Persona:
    """``card`` is a holder of the software cards. ``yes``: the facts that hold; everything else does not.

    Dates are so many days before the visit. ``kana`` and ``building`` are as they are typed.
    """

    card: str
    pin: str
    event: str
    yes: frozenset[str]
    dates: Mapping[str, timedelta]
    kana: str
    phone: str
    postal: str
    chome: int
    numbers: str


HANAKO = Persona(
    card="hanako",
    pin="1234",
    event="tennyu",
    yes=frozenset({"wants_sigcert", "any_kokuho", "any_pension1", "has_dog", "uses_city_water", "wants_inkan"}),
    dates={"move_date": timedelta(days=4)},
    kana="バンゴウ　ハナコ",
    phone="09000000000",
    postal="9780003",
    chome=2,
    numbers="3-4",
)
