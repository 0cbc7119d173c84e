"""A hundred thousand handovers that were tampered with are refused, and not one that was not."""

import base64
import hashlib
import random
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from commands.city import SAMPLE
from config.content import Content
from config.example import read_example
from kiosk.errors import Altered, HandoverError
from kiosk.handover.record import Handover, handover_of
from kiosk.handover.text import Opening, read_handover

# The fixtures are in conftest.py, which tests cannot import from.
Offices = Any

MUTATED = 100_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
FRAME_BYTES = 7

Mutation = Callable[[random.Random, list[str]], str]


def _bytes(text: str) -> bytearray:
    return bytearray(base64.b32decode(text + "=" * (-len(text) % 8)))


def _text(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def _head_end(data: bytes) -> int:
    return FRAME_BYTES + data[2]


def _signed_off(data: bytearray) -> str:
    """Give a head the length, the digest and the checksum that fit: whoever tampers can count, too."""
    body = data[_head_end(data) :]
    data[8:10] = len(body).to_bytes(2, "big")
    data[12:16] = hashlib.sha256(body).digest()[:4]
    data[3:7] = zlib.crc32(data[:3] + data[FRAME_BYTES : _head_end(data)]).to_bytes(4, "big")
    return _text(data)


def flipped_bits(dice: random.Random, honest: list[str]) -> str:
    data = _bytes(dice.choice(honest))
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8, 64))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return _text(data)


def flipped_bits_of_the_head(dice: random.Random, honest: list[str]) -> str:
    data = _bytes(dice.choice(honest))
    for _ in range(dice.choice((1, 1, 2, 3))):
        data[dice.randrange(FRAME_BYTES, _head_end(data))] ^= 1 << dice.randrange(8)
    return _signed_off(data)


def flipped_bits_of_the_body(dice: random.Random, honest: list[str]) -> str:
    data = _bytes(dice.choice(honest))
    data[dice.randrange(_head_end(data), len(data))] ^= 1 << dice.randrange(8)
    return _text(data)


def other_letters(dice: random.Random, honest: list[str]) -> str:
    letters = list(dice.choice(honest))
    for _ in range(dice.choice((1, 1, 2, 5))):
        letters[dice.randrange(len(letters))] = dice.choice(LETTERS)
    return "".join(letters)


def swapped_letters(dice: random.Random, honest: list[str]) -> str:
    letters = list(dice.choice(honest))
    place = dice.randrange(len(letters) - 1)
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def cut(dice: random.Random, honest: list[str]) -> str:
    text = dice.choice(honest)
    return text[: dice.randrange(len(text))]


def without_a_piece(dice: random.Random, honest: list[str]) -> str:
    text = dice.choice(honest)
    start = dice.randrange(len(text) - 1)
    return text[:start] + text[dice.randrange(start + 1, len(text)) :]


def said_twice(dice: random.Random, honest: list[str]) -> str:
    text = dice.choice(honest)
    start, end = sorted(dice.sample(range(len(text)), 2))
    return text[:end] + text[start:]


def with_the_head_of_another(dice: random.Random, honest: list[str]) -> str:
    one, other = (_bytes(text) for text in dice.sample(honest, 2))
    return _signed_off(one[: _head_end(one)] + other[_head_end(other) :])


def spliced(dice: random.Random, honest: list[str]) -> str:
    one, other = dice.sample(honest, 2)
    place = dice.randrange(min(len(one), len(other)))
    return one[:place] + other[place:]


def noise_behind_an_honest_head(dice: random.Random, honest: list[str]) -> str:
    data = _bytes(dice.choice(honest))
    end = _head_end(data)
    return _text(data[:end] + dice.randbytes(len(data) - end))


MUTATIONS: tuple[Mutation, ...] = (
    flipped_bits,
    flipped_bits_of_the_head,
    flipped_bits_of_the_body,
    other_letters,
    swapped_letters,
    cut,
    without_a_piece,
    said_twice,
    with_the_head_of_another,
    spliced,
    noise_behind_an_honest_head,
)


def _examples(content: Content) -> Iterator[Handover]:
    for file in sorted(Path(SAMPLE, "examples").glob("*.yaml")):
        case = read_example(file, content.guide, content.needs, content.settings.office.zone)
        yield handover_of(case, city="aonami", kiosk="kiosk-1")


@pytest.fixture(scope="module")
def handovers(content: Content) -> list[Handover]:
    """Those of the examples, each made on the day of the first."""
    made = list(_examples(content))
    return [replace(one, made=made[0].made) for one in made]


def test_no_honest_handover_is_refused(offices: Offices, handovers: list[Handover]) -> None:
    opening = replace(offices.opening(), today=handovers[0].made.date())
    for round_ in range(40):
        for handover in handovers:
            later = replace(handover, ticket=f"A{round_}", made=handover.made + timedelta(minutes=round_))
            assert read_handover("\n".join(offices.write(later)), opening) == later


def test_a_hundred_thousand_mutations_are_refused(offices: Offices, handovers: list[Handover]) -> None:
    opening, honest = _several(offices, handovers)
    known = set(honest)
    dice = random.Random()
    refused: Counter[str] = Counter()
    for mutation in cycle(MUTATIONS):
        text = mutation(dice, honest)
        if text in known:
            continue
        try:
            read_handover(text, opening)
        except HandoverError as error:
            refused[error.code] += 1
        else:
            raise AssertionError(mutation.__name__, text)
        if refused.total() == MUTATED:
            break
    assert refused.keys() == {
        "not_ours", "other_city", "unknown_key", "altered", "incomplete", "newer_version"
    }  # fmt: skip


def _several(offices: Offices, handovers: list[Handover]) -> tuple[Opening, list[str]]:
    """Return the sheets of two kiosks, to two keys of the counter, and with what they are all opened."""
    offices.kiosks["kiosk-2"] = [Ed25519PrivateKey.generate()]
    texts: list[str] = []
    for _ in range(2):
        offices.counter.insert(0, X25519PrivateKey.generate())
        for kiosk in offices.kiosks:
            texts += (text for handover in handovers for text in offices.write(replace(handover, kiosk=kiosk)))
    return replace(offices.opening(), today=handovers[0].made.date()), texts


def test_what_was_sealed_elsewhere_is_refused_under_our_name(offices: Offices, handovers: list[Handover]) -> None:
    """Its city, its keys and its content are said to be ours; what it holds says otherwise."""
    opening = replace(offices.opening(), today=handovers[0].made.date())
    ours = _bytes(offices.write(handovers[0])[0])
    for change in ("city", "counter", "kiosk", "dictionary"):
        theirs = replace(offices)
        match change:
            case "city":
                theirs.city = "aonamj"
            case "counter":
                theirs.counter = [X25519PrivateKey.generate()]
            case "kiosk":
                theirs.kiosks = {"kiosk-1": [Ed25519PrivateKey.generate()]}
            case "dictionary":
                theirs.dictionary = type(offices.dictionary)(b"another")
        sealed = _bytes(theirs.write(replace(handovers[0], city=theirs.city))[0])
        with pytest.raises(Altered):
            read_handover(_signed_off(ours[: _head_end(ours)] + sealed[_head_end(sealed) :]), opening)
