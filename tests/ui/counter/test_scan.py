"""The page of sheets, asked over HTTP as the browser does: opened, corrected, printed, exported, and nothing kept."""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from httpx import Response
from structlog.testing import capture_logs

from commands.city import SAMPLE
from commands.clock import CityClock
from commands.counter_sheets import sheet_parts
from commands.keys.folder import KeyFolder
from commands.keys.making import make_keys, put_new_key
from config.city import Content
from config.example import read_example
from config.published import dictionary_for
from kiosk.casework.casework import Desk
from kiosk.casework.correction import Edit
from kiosk.errors import PrinterUnreachable, StoreUnavailable
from kiosk.handover.record import Handover, handover_of
from kiosk.handover.text import Opening, write_handover
from kiosk.ports import Watch
from kiosk.settings import Paper
from kiosk.storage.cases import SqlCases
from kiosk.storage.database import Database
from ui.counter.parts import SheetParts

Browser = Any
FRAGMENT = {"X-Kakanai-Fragment": "1"}
CANARY = "金糸雀"


@dataclass
class FakePrinter:
    printed: list[bytes] = field(default_factory=list)
    trouble: PrinterUnreachable | None = None

    def print(self, name: str, pdf: bytes, paper: Paper, watch: Watch) -> None:
        if self.trouble:
            raise self.trouble
        self.printed.append(pdf)

    def cancel_left(self, patience_s: float) -> int:
        return 0


@dataclass
class AwayCases:
    """What is known of sheets, while the database is away."""

    def scan(self, *_: object) -> None:
        raise StoreUnavailable

    tick = trace = scan


@pytest.fixture
def printer() -> FakePrinter:
    return FakePrinter()


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    make_keys(tmp_path / "keys", "kiosk-1")
    return tmp_path / "keys"


@pytest.fixture
def sheets(
    *, once: SheetParts, content: Content, keys: Path, database: Database, clock: Any, printer: FakePrinter
) -> Any:
    """What the counter has, with keys of its own, on the day of the clock."""
    dictionary = dictionary_for(content)

    def opening() -> Opening:
        known = {dictionary.id: dictionary}.get
        return Opening("aonami", KeyFolder(keys).counter_keys(), known, clock.now().date(), 14)

    casework = replace(once.casework, opening=opening)
    return replace(once, casework=casework, cases=SqlCases(database, clock), printer=lambda: printer)


@pytest.fixture(scope="session")
def once(content: Content, tmp_path_factory: pytest.TempPathFactory) -> SheetParts:
    """What takes long to load."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('once')}/queue.db")
    return sheet_parts(content, SAMPLE, Path("keys"), database, CityClock("Asia/Tokyo"))


@pytest.fixture
def seal(content: Content, keys: Path, clock: Any) -> Callable[..., tuple[str, ...]]:
    """Seals an example as the kiosk does; the person is called by the canary."""

    def seal_one(**more: object) -> tuple[str, ...]:
        case = read_example(SAMPLE / "examples" / "F01-hanako.yaml", content.guide, content.needs, "Asia/Tokyo")
        people = (replace(case.people[0], name=f"番号　{CANARY}"),)
        case = replace(case, made=clock.now(), ticket="A1", people=people)
        handover: Handover = replace(handover_of(case, city="aonami", kiosk="kiosk-1"), **more)  # type: ignore[arg-type]
        return write_handover(handover, KeyFolder(keys).kiosk_keys("kiosk-1"), dictionary_for(content))

    return seal_one


@pytest.fixture
def clerk(with_parts: Callable[..., Browser], sheets: Any) -> Browser:
    browser = with_parts(sheets=sheets)
    browser.sign_in("hanako")
    browser.get("/scan")
    return browser


def post(clerk: Browser, path: str, texts: tuple[str, ...], edits: tuple[object, ...] = (), **more: str) -> Response:
    fields = {"form_token": clerk.form_token, "text": list(texts), "edit": [json.dumps(each) for each in edits], **more}
    response: Response = clerk.client.post(path, data=fields, headers=FRAGMENT)
    return response


def edit(what: str, *typed: str, why: str = "", note: str = "") -> dict[str, object]:
    return {"what": what, "typed": [*typed], "why": why, "note": note}


def shown(response: Response) -> str:
    return re.sub(r"<[^>]+>", " ", response.text)


PHONE = edit("need:phone", "09011112222")


def test_a_scanned_sheet_stands_there(clerk: Browser, seal: Any) -> None:
    answer = post(clerk, "/scan", seal())
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    for text in (CANARY, "転入", "A1", "本人確認 まだ", "転入届（国内から）", "日本の中で引っ越しました。"):
        assert text in shown(answer)


def test_a_scan_on_another_page_opens_the_whole_page(clerk: Browser, seal: Any) -> None:
    answer = clerk.post("/scan", text=seal()[0])
    assert CANARY in answer.text
    assert "<html" in answer.text


def test_what_was_typed_with_an_input_method_of_full_width_is_read(clerk: Browser, seal: Any) -> None:
    [text] = seal()
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    assert CANARY in post(clerk, "/scan", (wide,)).text


def test_it_says_which_symbol_is_missing(clerk: Browser, seal: Any) -> None:
    much = "".join(chr(0x4E00 + (number * 7919) % 20000) for number in range(600))
    first, second = seal(needs={"x": much})
    answer = post(clerk, "/scan", (second,))
    assert "2つのうち 1 を読みました。あと 1 を読んでください。" in shown(answer)
    assert CANARY in post(clerk, "/scan", (second, first)).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: "https://example.com/", "Kakanaiで作った紙のQRコードではありません"),
        (lambda text: text[:200] + "7" * 9 + text[209:], "中身が、作ったときと変わっています"),
        (lambda text: text[:-8], "全部そろっていません"),
        (lambda text: "", "Kakanaiで作った紙のQRコードではありません"),
    ],
)
def test_what_is_no_whole_sheet_says_what_to_do(
    clerk: Browser, seal: Any, change: Callable[[str], str], sentence: str
) -> None:
    answer = post(clerk, "/scan", (change(seal()[0]),))
    assert answer.status_code == 409
    assert sentence in shown(answer)


def test_another_citys_sheet_says_so(clerk: Browser, seal: Any) -> None:
    assert "ほかの市で作った紙です" in shown(post(clerk, "/scan", seal(city="elsewhere")))


def test_a_forged_sheet_is_refused(clerk: Browser, seal: Any, keys: Path) -> None:
    """Whoever knows the counter's public key can seal; nobody else has the kiosk's own key."""
    before = (keys / "kiosk-1.pub").read_bytes()
    put_new_key(KeyFolder(keys), "kiosk-1")
    forged = seal()
    (keys / "kiosk-1.pub").write_bytes(before)
    assert "鍵が、ここにありません" in shown(post(clerk, "/scan", forged))


def test_a_sheet_outside_of_its_days_is_refused(clerk: Browser, seal: Any, clock: Any) -> None:
    old = seal(made=clock.now() - timedelta(days=15))
    assert "受け付けられる期間の外です" in shown(post(clerk, "/scan", old))


def test_a_sheet_scanned_twice_is_said_to_be_so_by_whom_and_when(clerk: Browser, seal: Any) -> None:
    texts = seal()
    assert "前にも読み取っています" not in post(clerk, "/scan", texts).text
    again = shown(post(clerk, "/scan", texts))
    assert "前にも読み取っています" in again
    assert re.search(r"2026-11-20 09:00\s+hanako", again)


def test_showing_it_again_is_no_scan(clerk: Browser, seal: Any) -> None:
    texts = seal()
    post(clerk, "/scan", texts)
    assert "前にも読み取っています" not in post(clerk, "/scan/show", texts, (PHONE,)).text


def test_without_the_database_sheets_are_still_read(with_parts: Callable[..., Browser], sheets: Any, seal: Any) -> None:
    clerk = with_parts(sheets=replace(sheets, cases=AwayCases()))
    clerk.sign_in("hanako")
    clerk.get("/scan")
    answer = post(clerk, "/scan", seal())
    assert CANARY in answer.text
    assert "前に読み取ったかどうか分かりません" in shown(answer)


def test_a_correction_shows_what_it_was_before(clerk: Browser, seal: Any) -> None:
    answer = post(clerk, "/scan/show", seal(), (PHONE,))
    assert "09011112222" in shown(answer)
    assert "<s>090-0000-0000</s>" in answer.text


@pytest.mark.parametrize(
    "bad", ["", "{}", "[1]", '{"what": 1}', '{"what":"need:phone","typed":["x"],"why":"","note":""}']
)
def test_what_cannot_stand_there_is_a_sentence(clerk: Browser, seal: Any, bad: str) -> None:
    fields = {"form_token": clerk.form_token, "text": list(seal()), "edit": [bad]}
    answer = clerk.client.post("/scan/show", data=fields, headers=FRAGMENT)
    assert answer.status_code == 409
    assert "この欄には、そう書けません" in shown(answer)


def test_identity_is_verified_once_a_clerk_says_by_what(clerk: Browser, seal: Any) -> None:
    answer = shown(post(clerk, "/scan/show", seal(), (edit("identity", "passport"),)))
    assert "本人確認 ずみ" in answer
    assert "本人確認 まだ" not in answer


def test_the_corrected_sheet_is_printed_and_the_next_desk_scans_it(
    clerk: Browser, seal: Any, printer: FakePrinter, sheets: Any, clock: Any
) -> None:
    texts, edits = seal(), (PHONE, edit("procedure:mnc.keizoku", "no", why="not_wanted", note="要らない"))
    assert "訂正した用紙を印刷しました" in shown(post(clerk, "/scan/print", texts, edits))
    document = pypdfium2.PdfDocument(printer.printed[0])
    pages = [page.get_textpage().get_text_range() for page in document]
    assert all("訂　正" in page and "令和8年11月20日" in page for page in pages)
    assert "09011112222" in pages[0]
    casework = sheets.casework
    corrected = casework.correct(casework.open(texts), _edits(edits), Desk("hanako", None, clock.now()))
    next_desk = post(clerk, "/scan", write_handover(corrected, casework.opening().keys.sealing, casework.dictionary))
    assert "<s>090-0000-0000</s>" in next_desk.text
    assert "要らない" in shown(next_desk)
    assert "前にも読み取っています" not in next_desk.text


def _edits(edits: tuple[dict[str, Any], ...]) -> tuple[Edit, ...]:
    return tuple(Edit(one["what"], tuple(one["typed"]), one["why"], one["note"]) for one in edits)


def test_a_printer_that_is_away_says_so(clerk: Browser, seal: Any, printer: FakePrinter) -> None:
    printer.trouble = PrinterUnreachable()
    answer = post(clerk, "/scan/print", seal(), (PHONE,))
    assert answer.status_code == 409
    assert "印刷できませんでした" in shown(answer)


def test_without_a_printer_the_browser_prints_it(clerk: Browser, seal: Any) -> None:
    answer = post(clerk, "/scan/sheet", seal(), (PHONE,))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert "訂　正" in pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()


def test_nothing_is_printed_of_which_nothing_was_corrected(clerk: Browser, seal: Any, printer: FakePrinter) -> None:
    assert "まだ何も直していません" in shown(post(clerk, "/scan/print", seal()))
    assert printer.printed == []


def test_a_case_is_exported_with_what_was_corrected(clerk: Browser, seal: Any) -> None:
    answer = post(clerk, "/scan/export", seal(), (PHONE,), layout="case.csv", encoding="cp932")
    assert answer.headers["content-disposition"] == 'attachment; filename="case.csv"'
    assert answer.headers["cache-control"] == "no-store"
    [row] = csv.DictReader(StringIO(answer.content.decode("cp932"), newline=""))
    assert (row["need.phone"], row["person1.name"], row["ticket"]) == ("09011112222", f"番号　{CANARY}", "A1")
    assert post(clerk, "/scan/export", seal(), layout="all.xls", encoding="cp932").status_code == 404


def test_stages_are_ticked_with_times_only(clerk: Browser, seal: Any) -> None:
    texts = seal()
    post(clerk, "/scan", texts)
    ticked = shown(post(clerk, "/scan/tick", texts, stage="received"))
    assert "✓ 受付 09:00" in ticked
    assert "前にも読み取っています" not in ticked
    assert "✓ 受付 09:00" in shown(post(clerk, "/scan", texts))
    assert post(clerk, "/scan/tick", texts, stage="lunch").status_code == 404


def test_its_number_leads_to_the_queue_unless_it_is_of_another_day(
    clerk: Browser, seal: Any, parts: Any, clock: Any
) -> None:
    parts.queue.take("A", ("shimin",), "kiosk-1/x")
    assert "よびだしの画面で見る" in shown(post(clerk, "/scan", seal()))
    assert "よびだしの画面で見る" not in shown(post(clerk, "/scan", seal(made=clock.now() - timedelta(days=1))))


def test_sheets_are_opened_and_printed_without_a_queue(
    with_parts: Callable[..., Browser], sheets: Any, seal: Any, printer: FakePrinter
) -> None:
    clerk = with_parts(sheets=sheets, queue=None, windows=None, window="7")
    clerk.sign_in("hanako")
    assert clerk.client.get("/", follow_redirects=False).headers["location"] == "/scan"
    clerk.get("/scan")
    texts = seal()
    assert CANARY in post(clerk, "/scan", texts).text
    post(clerk, "/scan/print", texts, (PHONE,))
    assert "窓口7" in pypdfium2.PdfDocument(printer.printed[0])[0].get_textpage().get_text_range()
    assert post(clerk, "/scan/export", texts, layout="case.json", encoding="utf-8").status_code == 200
    assert re.search(r"hanako\s+7", shown(post(clerk, "/scan", texts)))


@pytest.mark.parametrize("path", ["", "/show", "/tick", "/print", "/sheet", "/export"])
def test_nobody_opens_a_sheet_who_is_not_signed_in(
    with_parts: Callable[..., Browser], sheets: Any, seal: Any, path: str
) -> None:
    stranger = with_parts(sheets=sheets)
    stranger.get("/sign-in")
    answer = post(stranger, f"/scan{path}", seal(), (PHONE,))
    assert answer.status_code == 401
    assert CANARY not in answer.text


def test_a_locked_page_opens_none(clerk: Browser, seal: Any, clock: Any) -> None:
    clock.forward(minutes=6)
    answer = post(clerk, "/scan", seal())
    assert (answer.status_code, answer.headers["x-kakanai-go"]) == (401, "/locked")


def test_what_a_resident_wrote_is_never_markup(clerk: Browser, seal: Any) -> None:
    evil = '<img src=x onerror=alert(1)>"&'
    answer = post(clerk, "/scan", seal(needs={"phone": evil, "school_name": evil}))
    assert "<img" not in answer.text
    noted = post(clerk, "/scan/show", seal(), (edit("person:1:name", evil), edit("need:phone", "1", note=evil)))
    assert "<img" not in noted.text


def test_nothing_of_a_resident_is_left_anywhere(
    clerk: Browser, seal: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The canary: her name, and what the clerk typed, in no file, no log and no address."""
    texts, edits = seal(), (edit("person:1:name", f"訂正　{CANARY}"), edit("identity", "passport"))
    with capture_logs() as logs:
        for path, more in (
            ("/scan", {}),
            ("/scan/show", {}),
            ("/scan/tick", {"stage": "received"}),
            ("/scan/print", {}),
            ("/scan/sheet", {}),
            ("/scan/export", {"layout": "case.csv", "encoding": "utf-8"}),
        ):
            answer = post(clerk, path, texts, edits, **more)
            assert answer.status_code == 200
            assert CANARY not in str(answer.url) + str(answer.headers)
        post(clerk, "/scan/show", texts, (edit("need:phone", CANARY),))
        post(clerk, "/scan", (texts[0][:-9] + CANARY,))
    said = "".join((*map(str, logs), *capfd.readouterr()))
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    traces = [CANARY.encode(), CANARY.encode("utf-16-be"), CANARY.encode("cp932"), texts[0].encode()]
    assert any(file.name == "queue.db" for file in written)
    for file in written:
        assert not any(trace in file.read_bytes() for trace in traces), file
    assert CANARY not in said
    assert texts[0] not in said
    assert CANARY not in clerk.get("/scan").text
