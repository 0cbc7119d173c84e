"""Calling from the page: each act once, whoever presses twice; what others did meanwhile is a sentence."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from kiosk.errors import StoreUnavailable
from kiosk.ports import TicketStore
from kiosk.queue.ticket import Ticket, TicketState
from kiosk.storage.database import Database
from ui.counter.app import counter_app
from ui.counter.parts import CounterParts

# The fixtures are in conftest.py, which tests cannot import from.
Browser = Any
SetClock = Any

FRAGMENT = {"X-Kakanai-Fragment": "1"}
OUTDATED = "この番号は、この画面が出たあとに動いています"


@pytest.fixture
def queue(parts: CounterParts) -> TicketStore:
    assert parts.queue is not None
    return parts.queue


@pytest.fixture
def waiting(queue: TicketStore) -> Callable[..., Ticket]:
    """Lets households wait; returns the last one."""

    def wait(*routes: tuple[str, ...], priority: bool = False) -> Ticket:
        for route in routes:
            number = queue.take("A", route, "kiosk-1/1", priority=priority).number
            last = queue.publish(number, paper=True)
        return last

    return wait


@pytest.fixture
def clerk(open_browser: Callable[[], Browser]) -> Callable[..., Browser]:
    """Signs a clerk in at a window."""

    def sit(name: str = "hanako", window: str = "1", desks: tuple[str, ...] = ("shimin",)) -> Browser:
        browser = open_browser()
        browser.sign_in(name)
        browser.post("/queue/window", window=window, desk=list(desks))
        return browser

    return sit


def fields(page: str, act: str, number: str = "") -> dict[str, str]:
    """Return what the form with this button sends."""
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        if f'name="act" value="{act}"' in form and number in {"", sent.get("number")}:
            return {**sent, "act": act}
    raise AssertionError(act)


def press(browser: Browser, act: str, number: str = "", **more: str) -> Any:
    """Press a button of the page as it is now."""
    return browser.client.post("/queue", data={**fields(browser.get("/queue").text, act, number), **more})


def can(browser: Browser, act: str) -> bool:
    page = browser.get("/queue").text
    button = re.search(rf'<button name="act" value="{act}"[^>]*>', page)
    return button is not None and "disabled" not in button[0]


def test_the_next_one_is_called_served_and_done(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin", "kokuho"), ("shimin",))
    browser = clerk()
    states = []
    for act in ("next", "serve", "done"):
        press(browser, act)
        states.append(queue.show("A1").state)
    assert states == [TicketState.CALLED, TicketState.SERVED, TicketState.PASSED_ON]
    assert queue.show("A1").at == "kokuho"


def test_history_says_who_did_it_and_at_which_window(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], database: Database
) -> None:
    waiting(("shimin",))
    browser = clerk(window="4")
    press(browser, "next")
    press(browser, "done")
    with database.reading() as connection:
        rows = connection.exec_driver_sql("select act, who, window from changes order by id").all()
    assert [tuple(row) for row in rows][2:] == [("call", "hanako", "4"), ("done", "hanako", "4")]


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        (["hold"], TicketState.HELD),
        (["again", "noshow"], TicketState.NO_SHOW),
        (["back"], TicketState.WAITING),
        (["serve", "hold", "second"], TicketState.SECOND_CALL),
        (["serve", "hold", "second", "serve", "done"], TicketState.DONE),
        (["serve", "hold", "call"], TicketState.CALLED),
        (["hold", "back"], TicketState.WAITING),
        (["again", "noshow", "call"], TicketState.CALLED),
    ],
)
def test_every_way_that_a_call_can_go(
    clerk: Callable[..., Browser],
    waiting: Callable[..., Ticket],
    queue: TicketStore,
    acts: list[str],
    state: TicketState,
) -> None:
    waiting(("shimin",))
    browser = clerk()
    for act in ("next", *acts):
        answer = press(browser, act, "" if act == "next" else "A1")
        assert answer.status_code == 200, act
    assert queue.show("A1").state is state


def test_a_second_call_can_be_called_again(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",))
    browser = clerk()
    press(browser, "next")
    for act in ("serve", "hold", "second", "second"):
        press(browser, act, "A1")
    assert queue.show("A1").calls == 2


def test_nobody_is_a_no_show_before_the_calls_that_the_city_wants(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",))
    browser = clerk()
    press(browser, "next")
    assert not can(browser, "noshow")
    assert "あと1回呼びます" in browser.get("/queue").text
    assert press(browser, "noshow").status_code == 409
    assert queue.show("A1").state is TicketState.CALLED
    press(browser, "again")
    assert can(browser, "noshow")


def test_a_ticket_is_passed_on_to_a_desk(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",))
    browser = clerk()
    press(browser, "next")
    press(browser, "pass", desk="kodomo")
    assert (queue.show("A1").at, queue.show("A1").state) == ("kodomo", TicketState.PASSED_ON)


def test_there_is_no_passing_on_to_a_desk_that_does_not_exist(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",))
    browser = clerk()
    press(browser, "next")
    assert press(browser, "pass", desk="nowhere").status_code == 404
    assert queue.show("A1").at == "shimin"


def test_priority_is_given_and_taken(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",), ("shimin",))
    browser = clerk()
    press(browser, "priority", "A2")
    assert queue.show("A2").priority
    press(browser, "priority", "A2")
    assert not queue.show("A2").priority


@pytest.mark.parametrize("typed", ["A2", "a2", "Ａ２", " ａ2 "])
def test_a_number_can_be_typed_with_a_japanese_input_method(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore, typed: str
) -> None:
    waiting(("shimin",), ("shimin",))
    browser = clerk()
    browser.get("/queue")
    browser.post("/queue", act="call", number=typed)
    assert queue.show("A2").state is TicketState.CALLED


@pytest.mark.parametrize("typed", ["", "Z99", "<b>", "番号"])
def test_a_number_that_does_not_exist_is_a_sentence(clerk: Callable[..., Browser], typed: str) -> None:
    browser = clerk()
    browser.get("/queue")
    answer = browser.post("/queue", act="call", number=typed)
    assert answer.status_code == 409
    assert "その番号は、きょうの番号にありません。" in answer.text


def test_a_double_click_calls_one_household(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",), ("shimin",))
    browser = clerk()
    twice = fields(browser.get("/queue").text, "next")
    assert browser.client.post("/queue", data=twice).status_code == 200
    second = browser.client.post("/queue", data=twice)
    assert second.status_code == 409
    assert OUTDATED in second.text
    assert [ticket.state for ticket in queue.tickets()] == [TicketState.CALLED, TicketState.WAITING]


@pytest.mark.parametrize("act", ["again", "serve", "done", "hold", "back"])
def test_what_an_old_page_asks_for_is_refused(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore, clock: SetClock, act: str
) -> None:
    waiting(("shimin", "kokuho"))
    browser = clerk()
    press(browser, "next")
    old = fields(browser.get("/queue").text, act)
    clock.forward(seconds=1)
    browser.client.post("/queue", data=old)
    before = queue.show("A1")
    assert browser.client.post("/queue", data=old).status_code == 409
    assert queue.show("A1") == before


def test_two_clerks_who_call_at_once_never_get_the_same_household(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(*([("shimin",)] * 10))
    browsers = [clerk("hanako", "1"), clerk("taro", "2")]
    with ThreadPoolExecutor(2) as hands:
        for _ in range(5):
            list(hands.map(lambda browser: press(browser, "next"), browsers))
            called = {ticket.window: ticket.number for ticket in queue.tickets() if ticket.state is TicketState.CALLED}
            assert set(called) == {"1", "2"}
            list(hands.map(lambda browser: press(browser, "done"), browsers))
    assert all(ticket.state is TicketState.DONE and ticket.calls == 0 for ticket in queue.tickets())


def test_a_ticket_at_another_window_is_not_taken_from_there(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",))
    mine, others = clerk("hanako", "1"), clerk("taro", "2")
    press(others, "next")
    mine.get("/queue")
    answer = mine.post("/queue", act="call", number="A1")
    assert answer.status_code == 409
    assert queue.show("A1").window == "2"


def test_nobody_is_called_while_somebody_is_at_the_window(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",), ("shimin",))
    browser = clerk()
    press(browser, "next")
    assert not can(browser, "next")
    assert browser.post("/queue", act="call", number="A2").status_code == 409
    assert queue.show("A2").state is TicketState.WAITING


def test_the_dial_decides_who_is_next(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("shimin",), ("shimin",))
    first = waiting(("shimin",), priority=True)
    press(clerk(), "next")
    assert queue.show(first.number).state is TicketState.CALLED


def test_several_desks_are_called_for_at_one_window(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore
) -> None:
    waiting(("kokuho",), ("nenkin",))
    browser = clerk(window="9", desks=("kokuho", "nenkin"))
    for number in ("A1", "A2"):
        press(browser, "next")
        assert queue.show(number).window == "9"
        press(browser, "done")


def test_the_page_shows_who_waits_and_how_long(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], clock: SetClock
) -> None:
    waiting(("shimin",))
    clock.forward(minutes=21)
    waiting(("shimin",), priority=True)
    clock.forward(minutes=20)
    waiting(("kokuho",))
    page = clerk().get("/queue").text
    head = r'<tr class="(\w*)">\s*<th scope="row" class="ticket">(A\d+) ?(.*?)</th>'
    rows = re.findall(rf'{head}\s*<td class="wait">(.*?)<', page)
    assert [(kind, number, wait.strip()) for kind, number, _, wait in rows] == [
        ("overdue", "A1", "41分"),
        ("long", "A2", "20分"),
    ]
    assert ">優先<" in rows[1][2]
    assert "保険年金課（国保・後期高齢者医療） <strong>1組</strong>" in page


def test_a_window_has_one_clerk_and_taking_it_over_is_asked(
    open_browser: Callable[[], Browser], clerk: Callable[..., Browser], parts: CounterParts
) -> None:
    first = clerk("hanako", "1")
    second = open_browser()
    second.sign_in("taro")
    asked = second.post("/queue/window", window="1", desk="shimin")
    assert "いま hanako さんがいます" in asked.text
    assert parts.windows is not None
    assert [(window.window, window.who) for window in parts.windows.all()] == [("1", "hanako")]
    second.post("/queue/window", window="1", desk="shimin", take_over="yes")
    assert [(window.window, window.who) for window in parts.windows.all()] == [("1", "taro")]
    assert first.get("/queue").url.path == "/queue/window"


def test_who_lost_the_window_calls_nobody(
    clerk: Callable[..., Browser], waiting: Callable[..., Ticket], queue: TicketStore, parts: CounterParts
) -> None:
    waiting(("shimin",))
    browser = clerk("hanako", "1")
    sent = fields(browser.get("/queue").text, "next")
    assert parts.windows is not None
    parts.windows.take_over("1", ("shimin",), "taro")
    assert browser.client.post("/queue", data=sent).status_code == 409
    assert queue.show("A1").state is TicketState.WAITING


def test_a_clerk_has_one_window(clerk: Callable[..., Browser], parts: CounterParts) -> None:
    browser = clerk("hanako", "1")
    browser.post("/queue/window", window="3", desk="kokuho")
    assert parts.windows is not None
    assert [(window.window, window.desks) for window in parts.windows.all()] == [("3", ("kokuho",))]


def test_the_window_is_remembered(clerk: Callable[..., Browser], open_browser: Callable[[], Browser]) -> None:
    clerk("hanako", "3", ("kokuho",))
    again = open_browser()
    again.sign_in("hanako")
    assert again.page.url.path == "/queue"
    assert "3番窓口" in again.page.text


def test_signing_out_leaves_the_window(clerk: Callable[..., Browser], parts: CounterParts) -> None:
    browser = clerk("hanako", "1")
    browser.get("/queue")
    browser.post("/sign-out")
    assert parts.windows is not None
    assert parts.windows.all() == ()


@pytest.mark.parametrize("window", ["", "<b>", "1 2", "123456789"])
def test_a_window_needs_a_number_and_a_desk(open_browser: Callable[[], Browser], window: str) -> None:
    browser = open_browser()
    browser.sign_in("hanako")
    assert browser.post("/queue/window", other=window, desk="shimin").status_code == 409
    assert browser.post("/queue/window", other="77").status_code == 409


def test_an_open_page_says_that_somebody_sits_there(
    clerk: Callable[..., Browser], clock: SetClock, parts: CounterParts
) -> None:
    browser = clerk()
    clock.forward(minutes=2)
    browser.get("/queue/now")
    assert parts.windows is not None
    assert parts.windows.all()[0].seen == clock.now()


def test_work_on_another_page_keeps_the_window_too(
    clerk: Callable[..., Browser], clock: SetClock, parts: CounterParts
) -> None:
    browser = clerk("joho")
    browser.get("/queue")
    clock.forward(minutes=2)
    assert "1番窓口" in browser.get("/accounts").text
    assert parts.windows is not None
    assert parts.windows.all()[0].seen == clock.now()


def test_a_call_for_help_is_shown_and_answered(clerk: Callable[..., Browser], queue: TicketStore) -> None:
    queue.call_clerk("kiosk-2")
    browser = clerk()
    assert "kiosk-2 で、係員を呼んでいます。" in browser.get("/queue").text
    press(browser, "came")
    assert queue.board().kiosks_calling == ()


def test_nobody_waiting_is_a_sentence(clerk: Callable[..., Browser]) -> None:
    browser = clerk()
    browser.get("/queue")
    assert "お待ちの方はいません。" in browser.post("/queue", act="next").text


def test_a_script_gets_the_piece_that_changed(clerk: Callable[..., Browser], waiting: Callable[..., Ticket]) -> None:
    waiting(("shimin",))
    browser = clerk()
    sent = fields(browser.get("/queue").text, "next")
    piece = browser.client.post("/queue", data=sent, headers=FRAGMENT)
    assert piece.status_code == 200
    assert "<html" not in piece.text
    assert '<p class="unseen" id="did">A1を呼びました。</p>' in piece.text


def test_the_last_state_is_shown_while_the_database_is_away_and_nothing_can_be_pressed(
    parts: CounterParts, waiting: Callable[..., Ticket]
) -> None:
    waiting(("shimin",))
    sometimes = Sometimes(parts.queue)
    client = TestClient(counter_app(replace(parts, queue=sometimes)), base_url="https://counter.example")
    token = re.search(r'name="form-token" content="(\w+)"', client.get("/sign-in").text)
    assert token is not None
    client.post("/sign-in", data={"form_token": token[1], "name": "hanako", "password": "hanamizuki 2026"})
    token = re.search(r'name="form-token" content="(\w+)"', client.get("/queue/window").text)
    assert token is not None
    client.post("/queue/window", data={"form_token": token[1], "window": "1"})
    sometimes.is_away = True
    page = client.get("/queue").text
    assert "番号のデータベースとつながりません。09:00 の様子です。" in page
    assert ">A1 <" in page
    assert all("disabled" in button for button in re.findall(r'<button name="act"[^>]*>', page))
    sometimes.is_away = False
    assert "番号のデータベースとつながりません" not in client.get("/queue").text


class Sometimes:
    """A queue whose database goes away and comes back."""

    def __init__(self, queue: TicketStore | None) -> None:
        self._queue = queue
        self.is_away = False

    def __getattr__(self, name: str) -> Any:
        if self.is_away:
            raise StoreUnavailable
        return getattr(self._queue, name)


def test_without_a_queue_there_is_no_page_of_calls(with_parts: Callable[..., Browser]) -> None:
    browser = with_parts(queue=None, windows=None)
    browser.sign_in("joho")
    assert browser.get("/queue").status_code == 404
    assert 'href="/queue"' not in browser.get("/accounts").text
