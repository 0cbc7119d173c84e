"""``kakanai bench``: what was measured, on this machine, now."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated

import typer

from commands.bench import card, guidance, handover, paper, queue, scan, start, tap
from commands.bench.sample import Measured
from commands.city import Json
from commands.stand.display import some_display
from kiosk.errors import UsageError

BENCHES: Mapping[str, Callable[[], Measured]] = {
    "tap": tap.tap,
    "card": card.card,
    "unknown_card": card.unknown_card,
    **{
        f"card_{kind}_{delay_ms}ms": partial(card.slow_card, kind, delay_ms)
        for kind in card.KINDS
        for delay_ms in card.DELAYS_MS
    },
    "form": paper.form,
    "set": paper.all_sheets,
    "seal": handover.seal,
    "unseal": handover.unseal,
    "qr": handover.qr,
    "scan": scan.scan,
    "plan": guidance.plan,
    "plan_of_all_events": guidance.plan_of_all,
    "next_question": guidance.asking,
    "next_question_of_all_events": guidance.asking_of_all,
    "load": guidance.load,
    "check": guidance.checking,
    "start": start.start,
    "next_visit": start.next_visit,
    "ticket": queue.ticket,
    "queue_sqlite": queue.queue_sqlite,
    "queue_postgresql": queue.queue_postgresql,
}

Only = Annotated[list[str] | None, typer.Option(metavar="NAME", help=", ".join(BENCHES))]


def bench(*, only: Only = None, as_json: Json = False) -> None:
    """Measure, beside peers in the same run."""
    unknown = set(only or ()) - set(BENCHES)
    if unknown:
        raise UsageError(f"there is no measurement {', '.join(sorted(unknown))}; there is {', '.join(BENCHES)}.")
    measured = {}
    with some_display():
        for name in only or BENCHES:
            measured[name] = BENCHES[name]().as_json()
            if not as_json:
                typer.echo(_line(name, measured[name]))
    if as_json:
        typer.echo(json.dumps(measured))


def _line(name: str, figures: Mapping[str, object]) -> str:
    peers = figures["peers"]
    assert isinstance(peers, dict)
    beside = "".join(f"   {peer} {one['median_ms']:.2f}" for peer, one in peers.items())
    if "apdus" in figures:
        beside += f"   {figures['apdus']} commands"
    return (
        f"{name:<28} median {figures['median_ms']:>9} ms   p95 {figures['p95_ms']:>9} ms"
        f"   p99 {figures['p99_ms']:>9} ms   n {figures['n']:>4}{beside}"
    )
