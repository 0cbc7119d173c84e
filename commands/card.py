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

from commands.city import SAMPLE, City, Json, Language, content_of
from devices.pcsc import PcscTerminal
from devices.reader import IdentityCardReader
from kiosk.errors import Cancelled
from kiosk.ports import CardRead


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
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Read the card on a reader. The PIN is one line of standard input."""
    del lang  # only what goes wrong is said in words, and that is said for all commands alike
    cards = IdentityCardReader(partial(PcscTerminal, reader or content_of(city).settings.kiosk.reader))
    pin = _secret()
    _await_presence(cards, wait)
    started = time.monotonic()
    read = cards.read(pin, _Until(math.inf))
    elapsed_s = time.monotonic() - started
    fields = described(read, ms=round(elapsed_s * 1000, 1))
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
    }


def _secret() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("PIN: ")
    return sys.stdin.readline().strip()


def _await_presence(cards: IdentityCardReader, wait_s: float) -> None:
    """Give a card just put down the moment that pcscd needs to notice it; what is wrong is said by reading."""
    with suppress(Cancelled):
        cards.await_presence(_Until(time.monotonic() + wait_s))


def _lines(fields: Mapping[str, object]) -> str:
    return "\n".join(f"{name:<11}{'-' if value is None else value}" for name, value in fields.items())
