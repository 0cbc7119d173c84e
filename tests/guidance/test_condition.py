from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import BadCondition
from kiosk.guidance.condition import Condition
from kiosk.guidance.content import Fact, FactType
from kiosk.guidance.typecheck import check

FACTS = {
    "event": Fact("event", FactType.ENUM, ("tennyu", "tenkyo")),
    "a": Fact("a", FactType.BOOL),
    "b": Fact("b", FactType.BOOL),
    "n": Fact("n", FactType.INT),
    "m": Fact("m", FactType.INT),
    "kind": Fact("kind", FactType.ENUM, ("one", "two")),
    "certs": Fact("certs", FactType.SET, ("juminhyo", "hyouka")),
    "day": Fact("day", FactType.DATE),
}


@pytest.mark.parametrize(
    ("source", "view", "value"),
    [
        ("true", {}, True),
        ("false", {}, False),
        ("a", {}, None),
        ("a", {"a": None}, None),
        ("a", {"a": True}, True),
        ("not a", {"a": False}, True),
        ("not a", {}, None),
        ("a and b", {"a": False}, False),
        ("a and b", {"a": True}, None),
        ("b and a", {"a": False}, False),
        ("a or b", {"a": True}, True),
        ("b or a", {"a": True}, True),
        ("a or b", {"a": False}, None),
        ("n > 0", {"n": 1}, True),
        ("n > 0", {}, None),
        ("n + m > 2", {"n": 1, "m": 2}, True),
        ("n + m > 2", {"n": 1}, None),
        ("n - m == 1", {"n": 2, "m": 1}, True),
        ("1 <= n < 3", {"n": 3}, False),
        ("kind == 'one'", {"kind": "one"}, True),
        ("kind != 'one'", {"kind": ""}, True),
        ("kind in ('one', 'two')", {"kind": "two"}, True),
        ("kind not in ('one', 'two')", {"kind": "two"}, False),
        ("kind in ('one', 'two')", {}, None),
        ("'hyouka' in certs", {"certs": frozenset({"hyouka"})}, True),
        ("'hyouka' in certs", {"certs": frozenset()}, False),
        ("day >= '2026-04-01'", {"day": date(2026, 4, 1)}, True),
        ("event == 'tennyu' and a", {"event": "tenkyo"}, False),
    ],
)
def test_unknown_is_a_value(source: str, view: dict[str, Any], value: object) -> None:
    condition = Condition(source)
    check(condition, FACTS)
    assert condition.decide(view) is value


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", "condition_syntax"),
        ("a and", "condition_syntax"),
        ("a = b", "condition_syntax"),
        ("a; b", "condition_syntax"),
        ("day > '2026-13-01'", "condition_syntax"),
        ("not " * 900 + "a", "condition_syntax"),
        ("f(a)", "condition_part"),
        ("a.b", "condition_part"),
        ("n * 2 > 1", "condition_part"),
        ("a is b", "condition_part"),
        ("a if b else a", "condition_part"),
        ("[x for x in certs]", "condition_part"),
        ("1.5 > n", "condition_part"),
        ("kind in ('one', a)", "condition_part"),
    ],
)
def test_what_is_no_condition_is_refused(source: str, kind: str) -> None:
    with pytest.raises(BadCondition) as refused:
        Condition(source)
    assert refused.value.kind == kind


@pytest.mark.parametrize(
    ("source", "kind", "values"),
    [
        ("x and a", "unknown_fact", {"id": "x", "near": ""}),
        ("daay == day", "unknown_fact", {"id": "daay", "near": "day"}),
        ("n and a", "number_alone", {"id": "n", "value": "…"}),
        ("not n", "number_alone", {"id": "n", "value": "…"}),
        ("kind", "choice_alone", {"id": "kind", "value": "one"}),
        ("a or certs", "set_alone", {"id": "certs", "value": "juminhyo"}),
        ("day", "date_alone", {"id": "day", "value": "…"}),
        ("n + m", "not_yes_or_no", {"part": "n + m"}),
        ("'one'", "not_yes_or_no", {"part": "'one'"}),
        ("a + n > 0", "not_a_number", {"part": "a"}),
        ("a > 0", "not_alike", {"left": "a", "right": "0"}),
        ("kind > 'one'", "not_alike", {"left": "kind", "right": "'one'"}),
        ("n == 'one'", "not_alike", {"left": "n", "right": "'one'"}),
        ("day == n", "not_alike", {"left": "day", "right": "n"}),
        ("a in certs", "not_alike", {"left": "a", "right": "certs"}),
        ("kind in (1, 2)", "not_alike", {"left": "kind", "right": "(1, 2)"}),
        ("kind in certs", "not_alike", {"left": "kind", "right": "certs"}),
        ("kind == 'three'", "unknown_value", {"id": "kind", "value": "three", "values": "one, two"}),
        ("kind in ('one', 'three')", "unknown_value", {"id": "kind", "value": "three", "values": "one, two"}),
        ("'x' in certs", "unknown_value", {"id": "certs", "value": "x", "values": "juminhyo, hyouka"}),
        ("event == 'x'", "unknown_value", {"id": "event", "value": "x", "values": "tennyu, tenkyo"}),
    ],
)
def test_a_condition_that_makes_no_sense_says_why(source: str, kind: str, values: dict[str, str]) -> None:
    with pytest.raises(BadCondition) as refused:
        check(Condition(source), FACTS)
    assert (refused.value.kind, refused.value.values) == (kind, values)


@pytest.mark.parametrize(
    ("source", "view", "facts"),
    [
        ("true", {}, ()),
        ("a and b", {"a": True, "b": True}, ("a", "b")),
        ("a and b", {"a": True, "b": False}, ("b",)),
        ("a or b", {"a": False, "b": True}, ("b",)),
        ("a or b", {"a": True, "b": True}, ("a",)),
        ("a or b", {"a": False, "b": False}, ("a", "b")),
        ("not (a or b)", {"a": False, "b": False}, ("a", "b")),
        ("n + m > 0", {"n": 1, "m": 0}, ("n", "m")),
        ("a and b", {"a": True}, ("b",)),
        ("a and (b or n > 0)", {"b": False}, ("a", "n")),
    ],
)
def test_reasons_are_the_facts_that_decided(source: str, view: dict[str, Any], facts: tuple[str, ...]) -> None:
    assert Condition(source).because(view) == facts


def test_conditions_are_equal_when_written_alike() -> None:
    assert Condition("a and b") == Condition("a and b")
    assert Condition("a and b") != Condition("b and a")
    assert repr(Condition("a")) == "Condition(source='a')"


FOUR = ("a", "b", "c", "d")


def written(depth: int) -> st.SearchStrategy[str]:
    leaves = st.sampled_from((*FOUR, "true", "false"))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map("not ({})".format),
            st.tuples(inner, inner).map(lambda pair: f"({pair[0]} and {pair[1]})"),
            st.tuples(inner, inner).map(lambda pair: f"({pair[0]} or {pair[1]})"),
        ),
        max_leaves=depth,
    )


VIEWS = st.fixed_dictionaries(dict.fromkeys(FOUR, st.sampled_from((True, False, None))))


@given(written(12), st.fixed_dictionaries(dict.fromkeys(FOUR, st.booleans())))
def test_with_all_facts_known_it_is_what_python_says(source: str, view: dict[str, Any]) -> None:
    python = eval(source, {"true": True, "false": False, **view})  # noqa: S307  written by the strategy above
    assert Condition(source).decide(view) is python


@given(written(8), VIEWS, st.sampled_from(FOUR), st.booleans())
def test_knowing_more_never_changes_what_was_decided(source: str, view: dict[str, Any], fact: str, value: bool) -> None:
    condition = Condition(source)
    if view[fact] is None and condition.decide(view) is not None:
        assert condition.decide({**view, fact: value}) is condition.decide(view)


@given(written(6), written(6), VIEWS)
def test_kleene_laws_hold(left: str, right: str, view: dict[str, Any]) -> None:
    def decide(source: str) -> bool | None:
        return Condition(source).decide(view)

    assert decide(f"({left}) and ({right})") is decide(f"({right}) and ({left})")
    assert decide(f"not (({left}) and ({right}))") is decide(f"not ({left}) or not ({right})")
    assert decide(f"not not ({left})") is decide(left)
    assert decide(f"({left}) or (({left}) and ({right}))") is decide(left)


@given(written(8), VIEWS)
def test_what_is_unsettled_is_unknown_and_only_while_undecided(source: str, view: dict[str, Any]) -> None:
    condition = Condition(source)
    unsettled = condition.unsettled(view)
    assert bool(unsettled) is (condition.decide(view) is None)
    assert all(view[fact] is None for fact in unsettled)


@given(written(8), VIEWS)
def test_the_reasons_alone_decide_the_same(source: str, view: dict[str, Any]) -> None:
    condition = Condition(source)
    if condition.decide(view) is not None:
        alone = {fact: view[fact] for fact in condition.because(view)}
        assert condition.decide(alone) is condition.decide(view)


@given(st.text(alphabet="abn01()'\" =<>!+-.,[]{}\\\n\tandortif:éか", max_size=40))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    try:
        condition = Condition(text)
    except BadCondition:
        return
    try:
        check(condition, FACTS)
    except BadCondition:
        return
    assert condition.decide({}) in {True, False, None}
