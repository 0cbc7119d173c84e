"""Every answer keeps to itself, and no form is taken that a page of ours did not send."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from httpx import Response
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount, Route
from structlog.testing import capture_logs

from kiosk.errors import StoreUnavailable
from kiosk.guidance.content import Desk
from kiosk.words import Words
from ui.counter.app import counter_app
from ui.counter.asked import Asked
from ui.counter.gate import MOST_FORM_BYTES
from ui.counter.parts import CounterParts

# The fixtures are in conftest.py, which tests cannot import from.
Browser = Any

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def routes(parts: CounterParts) -> Iterator[tuple[str, str]]:
    """All that the site answers to, as (method, path)."""
    found: list[BaseRoute] = list(counter_app(parts).routes)
    for route in found:
        if isinstance(route, Route):
            yield from ((method, route.path) for method in sorted(route.methods or ()))
        else:
            assert isinstance(route, Mount)


def has_headers(response: Response) -> bool:
    return (
        response.headers["content-security-policy"] == POLICY
        and response.headers["cache-control"] == "no-store"
        and response.headers["x-content-type-options"] == "nosniff"
        and response.headers["referrer-policy"] == "no-referrer"
        and response.headers["permissions-policy"].startswith("camera=()")
    )


def test_every_answer_has_the_headers_signed_in_or_not(browser: Browser, parts: CounterParts) -> None:
    browser.client.follow_redirects = False
    for name in ("", "joho"):
        if name:
            browser.sign_in(name)
        for method, path in routes(parts):
            if path not in {"/queue/live", "/sign-out"}:
                assert has_headers(browser.client.request(method, path)), (method, path)


@pytest.mark.parametrize("path", ["/static/counter.css", "/static/tokens.css", "/static/counter.js", "/static/nothing"])
def test_files_have_them_too(browser: Browser, path: str) -> None:
    assert has_headers(browser.get(path))


def test_no_page_has_script_or_style_in_it_or_anything_from_elsewhere(browser: Browser) -> None:
    browser.sign_in("joho")
    pages = [browser.get(path).text for path in ("/accounts", "/queue/window", "/password", "/nowhere")]
    browser.post("/queue/window", window="1")
    for page in (*pages, browser.get("/queue").text):
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page
        assert "http" not in page.replace("http-equiv", "")


def test_no_page_is_sent_to_the_browsers_maker(browser: Browser) -> None:
    """Neither what is typed, for its spelling, nor the whole page, for a translation."""
    for page in (browser.get("/sign-in"), browser.sign_in("hanako"), browser.get("/nowhere")):
        assert ' translate="no"' in page.text
        assert '<meta name="google" content="notranslate">' in page.text
        assert '<body spellcheck="false" writingsuggestions="false">' in page.text


def test_no_form_is_taken_without_the_token(browser: Browser, parts: CounterParts) -> None:
    browser.sign_in("joho")
    for method, path in routes(parts):
        if method == "POST" and path != "/{anything:path}":
            assert browser.client.post(path, data={"act": "disable", "name": "taro"}).status_code == 403, path
    assert not parts.accounts.find("taro").disabled


def test_a_token_is_of_one_browser(open_browser: Callable[[], Browser]) -> None:
    mine, others = open_browser(), open_browser()
    others.get("/sign-in")
    mine.sign_in("joho")
    answer = mine.client.post("/accounts", data={"form_token": others.form_token, "act": "disable", "name": "taro"})
    assert answer.status_code == 403


def test_a_form_from_another_site_is_refused(browser: Browser) -> None:
    browser.sign_in("joho")
    browser.get("/accounts")
    answer = browser.client.post(
        "/accounts",
        data={"form_token": browser.form_token, "act": "disable", "name": "taro"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403


def test_a_form_from_another_site_takes_nobodys_cookie_away(browser: Browser) -> None:
    browser.sign_in("joho")
    browser.client.cookies.clear()  # as the browser sends it; it has its cookie still
    assert "set-cookie" not in browser.client.post("/lock", headers={"Sec-Fetch-Site": "cross-site"}).headers
    assert "set-cookie" in browser.get("/sign-in").headers


def test_a_form_that_is_too_large_is_not_read(browser: Browser) -> None:
    browser.sign_in("joho")
    browser.get("/accounts")
    assert browser.post("/accounts", name="x" * MOST_FORM_BYTES).status_code == 413


def test_a_form_of_unknown_length_is_not_read(browser: Browser) -> None:
    browser.sign_in("joho")
    answer = browser.client.post("/accounts", content=iter([b"form_token=x"]))
    assert answer.status_code == 413


def test_what_does_not_exist_is_said_to_be_so(browser: Browser) -> None:
    answer = browser.get("/nowhere")
    assert answer.status_code == 404
    assert "そのページはありません。" in answer.text


def test_an_unknown_fault_is_one_sentence_for_the_clerk_and_a_place_in_the_log(
    with_parts: Callable[..., Browser], parts: CounterParts
) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise ValueError("番号 花子")

    browser = with_parts(windows=Broken())
    browser.sign_in("hanako")
    with capture_logs() as logs:
        answer = browser.get("/queue/window")
    assert answer.status_code == 500
    assert "うまくいきませんでした" in answer.text
    assert "Traceback" not in answer.text
    (failed,) = [line for line in logs if line["event"] == "page_failed"]
    assert failed["kind"] == "ValueError"
    assert "choose" in failed["at"]
    assert "花子" not in str(logs)
    assert "花子" not in answer.text


def test_a_database_that_is_away_is_said_to_be_so(with_parts: Callable[..., Browser]) -> None:
    class Away:
        def check(self, _name: str, _password: str) -> object:
            raise StoreUnavailable

    page = with_parts(accounts=Away()).sign_in("hanako").text
    assert "データベースとつながりません" in page


def test_what_a_city_writes_is_text_and_never_a_tag(with_parts: Callable[..., Browser], parts: CounterParts) -> None:
    nasty = '<script>alert(1)</script> & "quoted" \''
    said = {**parts.words["ja"].sentences, "desk.shimin.name": nasty, "counter.language": nasty}
    browser = with_parts(
        words={"ja": Words("ja", said)},
        city=replace(parts.city, name=nasty),
        desks={"shimin": Desk("shimin", window="1", letter="A")},
        window='"><script>',
    )
    browser.sign_in("hanako")
    pages = [browser.get("/queue/window").text]
    browser.post("/queue/window", window="1")
    assert parts.queue is not None
    parts.queue.publish(parts.queue.take("A", ("shimin",), "kiosk-1/1").number, paper=True)
    for page in (*pages, browser.get("/queue").text):
        assert "<script>alert" not in page
        assert '"><script>' not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;quoted&#34; &#39;" in page


def test_what_was_sent_is_in_no_repr(parts: CounterParts) -> None:
    request = Request({"type": "http", "method": "POST", "path": "/scan", "headers": [], "query_string": b""})
    asked = Asked(request, None, "ja", "the cookie", FormData([("text", "番号 花子")]))
    assert asked.field("text") == "番号 花子"
    assert "花子" not in repr(asked)
    assert "the cookie" not in repr(asked)
    assert repr(parts.key) not in repr(parts)
