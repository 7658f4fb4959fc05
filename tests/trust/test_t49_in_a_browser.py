"""The script that keeps a student's unsent answers, in a real browser over poor Wi-Fi against the real server."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from tests.trust.browsers import survey_at
from tests.trust.serving import place, serving
from tests.trust.test_t13_hall import LINES, RETURNS, fresh_lines
from tests.trust.wifi import PoorWifi

pytestmark = pytest.mark.browser
WORDS = "A nurse, or something with horses"
NO_CONNECTION = "No connection at the moment"


@contextmanager
def wifi_to(server: int) -> Iterator[PoorWifi]:
    """The proxy, in a thread of its own; it does what it is told and nothing by chance."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    wifi = PoorWifi(server, 0, random.Random(1))
    try:
        asyncio.run_coroutine_threadsafe(wifi.__aenter__(), loop).result(30)
        yield wifi
        asyncio.run_coroutine_threadsafe(wifi.__aexit__(), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def hall(tmp_path):
    """(place, Wi-Fi, what was made): two students and an open survey."""
    with place(tmp_path / "data") as where:
        made = where.run("tests.trust.halls", "2")
        with serving(where) as server, wifi_to(server.port) as wifi:
            yield where, wifi, made


@pytest.fixture
def device(hall, browser):
    """A browser that students use one after another."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{hall[1].port}")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def comes_in(device, token: str, survey: int):
    page = device.new_page()
    page.goto(f"/in/{token}/")
    page.click("main button.button")
    page.wait_for_url("**/my/**")
    page.goto(survey_at(survey))
    return page


def answers(page) -> None:
    page.check('input[name="V-LANG"][value="2"]')
    page.check('input[name="V-SELF"][value="3"]')
    page.fill('textarea[name="V-OPEN"]', WORDS)


def answered(page) -> tuple:
    return (
        page.locator('input[name="V-LANG"]:checked').count(), page.locator('input[name="V-SELF"]:checked').count(),
        page.input_value('textarea[name="V-OPEN"]'),
    )  # fmt: skip


@pytest.mark.trust(49, gate="full")
def test_a_closed_tab_and_a_lost_connection_lose_no_answer(hall, device, proof):
    where, wifi, made = hall
    page = comes_in(device, made["tokens"][0], made["survey"])
    answers(page)
    page.get_by_text("Kept on this device. Not sent yet.").wait_for()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "answers-" in kept and not any(word in kept for word in ("nurse", "V-LANG", "Ann"))
    page.close(run_before_unload=False)
    page = device.new_page()
    page.goto(survey_at(made["survey"]))
    page.get_by_text("What you answered before is here again.").wait_for()
    assert answered(page) == (1, 1, WORDS)
    wifi.away = True
    page.click("main form[data-seal] button.button")
    page.get_by_text(NO_CONNECTION).wait_for()
    assert where.rows(RETURNS) == [(0, 0)]
    wifi.next, wifi.away = ["answer lost"], False
    page.get_by_role("heading", name="Thank you").wait_for()
    assert page.evaluate("localStorage.length") == 0
    proof("returns kept", where.rows(RETURNS)[0][0], exactly=1)
    assert fresh_lines(where) == 1 and len(where.rows(LINES)) == 2  # the second says that it was sent again
    assert WORDS in str(where.rows("SELECT answers FROM survey_return"))


@pytest.mark.trust(49, gate="full")
def test_who_uses_the_device_next_finds_nothing_of_it(hall, device):
    _, _, made = hall
    page = comes_in(device, made["tokens"][0], made["survey"])
    answers(page)
    page.get_by_text("Kept on this device. Not sent yet.").wait_for()
    page = comes_in(device, made["tokens"][1], made["survey"])
    assert answered(page) == (0, 0, "") and page.evaluate("localStorage.length") == 1
    answers(page)
    page.get_by_text("Kept on this device. Not sent yet.").wait_for()
    assert page.evaluate("localStorage.length") == 2
    page.click("header form button")
    page.wait_for_url("**/in/**")
    assert page.evaluate("localStorage.length") == 0, "who signs out leaves nothing"


@pytest.mark.trust(49, gate="full", control=True)
def test_control_without_the_script_a_closed_tab_loses_what_was_typed(hall, device):
    _, _, made = hall
    device.route("**/answers.js", lambda route: route.abort())
    page = comes_in(device, made["tokens"][0], made["survey"])
    answers(page)
    page.close(run_before_unload=False)
    page = device.new_page()
    page.goto(survey_at(made["survey"]))
    assert answered(page) == (0, 0, "")
