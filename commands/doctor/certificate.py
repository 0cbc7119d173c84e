"""Whether browsers will still take the certificate of the counter page, on the machine that serves it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from commands.certificate import MADE, RENEWED_BEFORE, given_certificate
from commands.doctor.finding import Finding
from kiosk.errors import KeyFileError
from kiosk.settings import Counter


def check_certificate(counter: Counter, folder: Path, now: datetime) -> Iterator[Finding]:
    """Yield nothing on machines that serve no counter page."""
    own = folder / MADE
    if not counter.certificate and not own.exists():
        return
    try:
        shown = given_certificate(Path(counter.certificate or own), Path(counter.private_key or own))
    except KeyFileError as error:
        yield Finding("certificate", ok=False, outcome="unusable", values={"file": error.file})
        return
    values = {"file": shown.file, "day": shown.expires.date(), "fingerprint": shown.fingerprint}
    if shown.expires <= now:
        yield Finding("certificate", ok=False, outcome="expired", values=values)
    elif shown.expires - now < RENEWED_BEFORE:
        yield Finding("certificate", ok=None, outcome="soon", values=values)
    else:
        yield Finding("certificate", ok=True, outcome="there", values=values)
