"""The boxes of a form as its file has them, its own and those of shared parts."""

from collections.abc import Iterator

from config.draft import Draft
from kiosk.paperwork.form import Box, Form, Section

Keys = tuple[str | int, ...]
"""Where in the file of its form something is written, for the line of a fault."""


def boxes_of(draft: Draft, form: Form) -> Iterator[tuple[Section, Box, Keys]]:
    """Yield every box; one of a part is written where the part is used."""
    for at, section in enumerate(form.sections):
        yield from ((section, box, ("sections", at, "use")) for box in _part_boxes(draft, section))
        yield from ((section, box, ("sections", at, "boxes", number)) for number, box in enumerate(section.boxes))


def _part_boxes(draft: Draft, section: Section) -> tuple[Box, ...]:
    """Return the boxes of the part that a section uses."""
    part = draft.parts.get(section.use or "")
    return part.boxes if part else ()
