"""Forms as they are written become forms as they are used: what they share is put in its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from kiosk.paperwork.case import Need
from kiosk.paperwork.form import Form, Part, Rows, Section
from kiosk.paperwork.sheet import Original


@dataclass(frozen=True)
class Assembly:
    """All that a city wrote: ``forms``, ``parts`` and ``needs`` by id, ``originals`` by the name of their file."""

    forms: Mapping[str, Form]
    parts: Mapping[str, Part]
    needs: Mapping[str, Need]
    originals: Mapping[str, Original]

    def all(self) -> dict[str, Form]:
        """Return every form that is printed, each that goes on elsewhere followed by its continuation.

        A shared continuation becomes one of each form, called ``<id>-2``. Raises ``KeyError`` for a part, a need or a
        form that nobody wrote.
        """
        found: dict[str, Form] = {}
        for id_, form in self.forms.items():
            if not form.shared:
                found |= {one.id: one for one in self._whole(self.form(id_))}
        return found

    def form(self, id_: str) -> Form:
        """Return one form with all that it shares with others."""
        form = written(self.forms[id_], self.forms)
        needs = (*(self.needs[ask] for ask in form.asks), *form.needs)
        sections = tuple(self._with_part(section) for section in form.sections)
        original = self.originals.get(form.over or "")
        return replace(form, needs=needs, asks=(), sections=sections, original=original)

    def _whole(self, form: Form) -> Iterator[Form]:
        shared = self.forms.get(form.continuation or "")
        if shared is None or not shared.shared:
            yield form
            return
        further = self.form(shared.id)
        sections = tuple(filter(None, (_going_on(section, form) for section in further.sections)))
        id_ = continuation_id(form)
        yield replace(form, continuation=id_)
        yield replace(
            further,
            id=id_,
            sections=sections,
            shared=False,
            title=form.title,
            number=form.number,
            addressee=form.addressee,
            discreet=form.discreet,
        )

    def _with_part(self, section: Section) -> Section:
        if section.use is None:
            return section
        part = self.parts[section.use]
        return replace(
            section,
            use=None,
            shades=part.shades + section.shades,
            lines=part.lines + section.lines,
            labels=part.labels + section.labels,
            boxes=part.boxes + section.boxes,
        )


def continuation_id(form: Form) -> str:
    """Return what the continuation of a form is called."""
    return f"{form.id}-2"


def written(form: Form, forms: Mapping[str, Form]) -> Form:
    """Return a form with all that it takes from the one that it is ``like``."""
    if form.like is None:
        return form
    base = written(forms[form.like], forms)
    own = {one.name: getattr(form, one.name) for one in fields(form) if getattr(form, one.name) != one.default}
    instead = {section.id: section for section in form.sections}
    sections = [instead.pop(section.id, section) for section in base.sections]
    return replace(base, **{**own, "like": None, "shared": form.shared, "sections": (*sections, *instead.values())})


def _going_on(section: Section, form: Form) -> Section | None:
    """Return the section of a shared continuation as it goes on with a form; ``None`` for rows that it has not got.

    Rows, and what heads them, look as on the form where it draws them under the same id.
    """
    own = {one.id: one for one in form.sections}
    rows = {one.id: one.rows for one in form.sections if one.rows}
    if section.rows is not None:
        return _rows_after(section, section.rows, own[section.id], rows[section.id]) if section.id in rows else None
    if section.heads is None:
        return section
    return replace(own.get(section.id, section), at=section.at) if section.heads in rows else None


def _rows_after(section: Section, room: Rows, form: Section, rows: Rows) -> Section:
    count = int(room.count * room.step / rows.step)
    return replace(form, at=section.at, rows=Rows(count, rows.step, rows.over, rows.last + 1))
