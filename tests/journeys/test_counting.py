"""What a whole visit leaves in the sums of the day."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from commands.demo.persona import HANAKO, Companion, Persona
from kiosk.people import Sex
from kiosk.storage.database import Database
from kiosk.storage.schema import tallies
from kiosk.visit.answers import Leave
from kiosk.visit.steps import Finished, Over

ALONE = Persona(
    (Companion("バンゴウ　ハナコ", sex=Sex.FEMALE, birth=date(1990, 1, 2)),), HANAKO.events, HANAKO.yes, HANAKO.dates
)
"""Somebody without a card, so that no reader is needed."""


def test_a_finished_visit_is_in_the_sums_of_the_day(come: Any, pcscd: object, tmp_path: Path) -> None:
    journey = come(ALONE)
    journey.pass_to(Finished)
    journey.window.answered.emit(Leave())
    journey.wait(lambda: journey.step == Over())

    def sums() -> dict[tuple[str, str, str], int]:
        with closing(Database(f"sqlite:///{tmp_path}/queue.db")) as database, database.reading() as connection:
            rows = connection.execute(select(tallies)).all()
        return {(row.what, row.event, row.key): row[4] for row in rows}

    journey.wait(lambda: bool(sums()))
    counted = sums()
    assert {key: counted[key] for key in counted if key[0] in {"finished", "language"}} == {
        ("finished", "tennyu", "paper"): 1,
        ("language", "", "ja"): 1,
    }
    assert counted["not_written", "tennyu", "address"] > 0
    assert ("not_written", "tennyu", "name") not in counted, "kanji that no card told are for her own hand"
