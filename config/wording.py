"""Whether every language has the words that the city's content needs."""

from collections.abc import Iterator, Mapping

from config.draft import Draft, Placed
from config.faults import fault
from config.form_boxes import boxes_of
from config.texts import Texts, placeholders
from kiosk.errors import Fault
from kiosk.guidance.content import Fact, FactType
from kiosk.paperwork.form import Form

_FOR_STAFF = frozenset({"database", "doctor", "staff"})
"""Keys on whose way one of these stands are read by nobody else."""

_VARIANT = "-x-"
"""Stands in the name of a language that is another way of saying the same (BCP 47, private use)."""


def check_words(draft: Draft) -> None:
    """Note every word that is missing in a language, or cannot be filled in."""
    needed = list(_needed(draft))
    for texts in draft.texts.values():
        for key, placed in needed:
            if key not in texts.sentences:
                placed.fault("missing_word", "id", key=key, language=texts.language)
        for key, sentence in texts.sentences.items():
            if placeholders(sentence) is None:
                marked, line = texts.places[key]
                marked.fault(line, "bad_braces")


def doubtful_words(draft: Draft) -> Iterator[Fault]:
    """Yield a warning for words of things that do not exist, and for names in braces that only one language has."""
    first = next(iter(draft.texts.values()), None)
    for texts in draft.texts.values():
        for key, (marked, line) in texts.places.items():
            if (id_ := _nothing_of_ours(draft, key)) is not None:
                yield fault(marked.file, line, "unused_word", id=id_)
            elif first is not None and _more_names(texts, first, key):
                yield fault(marked.file, line, "placeholders", key=key, other=first.language)


def untranslated(draft: Draft) -> Iterator[Fault]:
    """Yield a fault for every word of the first language that another one lacks, so that people would read the first.

    Not for what only staff read in a variant of a language, nor for what is only searched.
    """
    first, *others = draft.texts.values()
    for texts in others:
        for key, (marked, line) in first.places.items():
            if key not in texts.sentences and not _is_spared(key, texts.language):
                yield fault(marked.file, line, "not_translated", language=texts.language, key=key)


def _is_spared(key: str, language: str) -> bool:
    parts = key.split(".")
    return "find" in parts or (not _FOR_STAFF.isdisjoint(parts) and _VARIANT in language)


def _nothing_of_ours(draft: Draft, key: str) -> str | None:
    """Return the id that a word speaks of when there is no such thing."""
    known: dict[str, Mapping[str, Placed[object]]] = {
        "event": draft.events,
        "question": draft.questions,
        "fact": draft.facts,
        "procedure": draft.procedures,
        "desk": draft.desks,
        "bring": draft.bring,
        "country": draft.countries,
        "form": draft.forms,
    }
    sort, _, rest = key.partition(".")
    if sort not in known or any(rest == id_ or rest.startswith(f"{id_}.") for id_ in known[sort]):
        return None
    return rest


def _more_names(texts: Texts, first: Texts, key: str) -> bool:
    """Whether a sentence wants names that the first language does not: nobody may be there to fill them in."""
    other = first.sentences.get(key)
    if other is None:
        return False
    return bool((placeholders(texts.sentences[key]) or set()) - (placeholders(other) or set()))


def _needed(draft: Draft) -> Iterator[tuple[str, Placed[object]]]:
    shelves: tuple[tuple[str, Mapping[str, Placed[object]], tuple[str, ...]], ...] = (
        ("event", draft.events, ("everyday", "statute")),
        ("question", draft.questions, ("ask", "why")),
        ("procedure", draft.procedures, ("name",)),
        ("desk", draft.desks, ("name", "does")),
        ("form", _titled(draft), ("title",)),
    )
    for sort, shelf, parts in shelves:
        for id_, placed in shelf.items():
            yield from ((f"{sort}.{id_}.{part}", placed) for part in parts)
    for code, thing in draft.bring.items():
        yield f"bring.{code}", thing
    for id_, country in draft.countries.items():
        yield f"country.{id_}", country
    yield from _needed_at_counter(draft)
    asked = {fact for question in draft.questions.values() for fact in question.value.asks}
    for id_, fact in draft.facts.items():
        if id_ in asked or fact.value.is_computed:
            yield from ((f"fact.{id_}.{part}", fact) for part in _fact_words(fact.value))
    for id_, need in draft.needs.items():
        yield from ((f"need.{id_}.{part}", need) for part in ("ask", "label"))
    for form in draft.forms.values():
        for own in form.value.needs:
            yield from ((f"need.{own.id}.{part}", form) for part in ("ask", "label"))
        yield from ((box.own_hand, form) for _, box, _ in boxes_of(draft, form.value) if box.own_hand)


def _needed_at_counter(draft: Draft) -> Iterator[tuple[str, Placed[object]]]:
    """Yield the words for what clerks choose from."""
    if draft.counter is not None:
        counter = draft.counter.value
        for sort, ids in (("document", counter.identity.all), ("strike", counter.strike), ("add", counter.add)):
            yield from ((f"casework.{sort}.{id_}", draft.counter) for id_ in ids)


def _titled(draft: Draft) -> Mapping[str, Placed[Form]]:
    """The forms that have a title of their own on the screen."""
    further = {f"{id_}-2" for id_ in draft.unread} | {form.value.continuation for form in draft.forms.values()}
    return {id_: form for id_, form in draft.forms.items() if id_ not in further and not form.value.shared}


def _fact_words(fact: Fact) -> tuple[str, ...]:
    if fact.is_computed:
        return ("label",)
    if fact.type in {FactType.BOOL, FactType.PEOPLE}:
        return ("label", "yes", "no")
    return ("label", "is", *(f"value.{value}" for value in fact.values))
