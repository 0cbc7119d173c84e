"""The sample city: complete for a move-in, and short for the person in front of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from config.content import Content, load
from kiosk.guidance.content import FactType, Value
from kiosk.guidance.plan import Entry, Plan, make_plan
from kiosk.guidance.replay import next_question
from kiosk.people import Person

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

NOTHING: Mapping[FactType, Value | None] = {
    FactType.BOOL: False,
    FactType.INT: 0,
    FactType.ENUM: "",
    FactType.DATE: None,
}

WITH_CARD: Mapping[str, Value] = {"has_mnc": True}


@pytest.fixture(scope="module")
def aonami() -> Content:
    return load(Path(__file__).parents[2] / "config" / "aonami")


def plan_of(city: Content, facts: Mapping[str, Value]) -> Plan:
    """What follows when everything that is not said is no."""
    known = {fact.id: NOTHING[fact.type] for fact in city.guide.facts.values()}
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
            is_date = city.guide.facts[fact].type is FactType.DATE
            answers[fact] = said.get(fact, MOVED if is_date else False)


def test_every_procedure_of_a_move_in_is_there(aonami: Content) -> None:
    catalogue = {f"{area}.{id_}" for area, rest in TENNYU.items() for id_ in rest.split()}
    alone = {area for area, rest in TENNYU.items() if not rest}
    assert set(aonami.guide.procedures) == catalogue | alone
    assert len(aonami.guide.procedures) == 80


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
        pytest.param(None, {}, {"visitor_birth": date(1996, 6, 1)}, 13, id="employee of 30 without card"),
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
        pytest.param(None, {}, {"visitor_birth": date(1947, 6, 1), "any_kaigo": True}, 14, id="the same without card"),
        pytest.param(
            date(2001, 6, 1), WITH_CARD, {"visitor_foreign": True, "any_kokuho": True}, 11, id="foreigner of 25"
        ),
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
    said: dict[str, Value] = {"move_date": MOVED, "visitor_foreign": False, "has_mnc": True}
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
            [Person(birth=date(1990, 6, 1)), Person(birth=date(2008, 6, 1), relation="child")], 1, id="at home"
        ),
        pytest.param(
            [Person(birth=date(1990, 6, 1)), Person(birth=date(2015, 6, 1), relation="child", moves=False)],
            1,
            id="apart",
        ),
        pytest.param(
            [Person(birth=date(2005, 6, 1)), Person(birth=date(2008, 6, 1), relation="spouse")], 0, id="married"
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
    assert [key for key, sentence in aonami.words["ja"].sentences.items() if "保険証" in sentence] == []


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
