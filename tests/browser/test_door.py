"""Signing in and out, and the lock, in a real browser."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import expect

from kiosk.errors import WrongPassword
from kiosk.staff import MOST_FAILURES

RIGHT, WRONG = "hanamizuki 2026", "hanamizuki 2025"
PRIVATE = "/accounts"
"""A page that only somebody who is signed in may see."""


def test_clerk_signs_in_by_keyboard_alone(clerk: Any) -> None:
    clerk.go()
    clerk.page.keyboard.type("hanako")
    clerk.page.keyboard.press("Tab")
    clerk.page.keyboard.type(RIGHT)
    clerk.page.keyboard.press("Enter")
    expect(clerk.page.locator("header .name")).to_have_text("hanako")


def test_wrong_password_is_said_and_the_name_stays(clerk: Any) -> None:
    clerk.go("/sign-in")
    clerk.type_in("hanako", WRONG)
    expect(clerk.page.get_by_role("alert")).not_to_be_empty()
    expect(clerk.page.locator("#name")).to_have_value("hanako")
    expect(clerk.page.locator("#password")).to_be_focused()
    expect(clerk.page.locator("#password")).to_be_empty()


def test_after_ten_wrong_passwords_the_right_one_opens_no_more(clerk: Any, office: Any) -> None:
    for _ in range(MOST_FAILURES - 1):
        with suppress(WrongPassword):
            office.parts.accounts.check("hanako", WRONG)
    clerk.go("/sign-in")
    clerk.type_in("hanako", WRONG)
    expect(clerk.page.locator("#password")).to_be_empty()
    clerk.type_in("hanako", RIGHT)
    expect(clerk.page.get_by_role("alert")).to_contain_text("10回")
    assert office.parts.accounts.find("hanako").is_locked


def test_admin_unlocks_an_account_on_the_page(sit_down: Callable[..., Any], office: Any) -> None:
    office.parts.accounts.disable("hanako")
    admin = sit_down("joho")
    admin.go(PRIVATE)
    admin.page.get_by_role("row", name="hanako").get_by_role("button").first.click()
    expect(admin.page.get_by_role("row", name="hanako")).to_be_visible()
    assert not office.parts.accounts.find("hanako").disabled


def test_five_idle_minutes_take_everything_off_the_page(clerk: Any) -> None:
    clerk.page.clock.install()
    clerk.sign_in("joho")
    clerk.go(PRIVATE)
    expect(clerk.page.locator("table")).to_be_visible()
    clerk.wait_minutes(5)
    expect(clerk.page).to_have_url(f"{clerk.watched.home}/locked?back=%2Faccounts")
    assert "hanako" not in clerk.page.content()


def test_nothing_is_on_the_page_even_before_the_server_has_answered(clerk: Any) -> None:
    """Whoever draws the network cable keeps nothing on the screen."""
    clerk.page.clock.install()
    clerk.sign_in("joho")
    clerk.go(PRIVATE)
    clerk.watched.allowed.append("ERR_INTERNET_DISCONNECTED")
    clerk.context.set_offline(True)
    clerk.page.clock.fast_forward("05:01")
    expect(clerk.page.locator("table")).to_have_count(0)


def test_password_unlocks_where_one_was(clerk: Any) -> None:
    clerk.page.clock.install()
    clerk.sign_in("joho")
    clerk.go(PRIVATE)
    clerk.wait_minutes(5)
    clerk.page.locator("#password").fill(RIGHT)
    clerk.page.keyboard.press("Enter")
    expect(clerk.page.get_by_role("row", name="hanako")).to_be_visible()


def test_keys_keep_a_session_open(clerk: Any) -> None:
    clerk.page.clock.install()
    clerk.sign_in("joho")
    clerk.go(PRIVATE)
    for _ in range(4):
        clerk.wait_minutes(2)
        with clerk.page.expect_response("**/active"):
            clerk.page.keyboard.press("Shift")
    clerk.go(PRIVATE)
    expect(clerk.page.get_by_role("row", name="hanako")).to_be_visible()


def test_back_button_shows_nothing_after_signing_out(clerk: Any) -> None:
    clerk.sign_in("joho")
    clerk.go(PRIVATE)
    clerk.page.locator("form[action='/sign-out'] button").click()
    expect(clerk.page.locator("#name")).to_be_visible()
    clerk.page.go_back()
    expect(clerk.page.locator("#name")).to_be_visible()
    assert "hanako" not in clerk.page.content()


def test_back_button_shows_nothing_while_it_is_locked(clerk: Any) -> None:
    clerk.sign_in("joho")
    clerk.go(PRIVATE)
    clerk.page.locator("#lock-form button").click()
    expect(clerk.page.locator("#password")).to_be_visible()
    clerk.page.go_back()
    expect(clerk.page.locator("#password")).to_be_visible()
    assert "hanako" not in clerk.page.content()


def test_work_in_one_tab_keeps_the_others_open(clerk: Any) -> None:
    clerk.page.clock.install()
    clerk.sign_in("joho")
    clerk.go(PRIVATE)
    other = _other_tab(clerk, "/password")
    clerk.wait_minutes(4)
    clerk.page.evaluate("new BroadcastChannel('kakanai').onmessage = () => { document.title = 'heard'; }")
    with other.expect_response("**/active"):
        other.keyboard.press("Shift")
    expect(clerk.page).to_have_title("heard")
    clerk.wait_minutes(4)
    expect(clerk.page.get_by_role("row", name="hanako")).to_be_visible()


@pytest.mark.parametrize("how", ["/lock", "/sign-out"])
def test_nothing_stays_in_a_tab_when_another_one_is_left(clerk: Any, how: str) -> None:
    clerk.sign_in("joho")
    clerk.go(PRIVATE)
    expect(clerk.page.locator("table")).to_be_visible()
    _other_tab(clerk, "/password").locator(f"form[action='{how}'] button").click()
    expect(clerk.page.locator("#password")).to_be_visible()
    assert "hanako" not in clerk.page.content()


def test_link_in_the_portal_of_the_city_leaves_signed_in_who_is(clerk: Any) -> None:
    clerk.sign_in("joho")
    _elsewhere(clerk, f"<a href='{clerk.watched.home}{PRIVATE}'>Kakanai</a>").get_by_role("link").click()
    expect(clerk.page.get_by_role("row", name="hanako")).to_be_visible()


def test_form_of_another_site_signs_nobody_out(clerk: Any) -> None:
    clerk.sign_in("joho")
    forged = f"<form method='post' action='{clerk.watched.home}/sign-out'><button>!</button></form>"
    _elsewhere(clerk, forged).get_by_role("button").click()
    expect(clerk.page.get_by_role("alert")).not_to_be_empty()
    clerk.go(PRIVATE)
    expect(clerk.page.get_by_role("row", name="hanako")).to_be_visible()


def test_clerk_reads_the_page_in_another_language(clerk: Any) -> None:
    clerk.sign_in("joho")
    clerk.page.get_by_role("button", name="English").click()
    expect(clerk.page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(clerk.page.locator("html")).to_have_attribute("lang", "en")


def _other_tab(clerk: Any, path: str) -> Any:
    tab = clerk.context.new_page()
    tab.goto(clerk.watched.home + path)
    return tab


def _elsewhere(clerk: Any, html: str) -> Any:
    """Open a page that is none of ours."""
    clerk.page.goto("about:blank")
    clerk.page.set_content(html)
    return clerk.page
