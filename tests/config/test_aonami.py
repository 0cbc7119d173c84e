"""The sample city: complete, and short for the person in front of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from config.content import Content, load
from kiosk.calendar import PartialDate
from kiosk.guidance.content import FactType, Value
from kiosk.guidance.facts import facts_for
from kiosk.guidance.plan import Entry, Plan, make_plan
from kiosk.guidance.replay import next_question
from kiosk.people import Household, Person, Relation
from kiosk.ports import CardKind

TODAY = date(2026, 11, 20)
MOVED = date(2026, 11, 15)
EVENT = ("tennyu",)

TENNYU = {
    "juki": "tennyu tennyu_tokurei tennyu_kokugai doui gaikoku_todoke tsusho shien idou_tsuuchi",
    "mnc": "keizoku sigcert shinsei period kokugai_tennyu tokutei_zairyu",
    "inkan": "new",
    "nhi": "tennyu gendo renraku keigen koza",
    "kouki": "tennyu heiki",
    "pen": "jusho shutoku_kokugai shutoku_rishoku menjo recv_jusho",
    "jido": "nintei_tennyu komuin kakunin bekkyo",
    "med": "child_tennyu",
    "hitori": "jifu jifu_tennyu med",
    "tokuji": "tennyu",
    "hoiku": "moushikomi daredemo",
    "youchien": "mushou",
    "gakudo": "",
    "school": "tennyu gaikoku enjo",
    "boshi": "koukan kyufu yobou",
    "kaigo": "nintei shutoku tokurei gengaku",
    "korei": "service",
    "shogai": "shintai ryoiku seishin jiritsu service judo_med teate waribiki nanbyo",
    "seiho": "tennyu",
    "bousai": "youshien",
    "hibaku": "jusho",
    "gentsuki": "tennyu tennyu_sumi",
    "car": "guide",
    "touki": "jusho",
    "dog": "tennyu chip",
    "suido": "kaishi",
    "gesui": "ninzu",
    "joukasou": "",
    "kumitori": "",
    "gomi": "annai",
    "juutaku": "henko",
    "jichikai": "",
    "menkyo": "guide",
    "senkyo": "guide",
    "kurashi": "lifeline",
    "yuubin": "tensou",
}
"""The catalogue's ids, by what stands before the dot; an id without a dot stands alone."""

COUNTS = {
    "tennyu": 80,
    "tenkyo": 57,
    "tenshutsu": 46,
    "shomei": 23,
    "konin": 42,
    "shussei": 31,
    "shibou": 49,
    "mynumber": 12,
    "inkan": 4,
    "hoken": 3,
    "rikon": 49,
    "koseki": 7,
    "setai": 1,
    "ninshin": 1,
}
"""How many procedures each event can lead to, in the order of the first screen."""

WITH_CARD: Mapping[str, Value] = {"has_mnc": True, "notifier_is_proxy": False}


@pytest.fixture(scope="module")
def aonami() -> Content:
    return load(Path(__file__).parents[2] / "config" / "aonami", TODAY)


def plan_of(city: Content, facts: Mapping[str, Value]) -> Plan:
    """What follows when everything that is not said is no."""
    known = {fact.id: fact.nothing for fact in city.guide.facts.values()}
    known.update(facts)
    return make_plan(city.guide, EVENT, known, None, TODAY)


def ids(entries: tuple[Entry, ...]) -> set[str]:
    return {entry.procedure.id for entry in entries}


def screens(city: Content, person: Person, known: Mapping[str, Value], said: Mapping[str, Value]) -> Iterator[str]:
    """Answer everything as ``said``, all else with no or the day of the move; yield the screens on the way."""
    answers: dict[str, Value | None] = dict(known)
    while question := next_question(city.guide, EVENT, answers, (person,), TODAY):
        yield question.id
        for fact in question.asks:
            plain = {FactType.DATE: MOVED, FactType.PEOPLE: frozenset[str]()}
            answers[fact] = said.get(fact, plain.get(city.guide.facts[fact].type, False))


def test_every_procedure_of_a_move_in_is_there(aonami: Content) -> None:
    catalogue = {f"{area}.{id_}" for area, rest in TENNYU.items() for id_ in rest.split()}
    alone = {area for area, rest in TENNYU.items() if not rest}
    assert {id_ for id_, one in aonami.guide.procedures.items() if "tennyu" in one.events} == catalogue | alone


def test_the_whole_catalogue_is_there(aonami: Content) -> None:
    guide = aonami.guide
    found = {event: sum(event in one.events for one in guide.procedures.values()) for event in guide.events}
    assert list(found.items()) == list(COUNTS.items())
    assert (len(guide.procedures), len(guide.desks), len(guide.bring)) == (262, 21, 42)


def test_a_law_that_nobody_looked_up_is_shown_to_nobody(aonami: Content) -> None:
    assert sum(not one.sourced for one in aonami.guide.procedures.values()) == 19
    assert all(one.basis for one in aonami.guide.procedures.values())


def test_what_is_sensitive_is_kept_from_the_public(aonami: Content) -> None:
    guide = aonami.guide
    private = {id_ for id_, one in guide.procedures.items() if one.privacy is not None}
    assert {"juki.shien", "seiho.tennyu", "koseki.rikon", "koseki.ninchi", "shogai.shintai", "hitori.jifu"} <= private
    assert {id_ for id_ in guide.procedures if id_.startswith(("shogai.", "hibaku.", "seiho."))} <= private
    for fact in ("dv_support", "on_seiho", "any_shintai", "d_techo", "divorce_kind", "spouse_foreign", "b_foreign"):
        assert guide.facts[fact].privacy is not None


def test_what_no_screen_may_name_is_for_staff_alone(aonami: Content) -> None:
    """Of a stillbirth, as of an address to be hidden, the clerk speaks; no screen and no paper of ours says it."""
    alone = {id_ for id_, one in aonami.guide.procedures.items() if not one.is_open}
    assert alone == {"juki.shien", "koseki.shizan"}


def test_a_fee_can_change_on_a_day_to_come() -> None:
    folder = Path(__file__).parents[2] / "config" / "aonami"
    fees = [load(folder, day).guide.procedures["cert.jumin"].fee_yen for day in (date(2027, 3, 31), date(2027, 4, 1))]
    assert fees == [300, 350]


def test_what_the_law_brought_later_is_not_there_before() -> None:
    folder = Path(__file__).parents[2] / "config" / "aonami"
    there = ["pen.ikuji" in load(folder, day).guide.procedures for day in (date(2026, 9, 30), date(2026, 10, 1))]
    assert there == [False, True]


def test_an_employee_alone_has_four_things_to_do(aonami: Content) -> None:
    plan = plan_of(aonami, {"has_mnc": True, "wants_sigcert": True})
    assert ids(plan.required) == {"juki.tennyu", "mnc.keizoku", "mnc.sigcert", "gomi.annai"}
    assert ids(plan.optional) == {"jichikai", "menkyo.guide", "senkyo.guide", "kurashi.lifeline", "yuubin.tensou"}
    assert plan.confirm == ()


def test_a_self_employed_family_has_fourteen_things_to_do(aonami: Content) -> None:
    said = "has_mnc wants_sigcert any_kokuho any_pension1 any_public_school any_hoiku has_dog has_gentsuki"
    counted: dict[str, Value] = {"n_20_59": 2, "n_fy18": 3, "n_childmed": 3, "n_preschool": 2, "n_es": 1, "n_u1": 1}
    more = {"uses_city_water": True, "wants_inkan": True, "has_inkan": True}
    plan = plan_of(aonami, counted | dict.fromkeys(said.split(), True) | more)
    assert ids(plan.required) == {
        *("juki.tennyu", "mnc.keizoku", "mnc.sigcert", "inkan.new", "nhi.tennyu", "jido.nintei_tennyu"),
        *("med.child_tennyu", "hoiku.moushikomi", "school.tennyu", "boshi.yobou", "gentsuki.tennyu", "dog.tennyu"),
        *("suido.kaishi", "gomi.annai"),
    }
    assert ids(plan.optional) == {
        *("pen.jusho", "jichikai", "menkyo.guide", "senkyo.guide", "kurashi.lifeline", "yuubin.tensou"),
    }


@pytest.mark.parametrize(
    ("born", "known", "said", "most"),
    [
        pytest.param(date(1996, 6, 1), WITH_CARD, {"wants_sigcert": True}, 11, id="employee of 30"),
        pytest.param(date(1996, 6, 1), {}, {}, 12, id="employee of 30 who may have a card"),
        pytest.param(
            date(2006, 6, 1),
            WITH_CARD,
            {"any_kokuho": True, "any_pension1": True, "wants_menjo": True, "has_gentsuki": True},
            12,
            id="student of 20",
        ),
        pytest.param(
            date(1981, 6, 1),
            WITH_CARD,
            {"any_kokuho": True, "any_pension1": True, "has_dog": True, "has_car": True, "uses_city_water": True},
            12,
            id="self-employed at 45 with car and dog",
        ),
        pytest.param(
            date(1958, 6, 1), WITH_CARD, {"any_kokuho": True, "any_pension_recv": True}, 12, id="pensioner of 68"
        ),
        pytest.param(date(1947, 6, 1), WITH_CARD, {"any_kaigo": True}, 12, id="alone at 79 in need of care"),
        pytest.param(date(1947, 6, 1), {}, {"any_kaigo": True}, 13, id="the same who may have a card"),
        pytest.param(date(2001, 6, 1), WITH_CARD, {"any_foreign": True, "any_kokuho": True}, 11, id="foreigner of 25"),
        pytest.param(date(1991, 6, 1), WITH_CARD, {"from_abroad": True}, 10, id="from abroad"),
        pytest.param(date(2008, 6, 1), WITH_CARD, {}, 11, id="alone at 18"),
        pytest.param(date(1996, 6, 1), WITH_CARD, {"lost_shaho": True, "any_pension1": True}, 12, id="left a job"),
    ],
)
def test_one_adult_sees_few_screens(
    aonami: Content, born: date | None, known: Mapping[str, Value], said: Mapping[str, Value], most: int
) -> None:
    assert len(list(screens(aonami, Person(birth=born), known, said))) <= most


def test_someone_who_knows_nothing_is_asked_each_screen_once_and_hears_what_to_confirm(aonami: Content) -> None:
    unknown: dict[str, Value | None] = {}
    seen: list[str] = []
    while question := next_question(aonami.guide, EVENT, unknown, (Person(),), TODAY):
        seen.append(question.id)
        unknown |= dict.fromkeys(question.asks)
    assert len(seen) == len(set(seen)) <= 22
    assert ids(make_plan(aonami.guide, EVENT, unknown, (Person(),), TODAY).required) == {"gomi.annai"}


def test_a_japanese_adult_hears_nothing_of_residence_cards(aonami: Content) -> None:
    said: dict[str, Value] = {"move_date": MOVED, "any_foreign": False, "has_mnc": True}
    plan = make_plan(aonami.guide, EVENT, said, (Person(birth=date(1996, 6, 1)),), TODAY)
    assert not ids(plan.required + plan.confirm) & {"juki.gaikoku_todoke", "mnc.period", "juki.tsusho"}


def test_a_card_can_be_kept_for_ninety_days_from_today(aonami: Content) -> None:
    required = {entry.procedure.id: entry.deadline for entry in plan_of(aonami, {"has_mnc": True}).required}
    assert required["mnc.keizoku"] == date(2027, 2, 18)


@pytest.mark.parametrize(
    ("people", "children"),
    [
        pytest.param([Person(birth=date(2008, 6, 1))], 0, id="alone at 18"),
        pytest.param([Person(birth=date(2014, 6, 1))], 1, id="a child whose own card was read"),
        pytest.param(
            [Person(birth=date(1990, 6, 1)), Person(birth=date(2008, 6, 1), relation=Relation.CHILD)], 1, id="at home"
        ),
        pytest.param(
            [Person(birth=date(1990, 6, 1)), Person(birth=date(2015, 6, 1), relation=Relation.CHILD, moves=False)],
            1,
            id="apart",
        ),
        pytest.param(
            [Person(birth=date(2005, 6, 1)), Person(birth=date(2008, 6, 1), relation=Relation.SPOUSE)], 0, id="married"
        ),
    ],
)
def test_child_allowance_counts_the_children_one_raises(aonami: Content, people: list[Person], children: int) -> None:
    plan = make_plan(aonami.guide, EVENT, {"payer_komuin": False}, tuple(people), TODAY)
    assert ("jido.nintei_tennyu" in ids(plan.required)) is (children > 0)


def test_every_procedure_is_said_in_everyday_words_in_every_language(aonami: Content) -> None:
    for words in aonami.words.values():
        assert [id_ for id_ in aonami.guide.procedures if f"procedure.{id_}.plain" not in words.sentences] == []


def test_a_deadline_can_be_said_also_when_its_day_is_unknown(aonami: Content) -> None:
    counted = [id_ for id_, procedure in aonami.guide.procedures.items() if procedure.due.n is not None]
    for words in aonami.words.values():
        assert [id_ for id_ in counted if f"procedure.{id_}.due" not in words.sentences] == []


def test_no_sentence_speaks_of_health_insurance_cards_that_are_no_more(aonami: Content) -> None:
    allowed = ("介護保険証", "健康保険証として", "健康保険証利用", "マイナ保険証", "自賠責保険証明書")
    speaking = [sentence for sentence in aonami.words["ja"].sentences.values() if "保険証" in sentence]
    assert [sentence for sentence in speaking if not any(words in sentence for words in allowed)] == []


def test_everything_to_bring_is_wanted_by_something(aonami: Content) -> None:
    wanted = {code for procedure in aonami.guide.procedures.values() for code in procedure.bring}
    assert set(aonami.guide.bring) == wanted


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_white_letters_can_be_read_on_the_colour_of_every_desk(aonami: Content) -> None:
    colours = {desk.colour for desk in aonami.guide.desks.values() if desk.colour}
    assert [colour for colour in colours if 1.05 / (luminance(colour) + 0.05) < 4.5] == []


def counted(city: Content, fact: str, household: Household, on: date) -> object:
    return facts_for(city.guide, "tennyu", {}, household, on)[fact]


@pytest.mark.parametrize(
    ("fact", "birth", "relation", "on", "count"),
    [
        # school: 2 April to 1 April are one year; who was born on 1 April belongs to the older ones
        ("n_preschool", date(2020, 4, 2), Relation.CHILD, date(2027, 3, 31), 1),
        ("n_es", date(2020, 4, 1), Relation.CHILD, date(2026, 4, 1), 1),
        ("n_es", date(2020, 4, 2), Relation.CHILD, date(2026, 4, 1), 0),
        ("n_es", date(2014, 4, 2), Relation.CHILD, date(2027, 3, 31), 1),
        ("n_jhs", date(2014, 4, 1), Relation.CHILD, date(2026, 4, 1), 1),
        ("n_jhs", date(2014, 4, 2), Relation.CHILD, date(2027, 4, 1), 1),
        ("n_jhs", date(2011, 4, 1), Relation.CHILD, date(2026, 4, 1), 0),
        # until the 31 March after the 18th birthday
        ("n_fy18", date(2009, 4, 1), Relation.CHILD, date(2027, 3, 31), 1),
        ("n_fy18", date(2009, 4, 1), Relation.CHILD, date(2027, 4, 1), 0),
        ("n_fy18", date(2008, 4, 2), Relation.CHILD, date(2027, 3, 31), 1),
        ("n_fy18", date(2008, 4, 1), Relation.CHILD, date(2026, 4, 1), 0),
        ("n_childmed", date(2008, 4, 2), Relation.CHILD, date(2027, 3, 31), 1),
        ("n_fy19_22", date(2004, 4, 2), Relation.CHILD, date(2027, 3, 31), 1),
        ("n_fy19_22", date(2004, 4, 1), Relation.CHILD, date(2027, 3, 31), 0),
        # the first birthday; a leap day's comes on 1 March
        ("n_u1", date(2025, 11, 21), Relation.CHILD, date(2026, 11, 20), 1),
        ("n_u1", date(2025, 11, 20), Relation.CHILD, date(2026, 11, 20), 0),
        ("n_u1", date(2024, 2, 29), Relation.CHILD, date(2025, 2, 28), 1),
        ("n_u1", date(2024, 2, 29), Relation.CHILD, date(2025, 3, 1), 0),
        # 20 and 60 are reached on the day before
        ("n_20_59", date(2006, 11, 21), Relation.SELF, date(2026, 11, 20), 1),
        ("n_20_59", date(2006, 11, 22), Relation.SELF, date(2026, 11, 20), 0),
        ("n_20_59", date(1966, 11, 21), Relation.SELF, date(2026, 11, 20), 0),
        # 65 is reached on the day before, 75 counts from the birthday itself
        ("n_65", date(1961, 11, 21), Relation.SELF, date(2026, 11, 20), 1),
        ("n_65", date(1961, 11, 22), Relation.SELF, date(2026, 11, 20), 0),
        ("n_65", date(1960, 2, 29), Relation.SELF, date(2025, 2, 28), 1),
        ("n_65", date(1960, 2, 29), Relation.SELF, date(2025, 2, 27), 0),
        ("n_75", date(1951, 11, 20), Relation.SELF, date(2026, 11, 20), 1),
        ("n_75", date(1951, 11, 21), Relation.SELF, date(2026, 11, 20), 0),
        ("n_75", date(1952, 2, 29), Relation.SELF, date(2027, 2, 28), 0),
        ("n_75", date(1952, 2, 29), Relation.SELF, date(2027, 3, 1), 1),
        ("n_70_74", date(1951, 11, 21), Relation.SELF, date(2026, 11, 20), 1),
        ("n_70_74", date(1956, 11, 21), Relation.SELF, date(2026, 11, 20), 0),
        # of a birth date only a part is known: counted where every day of it says the same
        ("n_75", PartialDate(1927), Relation.PARENT, date(2026, 11, 20), 1),
        ("n_75", PartialDate(1951), Relation.PARENT, date(2026, 11, 20), None),
        ("n_75", PartialDate(1951, 10), Relation.PARENT, date(2026, 11, 20), 1),
        ("n_65", PartialDate(1961, 11), Relation.PARENT, date(2026, 11, 20), None),
        ("n_65", PartialDate(1961), Relation.PARENT, date(2026, 12, 30), 1),
        ("n_es", PartialDate(2020, 4), Relation.CHILD, date(2026, 4, 1), None),
        ("n_es", PartialDate(2019), Relation.CHILD, date(2026, 11, 20), 1),
        ("n_70_74", PartialDate(1954), Relation.PARENT, date(2026, 11, 20), 1),
    ],
)
def test_ages_are_counted_as_the_law_counts_them(  # noqa: PLR0917  # a table
    aonami: Content, fact: str, birth: date | PartialDate, relation: Relation, on: date, count: int | None
) -> None:
    assert counted(aonami, fact, (Person(birth=birth, relation=relation),), on) == count


def test_who_stays_behind_is_not_counted_with_those_who_move(aonami: Content) -> None:
    stays = Person(birth=date(1940, 1, 1), relation=Relation.PARENT, moves=False)
    assert counted(aonami, "n_75", (Person(birth=date(1990, 1, 1)), stays), TODAY) == 0


def test_a_letter_of_attorney_is_for_who_comes_in_place_of_others(aonami: Content) -> None:
    assert "ININ" not in plan_of(aonami, {}).bring
    assert "ININ" in plan_of(aonami, {"notifier_is_proxy": True}).bring


def test_every_country_has_its_codes_of_two_and_of_three_letters(aonami: Content) -> None:
    countries = aonami.guide.countries.values()
    codes = [code for country in countries for code in (country.id, country.alpha3)]
    assert [len(code) for code in codes] == [2, 3] * len(countries)
    assert len(set(codes)) == len(codes)
    assert all(code.isascii() and code.isupper() for code in codes)


def test_only_a_my_number_card_says_that_somebody_has_one(aonami: Content) -> None:
    assert {card for card, facts in aonami.guide.cards.items() if "has_mnc" in facts} == {"my_number", "no_card"}
    assert {card for card, facts in aonami.guide.cards.items() if facts.get("any_foreign")} == {
        CardKind.RESIDENCE.value,
        CardKind.SPECIAL_PERMANENT.value,
    }


def test_residence_cards_are_for_families_in_which_somebody_is_foreign(aonami: Content) -> None:
    japanese = Person(birth=date(1990, 1, 1), nationality="日本")
    foreign = Person(birth=date(1990, 1, 1), nationality="ベトナム", relation=Relation.SPOUSE)
    plans = [make_plan(aonami.guide, EVENT, {}, people, TODAY) for people in ((japanese,), (japanese, foreign))]
    assert ["ZAIRYU" in plan.bring for plan in plans] == [False, True]


FAMILY = (
    Person(birth=date(1990, 1, 2), nationality="日本", has_my_number_card=True),
    Person(birth=date(1988, 3, 4), nationality="日本", has_my_number_card=True, relation=Relation.SPOUSE),
    Person(birth=date(2018, 5, 6), nationality="日本", relation=Relation.CHILD, has_my_number_card=False),
    Person(birth=date(2024, 7, 8), nationality="日本", relation=Relation.CHILD, has_my_number_card=False),
)


@pytest.mark.parametrize(
    ("procedure", "people"),
    [
        ("juki.tennyu", ()),
        ("mnc.keizoku", (1, 2)),
        ("med.child_tennyu", (3, 4)),
        ("school.tennyu", (3,)),
        ("boshi.yobou", (4,)),
    ],
)
def test_a_procedure_knows_whom_it_is_for(aonami: Content, procedure: str, people: tuple[int, ...]) -> None:
    known = dict.fromkeys(("has_mnc", "any_public_school"), True) | dict.fromkeys(("from_abroad", "tokurei"), False)
    plan = make_plan(aonami.guide, EVENT, known, FAMILY, TODAY)
    assert {entry.procedure.id: entry.people for entry in plan.required}[procedure] == people


def test_a_family_of_four_sees_few_screens(aonami: Content) -> None:
    known: dict[str, Value | None] = {"has_mnc": True, "notifier_is_proxy": False}
    seen = []
    while question := next_question(aonami.guide, EVENT, known, FAMILY, TODAY):
        seen.append(question.id)
        known |= {id_: MOVED if aonami.guide.facts[id_].type is FactType.DATE else False for id_ in question.asks}
    assert len(seen) <= 14
