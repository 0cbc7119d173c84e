"""What keys do to what was typed."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from ui.lobby.pads.entry import GAP, LONGEST, Entry, entry_from, entry_of
from ui.lobby.pads.syllabary import small, voiced

KANA = "あかはつやんー"
EDITS: dict[str, Callable[[Entry], Entry]] = {
    "type": lambda entry: entry.typed("は"),
    "voice": lambda entry: entry.changed(voiced),
    "small": lambda entry: entry.changed(small),
    "space": lambda entry: entry.spaced(GAP),
    "delete": Entry.deleted,
    "clear": Entry.cleared,
    "restore": Entry.restored,
}

entries = st.builds(
    lambda parts, names: _played(Entry(("",) * parts), names),
    st.integers(1, 2),
    st.lists(st.sampled_from(sorted(EDITS)), max_size=30),
)


def _played(entry: Entry, names: list[str]) -> Entry:
    for name in names:
        entry = EDITS[name](entry)
    return entry


@given(entries, st.sampled_from(KANA))
def test_deleting_takes_back_the_letter_typed(entry: Entry, letter: str) -> None:
    assert entry.typed(letter).deleted().parts == entry.parts


@given(entries)
def test_deleting_takes_a_marked_letter_as_one(entry: Entry) -> None:
    assert entry.typed("は").changed(voiced).deleted().parts == entry.parts


@given(entries)
def test_restoring_brings_back_what_was_cleared(entry: Entry) -> None:
    assert entry.cleared().restored().parts == (entry.parts if entry.text else entry.restored().parts)


@given(entries)
def test_marks_change_no_length(entry: Entry) -> None:
    assert len(entry.changed(voiced).text) == len(entry.text)


@given(entries)
def test_the_next_letter_always_has_a_place(entry: Entry) -> None:
    assert 0 <= entry.at < len(entry.parts)


@given(entries)
def test_deleting_long_enough_empties_everything(entry: Entry) -> None:
    for _ in range(sum(map(len, entry.parts)) + len(entry.parts)):
        entry = entry.moved(len(entry.parts) - 1).deleted() if entry.parts[-1] else entry.moved(0).deleted()
    assert entry.text == ""


def test_space_goes_on_to_the_given_name() -> None:
    entry = Entry(("ばんごう", "")).spaced(GAP).typed("は")
    assert entry.text == "ばんごう　は"
    assert entry.complete


def test_space_is_typed_where_there_is_one_part() -> None:
    assert Entry(("あ",)).spaced(GAP).typed("い").text == "あ　い"


def test_deleting_at_the_start_of_the_given_name_steps_back() -> None:
    entry = Entry(("ばん", ""), at=1).deleted()
    assert (entry.parts, entry.at) == (("ばん", ""), 0)


def test_typing_after_clear_forgets_what_was_cleared() -> None:
    assert Entry(("あ",)).cleared().typed("い").restored().text == "い"


def test_a_part_takes_no_more_than_fits_a_form() -> None:
    assert len(Entry(("あ" * LONGEST,)).typed("い").text) == LONGEST


def test_a_half_typed_name_goes_on_where_it_stopped() -> None:
    assert entry_of(("ばんごう", "")).at == 1
    assert entry_from("ばんごう　はなこ", 2).parts == ("ばんごう", "はなこ")
    assert entry_from("ばんごう　はなこ", 1).parts == ("ばんごう　はなこ",)


def test_nothing_of_it_shows_in_a_repr() -> None:
    assert "ばん" not in repr(Entry(("ばん",), swept=("ばん",)))
