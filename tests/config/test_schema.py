"""What editors are told of a city's YAML: every file of the sample city is right by it, and typing errors are not."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from config.draft import read_draft
from config.marked import MappingNode, Marked, Node, ScalarNode, read
from config.schema import schema_of, schemas
from config.schema_words import FILES

SAMPLE = Path("config/aonami")
SAMPLE_FILES = sorted(str(file.relative_to(SAMPLE)) for file in SAMPLE.rglob("*.yaml"))


@pytest.fixture(scope="module")
def validators() -> Mapping[str, Draft7Validator]:
    return {name: Draft7Validator(schema) for name, schema in schemas(read_draft(SAMPLE, date.max)).items()}


def as_editors_read(marked: Marked, node: Node) -> Any:
    """Read YAML 1.2 as editors do."""
    if isinstance(node, ScalarNode):
        return marked.scalar(node)
    if isinstance(node, MappingNode):
        return {key.value: as_editors_read(marked, value) for key, value in node.value}
    return [as_editors_read(marked, item) for item in node.value]


def told(validators: Mapping[str, Draft7Validator], folder: Path, name: str) -> list[str]:
    """Return what an editor says of a file."""
    marked = read(folder, name)
    assert marked.root is not None
    schema = schema_of(Path(name))
    assert schema is not None
    return [error.message for error in validators[schema].iter_errors(as_editors_read(marked, marked.root))]


def test_there_is_a_schema_for_every_kind_of_file(validators: Mapping[str, Draft7Validator]) -> None:
    assert validators.keys() == FILES.keys()
    assert {schema_of(Path(name)) for name in SAMPLE_FILES} == validators.keys()


def test_the_schemas_are_schemas(validators: Mapping[str, Draft7Validator]) -> None:
    for validator in validators.values():
        Draft7Validator.check_schema(validator.schema)


def test_no_value_is_offered_twice(validators: Mapping[str, Draft7Validator]) -> None:
    """The language server for YAML refuses such a schema as a whole."""
    offered = [values for validator in validators.values() for values in _enums(validator.schema)]
    assert offered
    assert all(len(values) == len(set(values)) for values in offered)


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_the_sample_city_is_right(validators: Mapping[str, Draft7Validator], name: str) -> None:
    assert told(validators, SAMPLE, name) == []


ERRORS: Mapping[str, tuple[str, str, str]] = {
    "a key with a typing error": ("procedures/seal.yaml", "  desk: ", "  desks: "),
    "a key that is missing": ("procedures/seal.yaml", "  kind: ", "  # kind: "),
    "a kind that there is not": ("procedures/seal.yaml", "  kind: form", "  kind: from"),
    "a desk that there is not": ("procedures/seal.yaml", "  desk: shimin", "  desk: shimim"),
    "a thing to bring that there is not": ("procedures/seal.yaml", "  bring: [", "  bring: [IDD, "),
    "an event that there is not": ("procedures/seal.yaml", "  events: [", "  events: [tenyu, "),
    "a text in place of a list": ("procedures/seal.yaml", "  bring: [", "  bring: ID # ["),
    "a fact that there is not": ("questions/moving.yaml", "asks: [move_date]", "asks: [move_dates]"),
    "a condition for what is not known": ("questions/moving.yaml", "    tokurei: ", "    tokure: "),
    "a question that there is not": ("events/tennyu.yaml", "  - move_kind", "  - move_kinds"),
    "a pad that there is not": ("forms/needs.yaml", "kind: phone", "kind: telephone"),
    "a date fact that is none": ("events/tennyu.yaml", "event_date: move_date", "event_date: has_mnc"),
    "a day that is none": ("fees.yaml", "yen: 350, from: 2027-04-01", "yen: 350, from: 2027-4-1"),
    "a number in words": ("fees.yaml", "yen: 300", "yen: 三百"),
    "a window without quotes": ("desks.yaml", 'window: "1"', "window: 1"),
    "a time without minutes": ("kiosk.yaml", 'opens: "08:30"', 'opens: "8"'),
    "a setting that there is not": ("kiosk.yaml", "  idle_s: ", "  idle: "),
    "a type that there is not": ("facts.yaml", "type: bool", "type: boolean"),
    "a postal code without quotes": ("towns.yaml", 'postal: "9780001"', "postal: 9780001"),
    "a card that there is not": ("cards.yaml", "my_number: ", "mynumber: "),
    "a value of another type": ("parties.yaml", "with_helper: false", "with_helper: no"),
    "a colour that is a number": ("tokens.yaml", 'ground: "#FBF8F3"', "ground: 123"),
    "a volume in words": ("board.yaml", "volume: 100", "volume: 大"),
    "an ordinance in words": ("ordinances.yaml", "child_med_age: 18", "child_med_age: 十八"),
    "a country without a name": ("countries.yaml", "name: 中国", "nama: 中国"),
    "a status without a name": ("residence_statuses.yaml", "name: 定住者", "names: 定住者"),
    "an issuer without a name": ("card_roots.yaml", "- name: 練習用", "- nama: 練習用"),
    "a box of a kind that there is not": ("forms/F01.yaml", "kind: choice", "kind: chioce"),
    "a place of three numbers": ("forms/F01.yaml", "at: [0, 8, 186, 8]", "at: [0, 8, 186]"),
    "a part that there is not": ("forms/F01.yaml", "use: heading", "use: headings"),
    "a label without a text": ("forms/parts.yaml", "text: 受付印", "texts: 受付印"),
    "a word that is a list": ("texts/ja/desks.yaml", "desk:\n", "more: [a]\ndesk:\n"),
    "a procedure's thing that there is not": ("bring.yaml", "- {id: ID}", "- {ids: ID}"),
    "a place on the map that is no point": ("map.yaml", "kiosk: [17, 22.5]", "kiosk: 17"),
    "a reading that is a list": ("readings.yaml", "月: がつ", "月: [がつ]"),
    "an example's fact that there is not": ("examples/F01-hanako.yaml", "  tokurei: true", "  tokurai: true"),
    "an example's need of another type": ("examples/F01-hanako.yaml", "  new_head: 1", "  new_head: 花子"),
}


@pytest.mark.parametrize("error", ERRORS)
def test_typing_errors_are_marked(validators: Mapping[str, Draft7Validator], tmp_path: Path, error: str) -> None:
    name, right, wrong = ERRORS[error]
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    text = (SAMPLE / name).read_text(encoding="utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert told(validators, tmp_path, name)


def test_errors_are_planted_in_every_kind_of_file() -> None:
    assert {schema_of(Path(name)) for name, _, _ in ERRORS.values()} == FILES.keys()


def test_a_citys_own_ids_are_known(tmp_path: Path) -> None:
    city = Path(shutil.copytree(SAMPLE, tmp_path / "city"))
    with (city / "desks.yaml").open("a", encoding="utf-8") as desks:
        desks.write('- {id: dobutsu, window: "40"}\n')
    desk = schemas(read_draft(city, date.max))["procedures"]["items"]["properties"]["desk"]
    assert "dobutsu" in desk["enum"]


def test_what_holds_only_later_is_known_today(tmp_path: Path) -> None:
    city = Path(shutil.copytree(SAMPLE, tmp_path / "city"))
    with (city / "bring.yaml").open("a", encoding="utf-8") as bring:
        bring.write("- {id: LATER, from: 2098-04-01}\n")
    bring_of = schemas(read_draft(city, date.max))["procedures"]["items"]["properties"]["bring"]
    assert "LATER" in bring_of["items"]["enum"]


def test_every_key_is_described(validators: Mapping[str, Draft7Validator]) -> None:
    undescribed = {
        f"{name}: {key}"
        for name, validator in validators.items()
        for key, schema in _keys(validator.schema)
        if "description" not in schema
    }
    assert undescribed == set()


def _keys(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield the keys of all types of ours."""
    for one in (schema, schema.get("items", {}), *schema.get("definitions", {}).values()):
        if "required" in one:
            yield from one["properties"].items()


def _enums(schema: Any) -> Iterator[list[Any]]:
    inner: Any = schema if isinstance(schema, list) else schema.values() if isinstance(schema, dict) else ()
    for part in inner:
        yield from _enums(part)
    if isinstance(schema, dict) and isinstance(schema.get("enum"), list):
        yield schema["enum"]
