"""What a city wants of cards, out of its settings."""

from collections.abc import Callable
from datetime import date

from devices.cards.card import Wanted
from devices.trust import trust_of
from kiosk.settings import Settings


def wanted_of(settings: Settings, today: Callable[[], date]) -> Wanted:
    """Raises UsageError when an issuer that the city trusts cannot be read."""
    kiosk = settings.kiosk
    return Wanted(trust_of(settings.card_roots), photo=kiosk.card_photo, challenge=kiosk.jpki_challenge, today=today)
