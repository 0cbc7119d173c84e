"""Sheets at the counter: scanned by keys as a scanner sends them, corrected, printed, exported, gone when locked."""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, Route, expect
from playwright.sync_api import TimeoutError as TooLate

from commands.demo.symbols import symbols_of

NAME = "番号　花子"
SCAN_MS = "() => performance.getEntriesByName('shown').at(-1).startTime - window.lastKey"

TYPE = """([text, key, composing]) => {
  for (const letter of text + "\\n") {
    const code = letter === "\\n" ? "Enter" : /[0-9]/.test(letter) ? `Digit${letter}` : `Key${letter}`;
    const how = {code, key: key || letter, isComposing: composing, bubbles: true, cancelable: true};
    window.lastKey = performance.now();
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", how));
  }
}"""
"""What a scanner types, faster than any: what the keys are called is up to the input method, their codes are not."""


@pytest.fixture
def sheet(seal: Callable[..., tuple[str, ...]]) -> tuple[str, ...]:
    return seal("F01-hanako")


@pytest.fixture
def seated(sit_down: Callable[..., Any], office: Any) -> Any:
    """Hanako at window 1, at the page on which sheets are scanned."""
    office.sit_at("1", "hanako", "shimin")
    clerk = sit_down("hanako")
    clerk.go("/scan")
    return clerk


def test_scanned_sheet_stands_there_soon_after_its_last_key(seated: Any, sheet: tuple[str, ...]) -> None:
    """With real keys. On a busy machine some come as slowly as a hand types: then it is scanned again."""
    for _ in range(3):
        seated.go("/scan")
        seated.page.evaluate("document.addEventListener('scanned', () => { window.lastKey = performance.now(); })")
        for text in sheet:
            seated.page.keyboard.type(text)
            seated.press("Enter")
        with suppress(TooLate):
            seated.page.locator("#case").wait_for(state="attached", timeout=5_000)
            break
    expect(seated.page.locator("#scan")).to_contain_text(NAME)
    sys.stdout.write(f"after the last key: {seated.page.evaluate(SCAN_MS):.0f} ms\n")


@pytest.mark.parametrize(("key", "composing"), [("", False), ("Process", True), ("Process", False)])
def test_input_method_changes_nothing(seated: Any, sheet: tuple[str, ...], key: str, composing: bool) -> None:
    scan(seated.page, sheet, key, composing=composing)
    expect(seated.page.locator("#scan")).to_contain_text(NAME)


def test_capitals_lock_changes_nothing(seated: Any, sheet: tuple[str, ...]) -> None:
    scan(seated.page, sheet, key="a")
    expect(seated.page.locator("#scan")).to_contain_text(NAME)


def test_nothing_lands_in_the_field_that_has_the_focus(seated: Any, sheet: tuple[str, ...]) -> None:
    seated.page.locator("summary").first.click()
    seated.page.locator("#letters").fill("前から")
    seated.page.keyboard.type(sheet[0][:60])
    expect(seated.page.locator("#letters")).to_have_value("前から")


def test_sheet_is_scanned_from_the_page_of_calls(seated: Any, sheet: tuple[str, ...]) -> None:
    seated.go("/queue")
    seated.page.locator("#by-number").focus()
    scan(seated.page, sheet)
    expect(seated.page.locator("#case")).to_be_attached()
    expect(seated.page.locator("#scan")).to_contain_text(NAME)
    assert seated.page.url.endswith("/scan")


def test_scan_presses_no_button_that_has_the_focus(seated: Any, sheet: tuple[str, ...], office: Any) -> None:
    seated.page.locator("#lock-form button").focus()
    scan(seated.page, sheet)
    expect(seated.page.locator("#case")).to_be_attached()


def test_two_symbols_are_gathered_in_any_order(seated: Any, seal: Callable[..., tuple[str, ...]]) -> None:
    texts = seal("F01-hanako", in_two=True)
    assert len(texts) == 2
    scan(seated.page, texts[1:])
    expect(seated.page.locator(".gathering")).to_contain_text("1")
    scan(seated.page, texts[:1])
    expect(seated.page.locator("#case")).to_be_attached()


def test_symbols_that_come_faster_than_answers_are_gathered_all_the_same(
    seated: Any, seal: Callable[..., tuple[str, ...]]
) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    texts = seal("F01-hanako", in_two=True)
    seated.context.route("**/scan", hold_the_first)
    with seated.page.expect_request("**/scan"):
        seated.page.evaluate(TYPE, [texts[0], "", False])
    seated.page.evaluate(TYPE, [texts[1], "", False])
    held[0].continue_()
    expect(seated.page.locator("#case")).to_be_attached()


def test_scan_that_nobody_answers_is_said_to_be_so(seated: Any, sheet: tuple[str, ...]) -> None:
    scan(seated.page, sheet)
    expect(seated.page.locator("#case")).to_be_attached()
    seated.watched.allowed.append("ERR_INTERNET_DISCONNECTED")
    seated.context.set_offline(True)
    seated.page.evaluate(TYPE, [sheet[0], "", False])
    expect(seated.page.get_by_role("alert")).to_contain_text("つながりません")
    expect(seated.page.locator("#scan.stale")).to_be_attached()
    seated.context.set_offline(False)
    scan(seated.page, sheet)
    expect(seated.page.locator("#scan.stale")).to_have_count(0)


def test_sheet_of_another_city_is_refused_in_a_sentence(seated: Any, seal: Callable[..., tuple[str, ...]]) -> None:
    scan(seated.page, seal("F01-hanako", city="tonari"))
    expect(seated.page.locator("#complaint")).not_to_be_empty()
    expect(seated.page.locator("#case")).to_have_count(0)


def test_altered_sheet_is_refused_in_a_sentence(seated: Any, sheet: tuple[str, ...]) -> None:
    text = sheet[0]
    scan(seated.page, (text[:-9] + ("A" if text[-9] != "A" else "B") + text[-8:],))
    expect(seated.page.locator("#complaint")).not_to_be_empty()
    expect(seated.page.locator("#case")).to_have_count(0)


def test_sheet_that_is_scanned_twice_is_said_to_be_so(
    sit_down: Callable[..., Any], seated: Any, sheet: tuple[str, ...]
) -> None:
    scan(seated.page, sheet)
    expect(seated.page.locator("#case")).to_be_attached()
    other = sit_down("taro")
    other.go("/scan")
    scan(other.page, sheet)
    expect(other.page.locator(".note")).to_contain_text("hanako")


def test_value_is_corrected_and_the_corrected_sheet_opens_at_the_next_desk(
    sit_down: Callable[..., Any], office: Any, sheet: tuple[str, ...]
) -> None:
    office.sit_at("1", "hanako", "shimin")
    seated = sit_down("hanako", ignore_https_errors=True)  # what passes the sheet on is no browser
    seated.go("/scan")
    scan(seated.page, sheet)
    _correct(seated.page, "バンゴウ　ハナコ", "バンゴウ　ハルコ")
    expect(seated.page.locator("tr.corrected")).to_contain_text("バンゴウ　ハナコ")
    pdf = _sheet(seated)
    assert "訂　正" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    other = sit_down("taro")
    other.go("/scan")
    scan(other.page, symbols_of(pdf))
    expect(other.page.locator("#scan")).to_contain_text("バンゴウ　ハルコ")
    expect(other.page.locator("#scan")).to_contain_text("hanako")


def test_case_is_exported_in_the_letters_of_a_japanese_pc(seated: Any, sheet: tuple[str, ...]) -> None:
    scan(seated.page, sheet)
    assert NAME in _exported(seated.page, "case.csv", "cp932").decode("cp932")


def test_case_is_exported_as_json(seated: Any, sheet: tuple[str, ...]) -> None:
    scan(seated.page, sheet)
    exported = json.loads(_exported(seated.page, "case.json", "utf-8").decode("utf-8-sig"))
    assert NAME in json.dumps(exported, ensure_ascii=False)


def test_export_of_a_corrected_case_asks_nothing_and_keeps_it(seated: Any, sheet: tuple[str, ...]) -> None:
    scan(seated.page, sheet)
    _correct(seated.page, "バンゴウ　ハナコ", "バンゴウ　ハルコ")
    asked: list[str] = []
    seated.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    assert "バンゴウ　ハルコ" in _exported(seated.page, "case.csv", "utf-8").decode("utf-8-sig")
    assert asked == []
    expect(seated.page.locator(".pending")).to_be_visible()


def test_refused_export_leaves_the_case_on_the_page(seated: Any, sheet: tuple[str, ...]) -> None:
    scan(seated.page, sheet)
    _correct(seated.page, "バンゴウ　ハナコ", "バンゴウ　ハルコ")
    seated.page.evaluate("document.querySelector('#export [name=encoding] option').value = 'ebcdic'")
    seated.watched.allowed.append("status of 404")
    seated.page.locator("#export button").click()
    expect(seated.page.locator("#complaint")).not_to_be_empty()
    expect(seated.page.locator(".pending")).to_be_visible()


def test_field_is_copied_with_one_key(seated: Any, sheet: tuple[str, ...]) -> None:
    seated.context.grant_permissions(["clipboard-read", "clipboard-write"])
    scan(seated.page, sheet)
    expect(seated.page.locator("#case")).to_be_attached()
    seated.press("F8")
    first = seated.page.locator("[data-copy].copied").get_attribute("data-copy")
    assert seated.page.evaluate("navigator.clipboard.readText()") == first


def test_lock_takes_the_resident_out_of_the_page(
    sit_down: Callable[..., Any], office: Any, sheet: tuple[str, ...]
) -> None:
    clerk = sit_down()
    clerk.page.clock.install()
    clerk.sign_in("hanako")
    clerk.go("/scan")
    scan(clerk.page, sheet)
    clerk.page.clock.run_for(1000)
    expect(clerk.page.locator("#scan")).to_contain_text(NAME)
    clerk.wait_minutes(5)
    expect(clerk.page.locator("#password")).to_be_visible()
    clerk.page.go_back()
    assert NAME not in clerk.page.content()


def test_back_button_shows_no_resident_after_signing_out(seated: Any, sheet: tuple[str, ...]) -> None:
    scan(seated.page, sheet)
    expect(seated.page.locator("#scan")).to_contain_text(NAME)
    seated.page.locator("form[action='/sign-out'] button").click()
    expect(seated.page.locator("#name")).to_be_visible()
    seated.page.go_back()
    expect(seated.page.locator("#name")).to_be_visible()
    assert NAME not in seated.page.content()


def test_window_of_a_sheet_goes_with_its_page(seated: Any, sheet: tuple[str, ...]) -> None:
    scan(seated.page, sheet)
    _correct(seated.page, "バンゴウ　ハナコ", "バンゴウ　ハルコ")
    with seated.page.expect_popup() as popup:
        seated.page.locator("[data-pdf]").click()
    popup.value.wait_for_url("**/scan/sheet")
    with popup.value.expect_event("close"):
        seated.go("/queue")


def scan(page: Page, texts: tuple[str, ...], key: str = "", *, composing: bool = False) -> None:
    """Scan the symbols of a sheet, one after the other."""
    for text in texts:
        page.wait_for_load_state()
        with page.expect_response("**/scan"):
            page.evaluate(TYPE, [text, key, composing])


def _correct(page: Page, before: str, after: str) -> None:
    row = page.locator("tr.field", has_text=before).first
    row.locator("[data-correct]").click()
    page.locator("form.editor input").fill(after)
    page.keyboard.press("Enter")
    expect(page.locator("tr.corrected")).to_contain_text(after)


def _sheet(clerk: Any) -> bytes:
    """Return the corrected sheet as the browser gets it to print; its viewer would not give it away."""
    sheets: list[bytes] = []

    def pass_on(route: Route) -> None:
        response = route.fetch()
        sheets.append(response.body())
        route.fulfill(response=response)

    clerk.context.route("**/scan/sheet", pass_on)
    with clerk.page.expect_popup() as popup:
        clerk.page.locator("[data-pdf]").click()
    popup.value.wait_for_url("**/scan/sheet")
    return sheets[0]


def _exported(page: Page, layout: str, encoding: str) -> bytes:
    page.locator("#export select[name=layout]").select_option(layout)
    page.locator("#export select[name=encoding]").select_option(encoding)
    with page.expect_download() as got:
        page.locator("#export button").click()
    return bytes(got.value.path().read_bytes())
