"""What a printer says of itself (printer-state-reasons: RFC 8011, 5.4.12; PWG 5100.9), and what is to be done about it.

Its words are ``printer.<trouble>.says`` for the resident, ``.staff`` for those who come, ``printer.action.<action>``.
"""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final


class Action(Enum):
    """What somebody has to do so that paper comes out again."""

    WAIT = "wait"
    REFILL = "refill"
    CLEAR_JAM = "clear_jam"
    CLOSE_COVER = "close_cover"
    PUT_BACK_TRAY = "put_back_tray"
    EMPTY_OUTPUT = "empty_output"
    REPLACE_SUPPLY = "replace_supply"
    TURN_ON = "turn_on"
    RESUME = "resume"
    CLEAR_QUEUE = "clear_queue"
    CORRECT_SETTINGS = "correct_settings"
    CALL_TECHNICIAN = "call_technician"


class Trouble(Enum):
    """What may be wrong with a printer, in the order in which it is mended. The value names its words."""

    OFF = "off"
    PAUSED = "paused"
    JAM = "jam"
    COVER_OPEN = "cover_open"
    TRAY_MISSING = "tray_missing"
    PAPER_OUT = "paper_out"
    SUPPLY_OUT = "supply_out"
    OUTPUT_FULL = "output_full"
    WASTE_FULL = "waste_full"
    MEMORY_FULL = "memory_full"
    SETTINGS_WRONG = "settings_wrong"
    BROKEN = "broken"
    PART_WORN_OUT = "part_worn_out"
    OTHER = "other"
    TOO_HOT = "too_hot"
    WARMING_UP = "warming_up"
    PARTLY_STOPPED = "partly_stopped"
    PAPER_LOW = "paper_low"
    OUTPUT_NEARLY_FULL = "output_nearly_full"
    SUPPLY_LOW = "supply_low"
    WASTE_NEARLY_FULL = "waste_nearly_full"
    PART_WORN = "part_worn"

    @property
    def action(self) -> Action:
        return _ACTIONS[self]

    @property
    def keeps_paper(self) -> bool:
        """Say whether nothing comes out until that is done; else printing goes on."""
        return self not in _GOES_ON

    @property
    def needs_a_person(self) -> bool:
        """Say whether printing goes on only when somebody does something."""
        return self.keeps_paper and self.action is not Action.WAIT


_ACTIONS: Final[Mapping[Trouble, Action]] = {
    Trouble.OFF: Action.TURN_ON,
    Trouble.PAUSED: Action.RESUME,
    Trouble.JAM: Action.CLEAR_JAM,
    Trouble.COVER_OPEN: Action.CLOSE_COVER,
    Trouble.TRAY_MISSING: Action.PUT_BACK_TRAY,
    Trouble.PAPER_OUT: Action.REFILL,
    Trouble.SUPPLY_OUT: Action.REPLACE_SUPPLY,
    Trouble.OUTPUT_FULL: Action.EMPTY_OUTPUT,
    Trouble.WASTE_FULL: Action.REPLACE_SUPPLY,
    Trouble.MEMORY_FULL: Action.CLEAR_QUEUE,
    Trouble.SETTINGS_WRONG: Action.CORRECT_SETTINGS,
    Trouble.BROKEN: Action.CALL_TECHNICIAN,
    Trouble.PART_WORN_OUT: Action.CALL_TECHNICIAN,
    Trouble.OTHER: Action.CALL_TECHNICIAN,
    Trouble.TOO_HOT: Action.WAIT,
    Trouble.WARMING_UP: Action.WAIT,
    Trouble.PARTLY_STOPPED: Action.RESUME,
    Trouble.PAPER_LOW: Action.REFILL,
    Trouble.OUTPUT_NEARLY_FULL: Action.EMPTY_OUTPUT,
    Trouble.SUPPLY_LOW: Action.REPLACE_SUPPLY,
    Trouble.WASTE_NEARLY_FULL: Action.REPLACE_SUPPLY,
    Trouble.PART_WORN: Action.CALL_TECHNICIAN,
}

_GOES_ON: Final = frozenset(
    {
        Trouble.PAPER_LOW,
        Trouble.OUTPUT_NEARLY_FULL,
        Trouble.SUPPLY_LOW,
        Trouble.WASTE_NEARLY_FULL,
        Trouble.PART_WORN,
        Trouble.PARTLY_STOPPED,
    }
)

_FINISHERS = (
    "bander|binder|die-cutter|folder|imprinter|inserter|make-envelope|perforator|puncher|separation-cutter|"
    "sheet-rotator|slitter|stapler|stitcher|trimmer|wrapper"
)
"""Parts that our paper needs only as its way out."""

_PATTERNS: Final[tuple[tuple[str, Trouble | None], ...]] = (
    # What a queue says of its own work, what was just mended, and what only somebody at the glass would care about.
    ("none|connecting-to-device|identify-printer-requested|alert-.*|scan.*|cups-(waiting|remote|ipp).*", None),
    ("printer-(manual|nms)-reset|.*configuration-change|.*-(change|closed|added|removed|deleted|turned-on)", None),
    (f"({_FINISHERS})-(?!jam|cover-open|interlock-open|opened).*", Trouble.PARTLY_STOPPED),
    ("cups-(held-for-authentication|certificate-error|pki-.*)|.*cannot-(duplex|feed)-.*", Trouble.SETTINGS_WRONG),
    ("(document|input)-.*-not-supported|document-(format-error|unprintable.*)", Trouble.SETTINGS_WRONG),
    ("(media|material)-(empty|needed)|.*-input-(empty|request)|.*-manual-input-request", Trouble.PAPER_OUT),
    ("(media|material|input|.*-media-supply)-(low|almost-empty)", Trouble.PAPER_LOW),
    (".*jam|.*feed-error", Trouble.JAM),
    (".*(cover|door|interlock)-open(ed)?|.*-opened", Trouble.COVER_OPEN),
    (
        "(in|out)put-(media-)?tray-(missing|position-failure)|.*-media-tray-missing|input-media-tray-.*open",
        Trouble.TRAY_MISSING,
    ),
    ("marker-waste.*-(almost-full|near-limit)", Trouble.WASTE_NEARLY_FULL),
    ("marker-waste.*", Trouble.WASTE_FULL),
    (".*-(almost-full|near-limit)", Trouble.OUTPUT_NEARLY_FULL),
    ("spool-area-full|.*memory-exhausted|interpreter-resource-unavailable", Trouble.MEMORY_FULL),
    (".*-(full|at-limit)", Trouble.OUTPUT_FULL),
    ("(toner|developer|marker-(supply|ink|toner))-low|.*-almost-empty", Trouble.SUPPLY_LOW),
    (".*-empty|marker-(ink|print-ribbon|toner|developer).*-missing", Trouble.SUPPLY_OUT),
    (".*-(near-eol|life-almost-over|life-warn)", Trouble.PART_WORN),
    (".*-(at-eol|life-over)", Trouble.PART_WORN_OUT),
    (".*over-temp(erature)?", Trouble.TOO_HOT),
    (".*(under-temp(erature)?|warming-up|power-saver)|marker-adjusting-print-quality|media-drying", Trouble.WARMING_UP),
    ("offline|.*-offline|shutdown|timed-out|deactivated|power-down|.*-turned-off", Trouble.OFF),
    ("paused|moving-to-paused|hold-new-jobs|stopping", Trouble.PAUSED),
    ("stopped-partly", Trouble.PARTLY_STOPPED),
    ("device-died|.*failure|.*-missing|.*storage-error|.*-recoverable-storage|cups-.*", Trouble.BROKEN),
)
"""Keywords without their severity, as regular expressions; the first that fits the whole of one counts.

PWG 5100.9 has the same dozens of conditions for each of a printer's parts, known and yet to come.
"""

OTHER: Final = "other"
_SEVERITY: Final = re.compile("-(report|warning|error)$")


def trouble_of(keyword: str) -> Trouble | None:
    """Return what a keyword without severity means; None when nothing is wrong. One that nobody knows is OTHER."""
    fitting = (trouble for pattern, trouble in _PATTERNS if re.fullmatch(pattern, keyword))
    return next(fitting, Trouble.OTHER)


def reasons_that_count(keywords: Iterable[str], *, stopped: bool) -> tuple[str, ...]:
    """Return the keywords, without severity, that somebody should know of.

    How bad something is depends on what the printer is doing, so known ones count whatever their severity; one that
    nobody knows counts only where it is called an error, or the printer has ``stopped``. A printer that has stopped
    and says of nothing why has another reason.
    """
    reasons = {reason for keyword in keywords if (reason := _counting(keyword, stopped=stopped))}
    if stopped and not any(keeps_paper(reason) for reason in reasons):
        reasons.add(OTHER)
    return tuple(sorted(reasons))


def worst(reasons: Iterable[str]) -> Trouble | None:
    """Return what is to be mended first of these reasons; the others are often but its consequence."""
    troubles = {trouble_of(reason) for reason in reasons}
    return next((trouble for trouble in Trouble if trouble in troubles), None)


def keeps_paper(reason: str) -> bool:
    trouble = trouble_of(reason)
    return trouble is not None and trouble.keeps_paper


def _counting(keyword: str, *, stopped: bool) -> str | None:
    reason = _SEVERITY.sub("", keyword)
    trouble = trouble_of(reason)
    matters = stopped or keyword.endswith("-error") if trouble is Trouble.OTHER else trouble is not None
    return reason if matters else None
