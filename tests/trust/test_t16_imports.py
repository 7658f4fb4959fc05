"""An import, or the undoing of one, that is killed at any moment is there whole or not at all, and says of itself which."""

import asyncio
import random
import time

import pytest

from tests.proofs import scale
from tests.trust.browsers import Browser, run
from tests.trust.serving import Server, place, serving

WAITS = 90  # seconds for which somebody looks at the page of an import, on a machine that others use too


@pytest.fixture
def where(tmp_path):
    with place(tmp_path / "data") as made:
        yield made


@pytest.fixture
def killed(where):
    return lambda kills, *words: where.run("tests.trust.killing", str(kills), "16", *words)


@pytest.mark.trust(16, gate="full")
def test_nothing_or_all_at_whatever_moment_it_is_killed(killed, proof):
    found = killed(scale(quick=10, full=200, night=1000))
    proof("kills", found["kills"], at_least=scale(quick=10, full=200, night=1000))
    proof("imports or undoings half done", found["halves"], exactly=0)
    proof("imports that say something else of themselves", found["wrong_words"], exactly=0)
    proof("database files that were not whole", found["not_whole_files"], exactly=0)
    assert not found["errors"]
    assert found["whole"] and found["nothing"] and found["undone"]  # else the kills fell all on one side


@pytest.mark.trust(16, gate="full", control=True)
def test_control_without_one_transaction_some_are_half_done(killed, proof):
    found = killed(30, "halfway")
    proof("half done of 30 without the transaction", found["halves"], at_least=1)


def imported(server: Server, batch: int) -> int:
    """How many marks of this import are there."""
    ((marks,),) = server.place.rows(f"SELECT count(*) FROM participation WHERE batch_id = {batch}")
    return marks


async def signed_in(server: Server, made: dict) -> Browser:
    browser = Browser(server.port)
    await browser.ask("/sign-in/")
    status, _ = await browser.ask("/sign-in/", {"email": made["email"], "password": made["password"]})
    assert status == 302, f"the sign-in answered {status}"
    return browser


async def killed_while_it_imports(server: Server, made: dict, chance: random.Random) -> list[str]:
    """Ask for each import, kill the server a moment later and start it again; what was wrong with what was seen then."""
    browser, wrong = await signed_in(server, made), []
    for batch in made["batches"]:
        page = f"/s/testfield/imports/{batch}/"
        await browser.ask(page)
        status, _ = await browser.ask(page, {"deed": "commit"})
        assert status == 302, f"the import answered {status}"
        await asyncio.sleep(chance.uniform(0, 4))  # the random moment itself, not a wait for something
        server.kill()
        if imported(server, batch) not in (0, made["rows"]):
            wrong.append(f"{batch}: half of it is there")
        await asyncio.to_thread(server.start)
        until = time.monotonic() + WAITS
        while time.monotonic() < until:
            there = imported(server, batch)
            status, seen = await browser.ask(page)
            if b'<p class="lead">Imported' in seen:
                break
            if there:  # it came in after the page was asked for, or the page is wrong: then it still is
                status, seen = await browser.ask(page)
                if b'<p class="lead">Imported' not in seen and b"waiting" not in seen and b"Rows read" not in seen:
                    wrong.append(f"{batch}: it is in, and its page does not say so")
            await asyncio.sleep(0.3)
        else:
            wrong.append(f"{batch}: never imported")
        if imported(server, batch) != made["rows"]:
            wrong.append(f"{batch}: its page says that it is in, and it is not")
    return wrong


@pytest.mark.trust(16, gate="full")
def test_an_import_that_was_asked_for_is_taken_up_again_by_a_server_that_was_killed(where, proof):
    made = where.run("tests.trust.offices", str(scale(quick=1, full=4, night=20)))
    with serving(where) as server:
        wrong = run(killed_while_it_imports(server, made, random.Random(16)))
    proof("imports asked for that were lost, half done or said something else", len(wrong), exactly=0)
    assert wrong == [] and where.is_whole()
