"""Whether every language has the words that the city's content needs."""

from collections.abc import Iterator, Mapping

from config.draft import Draft, Placed
from config.texts import Texts, placeholders
from kiosk.guidance.content import Fact, FactType


def check_words(draft: Draft) -> None:
    """Note every word that is missing, stands for nothing, or fits no other language."""
    needed = list(_needed(draft))
    for texts in draft.texts.values():
        for key, placed in needed:
            if key not in texts.sentences:
                placed.fault("missing_word", "id", key=key, language=texts.language)
    _check_placeholders(list(draft.texts.values()))


def unused_words(draft: Draft) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and id of every word about something that does not exist."""
    known: dict[str, Mapping[str, Placed[object]]] = {
        "event": draft.events,
        "question": draft.questions,
        "fact": draft.facts,
        "procedure": draft.procedures,
        "desk": draft.desks,
        "bring": draft.bring,
        "form": draft.forms,
    }
    for texts in draft.texts.values():
        for key, (marked, line) in texts.places.items():
            sort, _, rest = key.partition(".")
            if sort in known and not any(rest == id_ or rest.startswith(f"{id_}.") for id_ in known[sort]):
                yield marked.file, line, rest


def _needed(draft: Draft) -> Iterator[tuple[str, Placed[object]]]:
    shelves: tuple[tuple[str, Mapping[str, Placed[object]], tuple[str, ...]], ...] = (
        ("event", draft.events, ("everyday", "statute")),
        ("question", draft.questions, ("ask", "why")),
        ("procedure", draft.procedures, ("name",)),
        ("desk", draft.desks, ("name", "does")),
        ("form", draft.forms, ("title",)),
    )
    for sort, shelf, parts in shelves:
        for id_, placed in shelf.items():
            yield from ((f"{sort}.{id_}.{part}", placed) for part in parts)
    for code, thing in draft.bring.items():
        yield f"bring.{code}", thing
    asked = {fact for question in draft.questions.values() for fact in question.value.asks}
    for id_, fact in draft.facts.items():
        if id_ in asked or fact.value.count is not None:
            yield from ((f"fact.{id_}.{part}", fact) for part in _fact_words(fact.value))
    for form in draft.forms.values():
        for need in form.value.needs:
            yield from ((f"need.{need.id}.{part}", form) for part in ("ask", "label"))


def _fact_words(fact: Fact) -> tuple[str, ...]:
    if fact.count is not None:
        return ("label",)
    if fact.type is FactType.BOOL:
        return ("label", "yes", "no")
    return ("label", "is", *(f"value.{value}" for value in fact.values))


def _check_placeholders(languages: list[Texts]) -> None:
    """The first language says which ``{names}`` a sentence has."""
    for texts in languages:
        for key, sentence in texts.sentences.items():
            marked, line = texts.places[key]
            try:
                names = placeholders(sentence)
                other = placeholders(languages[0].sentences.get(key, sentence))
            except ValueError:
                marked.fault(line, "bad_braces")
                continue
            if names != other:
                marked.fault(line, "placeholders", key=key, language=texts.language, other=languages[0].language)
