import json
from pathlib import Path
from typing import Any

import pytest

from commands.city import SAMPLE
from commands.plan import plan
from kiosk.errors import UsageError

D1 = "{has_mnc: true, wants_sigcert: true, uses_city_water: false}"

D2 = """\
{has_mnc: true, wants_sigcert: true, any_kokuho: true, any_pension1: true, n_20_59: 2, n_fy18: 3, n_childmed: 3,
 n_preschool: 2, n_es: 1, n_u1: 1, any_public_school: true, any_hoiku: true, has_dog: true, has_gentsuki: true,
 uses_city_water: true, wants_inkan: true, has_inkan: true}
"""

Said = pytest.CaptureFixture[str]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return tmp_path / "facts.yaml"


def run(facts: Path, text: str, said: Said, **options: Any) -> dict[str, Any]:
    facts.write_text(text, encoding="utf-8")
    options = {"events": ["tennyu"], "assume_no": True, "on": "2026-11-20", "as_json": True, **options}
    plan(facts=facts, city=SAMPLE, **options)
    fields: dict[str, Any] = json.loads(said.readouterr().out)
    return fields


@pytest.mark.parametrize(
    ("text", "required", "optional"),
    [
        (
            D1,
            "juki.tennyu mnc.keizoku mnc.sigcert gomi.annai",
            "jichikai menkyo.guide senkyo.guide kurashi.lifeline yuubin.tensou",
        ),
        (
            D2,
            """juki.tennyu mnc.keizoku mnc.sigcert inkan.new nhi.tennyu jido.nintei_tennyu med.child_tennyu
            hoiku.moushikomi school.tennyu boshi.yobou gentsuki.tennyu dog.tennyu suido.kaishi gomi.annai""",
            "pen.jusho jichikai menkyo.guide senkyo.guide kurashi.lifeline yuubin.tensou",
        ),
    ],
    ids=["an employee alone", "a family with three children"],
)
def test_a_move_in_leads_to_its_procedures(facts: Path, said: Said, text: str, required: str, optional: str) -> None:
    made = run(facts, text, said)
    assert sorted(made["required"]) == sorted(required.split())
    assert sorted(made["optional"]) == sorted(optional.split())
    assert made["confirm"] == []
    assert made["ask"] == []


@pytest.fixture
def said(capsys: Said) -> Said:
    return capsys


def test_what_is_left_out_is_unknown(facts: Path, said: Said) -> None:
    made = run(facts, "{from_abroad: false}", said, assume_no=False)
    assert "juki.tennyu" in made["required"]
    assert "med.child_tennyu" in made["confirm"]
    assert "move_date" in made["ask"]


def test_the_household_is_counted(facts: Path, said: Said) -> None:
    made = run(
        facts,
        """\
move_date: 2026-11-16
people:
  - {name: 番号　花子, kana: null, birth: 1985-06-01, sex: female, relation: self}
  - {name: 番号　一郎, birth: 2020-04-01, sex: male, relation: child, nationality: null}
""",
        said,
    )
    assert "med.child_tennyu" in made["required"]
    assert made["because"]["med.child_tennyu"] == ["n_childmed"]
    assert made["deadlines"]["juki.tennyu"] == "2026-11-30"


def test_a_given_count_wins_over_the_household(facts: Path, said: Said) -> None:
    child = "people: [{birth: 2020-04-01, relation: child}]\n"
    assert "med.child_tennyu" in run(facts, child, said)["required"]
    assert "med.child_tennyu" not in run(facts, child + "n_childmed: 0", said)["required"]
    assert "med.child_tennyu" in run(facts, child + "n_childmed: null", said)["confirm"]


def test_an_empty_file_says_nothing(facts: Path, said: Said) -> None:
    assert "juki.tennyu" in run(facts, "", said)["required"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("has_dgo: true", 'there is no fact "has_dgo". Did you mean "has_dog"?'),
        ("has_dog: 5", "write true or false here."),
        ("has_dog: yes", '"yes" cannot stand alone; write true or false, or put it in quotes.'),
        ("n_65: true", "write a whole number here."),
        ("n_65: -1", "write a number from 0 here."),
        ("move_date: 2026-13-01", "there is no day 2026-13-01."),
        ("move_date: 2026-02-30", "there is no day 2026-02-30."),
        ("move_date: 20260230", "write a date like 2026-11-30 here."),
        ("move_date: [2026-11-30]", "write a date like 2026-11-30 here."),
        ("move_date: tomorrow", "write a date like 2026-11-30 here."),
        ("death_date: 2026-11-21", "this day lies after today (2026-11-20)."),
        ("move_date: 9999-12-31", "write a date from 1868 to 2200."),
        ("birth_date: 2026-11-21", "this birth lies after today (2026-11-20)."),
        ("d_birth: 2027-01-01", "this birth lies after today (2026-11-20)."),
        ("{d_birth: 2001-01-01, death_date: 2000-01-01}", "d_birth lies after death_date."),
        ("people: [{birth: 2026-11-21}]", "this birth lies after today (2026-11-20)."),
        ("people: [{birth: 2027}]", "this birth lies after today (2026-11-20)."),
        ("people: [{birth: 1801-11-21}]", "write a date from 1868 to 2200."),
        ("people: [{birth: 2025-02-29}]", "there is no day 2025-02-29."),
        ("people: [{birth: yesterday}]", "write a date like 2026-11-30 here."),
        ("{foreigners: ['2'], people: [{birth: 2000-01-01}]}", "there is no person 2 in people."),
        ("b_ins: nothing", 'b_ins has no value "nothing"; it has kokuho, shaho.'),
        ("- has_dog", 'write "key: value" here.'),
        ("mnc_action: fly", 'mnc_action has no value "fly"'),
        ("people: {name: x}", "write a list here"),
        ("people: [{nmae: x}]", '"nmae" is not known here. Did you mean "name"?'),
        ("people: [{sex: x}]", '"x" is none of male, female, other, unknown.'),
        ("has_dog: true\nhas_dog: false", '"has_dog" is written twice.'),
        ("[", "this cannot be read as YAML"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(facts: Path, said: Said, text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        run(facts, text, said, lang="en")
    assert str(refused.value).startswith(f"{facts}:")
    assert sentence in str(refused.value)


def test_what_is_no_file_an_event_and_a_day_are_told_too(facts: Path) -> None:
    with pytest.raises(UsageError, match=r"facts\.yaml is missing"):
        plan(["tennyu"], facts, city=SAMPLE, lang="en")
    with pytest.raises(UsageError, match="cannot be read as a file"):
        plan(["tennyu"], facts.parent, city=SAMPLE, lang="en")
    with pytest.raises(UsageError, match='there is no event "moving"; there is tennyu, tenkyo, tenshutsu, '):
        plan(["tennyu", "moving"], facts, city=SAMPLE, lang="en")
    for day in ("tomorrow", "2026-02-30", "9999-12-31"):
        with pytest.raises(UsageError, match="日付として使えません"):
            plan(["tennyu"], facts, city=SAMPLE, on=day)


def test_an_unknown_choice_is_as_if_it_were_null(facts: Path, said: Said) -> None:
    unknown, null = (run(facts, f"b_ins: {value}", said, events=["shussei"]) for value in ("unknown", "null"))
    assert unknown == null
    assert "nhi.shussei" in unknown["confirm"]


def test_a_large_household_and_a_very_old_person_are_planned_for(facts: Path, said: Said) -> None:
    old = "people: [{birth: 1906-11-19}]"
    assert run(facts, old, said, events=["tenkyo"])["because"]["kouki.tenkyo"] == ["n_75"]
    children = "".join(f"  - {{birth: 20{10 + n}-01-01, relation: child}}\n" for n in range(14))
    made = run(facts, f"people:\n  - {{birth: 1985-01-01}}\n{children}", said)
    assert {"med.child_tennyu", "boshi.yobou"} <= set(made["required"])


def test_several_events_become_one_plan(facts: Path, said: Said) -> None:
    text = "{has_mnc: true, name_changes: true, uses_city_water: true}"
    both, marriage, move = (
        run(facts, text, said, events=events.split()) for events in ("konin tenkyo", "konin", "tenkyo")
    )
    assert set(both["required"]) == set(marriage["required"]) | set(move["required"])
    assert len(both["required"]) == len(set(both["required"]))
    assert both["events"] == ["konin", "tenkyo"]
    assert both["confirm"] == both["ask"] == []


def test_what_is_left_out_is_no_for_each_of_several_events(facts: Path, said: Said) -> None:
    mother = "{birth_date: 2026-11-10, people: [{birth: 1990-01-01}]}"
    for events in (["tenkyo", "shussei"], ["shussei", "tenkyo"]):
        made = run(facts, mother, said, events=events)
        assert made["confirm"] == []
        assert {"juki.tenkyo", "med.child_shussei"} <= set(made["required"])


def test_a_marriage_that_moves_in_takes_the_move_along(facts: Path, said: Said) -> None:
    made = run(facts, "{moves_too: true, move_way: in, move_date: 2026-11-16}", said, events=["konin"])
    assert made["events"] == ["konin", "tennyu"]
    assert made["deadlines"]["juki.tennyu"] == "2026-11-30"


@pytest.mark.parametrize(
    ("events", "covered", "not_brought"),
    [
        ("konin tenkyo", "juki.idou_konin", "TENSHO"),
        ("konin tennyu", "juki.idou_konin mnc.kenmen_jusho jido.jusho med.child_henko", None),
        ("rikon tenshutsu", "juki.idou_konin mnc.kenmen_jusho inkan.shimei med.child_henko", "TENSHO"),
    ],
)
def test_what_a_move_does_is_not_to_be_done_again(
    facts: Path, said: Said, events: str, covered: str, not_brought: str | None
) -> None:
    text = """\
{has_mnc: true, has_inkan: true, name_changes: true, moves_too: true, n_fy18: 1, n_childmed: 1, gets_jidoteate: true}
"""
    made = run(facts, text, said, events=events.split())
    assert sorted(made["covered"]) == sorted(covered.split())
    assert not_brought not in made["bring"]


def test_of_a_move_whose_way_nobody_can_tell_only_its_notification_is_required(facts: Path, said: Said) -> None:
    made = run(facts, "{moves_too: true, move_way: null}", said, events=["konin"])
    assert made["events"] == ["konin"]
    assert "juki.idou_konin" in made["required"]
    assert not {"juki.tennyu", "juki.tenkyo", "juki.tenshutsu"} & {*made["required"], *made["confirm"]}


def test_staff_read_the_law_that_somebody_looked_up(facts: Path, said: Said) -> None:
    facts.write_text(D1, encoding="utf-8")
    plan(["tennyu"], facts, assume_no=True, city=SAMPLE)
    shown = said.readouterr().out
    assert "住民基本台帳法22条" in shown
    assert "廃棄物処理法" not in shown  # of gomi.annai, which is sourced: false


@pytest.mark.parametrize(("lang", "mark"), [("ja", "ほかの手続きといっしょに済む"), ("en", "done with another")])
def test_what_another_procedure_does_is_marked(facts: Path, said: Said, lang: str, mark: str) -> None:
    moving = "{moves_too: true, move_way: in}"
    assert run(facts, moving, said, events=["konin"])["covered"] == ["juki.idou_konin"]
    plan(["konin"], facts, assume_no=True, city=SAMPLE, lang=lang)
    assert said.readouterr().out.count(mark) == 1


@pytest.mark.parametrize(("lang", "line"), [("ja", "必要 (4)"), ("en", "Required (4)")])
def test_a_plan_is_written_for_people(facts: Path, said: Said, lang: str, line: str) -> None:
    facts.write_text(D1, encoding="utf-8")
    plan(["tennyu"], facts, assume_no=True, city=SAMPLE, lang=lang)
    assert said.readouterr().out.startswith(line)
