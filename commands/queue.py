"""``kakanai queue``: the queue without a screen."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from commands.city import SAMPLE, City, Database, Json, Language, words_in
from commands.serving import Served
from commands.tickets import opened_queue
from config.content import Content
from kiosk.errors import NobodyWaiting, UsageError
from kiosk.guidance.content import Desk
from kiosk.lettering.ruby import plain
from kiosk.ports import TicketStore
from kiosk.queue.ticket import Ticket
from kiosk.queue.transition import QUEUED
from kiosk.words import Words

queue = typer.Typer(help="The queue without a screen.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="As on the ticket: A12.")]
NumberOrNext = Annotated[str, typer.Argument(metavar="[NUMBER]", help="As on the ticket; left out: who is next.")]
OneDesk = Annotated[str, typer.Option("--desk", metavar="DESK", help="The desk's id.")]
Route = Annotated[
    list[str] | None, typer.Option("--desk", metavar="DESK", help="A desk on its way; repeat for more. Else the first.")
]
Window = Annotated[str, typer.Option(metavar="N", help="The window; left out: the desk's own.")]
Event = Annotated[str, typer.Option(metavar="EVENT", help="What it is about, for the city's sums: an event's id.")]
Priority = Annotated[bool, typer.Option("--priority", help="With priority.")]
Letter = Annotated[str, typer.Option(metavar="A-Z", help="The number's letter; left out: the first desk's.")]


@queue.command()
def take(
    *,
    desk: Route = None,
    letter: Letter = "",
    event: Event = "",
    priority: Priority = False,
    city: City = SAMPLE,
    database: Database = "",
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Take a number that waits at once."""
    with _counter(city, database, lang) as counter:
        route = tuple(counter.desk(each).id for each in desk or counter.first_desk())
        first = letter or counter.desk(route[0]).letter
        if first is None:
            raise UsageError(f"{route[0]} has no letter of its own: give one with --letter.")
        told = counter.event(event)
        number = counter.store.take(first, route, f"command/{os.getpid()}", event=told, priority=priority).number
        counter.tell(counter.store.publish(number, paper=False), as_json=as_json)


@queue.command()
def call(
    number: NumberOrNext = "",
    *,
    desk: OneDesk = "",
    window: Window = "",
    city: City = SAMPLE,
    database: Database = "",
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Call a number to a window, or who is next by the city's dial: at this desk, or where somebody waits longest.

    Who is at that window already stays there until they are done, held, passed on or did not come.
    """
    with _counter(city, database, lang) as counter:
        if number:
            at = desk or counter.store.show(number).at
            ticket = counter.store.call(number, window or (counter.window_of(at) if at else ""))
        else:
            at = counter.desk(desk).id if desk else counter.desk_of_who_waits_longest()
            ticket = counter.store.call_next((at,), window or counter.window_of(at))
        counter.tell(ticket, as_json=as_json)


@queue.command()
def second(
    number: Number,
    *,
    window: Window = "",
    city: City = SAMPLE,
    database: Database = "",
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Call once more, to hand out what was made (交付), who was served or put aside."""
    with _counter(city, database, lang) as counter:
        at = counter.store.show(number).at
        there = window or (counter.window_of(at) if at else "")
        counter.tell(counter.store.second_call(number, there), as_json=as_json)


@queue.command()
def prioritise(
    number: Number,
    *,
    off: Annotated[bool, typer.Option("--off", help="Take priority away.")] = False,
    city: City = SAMPLE,
    database: Database = "",
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Give a number priority, or take it away."""
    with _counter(city, database, lang) as counter:
        counter.tell(counter.store.prioritise(number, priority=not off), as_json=as_json)


@queue.command("list")
def list_all(*, city: City = SAMPLE, database: Database = "", as_json: Json = False, lang: Language = "ja") -> None:
    """List all numbers of the day, in order of arrival; without --json those that somebody has."""
    with _counter(city, database, lang) as counter:
        tickets = counter.store.tickets()
        if as_json:
            typer.echo(json.dumps([described(ticket) for ticket in tickets], ensure_ascii=False))
        else:
            typer.echo(
                "\n".join(counter.line(ticket) for ticket in tickets if ticket.route)
                or plain(counter.words["queue.nobody"])
            )


def _add(name: str, act: Callable[[TicketStore, str], Ticket], says: str) -> None:
    """Add a command that does one thing with one number and tells what became of it."""

    @queue.command(name, help=says)
    def do(
        number: Number, *, city: City = SAMPLE, database: Database = "", as_json: Json = False, lang: Language = "ja"
    ) -> None:
        with _counter(city, database, lang) as counter:
            counter.tell(act(counter.store, number), as_json=as_json)


_add("show", lambda store, number: store.show(number), "Show one number.")
_add("serve", lambda store, number: store.serve(number), "Note that they stand at the window; nobody has to.")
_add("done", lambda store, number: store.done(number), "Finish at the present desk; it waits for the next, or is done.")
_add("hold", lambda store, number: store.hold(number), "Put a number aside until it is called by its number.")
_add("noshow", lambda store, number: store.no_show(number), "Note that nobody came.")
_add("void", lambda store, number: store.void(number), "Take back a number that nobody has.")


@queue.command("pass")
def pass_on(
    number: Number,
    *,
    desk: OneDesk,
    city: City = SAMPLE,
    database: Database = "",
    as_json: Json = False,
    lang: Language = "ja",
) -> None:
    """Pass a number on to a desk, with its place; to its present desk: back in the queue."""
    with _counter(city, database, lang) as counter:
        counter.tell(counter.store.pass_on(number, counter.desk(desk).id), as_json=as_json)


def described(ticket: Ticket) -> dict[str, object]:
    """Return what ``--json`` prints of a ticket."""
    return {
        "number": ticket.number,
        "day": ticket.day.isoformat(),
        "state": ticket.state.value,
        "route": list(ticket.route),
        "at": ticket.at,
        "window": _window_number(ticket.window),
        "priority": ticket.priority,
        "taken": ticket.taken.isoformat(),
        "called": ticket.called.isoformat() if ticket.called else None,
    }


def _window_number(window: str | None) -> int | str | None:
    return int(window) if window is not None and window.isdecimal() else window


@dataclass(frozen=True)
class _Counter:
    """The queue, and what the city says about its desks."""

    content: Content
    store: TicketStore
    words: Words

    def desk(self, id_: str) -> Desk:
        desks = self.content.guide.desks
        if id_ not in desks:
            raise UsageError(f"There is no desk {id_}; the city's desks are {', '.join(desks)}.")
        return desks[id_]

    def event(self, id_: str) -> str | None:
        events = self.content.guide.events
        if id_ and id_ not in events:
            raise UsageError(f"There is no event {id_}; the city's events are {', '.join(events)}.")
        return id_ or None

    def first_desk(self) -> tuple[str, ...]:
        """Return the desk at which the city's way begins."""
        return tuple(desk.id for desk in self.content.guide.desks.values() if desk.letter)[:1]

    def desk_of_who_waits_longest(self) -> str:
        waiting = (ticket for ticket in self.store.tickets() if ticket.state in QUEUED and ticket.at)
        longest = next(waiting, None)
        if longest is None or longest.at is None:
            raise NobodyWaiting
        return longest.at

    def window_of(self, desk: str) -> str:
        window = self.desk(desk).window
        if window is None:
            raise UsageError(f"{desk} has no window of its own: give one with --window.")
        return window

    def tell(self, ticket: Ticket, *, as_json: bool) -> None:
        typer.echo(json.dumps(described(ticket), ensure_ascii=False) if as_json else self.line(ticket))

    def line(self, ticket: Ticket) -> str:
        parts = [ticket.number, self.words[f"queue.state.{ticket.state.value}"]]
        if ticket.at:
            parts.append(self.words[f"desk.{ticket.at}.name"])
        if ticket.window:
            parts.append(self.words.say("queue.window", window=ticket.window))
        if ticket.priority:
            parts.append(self.words["queue.priority"])
        return plain("  ".join(parts))


@contextmanager
def _counter(city: Path, database: str, language: str) -> Iterator[_Counter]:
    content = Served(city).content
    with opened_queue(content, database) as store:
        yield _Counter(content, store, words_in(content, language))
