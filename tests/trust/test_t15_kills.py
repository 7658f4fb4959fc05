"""The whole server is killed while a hall saves: what was acknowledged is there, once, and it serves again in seconds."""

import asyncio
import time

import pytest

from tests.proofs import scale
from tests.trust.browsers import Sent, let_in, run, send_at_once
from tests.trust.serving import Place, Server, bound, place, serving
from tests.trust.test_t13_hall import RETURNS, fresh_lines


@pytest.fixture
def hall(tmp_path):
    with place(tmp_path / "data") as made:
        yield made


async def killed_at(server: Server, rows: int) -> None:
    """Kill the server when the database holds so many rows."""
    for _ in range(6000):
        if server.place.rows(RETURNS)[0][0] >= rows:
            break
        await asyncio.sleep(0.005)
    server.kill()


async def killed_in_between(server: Server, made: dict, kills: int, recovered: list[float]) -> list[Sent]:
    """All send at one instant; the server is killed after each equal part of the rows, and started again."""
    browsers = await let_in(server.port, made["tokens"], made["survey"])
    sending = asyncio.create_task(send_at_once(browsers, made["survey"], tries=200, pause=0.25))
    for kill in range(1, kills + 1):
        await killed_at(server, len(browsers) * kill // (kills + 1))
        begun = time.monotonic()
        await asyncio.to_thread(server.start)
        recovered.append(round(time.monotonic() - begun, 2))
    return await sending


@pytest.mark.trust(15, gate="full", alone=True)
def test_nothing_that_was_acknowledged_is_lost_to_a_kill(hall, proof):
    many, kills, recovered = scale(quick=40, full=300), scale(quick=1, full=3, night=20), []
    made = hall.run("tests.trust.halls", str(many))
    with serving(hall) as server:
        sent = run(killed_in_between(server, made, kills, recovered))
        proof("acknowledged in the end", len([one for one in sent if one.status == 302]), exactly=many)
        ((rows, students),) = hall.rows(RETURNS)
        proof("kills", len(recovered), at_least=kills)
        proof("acknowledged and lost", many - students, exactly=0)
        proof("kept twice", rows - students, exactly=0)
        proof("lines of the audit trail", fresh_lines(hall), exactly=many)
        assert hall.is_whole()
        proof("tried again by", len([one for one in sent if one.tries > 1]), at_least=1)
        proof("served again within, seconds", max(recovered), at_most=bound(5), timed=True)


def lost(where: Place, made: dict, *, worse: str) -> int:
    """How many were acknowledged by a server that was killed, and are not there."""

    async def until_killed(server: Server) -> list[Sent]:
        browsers = await let_in(server.port, made["tokens"], made["survey"])
        sending = asyncio.create_task(send_at_once(browsers, made["survey"]))
        await killed_at(server, len(browsers) // 4)
        return await sending

    with serving(where, worse=worse) as server:
        sent = run(until_killed(server))
    there = where.rows(RETURNS)[0][1]
    return len([one for one in sent if one.status == 302]) - there


@pytest.mark.trust(15, gate="full", control=True)
def test_control_a_server_that_acknowledges_before_it_has_committed_loses_some(hall, proof):
    made = hall.run("tests.trust.halls", "120")
    proof("acknowledged and lost by a server without the guard", lost(hall, made, worse="early"), at_least=1)
