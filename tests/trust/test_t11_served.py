"""Guessing, against the real server with its two web processes: what one of them counted, the other knows."""

import asyncio
import random
import time
from collections import Counter

import pytest

from tests.proofs import scale
from tests.trust.browsers import Browser, run
from tests.trust.serving import bound, place, serving
from tests.trust.staffrooms import PASSWORD

COMMON = "password12345"
WITHIN = 60  # seconds in which everybody has signed in
COME_WITHIN = 40.0  # in which they come, as at the start of a day
AT_ONCE = 10  # of a spray
pytestmark = [pytest.mark.trust(11, gate="full"), pytest.mark.xdist_group("t11")]


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """The place, and who is there (``staffrooms``)."""
    with place(tmp_path_factory.mktemp("served") / "data") as where:
        yield where, where.run("tests.trust.staffrooms", str(scale(quick=60, full=300)))


def alarms(where, school: int) -> int:
    """How often a school was told that its passwords are guessed."""
    return where.rows(f"SELECT count(*) FROM audit_entry WHERE operation = 'tell_of_guessing' AND school_id = {school}")[0][0]


async def sign_in(browser: Browser, email: str, password: str = PASSWORD) -> int:
    """The status of the answer, from the form on."""
    status, _ = await browser.ask("/sign-in/")
    assert status == 200, f"the form answered {status}"
    return (await browser.ask("/sign-in/", {"email": email, "password": password}))[0]


async def guesses(port: int, email: str, many: int) -> Counter:
    """The statuses of so many wrong guesses at one account, sent at the same moment, each from a browser of its own."""
    browsers = [Browser(port) for _ in range(many)]
    for one in browsers:
        await one.ask("/sign-in/")
    sent = [one.ask("/sign-in/", {"email": email, "password": f"guess {n}"}) for n, one in enumerate(browsers)]
    return Counter(status for status, _ in await asyncio.gather(*sent))


async def spray(port: int, where, school: int, staff: list[str]) -> int:
    """How many accounts one common password was tried at until the school was told, or 999."""
    for begin in range(0, len(staff), AT_ONCE):
        await asyncio.gather(*(sign_in(Browser(port), one, COMMON) for one in staff[begin : begin + AT_ONCE]))
        if alarms(where, school):
            return begin + AT_ONCE
    return 999


async def nine_o_clock(port: int, staff: list[str]) -> tuple[Counter, float]:
    """Everybody signs in, one in ten after a mistyped password: the statuses, and the seconds until the last was in."""
    statuses, chance, begun = Counter(), random.Random(11), time.monotonic()

    async def comes(number: int, email: str) -> None:
        await asyncio.sleep(chance.uniform(0, COME_WITHIN))
        browser = Browser(port)
        if number % 10 == 0:
            statuses["mistyped", await sign_in(browser, email, "mistyped")] += 1
        statuses[await sign_in(browser, email)] += 1

    await asyncio.gather(*(comes(number, email) for number, email in enumerate(staff)))
    return statuses, round(time.monotonic() - begun, 1)


@pytest.mark.trust(11, gate="full", alone=True)
def test_a_whole_staff_signs_in_from_one_address(rooms, proof):
    where, made = rooms
    school, staff = made["example"]["school"], made["example"]["staff"]
    with serving(where) as server:
        statuses, seconds = run(nine_o_clock(server.port, staff))
    proof("signed in from one address, at a server with several processes", statuses[302], exactly=len(staff))
    proof("of them, kept waiting", statuses[429] + statuses["mistyped", 429], exactly=0)
    proof("false alarms at it", alarms(where, school), exactly=0)
    proof("all signed in, seconds", seconds, at_most=bound(WITHIN), timed=True)


def test_what_is_guessed_at_once_is_counted_over_all_processes(rooms, proof):
    where, made = rooms
    email = made["example"]["staff"][-1]

    async def guessed(port: int) -> tuple[Counter, int, int]:
        own = Browser(port)
        assert await sign_in(own, email) == 302
        own.cookies.pop(b"sessionid")
        return await guesses(port, email, 20), await sign_in(Browser(port), email), await sign_in(own, email)

    with serving(where) as server:
        statuses, elsewhere, at_their_own = run(guessed(server.port))
    proof("guesses looked at by several processes, of 20 at once", statuses[422], at_most=10)
    assert statuses[422] + statuses[429] == 20
    assert elsewhere == 429 and at_their_own == 302


def test_one_password_over_many_accounts_is_counted_over_all_processes(rooms, proof):
    where, made = rooms
    school, staff = made["other"]["school"], made["other"]["staff"]
    with serving(where) as server:
        tried = run(spray(server.port, where, school, staff))
        assert run(sign_in(Browser(server.port), staff[0])) == 302  # nobody is shut out
    proof("accounts tried at several processes before the school was told", tried, at_most=50)
    assert alarms(where, school) == 1 and not alarms(where, made["example"]["school"])


@pytest.mark.trust(11, gate="full", control=True)
def test_control_where_each_process_counts_for_itself_guesses_go_on(rooms, proof):
    where, made = rooms
    with serving(where, worse="counts-apart") as server:
        statuses = run(guesses(server.port, made["other"]["staff"][-1], 20))
    proof("guesses looked at where each process counts for itself", statuses[422], at_least=11)
