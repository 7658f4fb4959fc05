"""A database that is away, or a full disk, is a page that says so and when to try again: in whatever layer it is noticed."""

from errno import ENOSPC

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db.utils import InterfaceError, OperationalError

from chalkface.web import errors

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


@pytest.mark.trust(20, control=True)
def test_control_without_the_question_it_is_a_raw_error(client, monkeypatch):
    client.raise_request_exception = False
    client.cookies["sessionid"] = "x" * 32
    monkeypatch.setattr(SessionStore, "load", raises(OperationalError("away")))
    monkeypatch.setattr(errors, "passing_trouble", lambda request, error: None)
    monkeypatch.setattr("chalkface.web.headers.passing_trouble", lambda request, error: None)
    assert client.get("/sign-in/").status_code == 500
