"""The counter page for whoever reads it by ear or by keyboard, and on a PC without a network to the queue."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

NAMELESS = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
  .filter((each) => each.getClientRects().length)
  .filter((each) => !(each.ariaLabel || each.textContent.trim() || each.labels?.length || each.title))
  .map((each) => each.outerHTML)"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

PAGES = (
    "/queue/window",
    "/queue",
    "/scan",
    "/password",
    "/accounts",
    "/manager",
    "/manager/figures",
    "/manager/what-if",
)


@pytest.fixture
def admin(sit_down: Callable[..., Any], office: Any) -> Any:
    office.sit_at("1", "joho", "shimin")
    office.come("shimin", "kokuho", priority=True)
    return sit_down("joho")


@pytest.mark.parametrize("path", PAGES)
def test_every_control_has_a_name_and_nothing_leaves_an_office_screen(admin: Any, path: str) -> None:
    admin.go(path)
    for language in ("やさしい日本語", "English", "日本語"):
        admin.page.get_by_role("button", name=language, exact=True).click()
        expect(admin.page.get_by_role("button", name=language, exact=True)).to_have_attribute("aria-pressed", "true")
        assert admin.page.evaluate(NAMELESS) == []
        assert admin.page.evaluate(SIDEWAYS) == 0


def test_every_control_of_an_opened_sheet_has_a_name(admin: Any, seal: Callable[..., tuple[str, ...]]) -> None:
    admin.go("/scan")
    _paste(admin.page, seal("F01-hanako"))
    assert admin.page.evaluate(NAMELESS) == []
    assert admin.page.evaluate(SIDEWAYS) == 0


def test_tab_goes_through_the_page_in_its_order(admin: Any) -> None:
    admin.go("/queue")
    tops = []
    for _ in range(12):
        admin.press("Tab")
        tops.append(admin.page.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert tops == sorted(tops)


class TestSheetOnly:
    """On a PC with no network to the queue."""

    @pytest.fixture
    def parts(self, parts: Any) -> Any:
        return replace(parts, queue=None, windows=None)

    def test_sheet_is_opened_and_exported_alone(
        self, sit_down: Callable[..., Any], seal: Callable[..., tuple[str, ...]]
    ) -> None:
        clerk = sit_down("hanako")
        expect(clerk.page).to_have_url(f"{clerk.watched.home}/scan")
        _paste(clerk.page, seal("F01-hanako"))
        with clerk.page.expect_download() as got:
            clerk.page.locator("#export button").click()
        assert "番号　花子" in got.value.path().read_text("utf-8-sig")


def _paste(page: Page, texts: tuple[str, ...]) -> None:
    """Open a sheet without a scanner."""
    page.locator("summary").first.click()
    page.locator("#letters").fill("\n".join(texts))
    page.locator("#pasted button").click()
    expect(page.locator("#case")).to_be_attached()
