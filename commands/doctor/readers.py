"""Checks from the USB socket up to the card: pcscd, readers, and what lies on them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from commands.doctor.finding import Finding
from devices.pcsc import ReaderSeen, Service
from devices.reader_names import is_contact_only, is_wanted
from devices.terminal import LyingCard
from devices.usb import RC_S380, UsbId, UsbReader
from kiosk.errors import (
    Cancelled,
    CardError,
    CardExpired,
    CardRemoved,
    CardTimeout,
    KakanaiError,
    NoCard,
    NoReader,
    NoService,
    UnknownCard,
)
from kiosk.ports import CardFound

VIRTUAL = "Virtual PCD"
"""How readers of vsmartcard-vpcd are called, on which only software cards lie."""

_FAILURES: Sequence[tuple[tuple[type[KakanaiError], ...], tuple[bool | None, str]]] = (
    ((CardExpired,), (True, "expired")),
    ((UnknownCard,), (None, "unknown")),
    ((Cancelled, CardRemoved, NoCard, NoReader), (None, "gone")),
    ((NoService,), (False, "refused")),
    ((CardTimeout,), (False, "silent")),
)
"""What to say of a card that could not be asked; anything else makes no sense."""


class Survey(Protocol):
    """``devices.survey.PcscSurvey``."""

    def service(self) -> Service: ...

    def readers(self) -> tuple[ReaderSeen, ...]: ...

    def longest_data(self, reader: str) -> int | None: ...

    def touch(self, card: LyingCard) -> None: ...

    def takes_long_apdus(self, card: LyingCard) -> bool: ...

    def card(self, reader: str) -> CardFound: ...


def check_readers(
    survey: Survey,
    patterns: Sequence[str],
    plugged_in: Sequence[UsbReader],
    driven: Collection[UsbId] | None,
    *,
    installed: bool,
) -> Iterator[Finding]:
    """Check one thing after the other; what cannot be asked any more is left out.

    ``driven`` None: the CCID driver is missing. ``installed``: whether there is a program pcscd.
    """
    service = check_service(survey, installed=installed)
    yield service
    readers = _readers(survey) if service.ok else None
    yield check_usb(plugged_in, driven, None if readers is None else [reader.name for reader in readers])
    if readers is None:
        return
    yield check_any(readers)
    if readers:
        yield check_pattern(readers, patterns)
    wanted = [reader for reader in readers if is_wanted(reader.name, patterns)]
    yield from check_contacts(wanted)
    for reader in wanted:
        yield from check_reader(survey, reader)


def check_service(survey: Survey, *, installed: bool) -> Finding:
    try:
        service = survey.service()
    except CardTimeout:
        return Finding("pcscd", ok=False, outcome="hangs")
    if service is Service.AWAY and not installed:
        return Finding("pcscd", ok=False, outcome="missing")
    return Finding("pcscd", ok=service is Service.RUNS, outcome=service.value)


def check_usb(plugged_in: Sequence[UsbReader], driven: Collection[UsbId] | None, seen: Sequence[str] | None) -> Finding:
    """Say which reader is plugged in and cannot be used. ``seen`` None: pcscd could not be asked."""
    for reader in plugged_in:
        outcome = _trouble_of(reader, driven)
        if outcome is not None:
            return Finding("usb_reader", ok=False, outcome=outcome, values={"name": reader.name})
    names = ", ".join(reader.name for reader in plugged_in)
    if not plugged_in:
        return Finding("usb_reader", ok=None, outcome="none")
    if seen is not None and all(name.startswith(VIRTUAL) for name in seen):
        return Finding("usb_reader", ok=False, outcome="not_seen", values={"name": names})
    return Finding("usb_reader", ok=True, outcome="plugged_in", values={"name": names})


def _trouble_of(reader: UsbReader, driven: Collection[UsbId] | None) -> str | None:
    if reader.id in RC_S380:
        return "no_ccid"
    if driven is None:
        return "no_driver"
    return None if reader.id in driven else "not_driven"


def check_any(readers: Sequence[ReaderSeen]) -> Finding:
    names = _names(readers)
    if not readers:
        return Finding("reader", ok=False, outcome="none")
    if all(reader.name.startswith(VIRTUAL) for reader in readers):
        return Finding("reader", ok=None, outcome="virtual", values={"names": names})
    return Finding("reader", ok=True, outcome="some", values={"names": names})


def check_pattern(readers: Sequence[ReaderSeen], patterns: Sequence[str]) -> Finding:
    wanted = [reader for reader in readers if is_wanted(reader.name, patterns)]
    values = {"patterns": ", ".join(patterns), "names": _names(wanted or readers)}
    if not wanted:
        return Finding("reader_pattern", ok=False, outcome="none", values=values)
    return Finding("reader_pattern", ok=True, outcome="one" if len(wanted) == 1 else "several", values=values)


def check_contacts(wanted: Sequence[ReaderSeen]) -> Iterator[Finding]:
    if wanted and all(is_contact_only(reader.name) for reader in wanted):
        yield Finding("contactless", ok=None, outcome="contact_only", values={"names": _names(wanted)})


def check_reader(survey: Survey, reader: ReaderSeen) -> Iterator[Finding]:
    """Check what lies on one reader; one that is held or hangs is asked no further."""
    values = {"name": reader.name}
    if reader.card is None:
        yield check_lengths(survey, reader)
        yield Finding("card", ok=None, outcome="none", values=values)
        return
    trouble = "held" if reader.held else "mute" if reader.mute else None
    if trouble is not None:
        yield Finding("card", ok=False, outcome=trouble, values=values)
        return
    card = check_card(survey, reader.card)
    if card.ok is not False:
        yield check_lengths(survey, reader)
    yield card


def check_card(survey: Survey, card: LyingCard) -> Finding:
    """Say what kind of card lies there; nothing that is on it is asked, and no secret."""
    try:
        survey.touch(card)
    except UnknownCard:
        return Finding("card", ok=False, outcome="mute", values={"name": card.reader})
    except (CardError, Cancelled) as error:
        return _card_failed(card, error)
    try:
        kind = survey.card(card.reader).kind
    except (CardError, Cancelled) as error:
        return _card_failed(card, error)
    return Finding("card", ok=True, outcome=kind.value, values={"name": card.reader})


def _card_failed(card: LyingCard, error: CardError | Cancelled) -> Finding:
    ok, outcome = next((said for kinds, said in _FAILURES if isinstance(error, kinds)), (False, "unreadable"))
    return Finding("card", ok=ok, outcome=outcome, values={"name": card.reader})


def check_lengths(survey: Survey, reader: ReaderSeen) -> Finding:
    """Ask the reader, and where it does not say, try with the card that lies there."""
    values = {"name": reader.name}
    try:
        longest = survey.longest_data(reader.name)
        if longest is not None:
            return Finding(
                "long_apdus", ok=True if longest else None, outcome="yes" if longest else "no", values=values
            )
        if reader.card is None:
            return Finding("long_apdus", ok=None, outcome="untold", values=values)
        takes = survey.takes_long_apdus(reader.card)
    except CardError:
        return Finding("long_apdus", ok=None, outcome="untold", values=values)
    return Finding("long_apdus", ok=True if takes else None, outcome="tried" if takes else "no", values=values)


def _readers(survey: Survey) -> tuple[ReaderSeen, ...] | None:
    try:
        return survey.readers()
    except CardError:
        return None


def _names(readers: Sequence[ReaderSeen]) -> str:
    return ", ".join(reader.name for reader in readers)
