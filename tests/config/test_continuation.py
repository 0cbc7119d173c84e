"""A form and the sheets on which it goes on have to fit each other."""

from pathlib import Path

import pytest

from config.content import inspect

FORM = """\
id: F01
needs: [{id: phone, kind: phone}]
continuation: F01-2
sections:
  - {id: top, at: [10, 10], use: head}
  - {id: p, at: [10, 30], use: person, rows: {over: moves, count: 5, step: 16}}
"""
FURTHER = """\
id: F01-2
in_full: {at: [10, 200, 180, 60]}
sections:
  - {id: p, at: [10, 30], use: person, rows: {over: moves, first: 6, count: 9, step: 16}}
"""
PARTS = """\
head: {labels: [{at: [0, 0, 10, 5], text: 頭}]}
person: {boxes: [{id: phone, kind: text, at: [0, 0, 40, 6], value: [need.phone]}]}
"""


@pytest.fixture
def city_that_goes_on(city: Path) -> Path:
    for name, text in {"F01": FORM, "F01-2": FURTHER, "parts": PARTS}.items():
        (city / f"forms/{name}.yaml").write_text(text, encoding="utf-8")
    for language in ("ja", "en"):
        words = city / f"texts/{language}/all.yaml"
        text = words.read_text(encoding="utf-8")
        words.write_text(text.replace("F01: {title: 異動届}", "F01: {title: 異動届}, F01-2: {title: 続紙}"), "utf-8")
    return city


def test_what_fits_has_no_fault(city_that_goes_on: Path) -> None:
    assert inspect(city_that_goes_on).faults == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "F01",
            "continuation: F01-2",
            "continuation: F01-3",
            'forms/F01.yaml:3: there is no form "F01-3". Did you mean "F01-2"?',
        ),
        ("F01", "id: F01\n", "id: F1\n", "forms/F01.yaml:3: the continuation of F1 must be called F1-2."),
        ("F01-2", "in_full: {at: [10, 200, 180, 60]}\n", "", 'forms/F01-2.yaml:1: "in_full" is missing.'),
        (
            "F01-2",
            "id: p",
            "id: q",
            'forms/F01-2.yaml:4: F01 has no box "q.phone" whose value could go on here. Did you mean "p.phone"?',
        ),
        (
            "F01-2",
            "first: 6",
            "first: 7",
            'forms/F01-2.yaml:4: the rows "p" of F01 must go on here with person 6 (first of rows).',
        ),
        ("parts", "need.phone", "need.fax", 'forms/F01-2.yaml:4: "fax" is not among the needs.'),
    ],
)
def test_what_would_get_lost_is_a_fault(city_that_goes_on: Path, file: str, old: str, new: str, fault: str) -> None:
    path = city_that_goes_on / f"forms/{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = [str(found) for found in inspect(city_that_goes_on).faults]
    assert fault in faults


def test_no_form_has_the_name_of_a_shared_continuation(city_that_goes_on: Path) -> None:
    forms = city_that_goes_on / "forms"
    further = FURTHER.replace("id: F01-2", "id: P11\nshared: true")
    (forms / "P11.yaml").write_text(further, encoding="utf-8")
    (forms / "F01.yaml").write_text(FORM.replace("continuation: F01-2", "continuation: P11"), encoding="utf-8")
    fault = "forms/F01-2.yaml:1: F01-2 is what the continuation of F01 is called; give this form another name."
    assert fault in [str(found) for found in inspect(city_that_goes_on).faults]
