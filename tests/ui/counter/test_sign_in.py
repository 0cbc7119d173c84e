"""Nobody sees a page without signing in; whoever did is locked out by idleness and by wrong passwords."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from threading import Event, Lock
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from structlog.testing import capture_logs

from kiosk.errors import WrongPassword
from kiosk.staff import MOST_FAILURES
from ui.counter.app import counter_app
from ui.counter.parts import CounterParts
from ui.counter.session import COOKIE, IDLE, LONGEST
from ui.counter.sign_in import AT_ONCE

# The fixtures are in conftest.py, which tests cannot import from.
Browser = Any
SetClock = Any

PASSWORD = "hanamizuki 2026"
PAGES = ("/", "/queue", "/queue/now", "/queue/live", "/queue/window", "/accounts", "/password")


THREADS = 40
"""In which Starlette runs what is no coroutine."""

PATIENCE_S = 10


class Hashing:
    """Accounts of which every password is hashed until somebody says that it is ``over``."""

    def __init__(self) -> None:
        self.begun, self.over, self._lock = Event(), Event(), Lock()
        self.now = self.most = 0

    def check(self, _name: str, _password: str) -> object:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.begun.set()
        self.over.wait(PATIENCE_S)
        with self._lock:
            self.now -= 1
        raise WrongPassword


def without_pauses(clock: SetClock) -> None:
    """Let the time go by that must lie between two attempts."""
    clock.forward(seconds=6)


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_sent_to_the_door(browser: Browser, path: str) -> None:
    assert browser.get(path).url.path == "/sign-in"


@pytest.mark.parametrize("path", ["/queue", "/queue/window", "/accounts", "/password", "/active"])
def test_nothing_is_done_for_who_is_not_signed_in(browser: Browser, path: str) -> None:
    browser.get("/sign-in")
    assert browser.post(path, act="disable", name="taro").url.path == "/sign-in"


def test_the_right_password_opens_the_queue(browser: Browser) -> None:
    assert browser.sign_in("hanako").url.path == "/queue/window"


def test_a_name_may_be_typed_with_a_japanese_input_method(browser: Browser) -> None:
    assert browser.sign_in("Ｈａｎａｋｏ ").url.path == "/queue/window"


@pytest.mark.parametrize("name", ["hanako", "nobody", "", "花子", "a" * 99])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(browser: Browser, name: str) -> None:
    page = browser.sign_in(name, "something else")
    assert page.status_code == 401
    assert "名前かパスワードがちがいます。" in page.text


def test_who_signs_in_is_taken_where_they_wanted_to_go(browser: Browser) -> None:
    browser.get("/password")
    assert browser.post("/sign-in", name="hanako", password=PASSWORD, back="/password").url.path == "/password"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_taken_elsewhere(browser: Browser, back: str) -> None:
    browser.get("/sign-in", params={"back": back})
    assert browser.post("/sign-in", name="hanako", password=PASSWORD, back=back).url.host == "counter.example"


def test_the_cookie_is_for_this_host_alone_and_for_no_script(browser: Browser) -> None:
    browser.client.follow_redirects = False
    cookie = browser.sign_in("hanako").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; ")[1:])
    assert "Domain" not in cookie
    assert "Max-Age" not in cookie


def test_signing_in_changes_the_token(browser: Browser) -> None:
    browser.get("/sign-in")
    before = browser.client.cookies[COOKIE]
    browser.sign_in("hanako")
    assert browser.client.cookies[COOKIE] != before


def test_five_idle_minutes_lock_the_page(browser: Browser, clock: SetClock) -> None:
    browser.sign_in("joho")
    clock.forward(seconds=IDLE.total_seconds() - 1)
    assert browser.get("/accounts").url.path == "/accounts"
    clock.forward(seconds=IDLE.total_seconds())
    assert browser.get("/accounts").url.path == "/locked"


def test_what_a_page_asks_for_by_itself_keeps_nobody_from_being_locked(browser: Browser, clock: SetClock) -> None:
    browser.sign_in("hanako")
    browser.post("/queue/window", window="1")
    for _ in range(10):
        clock.forward(minutes=1)
        last = browser.get("/queue/now", headers={"X-Kakanai-Fragment": "1"})
    assert last.status_code == 401
    assert last.headers["X-Kakanai-Go"] == "/locked"
    assert last.text == ""


def test_what_somebody_does_keeps_the_page_open(browser: Browser, clock: SetClock) -> None:
    browser.sign_in("joho")
    browser.get("/accounts")
    for _ in range(3):
        clock.forward(minutes=4)
        assert browser.client.post("/active", data={"form_token": browser.form_token}).status_code == 204
    assert browser.get("/accounts").url.path == "/accounts"


def test_the_clock_set_back_opens_nothing(browser: Browser, clock: SetClock) -> None:
    browser.sign_in("joho")
    clock.forward(hours=-1)
    assert browser.get("/accounts").url.path == "/locked"


def test_the_password_opens_a_locked_page_again(browser: Browser, clock: SetClock) -> None:
    browser.sign_in("joho")
    clock.forward(minutes=6)
    browser.get("/accounts")
    assert browser.post("/locked", password="not this one", back="/accounts").status_code == 401
    assert browser.post("/locked", password=PASSWORD, back="/accounts").url.path == "/accounts"


def test_nothing_is_done_from_a_page_that_is_locked(browser: Browser, clock: SetClock, parts: CounterParts) -> None:
    browser.sign_in("joho")
    browser.get("/accounts")
    clock.forward(minutes=6)
    assert browser.post("/accounts", act="disable", name="taro").url.path == "/locked"
    assert not parts.accounts.find("taro").disabled


def test_one_can_lock_the_page_oneself(browser: Browser) -> None:
    browser.sign_in("joho")
    browser.get("/accounts")
    assert browser.post("/lock").url.path == "/locked"
    assert browser.get("/accounts").url.path == "/locked"


def test_a_day_of_work_ends_a_session(browser: Browser, clock: SetClock) -> None:
    browser.sign_in("joho")
    for _ in range(int(LONGEST.total_seconds() // 240)):
        clock.forward(minutes=4)
        browser.get("/accounts")
    assert browser.get("/accounts").url.path == "/sign-in"


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(browser: Browser) -> None:
    browser.sign_in("joho")
    kept = browser.client.cookies[COOKIE]
    browser.get("/accounts")
    assert browser.post("/sign-out").url.path == "/sign-in"
    browser.client.cookies.set(COOKIE, kept, domain="counter.example")
    assert browser.get("/accounts").url.path == "/sign-in"


def test_ten_wrong_passwords_in_a_row_lock_an_account_until_an_admin_unlocks_it(
    open_browser: Callable[[], Browser], clock: SetClock, parts: CounterParts
) -> None:
    browser, admin = open_browser(), open_browser()
    for _ in range(MOST_FAILURES):
        browser.sign_in("taro", "something else")
        without_pauses(clock)
    assert parts.accounts.find("taro").is_locked
    assert "10回まちがえた" in browser.sign_in("taro").text
    admin.sign_in("joho")
    admin.get("/accounts")
    admin.post("/accounts", act="unlock", name="taro")
    without_pauses(clock)
    assert browser.sign_in("taro").url.path == "/queue/window"


def test_the_right_password_forgets_the_wrong_ones(browser: Browser, clock: SetClock, parts: CounterParts) -> None:
    for _ in range(MOST_FAILURES - 1):
        browser.sign_in("taro", "something else")
        without_pauses(clock)
    browser.sign_in("taro")
    assert parts.accounts.find("taro").failures == 0


@pytest.mark.parametrize("name", ["taro", "nobody"])
def test_wrong_passwords_slow_down_the_next_ones_of_that_name(browser: Browser, clock: SetClock, name: str) -> None:
    for _ in range(3):
        assert "名前かパスワードがちがいます。" in browser.sign_in(name, "something else").text
    assert "5秒待ってから" in browser.sign_in(name).text
    without_pauses(clock)
    assert "5秒待ってから" not in browser.sign_in(name).text


def test_who_tries_many_names_is_slowed_down_too(browser: Browser, clock: SetClock) -> None:
    for number in range(20):
        browser.sign_in(f"name-{number}", "something else")
    assert "5秒待ってから" in browser.sign_in("hanako").text
    without_pauses(clock)
    assert browser.sign_in("hanako").url.path == "/queue/window"


def test_an_attempt_that_came_too_soon_is_not_counted(browser: Browser, parts: CounterParts) -> None:
    for _ in range(MOST_FAILURES + 5):
        browser.sign_in("taro", "something else")
    assert parts.accounts.find("taro").failures == 3


def test_a_disabled_account_is_out_at_once(browser: Browser, parts: CounterParts) -> None:
    browser.sign_in("hanako")
    parts.accounts.disable("hanako")
    assert browser.get("/queue").url.path == "/sign-in"
    assert browser.sign_in("hanako").status_code == 401


def test_a_new_role_holds_at_once(browser: Browser) -> None:
    browser.sign_in("hanako")
    assert browser.get("/accounts").status_code == 403


@pytest.mark.parametrize(("name", "status"), [("hanako", 403), ("kacho", 403), ("joho", 200)])
def test_accounts_are_for_admins(browser: Browser, name: str, status: int) -> None:
    browser.sign_in(name)
    assert browser.get("/accounts").status_code == status
    assert ("/accounts" in browser.get("/queue/window").text) == (status == 200)


def test_an_admin_disables_and_enables(browser: Browser, parts: CounterParts) -> None:
    browser.sign_in("joho")
    browser.get("/accounts")
    browser.post("/accounts", act="disable", name="taro")
    assert parts.accounts.find("taro").disabled
    browser.post("/accounts", act="enable", name="taro")
    assert not parts.accounts.find("taro").disabled


def test_nobody_disables_themselves(browser: Browser, parts: CounterParts) -> None:
    browser.sign_in("joho")
    browser.get("/accounts")
    browser.post("/accounts", act="disable", name="joho")
    assert not parts.accounts.find("joho").disabled


def test_sheets_that_are_scanned_into_a_locked_page_are_no_wrong_passwords(browser: Browser, clock: SetClock) -> None:
    browser.sign_in("joho")
    clock.forward(minutes=6)
    browser.get("/accounts")
    for _ in range(MOST_FAILURES):
        assert browser.post("/locked", password="jnfq" + "a7" * 200, back="/accounts").status_code == 401
    assert browser.post("/locked", password=PASSWORD, back="/accounts").url.path == "/accounts"


def test_many_who_sign_in_at_once_stop_nobody_else(parts: CounterParts) -> None:
    hashing = Hashing()
    app = counter_app(replace(parts, accounts=hashing))

    async def crowd() -> int:
        async with AsyncClient(transport=ASGITransport(app), base_url="https://counter.example") as client:
            token = (await client.get("/sign-in")).text.partition('name="form-token" content="')[2][:64]
            form = {"form_token": token, "name": "nobody", "password": "something else"}
            many = [asyncio.create_task(client.post("/sign-in", data=form)) for _ in range(3 * THREADS)]
            await asyncio.to_thread(hashing.begun.wait, PATIENCE_S)
            other = await asyncio.wait_for(client.get("/sign-in"), PATIENCE_S)
            hashing.over.set()
            await asyncio.gather(*many)
            return other.status_code

    assert asyncio.run(crowd()) == 200
    assert hashing.most <= AT_ONCE


def test_a_new_password_wants_the_old_one(browser: Browser, clock: SetClock) -> None:
    new = "sazanka 2027"
    browser.sign_in("hanako")
    browser.get("/password")
    wrong = browser.post("/password", password="not this", new_password=new, new_password_again=new)
    assert "名前かパスワードがちがいます。" in wrong.text
    browser.post("/password", password=PASSWORD, new_password=new, new_password_again=new)
    browser.post("/sign-out")
    assert browser.sign_in("hanako", new).url.path == "/queue/window"


def test_a_new_password_signs_out_who_had_the_old_one(open_browser: Callable[[], Browser]) -> None:
    new = "sazanka 2027"
    mine, others = open_browser(), open_browser()
    mine.sign_in("joho")
    others.sign_in("joho")
    mine.get("/password")
    mine.post("/password", password=PASSWORD, new_password=new, new_password_again=new)
    assert mine.get("/accounts").url.path == "/accounts"
    assert others.get("/accounts").url.path == "/sign-in"


def test_a_password_from_the_command_line_signs_everybody_out(browser: Browser, parts: CounterParts) -> None:
    browser.sign_in("joho")
    parts.accounts.set_password("joho", "sazanka 2027")
    assert browser.get("/accounts").url.path == "/sign-in"


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [("short", "short", "10文字から"), ("long enough 1", "long enough 2", "2つの新しいパスワードが、ちがっています。")],
)
def test_a_bad_new_password_is_refused(browser: Browser, new: str, again: str, said: str) -> None:
    browser.sign_in("hanako")
    browser.get("/password")
    assert said in browser.post("/password", password=PASSWORD, new_password=new, new_password_again=again).text


def test_the_language_stays_over_signing_in(browser: Browser) -> None:
    browser.get("/sign-in")
    assert "Open the counter" in browser.post("/language", language="en", back="/sign-in").text
    assert "Choose a window" in browser.sign_in("hanako").text


def test_easy_japanese_has_furigana(browser: Browser) -> None:
    browser.get("/sign-in")
    page = browser.post("/language", language="ja-x-easy", back="/sign-in").text
    assert re.search(r"<ruby>窓口<rp>（</rp><rt>まどぐち</rt>", page)


def test_no_password_and_no_name_that_was_typed_is_logged(browser: Browser) -> None:
    with capture_logs() as logs:
        browser.get("/sign-in", params={"q": "番号 花子"})
        browser.get("/番号 花子")
        browser.sign_in("hanako", "himitsu-no-kotoba")
        browser.sign_in("typed-into-the-wrong-field")
    assert "himitsu" not in str(logs)
    assert "wrong-field" not in str(logs)
    assert "花子" not in str(logs)
    assert (logs[0]["event"], logs[0]["path"], logs[0]["status"]) == ("answered", "/sign-in", 200)
