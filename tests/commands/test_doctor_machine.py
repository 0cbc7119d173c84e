"""The checks of everything beside the readers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest

from commands.city import SAMPLE
from commands.doctor import machine
from commands.doctor.cups import check_cups
from commands.doctor.finding import Finding
from commands.doctor.printers import check_printers
from config.content import load
from config.published import put, source_of, versions
from kiosk.errors import KakanaiError, PrinterUnreachable
from kiosk.lettering.glyphs import Face
from kiosk.settings import Paper, Voice
from kiosk.words import Words

JST = timezone(timedelta(hours=9))
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=JST)


@cache
def sample() -> Mapping[str, Words]:
    return load(SAMPLE).words


def said(finding: Finding) -> tuple[bool | None, str]:
    """What was found; there are words for it, and a remedy for every fault."""
    for words in sample().values():
        assert finding.message(words)
        assert finding.remedy(words) or finding.ok is not False
    return finding.ok, finding.outcome


def test_a_city_that_loads_gives_its_content() -> None:
    finding, content = machine.check_city(SAMPLE, "en")
    assert (said(finding), content is not None) == ((True, "loads"), True)


def test_a_city_with_faults_names_the_first(tmp_path: Path) -> None:
    (tmp_path / "bring.yaml").write_text("- id: 1")
    finding, content = machine.check_city(tmp_path, "en")
    assert (said(finding), content) == ((False, "faults"), None)
    assert f"{tmp_path}/bring.yaml:1: " in str(finding.values["fault"])
    assert "{" not in finding.message(sample()["en"])


def test_a_city_that_is_nowhere_is_named(tmp_path: Path) -> None:
    finding, content = machine.check_city(tmp_path / "nowhere", "en")
    assert (said(finding), content) == ((False, "missing"), None)


def published(city: Path) -> tuple[bool | None, str]:
    return said(machine.check_published(city)[0])


def test_whether_a_city_is_published_and_still_the_same(tmp_path: Path) -> None:
    (tmp_path / "bring.yaml").write_text("[{id: ID}]")
    assert published(tmp_path) == (None, "never")
    put(tmp_path, [load(SAMPLE)], source_of(tmp_path))
    assert published(tmp_path) == (True, "current")
    (tmp_path / "bring.yaml").write_text("[{id: ID}, {id: IE}]")
    assert published(tmp_path) == (None, "edited")


def test_a_version_that_cannot_be_read_is_told_with_the_one_that_is_used(tmp_path: Path) -> None:
    for _ in range(2):
        put(tmp_path, [load(SAMPLE)], source_of(tmp_path))
    newest, oldest = versions(tmp_path)
    newest.write_bytes(b"half of it")
    finding, snapshot = machine.check_published(tmp_path)
    assert (said(finding), finding.values["version"], finding.values["file"]) == ((False, "older"), 1, newest.name)
    assert snapshot is not None
    oldest.write_bytes(b"half of it")
    assert published(tmp_path) == (False, "damaged")


@dataclass(frozen=True)
class SaysOfItself:
    reasons: tuple[str, ...] = ()
    takes_pdf: bool = True
    lacks: tuple[str, ...] = ()

    def lacking(self, _paper: Paper) -> tuple[str, ...]:
        return self.lacks

    def offers(self, _setting: str) -> tuple[str, ...]:
        return ("main", "tray-2")


@dataclass(frozen=True)
class FakePrinter:
    says: SaysOfItself | KakanaiError

    def look(self, patience_s: float) -> SaysOfItself:
        if isinstance(self.says, KakanaiError):
            raise self.says
        return self.says


PRINTER = "ipp://printer/ipp/print"
PAPER = {"sheets": Paper(PRINTER, tray="tray-9"), "slips": Paper(PRINTER)}


def found(says: SaysOfItself | KakanaiError) -> list[Finding]:
    return list(check_printers(PAPER, lambda _uri, _sender: FakePrinter(says)))


@pytest.mark.parametrize(
    ("says", "outcomes"),
    [
        (SaysOfItself(), [(True, "answers")]),
        (SaysOfItself(("media-empty", "toner-empty")), [(False, "stopped"), (False, "stopped")]),
        (SaysOfItself(("toner-low",)), [(True, "answers"), (None, "soon")]),
        (SaysOfItself(("fuser-under-temp",)), [(True, "answers")]),
        (SaysOfItself(takes_pdf=False), [(False, "no_pdf")]),
        (SaysOfItself(lacks=("tray",)), [(True, "answers"), (False, "lacking"), (False, "lacking")]),
        (PrinterUnreachable(), [(False, "unreachable")]),
    ],
)
def test_a_printer_is_asked_once_for_all_paper_in_it(
    says: SaysOfItself | KakanaiError, outcomes: list[tuple[bool | None, str]]
) -> None:
    assert [said(finding) for finding in found(says)] == outcomes


def test_what_is_to_be_done_at_a_printer_is_said_to_staff() -> None:
    (finding,) = found(SaysOfItself(("media-jam",)))
    words = sample()["ja"]
    assert "media-jam" in finding.message(words)
    assert finding.remedy(words) == words["printer.jam.staff"]


def test_a_setting_that_a_printer_lacks_is_named_with_what_it_has() -> None:
    finding = found(SaysOfItself(lacks=("tray",)))[1]
    assert "sheets" in finding.message(sample()["ja"])
    assert "tray-9" in finding.message(sample()["ja"])
    assert "main, tray-2" in str(finding.remedy(sample()["ja"]))


def test_nobody_listens_where_there_is_no_printer() -> None:
    papers = {"sheets": Paper("ipp://127.0.0.1:9/ipp/print"), "slips": Paper("lpt1")}
    assert [said(finding) for finding in check_printers(papers)] == [(False, "unreachable"), (False, "no_address")]


LOCAL_QUEUE = "ipp://localhost:631/printers/sheets"
SAFE = {"PreserveJobFiles": "No", "PreserveJobHistory": "300"}
IN_MEMORY = {"RequestRoot": "/run/cups-spool", "TempDir": "/run/cups-spool/tmp"}
MOUNTS = "/dev/sda1 / ext4 rw 0 0\ntmpfs /run tmpfs rw 0 0\n"


def cups(folder: Path, server: Mapping[str, str], files: Mapping[str, str]) -> list[tuple[bool | None, str]]:
    """Check a CUPS with these directives."""
    for name, directives in (("cupsd.conf", server), ("cups-files.conf", files)):
        lines = "".join(f"{key} {value}\n" for key, value in directives.items())
        (folder / name).write_text(f"# PreserveJobFiles Yes\n<Location />\n</Location>\n{lines}")
    (folder / "mounts").write_text(MOUNTS)
    return [said(finding) for finding in check_cups({LOCAL_QUEUE}, folder, folder / "mounts")]


def test_a_cups_that_keeps_nothing_is_found_safe(tmp_path: Path) -> None:
    assert cups(tmp_path, SAFE, IN_MEMORY) == [(True, "removed"), (True, "short"), (True, "in_memory")]


def test_a_cups_as_it_is_installed_keeps_documents_on_its_disk(tmp_path: Path) -> None:
    assert cups(tmp_path, {}, {}) == [(False, "kept"), (None, "long"), (False, "on_disk")]


@pytest.mark.parametrize(
    ("server", "files", "outcome"),
    [
        ({"PreserveJobFiles": "60"}, {}, (False, "kept")),
        ({"preservejobfiles": "off"}, {}, (True, "removed")),
        ({"PreserveJobHistory": "No"}, {}, (True, "short")),
        ({"PreserveJobHistory": "86400"}, {}, (None, "long")),
        ({}, {"TempDir": "/var/spool/cups/tmp"}, (False, "on_disk")),
        ({}, {"RequestRoot": "/var/spool/cups"}, (False, "on_disk")),
    ],
)
def test_every_place_where_a_document_may_stay_counts(
    server: Mapping[str, str], files: Mapping[str, str], outcome: tuple[bool | None, str], tmp_path: Path
) -> None:
    assert outcome in cups(tmp_path, {**SAFE, **server}, {**IN_MEMORY, **files})


def test_a_cups_elsewhere_cannot_be_looked_into(tmp_path: Path) -> None:
    (finding,) = check_cups({"ipp://print.example/printers/sheets"}, tmp_path)
    assert said(finding) == (None, "remote")
    assert "print.example" in finding.message(sample()["ja"])


def test_a_printer_without_cups_is_no_matter_of_cups(tmp_path: Path) -> None:
    assert list(check_cups({PRINTER, "ipp://localhost:8631/ipp/print"}, tmp_path)) == []


def test_settings_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    (finding,) = check_cups({LOCAL_QUEUE}, tmp_path / "nowhere")
    assert said(finding) == (None, "unreadable")


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    font.touch()
    assert said(machine.check_fonts({Face.TEXT: font})) == (True, "there")
    finding = machine.check_fonts({Face.TEXT: font, Face.NAME: tmp_path / "names.ttf"})
    assert said(finding) == (False, "missing")
    assert "names.ttf" in str(finding.values["files"])


def test_a_machine_without_a_player_or_a_sound_card_is_silent_and_no_worse(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    assert said(machine.check_sound(lambda _name: None, cards)) == (None, "missing")
    assert said(machine.check_sound(lambda _name: "/usr/bin/aplay", cards)) == (None, "no_card")
    cards.write_text("--- no soundcards ---\n")
    assert said(machine.check_sound(lambda _name: "/usr/bin/aplay", cards)) == (None, "no_card")
    cards.write_text(" 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n")
    assert said(machine.check_sound(lambda _name: "/usr/bin/aplay", cards)) == (True, "there")


@pytest.mark.parametrize(
    ("voice", "flite", "found"),
    [
        (Voice(), "/usr/bin/flite", (True, "there")),
        (Voice(), None, (None, "no_flite")),
        (Voice(languages=("ja",)), None, (True, "there")),
        (Voice(languages=()), None, (True, "unwanted")),
        (Voice(volume=0), None, (True, "unwanted")),
    ],
)
def test_board_speaks_the_languages_that_the_machine_has_a_voice_for(
    voice: Voice, flite: str | None, found: tuple[bool | None, str]
) -> None:
    assert said(machine.check_voice(voice, lambda _name: flite)) == found


@pytest.mark.parametrize(
    ("zone", "system", "outcome"),
    [
        ("Asia/Tokyo", NOON, (True, "same")),
        ("Asia/Tokyo", NOON.astimezone(UTC), (None, "differs")),
        ("Asia/Aonami", NOON, (False, "no_zone")),
        ("../etc/passwd", NOON, (False, "no_zone")),
    ],
)
def test_the_clock_is_compared_with_the_city(zone: str, system: datetime, outcome: tuple[bool | None, str]) -> None:
    assert said(machine.check_clock(zone, system)) == outcome


@dataclass(frozen=True)
class Root:
    name: str
    practice: bool


@pytest.mark.parametrize(
    ("roots", "outcome"),
    [
        ([], (None, "none")),
        ([Root("J-LIS", practice=False)], (True, "some")),
        ([Root("J-LIS", practice=False), Root("練習用", practice=True)], (None, "practice")),
    ],
)
def test_practice_roots_are_warned_of(roots: list[Root], outcome: tuple[bool | None, str]) -> None:
    assert said(machine.check_roots(roots)) == outcome
