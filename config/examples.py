"""The city's own examples as tests: what comes out of each, beside what it says must come out."""

from collections.abc import Iterator
from pathlib import Path

from config.content import Content
from config.example import Example, read_expectations
from config.faults import fault
from config.marked import line_of
from kiosk.errors import ContentError, Fault

_LISTS = ("required", "confirm", "optional")


def read_examples(folder: Path, content: Content) -> Iterator[Example | tuple[Fault, ...]]:
    """Yield every example of a city, or what is wrong with it, in the order of their names."""
    for path in sorted((folder / "examples").glob("*.yaml")):
        name = str(path.relative_to(folder))
        try:
            yield read_expectations(folder, name, content.guide, content.needs, content.settings.office.zone)
        except ContentError as wrong:
            yield wrong.faults


def failures(example: Example) -> tuple[Fault, ...]:
    """Return where the plan is not as the example expects."""
    return tuple(
        fault(example.marked.file, line_of(example.root, "expect", *path), kind, **values)
        for path, kind, values in _failures(example)
    )


_Failure = tuple[tuple[str | int, ...], str, dict[str, object]]


def _failures(example: Example) -> Iterator[_Failure]:
    """Yield the place below ``expect``, the kind of fault, and the values of its sentence."""
    expected, plan = example.expected, example.case.plan
    found = {entry.procedure.id: name for name in _LISTS for entry in getattr(plan, name)}
    for name in _LISTS:
        wanted = getattr(expected, name)
        for at, id_ in enumerate(wanted):
            if found.get(id_) != name:
                yield (name, at), "example_lacks", {"id": id_, "list": name, "found": found.get(id_, "-")}
        if expected.exactly:
            more = [id_ for id_, other in found.items() if other == name and id_ not in wanted]
            yield from (((name,), "example_more", {"id": id_, "list": name}) for id_ in more)
    for at, id_ in enumerate(expected.forbidden):
        if id_ in found:
            yield ("forbidden", at), "example_forbidden", {"id": id_, "list": found[id_]}
    ends = {entry.procedure.id: entry.deadline for name in _LISTS for entry in getattr(plan, name)}
    for id_, day in expected.deadlines.items():
        if ends.get(id_) != day:
            yield ("deadlines", id_), "example_deadline", {"id": id_, "day": day, "found": ends.get(id_) or "-"}
