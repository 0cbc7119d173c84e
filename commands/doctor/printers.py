"""Checks of the printers: whether they would print, and on the paper that the city wants."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from commands.doctor.finding import Finding
from kiosk.errors import PrinterUnreachable, UsageError
from kiosk.printer_state import Action, trouble_of
from kiosk.settings import Paper
from printing.ipp.printer import IppPrinter

SENDER = "kakanai-doctor"
PRINTER_S = 4.0


class Said(Protocol):
    """What a printer says of itself; see printing.ipp.state.PrinterSays."""

    @property
    def reasons(self) -> tuple[str, ...]: ...

    @property
    def takes_pdf(self) -> bool: ...

    def lacking(self, paper: Paper) -> tuple[str, ...]: ...

    def offers(self, setting: str) -> tuple[str, ...]: ...


class Answering(Protocol):
    """A printer that can be asked; see printing.ipp.printer.IppPrinter."""

    def look(self, patience_s: float) -> Said: ...


Connect = Callable[[str, str], Answering]


def check_printers(papers: Mapping[str, Paper], connect: Connect = IppPrinter) -> Iterator[Finding]:
    """Ask every printer once, for all the paper in it. ``papers`` by their keys in kiosk.yaml. Nothing is printed."""
    for uri in dict.fromkeys(paper.printer for paper in papers.values()):
        yield from _check_printer({key: paper for key, paper in papers.items() if paper.printer == uri}, uri, connect)


def _check_printer(papers: Mapping[str, Paper], uri: str, connect: Connect) -> Iterator[Finding]:
    values = {"uri": uri, "keys": ", ".join(papers)}
    try:
        said = connect(uri, SENDER).look(PRINTER_S)
    except UsageError:
        yield Finding("printer", ok=False, outcome="no_address", values=values)
    except PrinterUnreachable:
        yield Finding("printer", ok=False, outcome="unreachable", values=values)
    else:
        yield from _check_state(said, values)
        for key, paper in papers.items():
            yield from _check_paper(key, paper, said, uri)


def _check_state(said: Said, values: Mapping[str, object]) -> Iterator[Finding]:
    findings = [finding for reason in said.reasons for finding in _check_reason(reason, values)]
    if not said.takes_pdf:
        findings.append(Finding("printer", ok=False, outcome="no_pdf", values=values))
    if all(finding.ok is not False for finding in findings):
        yield Finding("printer", ok=True, outcome="answers", values=values)
    yield from findings


def _check_reason(reason: str, values: Mapping[str, object]) -> Iterator[Finding]:
    trouble = trouble_of(reason)
    if trouble is None or trouble.action is Action.WAIT:
        return
    stops = trouble.keeps_paper
    yield Finding(
        "printer",
        ok=False if stops else None,
        outcome="stopped" if stops else "soon",
        values={**values, "reason": reason},
        advice=f"printer.{trouble.value}.staff",
    )


def _check_paper(key: str, paper: Paper, said: Said, uri: str) -> Iterator[Finding]:
    """Find what a printer has not; it prints all the same, on whatever it takes itself."""
    for setting in said.lacking(paper):
        wanted = paper.sides.value if setting == "sides" else getattr(paper, setting)
        offers = ", ".join(said.offers(setting)) or "-"
        values = {"paper": key, "setting": setting, "wanted": wanted, "offers": offers, "uri": uri}
        yield Finding("paper", ok=False, outcome="lacking", values=values)
