"""Forms that take from other forms: what those have counts, and what holds only later is not there yet."""

from datetime import date
from pathlib import Path

import pytest

from config.content import inspect, load

TODAY = date(2026, 11, 26)

BASE = """\
id: F01
needs: [{id: phone, kind: phone}]
sections: [{id: top, at: [10, 10], boxes: [{id: phone, kind: text, at: [0, 0, 40, 6], value: [need.phone]}]}]
"""
LIKE = """\
id: F02
like: F01
sections: [{id: top, at: [10, 10], boxes: [{id: tel, kind: text, at: [0, 0, 40, 6], value: [need.phone]}]}]
"""
ALSO = """\
id: F02
also: [F01]
asks: [fax]
"""
LATER = "from: 2099-01-01\n"


@pytest.fixture
def two_forms(city: Path) -> Path:
    for language in ("ja", "en"):
        words = city / f"texts/{language}/all.yaml"
        text = words.read_text(encoding="utf-8")
        text = text.replace("F01: {title: 異動届}", "F01: {title: 異動届}, F02: {title: 届}")
        words.write_text(text.replace("need: {", "need: {fax: {ask: FAX は, label: FAX}, "), encoding="utf-8")
    return city


def write(city: Path, **files: str) -> None:
    for name, text in files.items():
        (city / f"forms/{name}.yaml").write_text(text, encoding="utf-8")


def faults(city: Path) -> list[str]:
    return [str(fault) for fault in inspect(city, TODAY).faults]


def test_the_needs_of_what_it_is_like_are_its_own(two_forms: Path) -> None:
    write(two_forms, F01=BASE, F02=LIKE)
    assert faults(two_forms) == []
    write(two_forms, F02=LIKE.replace("need.phone", "need.fax"))
    assert faults(two_forms) == ['forms/F02.yaml:3: "fax" is not among the needs.']


def test_what_is_taken_along_or_asked_only_later_is_not_there_yet(two_forms: Path) -> None:
    write(two_forms, F01=BASE + LATER, F02=ALSO, needs="- {id: fax, kind: phone, from: 2099-01-01}\n")
    assert faults(two_forms) == []
    today, then = load(two_forms, TODAY).forms["F02"], load(two_forms, date(2099, 1, 1)).forms["F02"]
    assert (today.also, [need.id for need in today.needs]) == ((), [])
    assert (then.also, [need.id for need in then.needs]) == (("F01",), ["fax"])


def test_no_form_is_like_one_that_holds_only_later(two_forms: Path) -> None:
    write(two_forms, F01=BASE + LATER, F02=LIKE)
    assert 'forms/F02.yaml:2: "F01" holds only from a later day; name a form that there is now.' in faults(two_forms)


def test_no_form_goes_on_where_nothing_holds_yet(two_forms: Path) -> None:
    write(two_forms, F01=BASE + "continuation: F02\n", F02=f"id: F02\nshared: true\n{LATER}")
    assert faults(two_forms) == ['forms/F01.yaml:4: "F02" holds only from a later day; name a form that there is now.']
