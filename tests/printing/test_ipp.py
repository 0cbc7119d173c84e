"""Against a scripted printer: everything that a real one says only on a bad day."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from struct import pack
from typing import Any

import pytest
from pyipp.enums import IppOperation, IppTag
from pyipp.parser import parse

from kiosk.errors import Cancelled, PrinterUnreachable, PrintRefused, UsageError
from kiosk.ports import PrinterNotice
from kiosk.settings import A4, Paper, Sides
from printing.ipp.printer import IppPrinter

READY = {
    "document-format-supported": (IppTag.MIME_TYPE, ["application/octet-stream", "application/pdf"]),
    "media-supported": (IppTag.KEYWORD, ["na_letter_8.5x11in", "iso_a4_210x297mm"]),
    "sides-supported": (IppTag.KEYWORD, ["one-sided", "two-sided-long-edge"]),
    "printer-state-reasons": (IppTag.KEYWORD, ["none"]),
}
TAKEN = {"job-id": (IppTag.INTEGER, [7])}
SENDER, ANOTHER = "kakanai-1", "kakanai-11"
PATIENCE_S = 20
SHEETS, SLIPS = Paper("", media=A4), Paper("")
NO_PDF = {**READY, "document-format-supported": (IppTag.MIME_TYPE, ["image/urf"])}

Attributes = Mapping[str, tuple[IppTag, list[Any]]]


def attribute(tag: IppTag, name: str, value: str | int) -> bytes:
    content = value.encode() if isinstance(value, str) else pack(">i", value)
    return pack(">BH", tag, len(name)) + name.encode() + pack(">H", len(content)) + content


def reply(group: IppTag = IppTag.JOB, attributes: Attributes | None = None, status: int = 0) -> bytes:
    """Write an answer; pyipp writes requests only, and only attributes that a client sends."""
    rows = [
        attribute(tag, "" if place else name, value)
        for name, (tag, values) in (attributes or {}).items()
        for place, value in enumerate(values)
    ]
    operation = pack(">BBHIB", 2, 0, status, 1, IppTag.OPERATION) + attribute(
        IppTag.CHARSET, "attributes-charset", "utf-8"
    )
    return b"".join([operation, *([bytes([group])] if rows else []), *rows, bytes([IppTag.END])])


def ready(attributes: Attributes = READY) -> bytes:
    return reply(IppTag.PRINTER, attributes)


def reasons(*words: str) -> bytes:
    return ready({**READY, "printer-state-reasons": (IppTag.KEYWORD, list(words))})


def taken(status: int = 0) -> bytes:
    return reply(attributes=None if status else TAKEN, status=status)


def job(state: int, *words: str) -> bytes:
    return reply(
        attributes={
            "job-state": (IppTag.ENUM, [state]),
            "job-state-reasons": (IppTag.KEYWORD, list(words or ("none",))),
        }
    )


def listed(*senders: str | None) -> bytes:
    """Write the answer to Get-Jobs: a job of each sender, numbered from 1; None is somebody whom the printer hides."""
    groups = []
    for number, sender in enumerate(senders, 1):
        groups += [bytes([IppTag.JOB]), attribute(IppTag.INTEGER, "job-id", number)]
        groups += [attribute(IppTag.NAME, "job-originating-user-name", sender)] if sender else []
    return reply()[:-1] + b"".join(groups) + bytes([IppTag.END])


@dataclass
class Script:
    """What the printer answers to each operation, one after the other; the last answer stays."""

    printer: list[bytes] = field(default_factory=lambda: [ready()])
    taking: list[bytes] = field(default_factory=lambda: [taken()])
    job: list[bytes] = field(default_factory=lambda: [job(9)])
    cancelling: list[bytes] = field(default_factory=lambda: [reply()])
    jobs: list[bytes] = field(default_factory=lambda: [listed()])
    http_status: int = 200
    cut_off: int = 0
    asked: list[tuple[IppOperation, dict[str, Any]]] = field(default_factory=list)

    def answer(self, message: bytes) -> bytes:
        asked = parse(message, contains_data=True)
        operation = IppOperation(asked["status-code"])
        self.asked.append((operation, asked))
        answers = {
            IppOperation.CANCEL_JOB: self.cancelling,
            IppOperation.GET_PRINTER_ATTRIBUTES: self.printer,
            IppOperation.PRINT_JOB: self.taking,
            IppOperation.GET_JOB_ATTRIBUTES: self.job,
            IppOperation.GET_JOBS: self.jobs,
        }[operation]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def asked_for(self, operation: IppOperation) -> list[dict[str, Any]]:
        return [asked for one, asked in self.asked if one is operation]


@contextmanager
def listening(script: Script) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer = script.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(script.http_status)
            self.send_header("Content-Length", str(len(answer) + script.cut_off))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("localhost", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"ipp://localhost:{server.server_port}/ipp/print"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Watching:
    cancelled_when: Callable[[], bool] = lambda: False
    notices: list[object] = field(default_factory=list)

    def cancelled(self) -> bool:
        return self.cancelled_when()

    def report(self, progress: object) -> None:
        self.notices.append(progress)


def printed(script: Script, watch: Watching | None = None, paper: Paper = SHEETS) -> list[object]:
    watch = watch or Watching()
    with listening(script) as uri:
        IppPrinter(uri, SENDER).print("application-1", b"%PDF", paper, watch)
    return watch.notices


def cleared(script: Script) -> int:
    with listening(script) as uri:
        return IppPrinter(uri, SENDER).cancel_left(PATIENCE_S)


def test_the_document_is_sent_with_its_name_format_and_paper() -> None:
    script = Script()
    assert printed(script) == []
    (asked,) = script.asked_for(IppOperation.PRINT_JOB)
    assert asked["operation-attributes"]["requesting-user-name"] == SENDER
    assert asked["operation-attributes"]["job-name"] == "application-1"
    assert asked["operation-attributes"]["document-format"] == "application/pdf"
    assert asked["jobs"] == [{"media": "iso_a4_210x297mm", "sides": "one-sided"}]
    assert asked["data"] == b"%PDF"


TRAYS = {
    **READY,
    "media-supported": (IppTag.KEYWORD, ["iso_a4_210x297mm", "custom_min_50x80mm", "custom_max_12x18in"]),
    "media-source-supported": (IppTag.KEYWORD, ["main", "tray-2"]),
    "media-col-supported": (IppTag.KEYWORD, ["media-size", "media-source"]),
}
A4_SIZE = {"x-dimension": 21000, "y-dimension": 29700}
ROLL = "custom_roll_80x200mm"


@pytest.mark.parametrize(
    ("paper", "asked", "lacking"),
    [
        (Paper("", media=A4), {"media": A4, "sides": "one-sided"}, ()),
        (Paper(""), {"sides": "one-sided"}, ()),
        (
            Paper("", "tray-2", A4, Sides.TWO_SIDED_LONG_EDGE),
            {"sides": "two-sided-long-edge", "media-col": {"media-size": A4_SIZE, "media-source": "tray-2"}},
            (),
        ),
        (Paper("", "tray-2"), {"sides": "one-sided", "media-col": {"media-source": "tray-2"}}, ()),
        (
            Paper("", media=ROLL),
            {"sides": "one-sided", "media-col": {"media-size": {"x-dimension": 8000, "y-dimension": 20000}}},
            (),
        ),
        (Paper("", "tray-9", A4), {"media": A4, "sides": "one-sided"}, ("tray",)),
        (Paper("", media="custom_strip_20x200mm"), {"sides": "one-sided"}, ("media",)),
        (Paper("", media="paper"), {"sides": "one-sided"}, ("media",)),
        (Paper("", sides=Sides.TWO_SIDED_SHORT_EDGE), {}, ("sides",)),
    ],
)
def test_a_printer_is_asked_for_the_paper_that_it_has(
    paper: Paper, asked: dict[str, object], lacking: tuple[str, ...]
) -> None:
    script = Script(printer=[ready(TRAYS)])
    printed(script, paper=paper)
    (print_job,) = script.asked_for(IppOperation.PRINT_JOB)
    assert print_job["jobs"] == ([asked] if asked else [])
    assert print_job["data"] == b"%PDF"
    with listening(script) as uri:
        assert IppPrinter(uri, SENDER).look(PATIENCE_S).lacking(paper) == lacking


def test_a_printer_says_what_trays_it_has() -> None:
    with listening(Script(printer=[ready(TRAYS)])) as uri:
        assert IppPrinter(uri, SENDER).look(PATIENCE_S).offers("tray") == ("main", "tray-2")


def test_a_size_between_others_is_not_asked_of_a_printer_without_collections() -> None:
    script = Script(printer=[ready({**TRAYS, "media-col-supported": (IppTag.KEYWORD, ["media-top-margin"])})])
    printed(script, paper=Paper("", "tray-2", ROLL))
    (asked,) = script.asked_for(IppOperation.PRINT_JOB)
    assert asked["jobs"] == [{"sides": "one-sided"}]


def test_a_printer_without_pdf_refuses_before_anything_is_sent() -> None:
    script = Script(printer=[ready(NO_PDF)])
    with pytest.raises(PrintRefused, match="no PDF"):
        printed(script)
    assert script.asked_for(IppOperation.PRINT_JOB) == []


def test_a_refused_job_is_told_with_its_status() -> None:
    with pytest.raises(PrintRefused, match="0x0403"):
        printed(Script(taking=[taken(0x0403)]))


def test_a_busy_printer_is_asked_again() -> None:
    script = Script(taking=[taken(0x0507), taken(0x0505), taken()])
    printed(script)
    assert len(script.asked_for(IppOperation.PRINT_JOB)) == 3


def test_reasons_are_reported_when_they_change_and_cleared_at_the_end() -> None:
    script = Script(
        printer=[
            reasons("toner-low-report"),
            reasons("media-empty-report", "toner-low-warning"),
            reasons("media-empty-warning"),
            reasons("media-jam-error", "door-open"),
        ],
        job=[job(5), job(6), job(6), job(9)],
    )
    assert printed(script) == [
        PrinterNotice(("media-empty",)),
        PrinterNotice(("door-open", "media-jam")),
        PrinterNotice(()),
    ]


@pytest.mark.parametrize("reason", ["output-area-full", "door-open", "shutdown", "fuser-over-temp", "timed-out"])
def test_whatever_keeps_paper_is_told_and_forgotten(reason: str) -> None:
    said = [reasons("none"), reasons(f"{reason}-report"), reasons("none")]
    assert printed(Script(printer=said, job=[job(5), job(5), job(9)])) == [PrinterNotice((reason,)), PrinterNotice(())]


def test_low_supplies_worry_nobody() -> None:
    assert printed(Script(printer=[reasons("media-low-warning", "toner-low", "other-report")])) == []


def test_a_queue_that_connects_for_a_moment_worries_nobody() -> None:
    connecting = reasons("connecting-to-device")
    assert printed(Script(printer=[connecting] * 5 + [reasons("none")], job=[job(5)] * 6 + [job(9)])) == []


def test_a_queue_that_goes_on_connecting_has_a_printer_that_is_off() -> None:
    script = Script(printer=[reasons("connecting-to-device")], job=[job(5)] * 6 + [job(9)])
    assert printed(script) == [PrinterNotice(("offline",)), PrinterNotice(())]


def test_a_job_that_is_stopped_for_a_moment_worries_nobody() -> None:
    assert printed(Script(job=[job(6)] * 5 + [job(5), job(6), job(9)])) == []


def test_a_job_that_its_queue_stopped_for_good_is_cancelled_and_given_up() -> None:
    script = Script(job=[job(5), job(6, "job-completed-with-errors")])
    with pytest.raises(PrintRefused) as refused:
        printed(script)
    assert refused.value.reasons == ("job-completed-with-errors",)
    assert len(script.asked_for(IppOperation.CANCEL_JOB)) == 1


def test_a_job_that_stays_stopped_without_a_reason_has_one() -> None:
    assert printed(Script(job=[job(6)] * 7 + [job(9)])) == [PrinterNotice(("other",)), PrinterNotice(())]


@pytest.mark.parametrize("state", [7, 8])
def test_a_job_that_the_printer_gave_up_is_refused(state: int) -> None:
    with pytest.raises(PrintRefused) as refused:
        printed(Script(job=[job(5), job(state, "aborted-by-system")]))
    assert refused.value.reasons == ("aborted-by-system",)


@pytest.mark.parametrize("status", [0x0406, 0x0407])
def test_a_job_that_is_already_forgotten_was_printed(status: int) -> None:
    printed(Script(job=[job(5), reply(status=status)]))


def test_an_unanswered_question_is_asked_again() -> None:
    printed(Script(job=[b"", b"<html>", job(5), b"", job(9)]))


def test_a_printer_that_stays_silent_is_unreachable() -> None:
    script = Script(job=[job(5), b""])
    with pytest.raises(PrinterUnreachable):
        printed(script)


def test_something_else_at_the_address_is_unreachable() -> None:
    with pytest.raises(PrinterUnreachable, match="HTTP 404"):
        printed(Script(http_status=404))


def test_an_answer_that_breaks_off_is_none() -> None:
    with pytest.raises(PrinterUnreachable):
        printed(Script(cut_off=1))


def test_nobody_at_the_address_is_unreachable() -> None:
    with HTTPServer(("localhost", 0), BaseHTTPRequestHandler) as server:
        uri = f"ipp://localhost:{server.server_port}/ipp/print"
    with pytest.raises(PrinterUnreachable):
        IppPrinter(uri, SENDER).print("application-1", b"%PDF", SHEETS, Watching())
    with pytest.raises(PrinterUnreachable):
        IppPrinter(uri, SENDER).cancel_left(PATIENCE_S)


@pytest.mark.parametrize("uri", ["", "printer", "http://printer/", "ipp:///queue", "ipp://host:port/", "ipp://["])
def test_an_address_that_is_none_is_refused_at_once(uri: str) -> None:
    with pytest.raises(UsageError, match="is not the address of a printer"):
        IppPrinter(uri, SENDER)


@pytest.mark.parametrize("answer", [reply(), reply(status=0x0404), b""])
def test_who_no_longer_waits_has_the_job_cancelled(answer: bytes) -> None:
    script = Script(job=[job(5)], cancelling=[answer])
    watch = Watching(lambda: len(script.asked_for(IppOperation.GET_JOB_ATTRIBUTES)) >= 2)
    with pytest.raises(Cancelled):
        printed(script, watch)
    (asked,) = script.asked_for(IppOperation.CANCEL_JOB)
    assert asked["operation-attributes"]["job-id"] == 7


def test_a_job_that_was_never_taken_is_not_cancelled() -> None:
    script = Script(taking=[taken(0x0507)])
    with pytest.raises(Cancelled):
        printed(script, Watching(lambda: True))
    assert script.asked_for(IppOperation.CANCEL_JOB) == []


def test_what_this_kiosk_left_is_cancelled_and_nothing_else() -> None:
    script = Script(jobs=[listed(SENDER, ANOTHER, SENDER, "kakanai", None)])
    assert cleared(script) == 2
    cancelled = [asked["operation-attributes"] for asked in script.asked_for(IppOperation.CANCEL_JOB)]
    assert [asked["job-id"] for asked in cancelled] == [1, 3]
    assert {asked["requesting-user-name"] for asked in cancelled} == {SENDER}


def test_the_printer_is_asked_for_what_is_not_over_and_ours() -> None:
    script = Script()
    assert cleared(script) == 0
    (asked,) = script.asked_for(IppOperation.GET_JOBS)
    assert asked["operation-attributes"]["requesting-user-name"] == SENDER
    assert asked["operation-attributes"]["my-jobs"] is True
    assert asked["operation-attributes"]["which-jobs"] == "not-completed"
    assert script.asked_for(IppOperation.CANCEL_JOB) == []


@pytest.mark.parametrize("status", [0x0404, 0x0406, 0x0407])
def test_a_job_that_is_over_by_then_does_not_count(status: int) -> None:
    assert cleared(Script(jobs=[listed(SENDER, SENDER)], cancelling=[reply(status=status), reply()])) == 1


def test_a_job_that_the_printer_keeps_is_told_after_the_others_are_cancelled() -> None:
    script = Script(jobs=[listed(SENDER, SENDER)], cancelling=[reply(status=0x0403), reply()])
    with pytest.raises(PrintRefused, match="0x0403"):
        cleared(script)
    assert len(script.asked_for(IppOperation.CANCEL_JOB)) == 2


def test_a_printer_that_tells_no_jobs_is_told_with_its_status() -> None:
    with pytest.raises(PrintRefused, match="0x0501"):
        cleared(Script(jobs=[reply(status=0x0501)]))


def test_a_visit_that_has_printed_cancels_nothing() -> None:
    script = Script(jobs=[listed(), listed(SENDER)])
    with listening(script) as uri:
        printer = IppPrinter(uri, SENDER)
        printer.print("application-1", b"%PDF", SHEETS, Watching())
        assert printer.cancel_left(PATIENCE_S) == 0
    assert script.asked_for(IppOperation.CANCEL_JOB) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none"], ()),
        (["toner-low-warning", "cups-waiting-for-job-completed"], ("toner-low",)),
        (["media-empty-error", "cover-open-report", "toner-low"], ("cover-open", "media-empty", "toner-low")),
    ],
)
def test_a_printer_says_what_is_to_be_done_at_it(words: list[str], told: tuple[str, ...]) -> None:
    script = Script(printer=[reasons(*words)])
    with listening(script) as uri:
        assert IppPrinter(uri, SENDER).look(PATIENCE_S).reasons == told
    assert [operation for operation, _ in script.asked] == [IppOperation.GET_PRINTER_ATTRIBUTES]


def test_a_printer_that_tells_no_reasons_is_unreachable() -> None:
    with listening(Script(printer=[reply(status=0x0501)])) as uri, pytest.raises(PrinterUnreachable, match="0x0501"):
        IppPrinter(uri, SENDER).look(PATIENCE_S)


def test_a_printer_that_says_nothing_is_not_awaited() -> None:
    with HTTPServer(("localhost", 0), BaseHTTPRequestHandler) as server:
        printer = IppPrinter(f"ipp://localhost:{server.server_port}/ipp/print", SENDER)
        with pytest.raises(PrinterUnreachable):
            printer.cancel_left(0.01)
        with pytest.raises(PrinterUnreachable):
            printer.look(0.01)


def again(script: Script, first: Script) -> None:
    """Print on a printer that goes away (``first``); then once more on what it has become."""
    with listening(first) as uri:
        printer = IppPrinter(uri, SENDER)
        with pytest.raises(PrinterUnreachable):
            printer.print("application-1", b"%PDF", SHEETS, Watching())
        first.__dict__.update(script.__dict__)
        printer.print("application-1", b"%PDF", SHEETS, Watching())


def known(state: int, name: str = "application-1", sender: str = SENDER) -> bytes:
    return reply(
        attributes={
            "job-state": (IppTag.ENUM, [state]),
            "job-name": (IppTag.NAME, [name]),
            "job-originating-user-name": (IppTag.NAME, [sender]),
        }
    )


GOES_AWAY = Script(job=[job(5), b""])


@pytest.mark.parametrize("states", [[9], [5, 9]])
def test_a_sheet_that_came_out_while_the_printer_was_silent_does_not_come_out_twice(states: list[int]) -> None:
    back = Script(job=[known(state) for state in states])
    again(back, replace(GOES_AWAY))
    assert back.asked_for(IppOperation.PRINT_JOB) == []


@pytest.mark.parametrize(
    "answer", [known(7), known(8), known(9, "checklist"), known(9, sender=ANOTHER), reply(status=0x0406)]
)
def test_a_sheet_of_which_the_printer_knows_nothing_any_more_is_sent_again(answer: bytes) -> None:
    back = Script(job=[answer, job(9)])
    again(back, replace(GOES_AWAY))
    assert len(back.asked_for(IppOperation.PRINT_JOB)) == 1


def test_a_job_that_is_forgotten_by_a_printer_that_was_away_was_not_printed() -> None:
    with pytest.raises(PrintRefused):
        printed(Script(job=[job(5), b"", reply(status=0x0406)]))


def test_what_was_left_is_cancelled_before_the_first_sheet_where_it_could_not_be_before() -> None:
    script = Script(jobs=[listed(SENDER, ANOTHER)])
    printed(script)
    operations = [operation for operation, _ in script.asked]
    assert operations.index(IppOperation.CANCEL_JOB) < operations.index(IppOperation.PRINT_JOB)
    (cancelled,) = script.asked_for(IppOperation.CANCEL_JOB)
    assert cancelled["operation-attributes"]["job-id"] == 1


def test_what_was_left_is_looked_for_once() -> None:
    script = Script()
    with listening(script) as uri:
        printer = IppPrinter(uri, SENDER)
        printer.cancel_left(PATIENCE_S)
        for name in ("application-1", "checklist"):
            printer.print(name, b"%PDF", SHEETS, Watching())
    assert len(script.asked_for(IppOperation.GET_JOBS)) == 1


def test_a_printer_that_tells_no_jobs_prints() -> None:
    script = Script(jobs=[reply(status=0x0501)])
    printed(script)
    assert len(script.asked_for(IppOperation.PRINT_JOB)) == 1


def test_a_printer_that_has_stopped_and_does_not_say_why_is_told() -> None:
    stopped = ready({**READY, "printer-state": (IppTag.ENUM, [5])})
    assert printed(Script(printer=[ready(), stopped], job=[job(5), job(9)])) == [
        PrinterNotice(("other",)),
        PrinterNotice(()),
    ]
