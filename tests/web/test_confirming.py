"""Protected pages ask for the password again once it was given more than ten minutes ago, and lead back to where one was."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from chalkface.records.tenancy import across_schools, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.signed_in import signed_in_as

import_pages()
pytestmark = pytest.mark.django_db
PASSWORD = "a word nobody says"
EXPORT = "/s/school-a/imports/export/"


@pytest.fixture
def later(school_a) -> Client:
    """The careers leader, a quarter of an hour after signing in."""
    account = school_a.accounts["careers_leader"]
    with writing("a test"), across_schools("a test"):
        account.password = make_password(PASSWORD)
        account.save()
    client = Client()
    signed_in_as(client, account, minutes_ago=15)
    return client


def test_the_page_asks_first_and_leads_back(later):
    asked = later.get(EXPORT + "?a=b")
    assert asked.status_code == 302 and asked["Location"] == "/confirm/?next=%2Fs%2Fschool-a%2Fimports%2Fexport%2F%3Fa%3Db"
    page = later.get(asked["Location"]).content.decode()
    assert "Is it still you?" in page
    done = later.post("/confirm/", {"next": EXPORT + "?a=b", "password": PASSWORD})
    assert done["Location"] == EXPORT + "?a=b" and later.get(EXPORT).status_code == 200


def test_a_wrong_password_opens_nothing_and_many_must_wait(later):
    for _ in range(8):
        answer = later.post("/confirm/", {"next": EXPORT, "password": "wrong"})
        assert answer.status_code == 422 and "That is not your password" in answer.content.decode()
    assert later.get(EXPORT).status_code == 302
    assert later.post("/confirm/", {"next": EXPORT, "password": PASSWORD}).status_code == 429


def test_a_form_that_is_still_open_on_the_screen_is_asked_too(later):
    assert later.post(EXPORT).status_code == 302


@pytest.mark.parametrize("after", ["https://elsewhere.example/", "//elsewhere.example", "home", "/\\elsewhere.example"])
def test_nobody_is_led_elsewhere(later, after):
    assert later.post("/confirm/", {"next": after, "password": PASSWORD})["Location"] == "/"


def test_every_page_that_asks_shows_nothing_before(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access("careers_leader").on)
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"], minutes_ago=15)
    asking = [door for door in PAGES.values() if door.confirms]
    assert len(asking) >= 3
    for door in asking:
        address = "/" + door.path
        for name, value in arguments_of(door, school_a).items():
            kind = next(part for part in ("int", "str", "slug") if f"<{part}:{name}>" in address)
            address = address.replace(f"<{kind}:{name}>", str(value))
        answer = client.get(address)
        assert answer.status_code in (302, 403) and answer.content.find(b"zqa") == -1, door.name


def test_negative_control_without_the_question_the_page_is_open(later, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.is_confirmed", lambda request: True)
    assert later.get(EXPORT).status_code == 200
