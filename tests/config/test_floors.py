"""Whether the map of a city hall fits its desks."""

from pathlib import Path

import pytest

from config.content import inspect, load
from kiosk.guidance.floors import Floor

MAP = """\
- id: 1階
  size: [20, 10]
  aisle: [[1, 5], [19, 5]]
  windows: {front: [4, 2]}
  kiosk: [10, 8]
"""


@pytest.fixture
def mapped(city: Path) -> Path:
    (city / "desks.yaml").write_text('- {id: front, window: "1", letter: A, floor: 1階}\n', encoding="utf-8")
    (city / "map.yaml").write_text(MAP, encoding="utf-8")
    return city


def faults(city: Path, old: str, new: str) -> list[tuple[str, int, str]]:
    assert old in MAP
    (city / "map.yaml").write_text(MAP.replace(old, new), encoding="utf-8")
    return [(fault.file, fault.line, fault.en) for fault in inspect(city).faults]


def test_a_city_need_not_have_a_map(city: Path) -> None:
    assert load(city).guide.floors == {}


def test_a_map_is_read_floor_by_floor(mapped: Path) -> None:
    floor = Floor("1階", (20, 10), ((1, 5), (19, 5)), {"front": (4, 2)}, kiosk=(10, 8))
    assert load(mapped).guide.floors == {"1階": floor}


def test_a_window_that_stands_nowhere_is_a_fault_of_its_desk(mapped: Path) -> None:
    found = faults(mapped, "{front: [4, 2]}", "{}")
    assert found == [("desks.yaml", 1, 'the window "front" stands on no floor of map.yaml.')]


def test_a_desk_outside_needs_no_place(mapped: Path) -> None:
    (mapped / "desks.yaml").write_text("- {id: front}\n", encoding="utf-8")
    assert faults(mapped, "windows: {front: [4, 2]}", "windows: {}") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("front: [4, 2]", "front: [4, 2], frnt: [5, 2]", 4, 'there is no desk "frnt". Did you mean "front"?'),
        ("front: [4, 2]", "front: [4, 12]", 4, "(4, 12) lies outside of this floor."),
        ("kiosk: [10, 8]", "kiosk: [-1, 8]", 5, "(-1, 8) lies outside of this floor."),
        ("kiosk: [10, 8]", "blocks: [[15, 0, 6, 2]]", 5, "(21, 2) lies outside of this floor."),
        ("[[1, 5], [19, 5]]", "[[1, 5]]", 3, "write at least two points of the aisle."),
        ("- id: 1階", "- id: 2階", 4, 'desks.yaml says that "front" is on floor 1階.'),
    ],
)
def test_what_is_wrong_on_a_map_is_told_where_it_stands(mapped: Path, old: str, new: str, line: int, said: str) -> None:
    assert faults(mapped, old, new) == [("map.yaml", line, said)]


def test_of_a_floor_that_cannot_be_read_nothing_else_is_said(mapped: Path) -> None:
    ((file, line, _),) = faults(mapped, "[20, 10]", "[20]")
    assert (file, line) == ("map.yaml", 2)
