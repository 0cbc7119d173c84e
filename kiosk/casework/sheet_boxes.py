"""The forms of a case box by box, as they stand on paper, each with the words beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.guidance.content import Guide
from kiosk.guidance.sentences import label as fact_label
from kiosk.lettering.ruby import plain
from kiosk.paperwork.captions import captions
from kiosk.paperwork.case import Case
from kiosk.paperwork.fill import FilledForm, fill_forms
from kiosk.paperwork.form import Box, BoxKind, Form, Section
from kiosk.paperwork.wanted import forms_of
from kiosk.words import Words

_PERSONAL = {"name", "kana", "birth", "sex", "postal", "relation"}


@dataclass(frozen=True)
class BoxLine:
    """One box: ``id`` as in ``FilledForm.values``; ``by_hand``: the resident writes there."""

    id: str
    label: str
    value: str = field(repr=False)
    by_hand: bool = False


@dataclass(frozen=True)
class SheetBoxes:
    """One sheet of the application. ``name`` tells the sheets apart (``F09-1:3``)."""

    name: str
    title: str
    lines: tuple[BoxLine, ...] = field(repr=False)


def boxes_of_sheets(case: Case, guide: Guide, forms: Mapping[str, Form], words: Words) -> tuple[SheetBoxes, ...]:
    """Fill the forms again, and name every box that says something or is left to the hand."""
    filled = fill_forms(forms_of(guide, forms, case), case, guide, forms)
    naming = _Naming(guide, words)
    return tuple(SheetBoxes(one.name, forms[one.form].title, tuple(naming.lines(one, forms))) for one in filled)


@dataclass(frozen=True)
class _Naming:
    guide: Guide
    words: Words

    def lines(self, filled: FilledForm, forms: Mapping[str, Form]) -> Iterator[BoxLine]:
        form = forms[filled.form]
        told: set[str] = set()
        for one in filter(None, (form, forms.get(form.continuation or ""))):
            named = captions(one)
            for section in one.sections:
                for row in _rows(section, filled):
                    for box in section.boxes:
                        name = f"{section.id}{row or ''}.{box.id}"
                        if name not in told and (name in filled.values or name in filled.by_hand):
                            told.add(name)
                            caption = self._caption(box, named.get(f"{section.id}.{box.id}", ""))
                            yield _line(name, box, f"{row} {caption}" if row else caption, filled)

    def _caption(self, box: Box, printed: str) -> str:
        """Say what stands beside it; where that is the reading of the same name, or nothing, what it takes."""
        attribute = next(iter(box.names), "").rpartition(".")[2]
        is_reading = printed == self._word("kana")
        if attribute in _PERSONAL and (not printed or is_reading or attribute == "postal"):
            return self._word(attribute)
        return printed or next(self._taken(box), box.id)

    def _taken(self, box: Box) -> Iterator[str]:
        for kind, _, id_ in (name.partition(".") for name in box.names):
            if kind == "need":
                yield plain(self.words.get(f"need.{id_.partition('.')[0]}.label", box.id))
            if kind == "fact" and id_ in self.guide.facts:
                yield plain(fact_label(id_, self.words))
        for option in box.options:
            names = option.when.names() if option.when else ()
            yield from (plain(fact_label(fact, self.words)) for fact in names if f"fact.{fact}.label" in self.words)

    def _word(self, attribute: str) -> str:
        return plain(self.words[f"casework.person.{attribute}"])


def _rows(section: Section, filled: FilledForm) -> tuple[int | None, ...]:
    return (None,) if section.rows is None else tuple(range(1, filled.people.get(section.id, 0) + 1))


def _line(name: str, box: Box, caption: str, filled: FilledForm) -> BoxLine:
    value = filled.values.get(name, "")
    if box.kind is BoxKind.CHOICE:
        labels = {option.id: option.label or option.id for option in box.options}
        value = "、".join(labels.get(id_, id_) for id_ in value.split(" ")) if value else ""
    return BoxLine(name, caption, value.strip(), name in filled.by_hand)
