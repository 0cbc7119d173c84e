"""``kakanai card``: read the card on a reader."""

import getpass
import json
import math
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Day, Json, Language, content_of, day_of
from commands.wanted import wanted_of
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from kiosk.errors import Cancelled
from kiosk.people import Person
from kiosk.ports import CardFound, CardKind, CardRead, Secret, SecretKind

LENGTHS = {
    SecretKind.PIN: 4,
    SecretKind.CHECK_NUMBER: 14,
    SecretKind.CARD_NUMBER: 12,
    SecretKind.AUTHENTICATION_PIN: 4,
}


@dataclass(frozen=True)
class _Until:
    """A watch that waits until a moment of ``time.monotonic``."""

    deadline_s: float

    def cancelled(self) -> bool:
        return time.monotonic() > self.deadline_s

    def report(self, progress: object) -> None:
        """Nobody looks on."""


def card(
    *,
    city: City = SAMPLE,
    reader: Annotated[str, typer.Option(metavar="NAME", help="A reader's name or pattern; empty: the city's.")] = "",
    wait: Annotated[float, typer.Option(metavar="SECONDS", min=0, help="How long to wait for a card.")] = 1.0,
    on: Day = "",
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Read the card on a reader. What opens it is one line of standard input: a PIN, or digits from its face.

    Where the city wants a My Number card to sign, its 利用者証明用暗証番号 is the second line; empty for no signature.
    """
    settings = content_of(city).settings
    today = day_of(on, settings, lang)
    patterns = (reader,) if reader else settings.kiosk.readers
    cards = IdentityCardReader(partial(PcscTerminal, *patterns), wanted_of(settings, lambda: today))
    text = _typed("PIN: ")
    found = _found(cards, wait)
    started = time.monotonic()
    read = cards.read(_secret(text, found), _Until(math.inf))
    elapsed_s = time.monotonic() - started
    fields = described(read, ms=round(elapsed_s * 1000, 1)) | _carried(found) | _challenged(cards, found)
    typer.echo(json.dumps(fields, ensure_ascii=False) if as_json else _lines(fields))


def described(read: CardRead, ms: float) -> dict[str, object]:
    """Return what ``--json`` prints of a card that was read in ``ms``."""
    person = read.person
    return {
        "kind": read.kind.value,
        "name": person.name,
        "address": person.address,
        "birth": person.birth.isoformat() if person.birth else None,
        "sex": person.sex.value if person.sex else None,
        "expires": read.expires.isoformat() if read.expires else None,
        "genuine": read.genuine,
        "apdus": read.apdus,
        "ms": ms,
        "tries_left": read.tries_left,
        **_of_foreigners(person),
        **({"details": dict(read.details)} if read.details else {}),
    }


def _of_foreigners(person: Person) -> dict[str, object]:
    """Return what only residence cards and special permanent resident certificates say."""
    residence = person.residence
    if residence is None:
        return {}
    return {
        "nationality": person.nationality,
        "residence": {
            "status": residence.status,
            "period": residence.period,
            "until": residence.until.isoformat() if residence.until else None,
            "card_number": residence.card_number,
        },
    }


def _carried(found: CardFound | None) -> dict[str, object]:
    """Name the other card that this one is, too (マイナ免許証)."""
    return {"carries": [CardKind.DRIVING_LICENCE.value]} if found and found.carries_licence else {}


def _challenged(cards: IdentityCardReader, found: CardFound | None) -> dict[str, object]:
    """Let the card sign with the secret typed for that; say whether the signature is right."""
    text = _typed("PIN (JPKI): ") if found and found.signs else ""
    if not text:
        return {}
    return {"challenge": cards.challenge(Secret(SecretKind.AUTHENTICATION_PIN, text), _Until(math.inf))}


def _typed(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().strip()


def _found(cards: IdentityCardReader, wait_s: float) -> CardFound | None:
    """Give a card just put down the moment that pcscd needs to notice it; what is wrong is said by reading."""
    with suppress(Cancelled):
        return cards.await_card(_Until(time.monotonic() + wait_s))
    return None


def _secret(text: str, found: CardFound | None) -> Secret | None:
    """Take what was typed for the secret of the card that has as many characters, else for the first that it wants."""
    kinds = [wanted.kind for wanted in found.opens] if found else [SecretKind.PIN]
    if not kinds:
        return None
    return Secret(next((kind for kind in kinds if LENGTHS[kind] == len(text)), kinds[0]), text)


def _lines(fields: Mapping[str, object]) -> str:
    return "\n".join(f"{name:<11}{'-' if value is None else value}" for name, value in fields.items())
