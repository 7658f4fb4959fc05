"""A hall of students saves at one instant; what is sent twice is done once: against the real server."""

import json
from collections import Counter

import pytest

from tests.proofs import scale
from tests.trust import longer
from tests.trust.browsers import Browser, Sent, let_in, part_of, run, send_at_once
from tests.trust.serving import Place, bound, place, serving

RETURNS = "SELECT count(*), count(DISTINCT student_id) FROM survey_return"
KEPT = "SELECT answers FROM survey_return"
LINES = "SELECT about FROM audit_entry WHERE operation = 'send_answers'"


@pytest.fixture
def hall(tmp_path):
    with place(tmp_path / "data") as made:
        yield made


def answers_in(kept: str | dict) -> dict:
    """A column of JSON: SQLite holds it as text."""
    return json.loads(kept) if isinstance(kept, str) else kept


def fresh_lines(where: Place) -> int:
    """How many lines of the trail say that answers were kept; of what is sent again there is a line that says so."""
    return len([about for (about,) in where.rows(LINES) if "again" not in str(about)])


def sent_by(
    where: Place, many: int, *, worse: str = "", times: int = 1, key: bytes | None = None, other: str = ""
) -> list[Sent]:
    """What became of each sending when so many students sent at one instant, each ``times`` times; with ``key`` each time
    under another key."""
    made = where.run(other or "tests.trust.halls", str(many))

    async def all_send(port: int) -> list[Sent]:
        browsers = await let_in(port, made["tokens"], made["survey"], at_once=1 if worse else 4)
        again = [Browser(port, dict(one.cookies), dict(one.held)) for one in browsers for _ in range(times)]
        if key is not None:
            for number, one in enumerate(again):
                one.held[b"key"] = key % number
        return await send_at_once(again, made["survey"], times=times)

    with serving(where, worse=worse, other=other) as server:
        return run(all_send(server.port))


@pytest.mark.trust(13, gate="full", alone=True)
def test_a_whole_hall_saves_at_one_instant(hall, proof, monkeypatch):
    many = scale(quick=20, full=300)
    monkeypatch.setattr("tests.trust.browsers.questionnaires", longer.questionnaires)
    sent = sent_by(hall, many, other=longer.__name__)
    proof("questions that each answered", min(len(answers_in(kept)) for (kept,) in hall.rows(KEPT)), exactly=24)
    proof("acknowledged", Counter(one.status for one in sent)[302], exactly=many)
    ((rows, students),) = hall.rows(RETURNS)
    proof("saved and lost", many - students, exactly=0)
    proof("kept twice", rows - students, exactly=0)
    proof("lines of the audit trail", fresh_lines(hall), exactly=many)
    assert hall.is_whole()
    p95, longest = (1.5, 3.0) if hall.is_sqlite else (4.0, 8.0)
    proof("95 of 100 were done within, seconds", part_of([one.seconds for one in sent], 95), at_most=bound(p95), timed=True)
    proof("longest, seconds", part_of([one.seconds for one in sent], 100), at_most=bound(longest), timed=True)


@pytest.mark.trust(13, gate="full", control=True)
def test_control_without_what_guards_a_hall_some_of_it_is_not_saved(hall, proof):
    """On SQLite nobody waits while another writes; on PostgreSQL nobody waits for the end of the audit chain."""
    sent = sent_by(hall, 60, worse="impatient" if hall.is_sqlite else "unchained")
    proof("not acknowledged without the guard", len([one for one in sent if one.status != 302]), at_least=1)


@pytest.mark.trust(14, gate="full")
def test_a_form_that_is_sent_five_times_at_once_is_one_return_with_one_answer(hall, proof):
    many = scale(quick=10, full=100)
    sent = sent_by(hall, many, times=5)
    proof("acknowledged", Counter(one.status for one in sent)[302], exactly=5 * many)
    proof("rows kept", hall.rows(RETURNS)[0][0], exactly=many)
    assert hall.rows(RETURNS) == [(many, many)]
    assert len({one.body for one in sent}) == 1
    assert len(hall.rows(LINES)) == 5 * many and fresh_lines(hall) == many


@pytest.mark.trust(14, gate="full", control=True)
def test_control_with_another_key_each_time_the_same_person_is_refused(hall, proof):
    sent = sent_by(hall, 10, times=5, key=b"00000000-0000-4000-8000-%012d")
    statuses = Counter(one.status for one in sent)
    proof("refused without the key", statuses[422], exactly=40)
