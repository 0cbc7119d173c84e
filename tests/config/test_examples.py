"""The city's examples are tests: each can fail, and says where."""

import re
import shutil
from pathlib import Path

import pytest

from commands.city import SAMPLE
from config.content import Content, load
from config.example import Example
from config.examples import failures, read_examples
from kiosk.errors import Fault


@pytest.fixture(scope="module")
def content() -> Content:
    return load(Path(SAMPLE))


def run(folder: Path, content: Content) -> dict[str, tuple[Fault, ...]]:
    found = {}
    for example in read_examples(folder, content):
        if isinstance(example, Example):
            found[Path(example.marked.file).stem] = failures(example)
        else:
            found[Path(example[0].file).stem] = example
    return found


def test_all_examples_of_the_sample_city_pass(content: Content) -> None:
    found = run(Path(SAMPLE), content)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) >= 40


def test_there_are_examples_for_every_event(content: Content) -> None:
    examples = [example for example in read_examples(Path(SAMPLE), content) if isinstance(example, Example)]
    expecting = [example for example in examples if example.expected.exactly]
    assert {event for example in expecting for event in example.case.events} == content.guide.events.keys()
    assert len(expecting) >= 40


def test_no_procedure_is_left_without_an_example(content: Content) -> None:
    """Else its condition could change and no example would notice."""
    read = [example.expected for example in read_examples(Path(SAMPLE), content) if isinstance(example, Example)]
    assert {id_ for one in read for id_ in (*one.required, *one.optional)} == content.guide.procedures.keys()


def test_what_a_city_sets_otherwise_leads_elsewhere(tmp_path: Path) -> None:
    city = shutil.copytree(SAMPLE, tmp_path / "city")
    settings = (city / "ordinances.yaml").read_text(encoding="utf-8")
    assert ": 18 " in settings
    (city / "ordinances.yaml").write_text(settings.replace(": 18 ", ": 5 ").replace(": true", ": false"), "utf-8")
    told = [fault.en for faults in run(city, load(city)).values() for fault in faults]
    changed = {id_ for sentence in told for id_ in re.findall(r'"(\w+\.\w+)"', sentence)}
    assert {id_ for id_ in changed if not id_.startswith("med.child_")} == {
        "juki.doui",
        "inkan.shibou",
        "juki.honnin_tsuuchi",
    }
    assert "med.child_tennyu" in changed


EXAMPLE = """\
events: [tennyu]
made: 2026-11-20
people:
  - {birth: 1992-03-15, nationality: 日本}
assume_no: true
facts:
  has_dog: true
  move_date: 2026-11-16
expect:
"""

WRONG = {
    "not there": ("  required: [dog.tenkyo]\n", 10, "「dog.tenkyo」は required になるはずですが"),
    "in another list": (
        "  confirm:\n    - dog.tennyu\n",
        11,
        "「dog.tennyu」は confirm になるはずですが、なりません（required）",
    ),
    "forbidden": ("  forbidden: [gomi.annai, dog.tennyu]\n", 10, "「dog.tennyu」は出ないはずです"),
    "more than written": (
        "  exactly: true\n  required: [juki.tennyu, dog.tennyu]\n",
        11,
        "「gomi.annai」が required にあります",
    ),
    "another day": ("  deadlines:\n    juki.tennyu: 2026-12-01\n", 11, "2026-11-30"),
    "no such procedure": ("  required: [dog.tenyu]\n", 10, "「dog.tennyu」のことですか"),
    "no such list": ("  needed: [dog.tennyu]\n", 10, "「needed」"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_an_example_expects_and_does_not_get_is_told_with_its_line(
    tmp_path: Path, content: Content, wrong: str
) -> None:
    expect, line, words = WRONG[wrong]
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "one.yaml").write_text(EXAMPLE + expect)
    faults = run(tmp_path, content)["one"]
    assert any((fault.file, fault.line) == ("examples/one.yaml", line) and words in fault.ja for fault in faults), (
        faults
    )


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("events: [tenyu]", "「tennyu」のことですか"),
        ("made: 2026-02-30", "という日はありません"),
        ("people: [{birth: 1992-13-01}]", "という日はありません"),
        ("facts: {has_dgo: true}", "「has_dog」のことですか"),
    ],
)
def test_an_example_that_cannot_be_read_says_why(tmp_path: Path, content: Content, written: str, words: str) -> None:
    (tmp_path / "examples").mkdir()
    lines = {"events": "events: [tennyu]", "made": "made: 2026-11-20"} | {written.partition(":")[0]: written}
    (tmp_path / "examples" / "one.yaml").write_text("\n".join(lines.values()))
    assert any(words in fault.ja for fault in run(tmp_path, content)["one"])


def test_a_changed_condition_makes_an_example_fail(tmp_path: Path) -> None:
    city = shutil.copytree(SAMPLE, tmp_path / "city")
    living = city / "procedures" / "living.yaml"
    living.write_text(living.read_text().replace('when: "has_dog and not dog_chip"', 'when: "has_dog"'))
    failed = {name for name, faults in run(city, load(city)).items() if faults}
    assert failed == {"tennyu-student"}
