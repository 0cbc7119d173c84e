"""The page of calls: a clerk's day by keyboard alone, and two clerks at once."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.queue.ticket import TicketState

AT_ONCE = 50
"""So often two clerks call in the same moment."""

A_FEW = 6

NEXT, AGAIN, SERVE, NUMBER, HOLD, DONE, NO_SHOW, PASS = "F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10"

CALLS = """async (rounds) => {
  const step = 100, called = [];
  const until = (found) => new Promise((done) => {
    const look = () => { const it = found(); it ? done(it) : setTimeout(look, 5); };
    look();
  });
  const click = (act) => { document.querySelector(`#act-${act}:enabled`)?.click(); };
  for (let round = 0; round < rounds; round++) {
    await until(() => document.querySelector("#act-next:enabled"));
    await new Promise((done) => setTimeout(done, step - Date.now() % step));
    const here = await until(() => { click("next"); return document.querySelector(".now:not(.free) .number"); });
    called.push(here.textContent);
    await until(() => { click("done"); return document.querySelector(".free"); });
  }
  return called;
}"""
"""What a clerk's hand does, at the same moments of the same clock as another one's: call whose turn it is, be done."""


@pytest.fixture
def seated(sit_down: Callable[..., Any], office: Any) -> Any:
    """Hanako at window 1."""
    office.sit_at("1", "hanako", "shimin")
    return sit_down("hanako")


def test_clerk_chooses_a_window_by_keyboard(sit_down: Callable[..., Any], office: Any) -> None:
    clerk = sit_down("hanako")
    expect(clerk.page.locator("input[name=window]:focus")).to_have_value("1")
    clerk.press("ArrowDown", "ArrowDown", "Enter")
    expect(clerk.page.locator("header .window")).to_contain_text("3")
    assert [(one.window, one.desks, one.who) for one in office.parts.windows.all()] == [("3", ("kokuho",), "hanako")]


def test_household_is_called_served_and_done_by_keyboard(seated: Any, office: Any) -> None:
    number = office.come("shimin")
    expect(_row(seated.page, number)).to_be_visible()
    seated.press(NEXT)
    expect(seated.page.locator("#here .state-called .number")).to_have_text(number)
    seated.press(AGAIN)
    expect(seated.page.locator("#here .state-called .state")).to_contain_text("2回")
    seated.press(SERVE)
    expect(seated.page.locator("#here .state-served .number")).to_have_text(number)
    seated.press(DONE)
    expect(seated.page.locator("#here .free")).to_be_visible()
    assert office.queue.show(number).state is TicketState.DONE


def test_household_that_is_held_is_called_a_second_time_by_its_number(seated: Any, office: Any) -> None:
    number = office.come("shimin")
    expect(_row(seated.page, number)).to_be_visible()
    seated.press(NEXT)
    expect(seated.page.locator("#here .number")).to_have_text(number)
    seated.press(HOLD)
    expect(seated.page.locator("#aside")).to_contain_text(number)
    seated.press(NUMBER)
    seated.page.keyboard.type(number)
    seated.press("Tab", "Tab", "Enter")
    expect(seated.page.locator("#here .state-second_call .number")).to_have_text(number)
    assert office.queue.show(number).state is TicketState.SECOND_CALL


def test_number_in_full_width_letters_is_understood(seated: Any, office: Any) -> None:
    """Whoever has the Japanese input method on types them."""
    number = office.come("shimin")
    expect(_row(seated.page, number)).to_be_visible()
    seated.press(NUMBER)
    seated.page.keyboard.insert_text("".join(chr(ord(letter) + 0xFEE0) for letter in number))
    seated.press("Enter")
    expect(seated.page.locator("#here .number")).to_have_text(number)


def test_household_is_passed_on_to_another_desk_by_keyboard(seated: Any, office: Any) -> None:
    number = office.come("shimin")
    expect(_row(seated.page, number)).to_be_visible()
    seated.press(NEXT)
    expect(seated.page.locator("#here .number")).to_have_text(number)
    seated.press(PASS)
    seated.page.keyboard.type("3")
    seated.press("Enter")
    expect(seated.page.locator("#here .free")).to_be_visible()
    ticket = office.queue.show(number)
    assert (ticket.state, ticket.at) == (TicketState.PASSED_ON, "kokuho")


def test_nobody_is_given_up_after_one_call(seated: Any, office: Any) -> None:
    number = office.come("shimin")
    expect(_row(seated.page, number)).to_be_visible()
    seated.press(NEXT)
    expect(seated.page.locator("#act-noshow")).to_be_disabled()
    seated.press(NO_SHOW, AGAIN)
    expect(seated.page.locator("#act-noshow")).to_be_enabled()
    seated.press(NO_SHOW)
    expect(seated.page.locator("#here .free")).to_be_visible()
    assert office.queue.show(number).state is TicketState.NO_SHOW


def test_key_that_is_pressed_twice_calls_one_household(seated: Any, office: Any) -> None:
    first, second = office.come("shimin"), office.come("shimin")
    expect(_row(seated.page, second)).to_be_visible()
    seated.press(NEXT, NEXT)
    expect(seated.page.locator("#here .number")).to_have_text(first)
    seated.press(NEXT)
    assert office.queue.show(second).state is TicketState.WAITING


def test_two_clerks_who_call_at_once_never_get_the_same_ticket(sit_down: Callable[..., Any], office: Any) -> None:
    office.sit_at("1", "hanako", "shimin")
    office.sit_at("2", "taro", "shimin")
    pages = [sit_down(name).page for name in ("hanako", "taro")]
    for page in pages:
        page.evaluate(f"rounds => {{ window.calls = ({CALLS})(rounds); }}", AT_ONCE)
    came = list(_coming(office, 2 * AT_ONCE))
    called = [page.evaluate("() => window.calls") for page in pages]
    assert Counter(called[0] + called[1]) == Counter(came)
    assert all(office.queue.show(number).state is TicketState.DONE for number in came)


def test_what_another_clerk_does_is_seen_without_a_touch(sit_down: Callable[..., Any], office: Any) -> None:
    office.sit_at("1", "hanako", "shimin")
    office.sit_at("2", "taro", "shimin")
    hanako, taro = sit_down("hanako"), sit_down("taro")
    number = office.come("shimin")
    expect(_row(hanako.page, number)).to_be_visible()
    expect(_row(taro.page, number)).to_be_visible()
    hanako.press(NEXT)
    expect(_row(taro.page, number)).to_have_count(0)
    expect(taro.page.locator("#elsewhere")).to_contain_text(number)


def test_taking_over_a_window_is_asked(sit_down: Callable[..., Any], office: Any) -> None:
    office.sit_at("1", "hanako", "shimin")
    taro = sit_down("taro")
    taro.press("Space", "Enter")
    expect(taro.page.get_by_text("hanako")).to_be_visible()
    assert [one.who for one in office.parts.windows.all()] == ["hanako"]
    taro.page.locator("button[name=take_over]").click()
    expect(taro.page.locator("header .window")).to_contain_text("1")
    assert [one.who for one in office.parts.windows.all()] == ["taro"]


def test_page_that_refreshes_itself_is_locked_all_the_same(sit_down: Callable[..., Any], office: Any) -> None:
    office.sit_at("1", "hanako", "shimin")
    clerk = sit_down()
    clerk.page.clock.install()
    clerk.sign_in("hanako")
    for _ in range(5):
        number = office.come("shimin")
        expect(_row(clerk.page, number)).to_be_visible()
        clerk.wait_minutes(1)
    expect(clerk.page.locator("#password")).to_be_visible()
    assert number not in clerk.page.content()


def test_kiosk_that_calls_for_help_is_seen_until_somebody_goes(seated: Any, office: Any) -> None:
    office.queue.call_clerk("kiosk-2")
    alert = seated.page.get_by_role("alert")
    expect(alert).to_contain_text("kiosk-2")
    alert.get_by_role("button").click()
    expect(alert).to_have_count(0)
    assert office.queue.board().kiosks_calling == ()


def test_lost_server_is_said_and_nothing_can_be_done_until_it_is_back(seated: Any, office: Any) -> None:
    office.come("shimin")
    expect(seated.page.locator("#act-next")).to_be_enabled()
    seated.watched.allowed.append("ERR_INTERNET_DISCONNECTED")
    seated.context.set_offline(True)
    seated.press(NEXT)
    expect(seated.page.locator("#lost")).to_be_visible()
    expect(seated.page.locator("#act-next")).to_be_disabled()
    seated.context.set_offline(False)
    expect(seated.page.locator("#lost")).to_have_count(0)
    expect(seated.page.locator("#act-next")).to_be_enabled()


def _coming(office: Any, households: int) -> Iterator[str]:
    """Let households come while others are called, so that a few wait at any time."""
    for _ in range(households):
        while office.queue.people_waiting() >= A_FEW:
            office.queue.await_change(1.0)
        yield office.come("shimin")


def _row(page: Page, number: str) -> Locator:
    """A line of the list of those who wait."""
    return page.locator("#waiting tr", has_text=number)
