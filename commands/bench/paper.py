"""How long paper takes: one form, all sheets of a visit, the QR."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from commands.bench.sample import Measured, median_ms, times_ms
from commands.city import SAMPLE, content_of
from commands.kiosk_parts import KioskParts, kiosk_parts
from kiosk.guidance.plan import make_plan
from kiosk.paperwork.case import Case
from kiosk.people import Address, Person, Sex
from kiosk.queue.ticket import Ticket, TicketState
from printing.qr import encode

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
HANAKO = Person("番号　花子", "バンゴウ　ハナコ", date(1990, 1, 2), Sex.FEMALE, "架空県見本市中央１－２－３")


def form() -> Measured:
    """One form filled, laid out and rendered, everything warm, its QR known (see qr); peer: rendering alone."""
    parts, case = _kiosk_and_case()
    papers = replace(parts.papers, encode=cache(encode))
    document = papers.application(case)[0]
    return Measured(
        times_ms(lambda: parts.render(papers.application(case)[0]), 60),
        {"rendering_alone": median_ms(lambda: parts.render(document), 60)},
    )


def all_sheets() -> Measured:
    """Application, checklist and slip."""
    parts, case = _kiosk_and_case()
    ticket = _ticket()
    return Measured(
        times_ms(lambda: [parts.render(document) for document in parts.papers.sheaf(case, ticket, 3).documents], 30)
    )


def qr() -> Measured:
    """The symbol of a handover."""
    parts, case = _kiosk_and_case()
    handover = parts.papers.sheaf(case, _ticket(), 3).handover
    return Measured(times_ms(lambda: encode(handover), 60))


def _kiosk_and_case() -> tuple[KioskParts, Case]:
    parts = kiosk_parts(content_of(SAMPLE))
    guide = parts.content.guide
    events = tuple(guide.events)[:1]
    known = {fact.id: False for fact in guide.facts.values() if fact.type.value == "bool"}
    known |= {"has_mnc": True, "any_kokuho": True, "has_dog": True}
    home = Address("9780001", "みらい県", "青波市", "港町1丁目", "2番3号")
    return parts, Case(
        events=events,
        people=(HANAKO,),
        known={**known, guide.events[events[0]].event_date: date(2026, 11, 16)},
        needs={"phone": "0000000000", "kana": HANAKO.kana, "new_address": home},
        plan=make_plan(guide, events, known, (HANAKO,), NOW.date()),
        made=NOW,
        language="ja",
    )


def _ticket() -> Ticket:
    return Ticket(
        number="A12",
        day=NOW.date(),
        state=TicketState.TAKEN,
        route=("shimin",),
        at=None,
        window=None,
        priority=False,
        taken=NOW,
        called=None,
        reference="ABCDEFGH",
    )
