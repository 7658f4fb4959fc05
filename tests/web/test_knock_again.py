"""At the door on poor Wi-Fi: a browser that used its slip and never got the answer may knock again; nobody else may."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chalkface.operations.passes import make_passes
from chalkface.records.models import Pass
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.own_door import AGAIN, Begun
from tests.cast import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def slip(school_a, monkeypatch):
    for module in ("chalkface.web.page", "chalkface.web.pages.enter.code", "chalkface.web.pages.enter.slip"):
        monkeypatch.setattr(f"{module}.timezone.localdate", lambda *zone: DAY)
    (made,) = make_passes(school_a.access("careers_leader"), student_ids=[school_a.rows["student"].pk])
    return made


def browser(secret: str = "a" * 32) -> Client:
    client = Client()
    client.cookies[settings.CSRF_COOKIE_NAME] = secret
    return client


def knocks(client: Client, slip, *, by_code: bool = False) -> int:
    """The status of the answer at the door: 302 for who is let in. The browser does not keep what it is told."""
    kept = client.cookies.copy()
    if by_code:
        answer = client.post("/in/", {"code": slip.code, "deed": "go_on"})
    else:
        answer = client.post(f"/in/{slip.token}/")
    client.cookies = kept
    return answer.status_code


@pytest.mark.trust(49)
@pytest.mark.parametrize("by_code", [False, True])
def test_a_browser_that_never_got_the_answer_is_let_in_by_the_same_slip(slip, by_code):
    client = browser()
    assert [knocks(client, slip, by_code=by_code) for _ in range(3)] == [302, 302, 302]
    answer = client.post(f"/in/{slip.token}/")
    assert client.get(answer["Location"]).status_code == 200
    assert knocks(client, slip) == 404, "a page was opened: the answer came"


@pytest.mark.trust(12)
@pytest.mark.parametrize("by_code", [False, True])
def test_another_browser_finds_the_slip_used_and_so_does_one_that_comes_late_or_signed_out(slip, by_code):
    client = browser()
    refused = 422 if by_code else 404
    assert knocks(client, slip, by_code=by_code) == 302
    assert knocks(browser("b" * 32), slip, by_code=by_code) == refused
    assert knocks(Client(), slip, by_code=by_code) == refused
    with writing("a test"), across_schools("a test"):
        Pass.objects.update(used_at=timezone.now() - AGAIN)
    assert knocks(client, slip, by_code=by_code) == refused


def test_who_signed_out_does_not_come_in_again(slip, school_a):
    client = browser()
    assert client.post(f"/in/{slip.token}/").status_code == 302
    client.post(f"/s/{school_a.school.slug}/my/leave/")
    assert knocks(client, slip) == 404


def test_at_the_door_the_session_is_written_once(slip):
    with CaptureQueriesContext(connection) as asked:
        assert knocks(browser(), slip) == 302
    deeds = [one["sql"][:6] for one in asked.captured_queries if "django_session" in one["sql"]]
    assert [one for one in deeds if one != "SELECT"] == ["INSERT"]


def test_what_is_added_after_the_door_is_kept_too():
    begun = Begun()
    begun["pass"] = 1
    begun.save(must_create=True)
    begun["said"] = "Welcome."
    begun.save()
    assert SessionStore(begun.session_key)["said"] == "Welcome."
