"""Who is asked to prove it once more may do it by a code where there is no password, or where a school asks for a factor."""

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from chalkface.core.access import Access
from chalkface.operations.factors import add_factor
from chalkface.records.models import Account, School
from chalkface.records.tenancy import across_schools, writing
from tests.signed_in import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.trust(8)]
PASSWORD, SECRET = "a word nobody says", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
EXPORT = "/s/school-a/imports/export/"


def later(school_a, *, password: str | None, asks: bool, app: bool = True) -> Client:
    """The careers leader, a quarter of an hour after signing in."""
    cache.clear()
    account = school_a.accounts["careers_leader"]
    with writing("a test"), across_schools("a test"):
        Account.objects.filter(pk=account.pk).update(password=make_password(password))
        School.objects.filter(pk=school_a.school.pk).update(second_factor_roles=["careers_leader"] if asks else [])
    account.refresh_from_db()
    if app:
        add_factor(Access(None, "operator", school_a.access("careers_leader").on, account.pk), kind="app", words=SECRET)
    client = Client()
    signed_in_as(client, account, minutes_ago=15)
    return client


def proves(client, **sent) -> int:
    answer = client.post("/confirm/", {"next": EXPORT, **sent})
    opened = client.get(EXPORT).status_code == 200
    assert opened == (answer.status_code == 302)
    return answer.status_code


def test_without_a_password_the_code_proves_it(school_a):
    client = later(school_a, password=None, asks=False)
    page = client.get("/confirm/").content.decode()
    assert 'name="code"' in page and 'type="password"' not in page
    assert proves(client, password="") == 422
    assert proves(client, code="000000") == 422
    assert proves(client, code=pyotp.TOTP(SECRET).now()) == 302


def test_where_a_school_asks_for_a_factor_either_proves_it_and_a_code_once(school_a):
    client, code = later(school_a, password=PASSWORD, asks=True), pyotp.TOTP(SECRET).now()
    assert proves(client, code=code) == 302
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"], minutes_ago=15)
    assert proves(client, code=code) == 422
    assert proves(client, password=PASSWORD) == 302


def test_where_nobody_asks_for_one_a_code_is_no_password(school_a):
    client = later(school_a, password=PASSWORD, asks=False)
    assert 'name="code"' not in client.get("/confirm/").content.decode()
    assert proves(client, code=pyotp.TOTP(SECRET).now()) == 422
    assert proves(client, password=PASSWORD) == 302


def test_guessed_codes_are_counted_with_those_at_the_door(school_a):
    client = later(school_a, password=None, asks=True)
    answers = [proves(client, code=f"00000{n}") for n in range(10)]
    assert 429 in answers and answers.count(422) <= 8
    assert proves(client, code=pyotp.TOTP(SECRET).now()) == 429


@pytest.mark.trust(8, control=True)
def test_negative_control_if_any_code_were_right_the_screen_would_open(school_a, monkeypatch):
    client = later(school_a, password=None, asks=True)
    monkeypatch.setattr("chalkface.web.proving.take_code", lambda account, code, at: "app")
    assert proves(client, code="000000") == 302
