"""Sample steps for all that is typed or chosen about a person, and what their pads look like after some touches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from kiosk.calendar import PartialDate
from kiosk.paperwork.case import Need, NeedKind, NeedValue
from kiosk.people import Address, Person, Relation, Sex
from kiosk.postal import Town
from kiosk.visit.steps import CheckNeeds, FillNeed, Member, NeedLine, Step

_HONSEKI = Address("9780011", "みらい県", "青波市", "浜北", "12番地3")

_READ = (("番号", "バンゴウ"), ("渡邉\U000e0110", "ワタナベ"))
"""Family names with how they were typed."""


def family(first: Person) -> tuple[Member, ...]:
    """Return an invented family of four around the first of them; the youngest has no card."""
    others = (
        Person(name="番号\u3000太郎", birth=date(1988, 1, 7), sex=Sex.MALE, relation=Relation.SPOUSE),
        Person(name="渡邉\U000e0110\u3000千代", birth=PartialDate(1943), sex=Sex.FEMALE, relation=Relation.PARENT),
        Person(
            name="番号\u3000",
            kana="バンゴウ\u3000サクラ",
            birth=date(2020, 4, 1),
            sex=Sex.FEMALE,
            relation=Relation.CHILD,
        ),
    )
    return tuple(Member(number, person) for number, person in enumerate((first, *others), start=1))


def need_steps(needs: Iterable[Need], first: Person) -> Mapping[str, Step]:
    """Return steps by the name of their picture: the needs of the forms, what is told by hand, and all shown back."""
    people = family(first)
    return {
        **{f"fill_{need.id}": _filled(need, people) for need in needs},
        **{f"fill_{name}": step for name, step in _by_hand(people)},
        "check_needs": _checked(people),
    }


def _filled(need: Need, people: tuple[Member, ...]) -> FillNeed:
    chooses = need.kind in {NeedKind.PERSON, NeedKind.PEOPLE}
    return FillNeed(
        need=need.id,
        kind=need.kind,
        optional=need.optional,
        whom=people[0] if need.each else None,
        people=people if chooses else (),
        others=need.others,
        building=need.building,
    )


def _by_hand(people: tuple[Member, ...]) -> Iterator[tuple[str, FillNeed]]:
    """Yield what is asked of somebody without a card, in the different situations in which it can be asked."""
    daughter = people[-1]
    unnamed = replace(daughter, person=Person(sex=Sex.FEMALE, relation=Relation.CHILD))
    name = FillNeed("name", NeedKind.NAME, optional=False, whom=unnamed)
    birth = FillNeed("birth", NeedKind.BIRTH, optional=True, whom=daughter)
    yield "name", replace(name, surnames=(("番号", ""),))
    yield "name_known", replace(name, surnames=_READ)
    yield "name_first", replace(name, whom=Member(1))
    yield "birth", birth
    yield "birth_given", replace(birth, given=date(1980, 2, 17))
    yield "birth_partly", replace(birth, given=PartialDate(1927, 4))
    yield "sex", FillNeed("sex", NeedKind.SEX, optional=True, whom=replace(daughter, person=Person(name="LEE ANNA")))
    yield "kana_family", FillNeed("kana", NeedKind.KANA, optional=False, whom=people[1], surnames=_READ)
    yield "country_given", FillNeed("nationality", NeedKind.COUNTRY, optional=True, whom=daughter, given="ネパール")


def _checked(people: tuple[Member, ...]) -> CheckNeeds:
    values: tuple[tuple[str, NeedKind, NeedValue | None], ...] = (
        ("new_head", NeedKind.PERSON, 1),
        ("old_head", NeedKind.PERSON, 3),
        ("honseki", NeedKind.ADDRESS, _HONSEKI),
        ("hittosha", NeedKind.PERSON, None),
        ("same_register", NeedKind.PEOPLE, frozenset({1, 2, 4})),
        ("old_country", NeedKind.COUNTRY, "ベトナム"),
    )
    lines = (NeedLine(f"need:{need}", need, kind, value) for need, kind, value in values)
    return CheckNeeds(tuple(lines), people)


def typed(needs: Iterable[Need], town: Town) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the name of a picture, the screen it begins with, and what is touched there."""
    for need in needs:
        for name, touches in _typed(need, town):
            yield f"fill_{need.id}_{name}", f"fill_{need.id}", touches
    for screen, name, touches in _BY_HAND:
        yield f"fill_{screen}_{name}", f"fill_{screen}", touches


def _typed(need: Need, town: Town) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a pad looks like after some keys; the address after every stage."""
    if need.kind is NeedKind.ADDRESS:
        yield "town", ("postal:unknown",)
        home = (*keys(town.postal), "key:chome:2", *keys("3-4"), "next", "skip")
        yield from (("chome", home[:7]), ("numbers", home[:11]))
        if need.building:
            yield "building", home[:12]
        yield "review", home if need.building else home[:12]
    elif need.kind is NeedKind.KANA:
        yield "typed", ("key:は", "key:dakuten", "key:ん")
    elif need.kind is NeedKind.PHONE:
        yield "typed", keys("09000000000")
    elif need.kind is NeedKind.PEOPLE:
        yield "typed", ("tick:2",)


def keys(text: str) -> tuple[str, ...]:
    return tuple(f"key:{character}" for character in text)


_BY_HAND = (
    ("name", "typed", ("key:は", "key:dakuten", "key:ん")),
    ("name_known", "typed", keys("さくら")),
    ("name_known", "other", ("key:surname:other", *keys("たなか"), "key:space", *keys("さ"))),
    ("name_known", "latin", ("key:switch", *keys("LEE"), "key:space", *keys("ANNA"))),
    ("birth", "year", ("key:era:S",)),
    ("birth", "year_typed", ("key:era:S", "key:5")),
    ("birth", "western", ("key:era:W", *keys("19"))),
    ("birth", "month", ("key:era:S", *keys("55"))),
    ("birth", "turned", ("key:era:H", "key:1", "next")),
    ("birth", "day", ("key:era:S", *keys("55"), "key:month:2")),
)
