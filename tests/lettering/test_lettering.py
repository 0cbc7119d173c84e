import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.lettering.gaiji import GAIJI, LACKING
from kiosk.lettering.glyphs import Face, Glyph
from kiosk.lettering.lettering import Lettering


def one(lettering: Lettering, text: str, face: Face) -> tuple[Face, Glyph]:
    ((drawn_in, (glyph,)),) = lettering.shape(text, face)
    return drawn_in, glyph


def test_a_variant_is_another_glyph_than_its_base(lettering: Lettering) -> None:
    _, base = one(lettering, "辻", Face.NAME)
    _, variant = one(lettering, "辻\U000e0102", Face.NAME)
    assert variant.id not in {0, base.id}
    assert variant.text == "辻\U000e0102"


def test_a_compatibility_ideograph_stays_what_it_is(lettering: Lettering) -> None:
    _, unified = one(lettering, "神", Face.NAME)
    _, compatibility = one(lettering, "\ufa19", Face.NAME)
    assert compatibility.id not in {0, unified.id}


@pytest.mark.parametrize("text", ["﨑", "髙", "𠮷", "㈱", "ﾀ"])
def test_characters_of_real_names_are_drawn_in_the_face_of_names(lettering: Lettering, text: str) -> None:
    face, glyph = one(lettering, text, Face.NAME)
    assert face is Face.NAME
    assert glyph.id != 0


def test_another_face_stands_in_for_what_a_face_lacks(lettering: Lettering) -> None:
    assert [(face, len(glyphs)) for face, glyphs in lettering.shape("土𠮷土", Face.TEXT)] == [
        (Face.TEXT, 1),
        (Face.NAME, 1),
        (Face.TEXT, 1),
    ]


def test_a_letter_with_a_separate_accent_is_drawn_as_one(lettering: Lettering) -> None:
    _, joined = one(lettering, "é", Face.TEXT)
    _, apart = one(lettering, "e\u0301", Face.TEXT)
    assert (apart.id, apart.text) == (joined.id, "e\u0301")


@pytest.mark.parametrize("text", ["한", "花\U000e01ef", "か\u0323", "\ue000"])
def test_what_no_face_has_is_a_blank_one_em_wide(lettering: Lettering, text: str) -> None:
    assert one(lettering, text, Face.NAME) == (Face.NAME, Glyph(text, 0, 1000))


@pytest.mark.parametrize("character", [*GAIJI, LACKING, "\uf860", "\U000f0000", "\U0010fffd"])
@pytest.mark.parametrize("face", Face)
def test_a_private_use_character_is_a_blank(lettering: Lettering, character: str, face: Face) -> None:
    assert one(lettering, character, face) == (face, Glyph(character, 0, 1000))
    assert one(lettering, character + "\U000e0100", face) == (face, Glyph(character + "\U000e0100", 0, 1000))


def test_a_line_with_a_private_use_character_keeps_its_other_glyphs(lettering: Lettering) -> None:
    ((_, glyphs),) = lettering.shape("番\ue001子", Face.NAME)
    assert [bool(glyph.id) for glyph in glyphs] == [True, False, True]
    assert lettering.width_mm("番\ue001子", Face.NAME, 12) == lettering.width_mm("番花子", Face.NAME, 12)


def test_nothing_is_missing_in_a_line_of_reading_text(lettering: Lettering) -> None:
    stretches = lettering.shape("転入届を出します。（Moving in, 14日以内）①〜③", Face.TEXT)
    assert all(glyph.id for _, glyphs in stretches for glyph in glyphs)


def test_width_follows_the_size(lettering: Lettering) -> None:
    assert lettering.width_mm("番号花子", Face.NAME, 72) == pytest.approx(4 * 25.4)


@given(st.text(), st.sampled_from(Face))
def test_every_character_is_drawn_once_and_in_order(lettering: Lettering, text: str, face: Face) -> None:
    assert "".join(glyph.text for _, glyphs in lettering.shape(text, face) for glyph in glyphs) == text
