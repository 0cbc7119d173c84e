"""``kakanai doctor``: whether this machine can serve as a kiosk, and what to do where it cannot."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import typer

from commands.city import SAMPLE, City, Database, Json, Keys, Language
from commands.clock import CityClock
from commands.doctor import machine
from commands.doctor.certificate import check_certificate
from commands.doctor.cups import check_cups
from commands.doctor.database import check_database
from commands.doctor.finding import Finding
from commands.doctor.ledger import check_ledger
from commands.doctor.printers import check_printers
from commands.doctor.readers import check_readers
from commands.keys.folder import KeyFolder
from config.content import Content, load
from devices.survey import PcscSurvey
from devices.usb import driven_by_libccid, usb_readers
from kiosk.lettering.debian import FONTS
from kiosk.words import Words

MARKS = {True: "✓", None: "–", False: "✗"}


def doctor(
    *, city: City = SAMPLE, database: Database = "", keys: Keys = "", as_json: Json = False, lang: Language = "ja"
) -> None:
    """Check readers, printers, queue, keys and content; say what is wrong and what to do. Changes nothing."""
    sample = load(SAMPLE).words
    words = sample.get(lang, sample["ja"])
    findings = list(_findings(city, database, keys, lang))
    if as_json:
        typer.echo(json.dumps([_fields(finding, words) for finding in findings], ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(findings, words)))
    if any(finding.ok is False for finding in findings):
        raise typer.Exit(1)


def _findings(folder: Path, database: str, keys: str, language: str) -> Iterator[Finding]:
    loaded, content = machine.check_city(folder, language)
    yield loaded
    if folder.is_dir():
        published, snapshot = machine.check_published(folder)
        yield published
        if snapshot is not None:
            content = snapshot.content(CityClock(snapshot.zone).now().date())
    yield from check_readers(
        PcscSurvey(),
        content.settings.kiosk.readers if content else ("*",),
        usb_readers(),
        driven_by_libccid(),
        installed=_is_installed("pcscd"),
    )
    if content is not None:
        yield from _of_city(content, database, keys)
    yield machine.check_fonts(FONTS)
    yield machine.check_sound()


def _of_city(content: Content, database: str, keys: str) -> Iterator[Finding]:
    kiosk = content.settings.kiosk
    yield machine.check_roots(content.settings.card_roots)
    yield from check_printers(kiosk.paper_by_kind)
    yield from check_cups({paper.printer for paper in kiosk.paper_by_kind.values()})
    yield from check_database(database or kiosk.database)
    yield from check_ledger(replace(kiosk, database=database or kiosk.database), content.settings.office.zone)
    yield machine.check_keys(KeyFolder(Path(keys or kiosk.keys)), kiosk.id)
    yield from check_certificate(content.settings.counter, Path(keys or kiosk.keys), datetime.now(UTC))
    yield machine.check_voice(content.settings.board.voice)
    yield machine.check_clock(content.settings.office.zone, datetime.now(UTC).astimezone())


def _is_installed(program: str) -> bool:
    """Look also where only root's shell looks."""
    return shutil.which(program, path=os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))) is not None


def _fields(finding: Finding, words: Words) -> dict[str, object]:
    return {
        "check": finding.check,
        "ok": finding.ok,
        "message": finding.message(words),
        "remedy": finding.remedy(words),
    }


def _lines(findings: list[Finding], words: Words) -> Iterator[str]:
    for finding in findings:
        yield f"{MARKS[finding.ok]} {finding.message(words)}"
        remedy = finding.remedy(words)
        if remedy is not None:
            yield f"    {remedy}"
