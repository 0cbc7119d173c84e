"""The pages of managers on two invented days that went through the real stores."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from httpx import Response
from starlette.testclient import TestClient

from commands.counter import manager_parts
from commands.stand.past import write_past
from config.city import Content
from kiosk.errors import UsageError
from kiosk.ports import TicketStore
from kiosk.statistics.span import Span
from kiosk.storage.database import Database
from ui.counter.parts import CounterParts


class Browser(Protocol):
    """What ``conftest`` opens."""

    client: TestClient

    def get(self, path: str) -> Response: ...
    def post(self, path: str, **fields: object) -> Response: ...
    def sign_in(self, name: str) -> Response: ...


class SetClock(Protocol):
    def forward(self, **by: float) -> None: ...


PAST = Span(date(2026, 11, 18), date(2026, 11, 19))
HOUSEHOLDS = 60


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Path:
    file = tmp_path_factory.mktemp("past") / "queue.db"
    database = Database(f"sqlite:///{file}")
    assert write_past(content, database, PAST, HOUSEHOLDS) == 2
    with pytest.raises(UsageError):
        write_past(content, database, PAST, HOUSEHOLDS)
    database.close()
    return file


@pytest.fixture
def database(past: Path, tmp_path: Path) -> Iterator[Database]:
    file = Path(shutil.copy(past, tmp_path / "queue.db"))
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def manager(with_parts: Callable[..., Browser], content: Content, database: Database) -> Browser:
    browser = with_parts(management=manager_parts(content, database))
    browser.sign_in("kacho")
    return browser


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


# --- who may look ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/manager", "/manager/figures", "/manager/what-if", "/manager/open-data.zip"])
def test_clerks_do_not_see_the_pages_of_managers(
    with_parts: Callable[..., Browser], content: Content, database: Database, path: str
) -> None:
    browser = with_parts(management=manager_parts(content, database))
    browser.sign_in("hanako")
    assert browser.get(path).status_code == 403
    assert "/manager" not in browser.get("/password").text


def test_without_history_there_is_no_such_page(browser: Browser) -> None:
    browser.sign_in("kacho")
    assert browser.get("/manager").status_code == 404
    assert "/manager" not in browser.get("/password").text


# --- now ------------------------------------------------------------------------------------


def test_now_tells_who_waits_and_that_no_window_is_open(manager: Browser, parts: CounterParts, clock: SetClock) -> None:
    store: TicketStore | None = parts.queue
    assert store is not None
    assert "だれも待っていません" in manager.get("/manager").text
    for number in range(3):
        store.publish(store.take("A", ("shimin",), f"kiosk-1/{number}").number, paper=True)
    clock.forward(minutes=45)
    manager.sign_in("kacho")
    page = text(manager.get("/manager").text)
    assert "待っている組 3 組" in page
    assert "いちばん長く待っている 45 分" in page
    assert "市民課（総合窓口） 3 45分 0" in page
    assert text(manager.get("/manager/now").text) in page


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(manager: Browser, clock: SetClock) -> None:
    for _ in range(3):
        clock.forward(minutes=2)
        manager.get("/manager/now")
    assert manager.client.get("/manager", follow_redirects=False).status_code == 303


# --- figures --------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["hour", "day", "desk", "event"])
def test_every_chart_has_its_table_and_its_name(manager: Browser, by: str) -> None:
    page = manager.get(f"/manager/figures?length=week&on=2026-11-18&by={by}").text
    charts = re.findall(r'<svg class="chart" role="img" aria-label="([^"]+)"', page)
    assert charts
    assert all(charts)
    assert len(re.findall(r"<figcaption>", page)) == len(charts)
    assert page.count("<tbody>") == 1


def test_where_few_people_stopped_is_hidden(manager: Browser) -> None:
    page = text(manager.get("/manager/figures?length=day&on=2026-11-18&by=kiosk").text)
    assert "やめたところ 回" in page
    assert re.search(r"(できごとを選ぶ|カードを待つ|暗証番号|用紙に書くこと) 秘", page)


def test_nothing_in_a_chart_needs_what_the_policy_refuses(manager: Browser) -> None:
    answer = manager.get("/manager/figures?on=2026-11-18")
    assert "style-src 'self';" in answer.headers["content-security-policy"]
    assert not re.search(
        r"\sstyle=|<style|<script(?! src)|href=\"(?:https?:|//)", answer.text.replace('xlink:href="#', "")
    )


def test_small_counts_do_not_leave_the_page(manager: Browser) -> None:
    rows = csv.DictReader(
        io.StringIO(manager.get("/manager/figures.csv?length=week&on=2026-11-18").content.decode("utf-8-sig"))
    )
    counts = [row[column] for row in rows for column in ("arrivals", "calls", "no_shows")]
    assert counts
    assert not [count for count in counts if count not in {"", "0"} and int(count) < 5]


def test_the_csv_has_the_columns_that_are_documented(manager: Browser) -> None:
    answer = manager.get("/manager/figures.csv?length=day&on=2026-11-18")
    assert answer.headers["content-disposition"] == 'attachment; filename="kakanai-2026-11-18-2026-11-18.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.decode("utf-8-sig").splitlines()[0] == (
        "table,key,name,arrivals,calls,no_shows,wait_median_min,wait_p90_min,wait_longest_min,service_median_min,"
        "received_median_min,examined_median_min,compared_median_min,handed_out_median_min"
    )


def test_open_data_come_in_one_file(manager: Browser) -> None:
    answer = manager.get("/manager/open-data.zip?length=month&on=2026-11-18")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        metadata = json.loads(archive.read("metadata.json"))
        days = archive.read("days.csv").decode("utf-8-sig").splitlines()
    assert metadata["period"] == {"from": "2026-11-01", "to": "2026-11-30"}
    assert [row.split(",")[2] for row in days[1:]] == ["2026-11-18", "2026-11-19"]


@pytest.mark.parametrize("query", ["length=year&on=never", "on=0001-01-01", "length=month&on=9999-12-31", "by=who"])
def test_what_is_no_day_is_none(manager: Browser, query: str) -> None:
    assert manager.get(f"/manager/figures?{query}").status_code == 200


@pytest.mark.parametrize("language", ["ja", "ja-x-easy", "en"])
def test_managers_read_their_language(manager: Browser, language: str) -> None:
    manager.get("/manager")
    manager.post("/language", language=language, back="/manager")
    for path in ("/manager", "/manager/figures?on=2026-11-18", "/manager/what-if?day=2026-11-18"):
        assert manager.get(path).status_code == 200


# --- what if --------------------------------------------------------------------------------


def test_a_past_day_is_replayed_as_it_was(manager: Browser) -> None:
    page = manager.get("/manager/what-if?day=2026-11-18").text
    assert "まだ何も変えていません" in page
    assert 'class="after"' not in page


def test_other_windows_are_compared_with_the_day_as_it_was(manager: Browser) -> None:
    page = manager.get("/manager/what-if?day=2026-11-18").text
    desks = {desk for desk, _ in re.findall(r'name="w\.(\w+)\.(\d+)"', page)}
    none = {f"w.shimin.{hour}": "0" for hour in range(8, 18)}
    changed = manager.post("/manager/what-if", day="2026-11-18", priority="1", ordinary="1", **none)
    assert "shimin" in desks
    assert changed.status_code == 200
    stranded = re.search(r"呼ばれないまま (\d+) (\d+)", text(changed.text))
    assert stranded is not None
    assert int(stranded[1]) == 0
    assert int(stranded[2]) > HOUSEHOLDS / 2, "nobody opens the first desk"
    assert changed.text.count('class="changed"') == 10


def test_a_day_on_which_nobody_came_has_nothing_to_run(manager: Browser) -> None:
    assert "来た組 0" in text(manager.get("/manager/what-if?day=2026-11-17").text)


def test_what_takes_too_long_is_told_and_ends(manager: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.counter.management.what_if.DEADLINE_S", 0)
    answer = manager.get("/manager/what-if?day=2026-11-18")
    assert answer.status_code == 409
    assert "計算に時間がかかりすぎた" in answer.text


def test_an_invented_day_has_as_many_households_as_were_asked_for(manager: Browser) -> None:
    page = text(manager.get("/manager/what-if?day=&households=40&of=all").text)
    assert re.search(r"来た組 (\d+)", page)
    assert 20 <= int(re.findall(r"来た組 (\d+)", page)[0]) <= 40


@pytest.mark.parametrize("typed", ["", "-3", "9999999999", "many", "1.5"])
def test_what_is_no_number_of_windows_changes_nothing_terrible(manager: Browser, typed: str) -> None:
    manager.get("/manager/what-if?day=2026-11-18")
    answer = manager.post("/manager/what-if", day="2026-11-18", longest_wait_min=typed, **{"w.shimin.9": typed})
    assert answer.status_code == 200


def test_a_form_that_is_not_ours_runs_nothing(manager: Browser) -> None:
    assert manager.client.post("/manager/what-if", data={"day": "2026-11-18"}).status_code == 403
