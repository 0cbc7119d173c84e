"""Makes the software cards that the simulator offers by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from devices.cards.residence.card import CardType, Generation
from devices.simulator import driving_licence, my_number, residence
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults
from devices.simulator.files import CardProfile, KeyName
from devices.simulator.people import HOLDERS, CardHolder
from devices.simulator.secured import SecuredCard
from devices.simulator.tries import TryCounters
from kiosk.errors import UsageError
from kiosk.ports import CardKind, Secret, SecretKind


@dataclass(frozen=True)
class CardModel:
    """A kind of card that can be issued: what is on it, the secrets whose tries count, and what it does.

    ``secrets``: what opens a holder's card, to be told to those who practise with it.
    """

    profile: Callable[[CardHolder, Faults], CardProfile]
    counted: tuple[KeyName, ...] = ()
    card: Callable[[CardProfile, TryCounters], SoftwareCard] = SoftwareCard
    secrets: Callable[[CardHolder], Mapping[SecretKind, str]] = lambda _: {}


def _pin(holder: CardHolder) -> Mapping[SecretKind, str]:
    return {SecretKind.PIN: holder.pin}


def _pin_or_face(holder: CardHolder) -> Mapping[SecretKind, str]:
    return {SecretKind.PIN: holder.pin, SecretKind.CHECK_NUMBER: holder.check_number_b}


def _card_number(holder: CardHolder) -> Mapping[SecretKind, str]:
    return {SecretKind.CARD_NUMBER: holder.card_number}


def _residence(kind: CardKind, generation: Generation) -> CardModel:
    return CardModel(
        partial(residence.profile, CardType(kind, generation)),
        card=partial(SecuredCard, suite=generation.suite),
        secrets=_card_number,
    )


MODELS: Mapping[str, CardModel] = {
    "my_number": CardModel(my_number.profile, my_number.COUNTED, secrets=_pin_or_face),
    "my_number_licence": CardModel(my_number.with_licence, my_number.COUNTED, secrets=_pin_or_face),
    "driving_licence": CardModel(driving_licence.profile, driving_licence.COUNTED, secrets=_pin),
    "residence": _residence(CardKind.RESIDENCE, Generation.FIRST),
    "residence_2": _residence(CardKind.RESIDENCE, Generation.SECOND),
    "special_permanent": _residence(CardKind.SPECIAL_PERMANENT, Generation.FIRST),
    "special_permanent_2": _residence(CardKind.SPECIAL_PERMANENT, Generation.SECOND),
    "juki": CardModel(my_number.old_card),
    "phone": CardModel(my_number.phone),
    "unknown": CardModel(my_number.unknown_card),
}

KINDS = tuple(MODELS)


def issue_card(
    kind: str = "my_number", holder: str = "hanako", faults: Faults | None = None, state: Path | None = None
) -> SoftwareCard:
    """Return a card of this kind for a holder's id, with those of the faults that lie in the card itself.

    ``state`` is the file in which its retry counters last. Raises UsageError for a name that is none.
    """
    if kind not in MODELS:
        raise UsageError(f"{kind!r} is none of the cards {', '.join(KINDS)}.")
    if holder not in HOLDERS:
        raise UsageError(f"{holder!r} is none of the holders {', '.join(HOLDERS)}.")
    faults = faults or Faults()
    model = MODELS[kind]
    profile = model.profile(HOLDERS[holder], faults)
    tries = TryCounters(profile, state)
    if faults.blocked or faults.last_try:
        for aid, fid in model.counted:
            tries.set(aid, fid, 0 if faults.blocked else 1)
    return model.card(profile, tries)


def secrets_of(kind: str, holder: str) -> tuple[Secret, ...]:
    """Return what opens the card of a holder's id, best first; any one of them does."""
    return tuple(Secret(secret, text) for secret, text in MODELS[kind].secrets(HOLDERS[holder]).items())
