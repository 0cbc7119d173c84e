"""A manager at a real browser: now, so far, and what another setting would do."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect


@pytest.fixture
def manager(sit_down: Callable[..., Any]) -> Any:
    return sit_down("kacho")


def test_who_waits_now_is_there_within_its_next_look(manager: Any, office: Any) -> None:
    manager.page.clock.install()
    manager.go("/manager")
    expect(manager.page.locator("main")).not_to_contain_text("市民課")
    office.come("shimin")
    manager.wait_minutes(0.1)
    expect(manager.page.locator("main")).to_contain_text("市民課")


def test_more_windows_are_tried_on_an_invented_first_of_april(manager: Any) -> None:
    manager.go("/manager/what-if")
    page = manager.page
    expect(page.get_by_role("table").nth(2)).to_contain_text("521")
    page.get_by_label("市民課（総合窓口） 終日", exact=True).fill("16")
    page.get_by_role("button", name="動かしてみる").click()
    expect(page.get_by_role("columnheader", name="変えると").first).to_be_visible()
    expect(page.locator("svg").first).to_be_visible()


def test_a_clerk_is_not_shown_the_figures(sit_down: Callable[..., Any]) -> None:
    clerk = sit_down("hanako")
    expect(clerk.page.get_by_role("link", name="集計")).to_have_count(0)
    clerk.go("/manager/figures")
    expect(clerk.page.get_by_role("alert")).to_be_visible()
