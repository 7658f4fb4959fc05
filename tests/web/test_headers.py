"""What every answer carries, whatever it is; and what a signed-in page may never leave behind in a browser."""

import re

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from django.contrib.auth.hashers import make_password
from django.db.utils import OperationalError
from django.test import Client

from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.signed_in import signed_in_as

import_pages()
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(school_a) -> Client:
    client = Client()
    signed_in_as(client, school_a.accounts["governor"])
    return client


def secure(answer) -> None:
    """The headers of trust; raises when one is missing."""
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["style-src"] == policy["connect-src"] == "'self'"
    assert re.fullmatch(r"'nonce-[\w-]{20,}'", policy["script-src"])
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'" and "unsafe" not in answer["Content-Security-Policy"]
    assert "http" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "status, address",
    [
        (200, "/s/school-a/"),
        (200, "/help/"),
        (302, "/"),
        (403, "/s/school-a/students/"),
        (404, "/s/no-such-school/"),
        (404, "/no/such/page"),
        (200, "/static/chalkface.css"),
        (400, "/help/?q=%00"),
    ],
)
def test_every_answer_carries_the_headers_of_trust(client, status, address):
    answer = client.get(address)
    assert answer.status_code == status
    secure(answer)
    answer.close()


def test_so_do_refusals_of_forms_and_of_the_database(client, school_a, monkeypatch):
    for answer in (client.delete("/s/school-a/"), Client(enforce_csrf_checks=True).post("/sign-out/")):
        assert answer.status_code in (403, 405)
        secure(answer)

    def away(*_):
        raise OperationalError("locked")

    monkeypatch.setattr("chalkface.web.page.access_at_door", away)
    answer = client.get("/s/school-a/")
    assert answer.status_code == 503 and answer["Retry-After"] == "5" and b"locked" not in answer.content
    secure(answer)


def test_no_nonce_is_given_twice(client):
    assert len({client.get("/help/")["Content-Security-Policy"] for _ in range(5)}) == 5


def test_https_is_remembered_only_over_https(client):
    assert "Strict-Transport-Security" not in client.get("/help/")
    assert client.get("/help/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.once
def test_nothing_seen_while_signed_in_is_kept_by_the_browser(client, school_a):
    """Every page and every refusal: the back button after signing out shows nothing."""
    leader = Client()
    signed_in_as(leader, school_a.accounts["careers_leader"])
    for door in PAGES.values():
        if door.kind == "school":
            path = "/" + re.sub(r"<(\w+:)?(\w+)>", lambda found: str(arguments_of(door, school_a)[found[2]]), door.path)  # noqa: B023
        else:
            path = f"/{door.path}"
        answer = leader.get(path)
        if answer.status_code in (200, 422):
            assert answer["Cache-Control"] == "no-store", door.name
    assert leader.post("/s/school-a/settings/example/")["Cache-Control"] == "no-store"


def test_an_open_page_says_that_a_fragment_is_another_answer(client):
    assert client.get("/help/")["Vary"].startswith("HX-Request, HX-Target")


def test_a_password_is_hashed_at_the_owasp_minimum_for_argon2id():
    found = extract_parameters(make_password("three brown owls").removeprefix("argon2"))
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 19_456, 2, 1)
