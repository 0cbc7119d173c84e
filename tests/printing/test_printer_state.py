"""Every keyword of the registry leads to a sentence for everybody and an action."""

import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from commands.city import SAMPLE, content_of
from kiosk.printer_state import Action, Trouble, reasons_that_count, trouble_of, worst
from kiosk.words import Words

REGISTRY = Path(__file__).with_name("printer_state_reasons.txt").read_text().split()
"""printer-state-reasons of RFC 8011, PWG 5100.9 and CUPS, without those that every part of a printer has."""

PARTS = [
    "bander",
    "binder",
    "die-cutter",
    "folder",
    "imprinter",
    "inserter",
    "make-envelope",
    "perforator",
    "puncher",
    "separation-cutter",
    "sheet-rotator",
    "slitter",
    "stacker",
    "stapler",
    "stitcher",
    "subunit",
    "trimmer",
    "wrapper",
]
CONDITIONS = [
    "added",
    "almost-empty",
    "almost-full",
    "at-limit",
    "closed",
    "configuration-change",
    "cover-closed",
    "cover-open",
    "empty",
    "full",
    "interlock-closed",
    "interlock-open",
    "jam",
    "life-almost-over",
    "life-over",
    "memory-exhausted",
    "missing",
    "motor-failure",
    "near-limit",
    "offline",
    "opened",
    "over-temperature",
    "power-saver",
    "recoverable-failure",
    "recoverable-storage",
    "removed",
    "resource-added",
    "resource-removed",
    "thermistor-failure",
    "timing-failure",
    "turned-off",
    "turned-on",
    "under-temperature",
    "unrecoverable-failure",
    "unrecoverable-storage-error",
    "warming-up",
]
OF_PARTS = ["-".join(pair) for pair in product(PARTS, CONDITIONS)]

WHAT_COMES_NEXT = {
    "ja": "お待ちください|続きから印刷します|受け取ることもできます|係員を呼んでください。$",
    "ja-x-easy": "待.*っていてください|続.*きを.*印刷.*します|もらうこともできます|呼.*んでください。$",
    "en": "[Pp]lease wait|Printing goes on|also take only your number|call a clerk.$|and wait",
}


@pytest.fixture(scope="module")
def words() -> Mapping[str, Words]:
    return content_of(SAMPLE).words


@pytest.mark.parametrize("keyword", [*REGISTRY, *OF_PARTS])
def test_every_keyword_is_known(keyword: str) -> None:
    assert keyword == "other" or trouble_of(keyword) is not Trouble.OTHER


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("language", WHAT_COMES_NEXT)
def test_every_trouble_tells_residents_what_comes_next_and_staff_what_to_do(
    trouble: Trouble, language: str, words: Mapping[str, Words]
) -> None:
    said = words[language]
    assert re.search(WHAT_COMES_NEXT[language], said[f"printer.{trouble.value}.says"])
    assert said[f"printer.{trouble.value}.staff"]
    assert said[f"printer.action.{trouble.action.value}.staff"]


def test_no_action_is_without_a_trouble() -> None:
    assert {trouble.action for trouble in Trouble} == set(Action)


@pytest.mark.parametrize(
    ("keyword", "trouble"),
    [
        ("media-empty", Trouble.PAPER_OUT),
        ("media-needed", Trouble.PAPER_OUT),
        ("media-low", Trouble.PAPER_LOW),
        ("media-path-input-jam", Trouble.JAM),
        ("stapler-jam", Trouble.JAM),
        ("stapler-empty", Trouble.PARTLY_STOPPED),
        ("door-open", Trouble.COVER_OPEN),
        ("subunit-cover-open", Trouble.COVER_OPEN),
        ("subunit-cover-closed", None),
        ("input-tray-missing", Trouble.TRAY_MISSING),
        ("output-area-full", Trouble.OUTPUT_FULL),
        ("stacker-full", Trouble.OUTPUT_FULL),
        ("output-area-almost-full", Trouble.OUTPUT_NEARLY_FULL),
        ("toner-empty", Trouble.SUPPLY_OUT),
        ("marker-supply-low", Trouble.SUPPLY_LOW),
        ("marker-waste-full", Trouble.WASTE_FULL),
        ("opc-near-eol", Trouble.PART_WORN),
        ("opc-life-over", Trouble.PART_WORN_OUT),
        ("fuser-over-temp", Trouble.TOO_HOT),
        ("fuser-under-temp", Trouble.WARMING_UP),
        ("offline", Trouble.OFF),
        ("timed-out", Trouble.OFF),
        ("moving-to-paused", Trouble.PAUSED),
        ("spool-area-full", Trouble.MEMORY_FULL),
        ("cups-pki-expired", Trouble.SETTINGS_WRONG),
        ("cups-filter-crashed", Trouble.BROKEN),
        ("cups-remote-completed", None),
        ("none", None),
        ("com.example.beeping", Trouble.OTHER),
    ],
)
def test_keywords_mean_what_they_say(keyword: str, trouble: Trouble | None) -> None:
    assert trouble_of(keyword) is trouble


@pytest.mark.parametrize(
    ("keywords", "stopped", "counting"),
    [
        (("none",), False, ()),
        (("none",), True, ("other",)),
        ((), True, ("other",)),
        (("media-empty-report",), False, ("media-empty",)),
        (("toner-low-warning",), True, ("other", "toner-low")),
        (("beeping-report", "beeping-warning", "beeping"), False, ()),
        (("beeping-error",), False, ("beeping",)),
        (("beeping",), True, ("beeping",)),
    ],
)
def test_what_nobody_knows_counts_only_where_it_stops_the_printer(
    keywords: tuple[str, ...], stopped: bool, counting: tuple[str, ...]
) -> None:
    assert reasons_that_count(keywords, stopped=stopped) == counting


def test_what_is_mended_first_is_said() -> None:
    assert worst(("media-empty", "toner-low", "cover-open")) is Trouble.COVER_OPEN
    assert worst(("none",)) is None
