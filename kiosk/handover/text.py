"""A handover as the texts of its symbols, and back: CBOR, deflated, signed, sealed, in Base32."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kiosk.errors import Altered, NewerVersion, TooOld
from kiosk.guidance.content import Guide
from kiosk.handover.contents import pack, unpack
from kiosk.handover.dictionary import Dictionary
from kiosk.handover.envelope import open_sealed, seal
from kiosk.handover.keys import CounterKeys, SealingKeys, key_id
from kiosk.handover.record import Handover, Plain, Revision, boxes_of, case_of, plain_plan
from kiosk.handover.symbols import CORRECTED, VERSION, Head, join, read_symbols, write_symbols
from kiosk.paperwork.form import Form

AHEAD = timedelta(days=1)
"""How far a kiosk's clock may be ahead. One that was set to local time where UTC was meant is nine hours ahead."""


@dataclass(frozen=True)
class Opening:
    """What a counter opens sheets with, today: its keys, and the dictionaries that it has, by their ids.

    A sheet is accepted on the day it was made, or corrected, and for ``accept_days`` after it.
    """

    city: str
    keys: CounterKeys = field(repr=False)
    dictionary: Callable[[bytes], Dictionary | None]
    today: date
    accept_days: int


def write_handover(handover: Handover, keys: SealingKeys, dictionary: Dictionary) -> tuple[str, ...]:
    """Return the texts of the symbols: one, unless no scanner would read it from paper.

    A kiosk's keys say that it is from it, and its name is not written. Revisions are signed by a counter.
    """
    signer, counter = key_id(keys.signing.public_key()), key_id(keys.counter)
    version = CORRECTED if handover.revisions else VERSION
    head = Head(handover.city, signer, counter, dictionary.id, version)
    return write_symbols(head, seal(dictionary.deflate(pack(handover)), head, keys))


def read_handover(text: str, opening: Opening) -> Handover:
    """Open the texts of all symbols of one handover, in any order.

    Raises NotOurs, NewerVersion, OtherCity, UnknownKey, Altered, Incomplete or TooOld. What is from the day after
    tomorrow on is outside of its time, too: TooOld, since nothing of it was altered and its remedy is the same.
    """
    pieces = read_symbols(text)
    head, sealed = join(pieces, city=opening.city)
    contents, kiosk = open_sealed(sealed, head, opening.keys)
    dictionary = opening.dictionary(head.dictionary)
    if dictionary is None:
        raise NewerVersion
    of = pieces[0].of
    handover = unpack(dictionary.inflate(contents), city=head.city, kiosk=kiosk, sheet=f"{of}/{of}")
    if not -AHEAD <= opening.today - handover.issued.date() <= timedelta(days=opening.accept_days):
        raise TooOld
    return handover


def handover_json(handover: Handover, guide: Guide, forms: Mapping[str, Form]) -> dict[str, Plain]:
    """Return the shape that ``kakanai unseal`` prints, with the plan and the boxes as this city decides them now.

    Raises Altered for values that no visit of ours has.
    """
    try:
        case = case_of(handover, guide, forms)
    except (ValueError, TypeError):
        raise Altered from None
    return {
        "city": handover.city,
        "kiosk": handover.kiosk,
        "ticket": handover.ticket,
        "made": handover.made.isoformat(),
        "events": [*handover.events],
        "people": [dict(person) for person in handover.people],
        "proxy": dict(handover.proxy) if handover.proxy else None,
        "facts": dict(handover.facts),
        "needs": dict(handover.needs),
        "forms": {form: dict[str, Plain](boxes) for form, boxes in boxes_of(case, guide, forms).items()},
        "plan": plain_plan(case.plan),
        "sheet": handover.sheet,
        "identity": [*handover.documents],
        "revisions": [_plain_revision(revision) for revision in handover.revisions],
    }


def _plain_revision(revision: Revision) -> dict[str, Plain]:
    changes: list[Plain] = [
        {"what": one.what, "before": one.before, "after": one.after, "why": one.why, "note": one.note}
        for one in revision.changes
    ]
    return {
        "who": revision.who,
        "window": revision.window,
        "made": revision.made.isoformat(),
        "changes": changes,
    }
