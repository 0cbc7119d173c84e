"""What the checklist of several people says, and of whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations, takewhile

import pytest

from config.content import Content
from kiosk.calendar import PartialDate
from kiosk.guidance.content import Privacy, Procedure
from kiosk.guidance.plan import Entry, Plan, make_plan
from kiosk.lettering.fitting import MM_PER_PT
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import Case
from kiosk.paperwork.checklist import checklist
from kiosk.paperwork.errand import Errands
from kiosk.paperwork.sheet import Document, Frame, Page, Ring, Run
from kiosk.paperwork.telling import errands_of

DAY = date(2027, 2, 28)
Visit = Callable[..., Case]
Write = Callable[..., Document]
Say = Callable[..., Errands]

BUSY = {"has_mnc": True, "any_kokuho": True, "has_dog": None, "wants_inkan": True, "any_shintai": True, "has_car": True}


@pytest.fixture
def write(content: Content, lettering: Lettering) -> Write:
    def written(case: Case, language: str = "ja") -> Document:
        return checklist(case, content.guide, content.words[language], lettering)

    return written


@pytest.fixture
def say(content: Content) -> Say:
    def said(case: Case, language: str = "ja") -> Errands:
        return errands_of(case, content.guide, content.words[language])

    return said


def runs(page: Page) -> list[Run]:
    return [mark for mark in page.marks if isinstance(mark, Run)]


def text_of(page: Page) -> str:
    return "".join(glyph.text for run in runs(page) for glyph in run.glyphs)


def text(run: Run) -> str:
    return "".join(glyph.text for glyph in run.glyphs)


def whole(document: Document) -> str:
    return "".join(map(text_of, document.pages))


def ink(run: Run) -> tuple[float, float, float, float]:
    em = run.size_pt * MM_PER_PT
    width = sum(glyph.advance for glyph in run.glyphs) / 1000 * em
    return run.x_mm, run.y_mm - 0.8 * em, run.x_mm + width, run.y_mm + 0.1 * em


def overlap(one: Run, other: Run) -> bool:
    a, b = ink(one), ink(other)
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.05 and min(a[3], b[3]) - max(a[1], b[1]) > 0.05


def overlaps(texts: list[Run]) -> list[tuple[str, str]]:
    """Return what lies over one another; only what begins before the end of another can."""
    down = sorted(texts, key=lambda run: ink(run)[1])
    found = []
    for n, run in enumerate(down, start=1):
        end = ink(run)[3]
        near = takewhile(lambda other, end=end: ink(other)[1] < end, down[n:])  # type: ignore[misc]  # bound early
        found += [(text(run), text(other)) for other in near if overlap(run, other)]
    return found


def test_people_stand_in_the_order_of_the_form_and_only_with_something_of_their_own(
    say: Say, family_visit: Visit
) -> None:
    parts = say(family_visit(has_mnc=True)).parts
    assert [(part.row, part.who) for part in parts] == [
        (None, ""),
        (1, "あなた（39歳）"),
        (2, "夫（41歳）"),
        (3, "むすこ（13歳）"),
        (4, "むすめ（9歳）"),
        (5, "むすこ（2歳）"),
        (6, "母"),
    ]
    without_cards = say(family_visit()).parts
    assert [part.row for part in without_cards] == [None, 3, 4, 5, 6]


def test_what_singles_people_out_stands_with_them_alone(say: Say, family_visit: Visit) -> None:
    parts = say(family_visit()).parts
    rows = {part.row for part in parts for errand in part.errands if errand.name == "子ども医療費助成の申請"}
    assert rows == {3, 4, 5}
    assert {part.row for part in parts for errand in part.errands if errand.name == "転入届（国内から）"} == {None}


def test_what_is_for_everybody_alike_is_the_familys(say: Say, family_visit: Visit) -> None:
    case = family_visit(has_mnc=True)
    everybody = replace(case, people=tuple(replace(person, has_my_number_card=True) for person in case.people))
    entries = (*case.plan.required, *case.plan.confirm)
    required = tuple(
        replace(entry, people=(1, 2, 3, 4, 5, 6)) if entry.procedure.id == "mnc.keizoku" else entry for entry in entries
    )
    parts = say(replace(everybody, plan=replace(case.plan, required=required, confirm=()))).parts
    found = [part.row for part in parts for errand in part.errands if errand.name == "マイナンバーカードの継続利用"]
    assert found == [None]


def test_nothing_to_do_is_lost_or_told_twice_to_the_same(say: Say, family_visit: Visit, content: Content) -> None:
    case = family_visit(**BUSY)
    said = say(case)
    entries = (*case.plan.required, *case.plan.confirm, *case.plan.optional)
    words = content.words["ja"]
    names = {words[f"procedure.{entry.procedure.id}.name"] for entry in entries}
    told = [errand.name for part in (*said.parts, *said.parts_inside) for errand in part.errands]
    told += [errand.name for stop in (*said.outside, *said.optional) for errand in stop.errands]
    assert set(told) == names
    for part in (*said.parts, *said.parts_inside):
        assert len({errand.name for errand in part.errands}) == len(part.errands)


def test_a_line_says_window_day_fee_things_and_reason(write: Write, family_visit: Visit) -> None:
    text = whole(write(family_visit(wants_inkan=True)))
    assert "1印鑑登録手数料 300円実印を登録します" in text
    assert "持ちもの: 本人確認のもの、登録する印鑑" in text
    assert "理由: この市で印鑑登録をします" in text
    assert "11月30日（月）まで" in text


def test_the_way_stands_first_with_what_is_done_at_each_desk(write: Write, family_visit: Visit) -> None:
    first = text_of(write(family_visit(has_mnc=True)).pages[0])
    desks = ("市民課", "マイナンバーカード窓口", "こども家庭課", "環境課")
    places = [first.index(desk) for desk in desks]
    assert places == sorted(places)
    assert "児童手当の認定請求・子ども医療費助成の申請" in first


def test_what_is_the_same_for_the_next_person_is_said_once(write: Write, family_visit: Visit) -> None:
    text = whole(write(family_visit()))
    assert text.count("子どもの病院代を、市が助けます") == 1
    assert text.count("持ちものと理由は、③と同じです") == 4


def test_a_row_number_is_in_a_ring(write: Write, family_visit: Visit) -> None:
    within = [
        text(run)
        for page in write(family_visit()).pages
        if "ご本人だけ" not in text_of(page)
        for ring in page.marks
        if isinstance(ring, Ring) and ring.w_mm > 8
        for run in runs(page)
        if ring.x_mm < run.x_mm < ring.x_mm + ring.w_mm and ring.y_mm < run.y_mm < ring.y_mm + ring.h_mm
    ]
    assert within == ["3", "4", "5", "6"]


def test_who_does_not_move_has_no_row(say: Say, write: Write, family_visit: Visit) -> None:
    case = family_visit()
    apart = replace(case, people=(*case.people[:3], replace(case.people[3], moves=False), *case.people[4:]))
    parts = say(apart).parts
    assert [(part.row, part.who) for part in parts if "むすめ" in part.who] == [(None, "むすめ（9歳）")]
    assert [part.row for part in parts if part.who.startswith("母")] == [5]
    assert "むすめ（9歳）（いっしょに引っ越さない方）" in whole(write(apart))


@pytest.mark.parametrize(
    ("birth", "who"),
    [(PartialDate(2024, 3), "むすこ（2歳）"), (PartialDate(2024), "むすこ"), (None, "むすこ")],
)
def test_an_age_that_is_not_certain_is_not_said(
    say: Say, family_visit: Visit, birth: PartialDate | None, who: str
) -> None:
    case = family_visit()
    child = replace(case.people[4], birth=birth)
    people = (*case.people[:4], child, *case.people[5:])
    assert who in [part.who for part in say(replace(case, people=people)).parts]


def test_for_somebody_else_the_person_is_spoken_of(say: Say, family_visit: Visit, proxy: Case) -> None:
    case = replace(family_visit(has_mnc=True), proxy=proxy.proxy)
    assert say(case).parts[1].who == "ご本人（39歳）"
    assert say(family_visit(has_mnc=True), "en").parts[1].who == "You, 39"


def test_no_name_is_on_the_paper(write: Write, family_visit: Visit) -> None:
    text = whole(write(family_visit(**BUSY)))
    assert [name for name in ("番号　", "花子", "一郎", "梅子", "ヴァン", "ミツバ") if name in text] == []
    assert "お名前はこの紙に書いてありません" in text


def test_discreet_things_of_persons_stand_inside_alone(
    say: Say, write: Write, family_visit: Visit, content: Content
) -> None:
    case = family_visit(any_shintai=True)
    discreet = {
        content.words["ja"][f"procedure.{procedure.id}.name"]
        for procedure in content.guide.procedures.values()
        if procedure.privacy is Privacy.DISCREET
    }
    said = say(case)
    assert {errand.name for part in said.parts for errand in part.errands} & discreet == set()
    assert "在留カード等への住居地の記載" in {errand.name for part in said.parts_inside for errand in part.errands}
    outside, title, inside = whole(write(case)).partition("ご本人だけがご覧になるページ")
    assert title
    assert "在留カード等への住居地の記載" in inside
    assert [name for name in discreet if name in outside] == []


def test_a_discreet_reason_singles_nobody_out_where_all_can_see(say: Say, family_visit: Visit) -> None:
    case = family_visit()
    entry = next(entry for entry in case.plan.required if entry.procedure.id == "juki.tennyu")
    telling = replace(entry, because=("n_foreign",), people=(2,))
    parts = say(replace(case, plan=replace(case.plan, required=(telling,), confirm=(), optional=()))).parts
    assert [part.row for part in parts] == [None]


def test_what_is_for_staff_alone_changes_nothing(write: Write, family_visit: Visit) -> None:
    assert write(family_visit(dv_support=True)) == write(family_visit(dv_support=False))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_is_large_lies_on_its_page_and_by_itself(write: Write, family_visit: Visit, language: str) -> None:
    for page in write(family_visit(**BUSY), language).pages:
        texts = [run for run in runs(page) if run.size_pt >= 14 and text(run).strip()]
        assert all(ink(run)[0] >= 15 and ink(run)[2] <= 195.1 and 12 < run.y_mm <= 288 for run in texts)
        assert [pair for pair in combinations(texts, 2) if overlap(*pair)] == []


def test_a_heading_is_never_the_last_of_a_page(write: Write, family_visit: Visit) -> None:
    for page in write(family_visit(**BUSY)).pages:
        bands = [mark for mark in page.marks if isinstance(mark, Frame) and mark.fill_grey and mark.w_mm == 180]
        ticks = [mark for mark in page.marks if isinstance(mark, Frame) and mark.w_mm == 5]
        assert all(any(tick.y_mm > band.y_mm for tick in ticks) for band in bands)


def test_what_only_foreigners_bring_is_told_inside(write: Write, family_visit: Visit) -> None:
    outside, title, inside = whole(write(family_visit(has_mnc=True))).partition("ご本人だけがご覧になるページ")
    assert title
    assert "在留カード" in inside
    assert "在留カード" not in outside


def test_who_has_much_to_do_in_a_large_family_has_a_page_to_take_along(write: Write, family_visit: Visit) -> None:
    pages = [text_of(page) for page in write(family_visit(**BUSY, any_public_school=True)).pages]
    (own,) = [page for page in pages if "母持" in page or page.startswith("6母")]
    assert "と同じです" not in own
    assert "むすこ" not in own
    assert "ご希望の方だけしなくても" not in own


def test_nobodys_things_are_parted(write: Write, say: Say, family_visit: Visit) -> None:
    case = family_visit(**BUSY)
    outer = whole(write(case)).partition("ご本人だけがご覧になるページ")[0]
    pages = [page for page in map(text_of, write(case).pages) if page in outer]
    for part in say(case).parts:
        if part.row is not None:
            (page,) = [page for page in pages if f"{part.row}{part.who}" in page]
            theirs = page[page.index(f"{part.row}{part.who}") :]
            assert all(errand.name in theirs for errand in part.errands)


def test_fifteen_people_have_all_that_is_theirs(write: Write, say: Say, family_visit: Visit, content: Content) -> None:
    case = family_visit(has_mnc=True)
    many = replace(case, people=(*case.people, *(case.people[4] for _ in range(9))))
    plan = make_plan(content.guide, many.events, many.known, many.people, many.made.date())
    many = replace(many, plan=plan)
    assert [part.row for part in say(many).parts if part.row] == list(range(1, 16))
    for page in write(many).pages:
        texts = [run for run in runs(page) if text(run).strip()]
        assert [pair for pair in combinations(texts, 2) if overlap(*pair)] == []
        assert all(ink(run)[0] >= 15 and ink(run)[2] <= 195.1 and 12 < run.y_mm <= 288 for run in texts)


def test_an_ordinary_family_needs_few_pages(write: Write, family_visit: Visit) -> None:
    case = family_visit(has_mnc=True, any_kokuho=True)
    four = replace(case, people=case.people[:4])
    assert len(write(four).pages) <= 5


@pytest.mark.parametrize("language", ["ja", "ja-x-easy", "en"])
@pytest.mark.parametrize("many", [1, 6])
def test_all_words_of_the_city_have_room(
    write: Write, family: Case, content: Content, language: str, many: int
) -> None:
    """Every procedure of an event, to be checked, from a day to come on, with everything missing that it can want."""
    for event in content.guide.events:
        entries = tuple(
            Entry(procedure, named(procedure, content), DAY, procedure.bring, (n % 3,), opens=DAY if n % 2 else None)
            for n, procedure in enumerate(content.guide.procedures_of[event])
        )
        plan = Plan(confirm=entries, desks=tuple(content.guide.desks))
        case = replace(family, events=(event,), people=family.people[:many], plan=plan, in_hand=frozenset({"ID"}))
        for page in write(case, language).pages:
            texts = [run for run in runs(page) if text(run).strip()]
            assert overlaps(texts) == []
            assert [text(run) for run in texts if ink(run)[0] < 14.9 or ink(run)[2] > 195.1 or run.y_mm > 290] == []


def named(procedure: Procedure, content: Content) -> tuple[str, ...]:
    return tuple(sorted(procedure.when.names() & content.guide.facts.keys()))
