"""The queue of a city, opened for a command."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import structlog

from commands.clock import CityClock
from config.city import Content
from kiosk.errors import StoreOutdated, StoreUnavailable
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

log = structlog.get_logger()


def queue_of(content: Content, database: str = "", who: str = "command") -> SqlTicketStore:
    """Return the queue at this URL, or where the city keeps it when the URL is empty. It connects when it is used."""
    return queue_in(Database(database or content.settings.kiosk.database), content, who)


def queue_in(database: Database, content: Content, who: str = "command") -> SqlTicketStore:
    """Return the queue of a city in this database."""
    office = content.settings.office
    floors = {desk.id: desk.floor for desk in content.guide.desks.values() if desk.floor}
    letters = {desk.id: desk.letter for desk in content.guide.desks.values() if desk.letter}
    clock, queue = CityClock(office.zone), content.settings.queue
    return SqlTicketStore(database, clock, office, floors, who, queue=queue, letters=letters)


@contextmanager
def opened_queue(content: Content, database: str) -> Iterator[SqlTicketStore]:
    """Give the queue, and close it. Raises StoreOutdated; one that is away may come back."""
    refuse_outdated(database or content.settings.kiosk.database)
    with closing(queue_of(content, database)) as store:
        yield store


def refuse_outdated(url: str) -> None:
    """Raise StoreOutdated if this database has another schema; a program that starts says so, and does not wait."""
    try:
        with closing(Database(url)) as database, database.reading():
            pass
    except StoreOutdated:
        raise
    except StoreUnavailable as error:
        log.warning("queue_away", reason=str(error))
