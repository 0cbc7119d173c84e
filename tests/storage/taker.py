"""A process that takes numbers: ``taker.py URL TIMES [published]`` prints each as it comes, - for none."""

import sys
from contextlib import closing
from datetime import datetime, time
from zoneinfo import ZoneInfo

from kiosk.errors import StoreUnavailable
from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

TOKYO = ZoneInfo("Asia/Tokyo")
OFFICE = Office(time(8, 30), time(17, 15), "Asia/Tokyo", (), (), time(4, 0), 4)


class NovemberClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)


def main(url: str, times: int, *, published: bool) -> None:
    with closing(SqlTicketStore(Database(url), NovemberClock(), OFFICE)) as store:
        for _ in range(times):
            sys.stdout.write(f"{number_from(store, published=published)}\n")
            sys.stdout.flush()


def number_from(store: SqlTicketStore, *, published: bool) -> str:
    try:
        ticket = store.take("A", ("shimin",), "kiosk-1/taker")
        return (store.publish(ticket.number, paper=True) if published else ticket).number
    except StoreUnavailable:
        return "-"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), published="published" in sys.argv[3:])
