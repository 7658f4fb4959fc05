"""A database that is away, or a full disk, is a page that says so and when to try again: in whatever layer it is noticed."""

from errno import ENOSPC

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from chalkface.records.models import PlanAction
from chalkface.records.tenancy import across_schools
from chalkface.web import errors
from tests.trust.walking import client_of

pytestmark = pytest.mark.django_db
TROUBLES = {
    "away": (OperationalError("server closed the connection"), 503, "5"),
    "closed": (InterfaceError("connection already closed"), 503, "5"),
    "full database": (OperationalError("database or disk is full"), 503, "60"),
    "full disk": (OSError(ENOSPC, "No space left on device"), 503, "60"),
}


def raises(error: Exception):
    def away(*args, **kwargs):
        raise error

    return away


@pytest.mark.trust(20)
@pytest.mark.trust(24)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_the_session_meets_is_never_a_raw_error(trouble, client, monkeypatch):
    error, status, seconds = TROUBLES[trouble]
    client.raise_request_exception = False
    client.cookies["sessionid"] = "x" * 32
    monkeypatch.setattr(SessionStore, "load", raises(error))
    answer = client.get("/sign-in/")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, seconds)
    assert str(error).encode() not in answer.content


def without_the_question(monkeypatch) -> None:
    monkeypatch.setattr(errors, "passing_trouble", lambda request, error: None)
    monkeypatch.setattr("chalkface.web.headers.passing_trouble", lambda request, error: None)


@pytest.mark.trust(20, control=True)
@pytest.mark.trust(24, control=True)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_control_without_the_question_it_is_a_raw_error(trouble, client, monkeypatch):
    client.raise_request_exception = False
    client.cookies["sessionid"] = "x" * 32
    monkeypatch.setattr(SessionStore, "load", raises(TROUBLES[trouble][0]))
    without_the_question(monkeypatch)
    assert client.get("/sign-in/").status_code == 500


@pytest.fixture
def room(transactional_db):
    """``room(pages)``: SQLite's file may have so many pages more than it has, and finds no room for another."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is full only when a whole disk is, which is not for a test to fill")

    def left(pages: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # or what tests before this one deleted is room
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + pages}")

    yield left
    left(2**30)


@pytest.fixture
def save(school_a):
    """Save one more action in the plan by its page; the answer."""
    client = client_of(school_a, "careers_leader")
    sent = dict.fromkeys(
        ("post_id", "owner", "starts_on", "due_on", "resource", "objective_id", "statement", "activity_id", "duty"), ""
    ) | {"what": "Ring the college", "framework": "gatsby-2025"}  # fmt: skip
    return lambda: client.post("/s/school-a/plan/new-action/", sent)


def saved() -> int:
    with across_schools("a test"):
        return PlanAction.objects.filter(what="Ring the college").count()


@pytest.mark.trust(24)
def test_a_database_that_finds_no_room_loses_nothing_acknowledged_and_goes_on_once_there_is(save, room, client, proof):
    assert save().status_code == 302
    room(2)
    acknowledged, answer = 1, save()
    while answer.status_code == 302:
        acknowledged, answer = acknowledged + 1, save()
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "60")
    proof("saved before the database was full", acknowledged, at_least=2)
    proof("acknowledged and lost", acknowledged - saved(), exactly=0)
    assert client.get("/sign-in/").status_code == 200, "what asks for no room is answered"
    room(2**20)
    assert save().status_code == 302 and saved() == acknowledged + 1


@pytest.mark.trust(24, control=True)
def test_control_without_the_question_a_full_database_is_a_raw_error(save, room, monkeypatch):
    without_the_question(monkeypatch)
    room(0)
    assert {save().status_code for _ in range(40)} >= {500}
