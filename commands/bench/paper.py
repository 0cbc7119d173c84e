"""How long paper takes: one form, all sheets of a visit."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from commands.bench.handover import sample_seal
from commands.bench.sample import Measured, median_ms, times_ms
from commands.bench.typesetters import typesetters
from commands.city import SAMPLE, content_of
from commands.kiosk_parts import KioskParts, kiosk_parts
from config.example import read_example
from kiosk.guidance.plan import make_plan
from kiosk.paperwork.case import Case, NeedValue
from kiosk.people import Address, Person, Sex
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.queue.waiting import Prospect, Wait
from printing.qr import encode

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
HANAKO = Person("番号　花子", "バンゴウ　ハナコ", date(1990, 1, 2), Sex.FEMALE, "架空県見本市中央１－２－３")

HOME = Address("9780001", "みらい県", "青波市", "港町1丁目", "2番3号")


def form() -> Measured:
    """One form filled, laid out and rendered, everything warm, its symbol known (see qr); peers: others."""
    parts, case = _kiosk_and_case()
    texts = replace(parts.papers, seal=sample_seal(parts.content)).sheaf(case, None, None).handover
    name = parts.papers.application(case)[0].name
    one = {name: parts.content.forms[name]}
    papers = replace(parts.papers, encode=cache(encode), seal=lambda _handover: texts, forms=one)
    (document,) = papers.application(case)
    return Measured(
        times_ms(lambda: [parts.render(document) for document in papers.application(case)], 60),
        {
            "rendering_alone": median_ms(lambda: parts.render(document), 60),
            **{name: median_ms(make, 5) for name, make in typesetters(document.pages[0], parts.fonts)},
        },
    )


def all_sheets() -> Measured:
    """Everything that a family of four takes along: its forms, the checklist and the slip."""
    parts, _ = _kiosk_and_case()
    case, ticket, prospect = _family(parts), _ticket(), Prospect(3, Wait(10, 20))
    papers = replace(parts.papers, seal=sample_seal(parts.content))
    documents = papers.sheaf(case, ticket, prospect).documents
    return Measured(
        times_ms(lambda: [parts.render(document) for document in papers.sheaf(case, ticket, prospect).documents], 30),
        counts={"sheets": sum(len(document.pages) for document in documents)},
    )


def _kiosk_and_case() -> tuple[KioskParts, Case]:
    parts = kiosk_parts(content_of(SAMPLE))
    guide = parts.content.guide
    events = tuple(guide.events)[:1]
    known = {fact.id: False for fact in guide.facts.values() if fact.type.value == "bool"}
    known |= {"has_mnc": True, "any_kokuho": True, "has_dog": True}
    return parts, Case(
        events=events,
        people=(HANAKO,),
        known={**known, guide.events[events[0]].event_date: date(2026, 11, 16)},
        needs={"phone": "0000000000", "kana": HANAKO.kana, "new_address": HOME},
        plan=make_plan(guide, events, known, (HANAKO,), NOW.date()),
        made=NOW,
        language="ja",
    )


def _family(parts: KioskParts) -> Case:
    """A city's own example, of which the people have names."""
    content = parts.content
    zone = content.settings.office.zone
    case = read_example(SAMPLE / "examples" / "tennyu-family-of-four.yaml", content.guide, content.needs, zone)
    names = ("番号　花子", "番号　太郎", "番号　一郎", "番号　二葉")
    people = (
        replace(person, name=name, kana=HANAKO.kana, address=HANAKO.address)
        for person, name in zip(case.people, names, strict=True)
    )
    told: dict[str, NeedValue] = {"phone": "0000000000", "new_address": HOME, "new_head": 2, "old_head": 2}
    return replace(case, people=tuple(people), needs=told)


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
        since=NOW,
    )
