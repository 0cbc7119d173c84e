"""A process that takes numbers: ``taker.py URL THREADS TIMES [published]`` prints each number once it has it."""

import sys
from datetime import datetime, time
from threading import Lock, Thread
from zoneinfo import ZoneInfo

from kiosk.settings import Office
from kiosk.storage.database import Database
from kiosk.storage.tickets import SqlTicketStore

TOKYO = ZoneInfo("Asia/Tokyo")
OFFICE = Office(time(8, 30), time(17, 15), "Asia/Tokyo", (), (), time(4, 0), 4)


class NovemberClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)


def main(url: str, threads: int, times: int, *, published: bool) -> None:
    store = SqlTicketStore(Database(url), NovemberClock(), OFFICE)
    printing = Lock()

    def take() -> None:
        for _ in range(times):
            ticket = store.take("A", ("shimin",), "kiosk-1/taker")
            if published:
                store.publish(ticket.number, paper=True)
            with printing:
                sys.stdout.write(f"{ticket.number}\n")
                sys.stdout.flush()

    takers = [Thread(target=take) for _ in range(threads)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), published="published" in sys.argv[4:])
