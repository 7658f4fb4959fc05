"""Signing in and out, the account, the first run: what happens, and what is refused."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from chalkface.records.models import Account, Membership, School
from chalkface.records.tenancy import across_schools, writing
from tests.cast import Company
from tests.signed_in import give_code, set_up_app, signed_in_as

pytestmark = pytest.mark.django_db
PASSWORD = "three brown owls"
NEW = "four grey geese"
FIRST_RUN = {
    "urn": "100200", "name": "Elm Park", "kind": "school", "your_name": "Ann", "email": "ann@elm.example", "password": NEW
}


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def school(school_a) -> Company:
    """School A, where everybody's password is known; the real clock."""
    with writing("a test"), across_schools("a test"):
        Account.objects.update(password=make_password(PASSWORD))
    return school_a


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"email": email, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def end(company: Company, role: str) -> None:
    with writing("a test"), across_schools("a test"):
        yesterday = timezone.localdate() - timedelta(days=1)
        Membership.objects.filter(school=company.school, role=role).update(ends_on=yesterday)


def test_signing_in_leads_to_the_school_and_rotates_the_session(school, client):
    client.get("/sign-in/")
    answer = sign_in(client, " Tutor@A.example ")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/s/school-a/"
    assert client.get("/s/school-a/").status_code == 200
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(school, client):
    wrong, unknown = sign_in(client, "tutor@a.example", "wrong password"), sign_in(client, "nobody@a.example")
    for answer in (wrong, unknown):
        assert answer.status_code == 422 and "do not go together here" in answer.content.decode()
    assert not is_signed_in(client)
    assert "wrong password" not in wrong.content.decode()


def test_a_closed_account_does_not_sign_in(school, client):
    with writing("a test"):
        Account.objects.filter(email="tutor@a.example").update(is_active=False)
    assert sign_in(client, "tutor@a.example").status_code == 422
    assert not is_signed_in(client)


@pytest.fixture
def clock(monkeypatch):
    """The clock of the throttle: ``clock.now += 30`` is half a minute later."""
    clock = SimpleNamespace(now=1_000_000.0)
    monkeypatch.setattr("chalkface.web.throttle.time", lambda: clock.now)
    return clock


def test_guessing_is_slowed_for_one_account_and_for_nobody_else(school, clock):
    guesser = Client()
    answers = [sign_in(guesser, "tutor@a.example", f"guess {number}").status_code for number in range(9)]
    assert answers == [422] * 8 + [429]
    stopped = sign_in(guesser, "TUTOR@a.example")  # even the right password waits, in any spelling of the address
    assert stopped.status_code == 429 and "Wait 30 seconds" in stopped.content.decode()
    assert sign_in(Client(), "adviser@a.example").status_code == 302
    clock.now += 30
    assert sign_in(guesser, "tutor@a.example", "one more guess").status_code == 422
    assert sign_in(guesser, "tutor@a.example", "and another").status_code == 429  # from now on one in thirty seconds
    clock.now += 30
    assert sign_in(guesser, "tutor@a.example").status_code == 302


def test_a_prank_does_not_keep_a_person_out_of_their_own_browser(school, clock):
    own, prankster, second = Client(), Client(), Client()
    assert sign_in(own, "tutor@a.example").status_code == sign_in(prankster, "adviser@a.example").status_code == 302
    own.post("/sign-out/")
    for number in range(20):
        sign_in(prankster, "tutor@a.example", f"guess {number}")
    assert sign_in(prankster, "tutor@a.example").status_code == 429
    assert sign_in(second, "tutor@a.example").status_code == 429  # where they have never been, they wait too
    assert sign_in(own, "tutor@a.example").status_code == 302
    cookie = own.cookies["signed-in-before"]
    assert cookie["httponly"] and cookie["path"] == "/sign-in/" and "tutor" not in cookie.value
    second.cookies["signed-in-before"] = cookie.value  # the mark of one account is worth nothing for another, or forged
    for number in range(9):
        answer = sign_in(second, "governor@a.example", f"guess {number}")
    assert answer.status_code == 429 and sign_in(Client(), "governor@a.example").status_code == 429


def test_coming_in_forgets_the_wrong_tries(school, client):
    for _ in range(2):
        for number in range(7):
            assert sign_in(client, "tutor@a.example", f"guess {number}").status_code == 422
        assert sign_in(client, "tutor@a.example").status_code == 302


@pytest.mark.parametrize(
    "wanted, given",
    [
        ("/s/school-a/students/", "/s/school-a/students/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_goes_where_one_wanted_but_never_elsewhere(school, client, wanted, given):
    page = client.get("/sign-in/", {"next": wanted}).content.decode()
    assert f'name="next" value="{given}"' in page
    assert sign_in(client, "tutor@a.example", next=wanted)["Location"] == given


def test_a_page_asked_for_before_signing_in_is_remembered(school, client):
    answer = client.get("/s/school-a/students/?q=a")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/s/school-a/students/%3Fq%3Da")


def test_an_open_session_ends_with_the_membership_at_the_next_request(school, client):
    sign_in(client, "tutor@a.example")
    assert client.get("/s/school-a/").status_code == 200
    end(school, "tutor")
    assert client.get("/s/school-a/").status_code == 404
    assert client.get("/account/").content.decode().count("You are not a member of a school") == 1
    answer = client.post("/account/", {"present": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 422 and "membership has ended" in answer.content.decode()


def test_signing_out_is_a_form_and_clears_everything(school, client):
    sign_in(client, "tutor@a.example")
    assert client.get("/sign-out/").status_code == 200 and is_signed_in(client)
    assert client.head("/sign-out/").status_code == 200 and is_signed_in(client)
    key = client.cookies["sessionid"].value
    answer = client.post("/sign-out/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(client)
    client.cookies["sessionid"] = key  # the old cookie opens nothing
    assert client.get("/s/school-a/").status_code == 302


def test_a_form_without_its_token_is_refused_in_words(school):
    client = Client(enforce_csrf_checks=True)
    signed_in_as(client, Account.objects.get(email="tutor@a.example"))
    answer = client.post("/sign-out/")
    assert answer.status_code == 403 and "This form is too old" in answer.content.decode()
    assert is_signed_in(client)


def test_a_new_password_signs_out_every_other_place(school, client):
    elsewhere = Client()
    sign_in(client, "tutor@a.example"), sign_in(elsewhere, "tutor@a.example")
    answer = client.post("/account/", {"present": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 302 and "is changed" in client.get("/account/").content.decode()
    assert is_signed_in(client) and not is_signed_in(elsewhere)
    assert sign_in(Client(), "tutor@a.example").status_code == 422
    assert sign_in(Client(), "tutor@a.example", NEW).status_code == 302


@pytest.mark.parametrize(
    "sent, sentence",
    [
        ({"present": "wrong", "password": NEW, "again": NEW}, "That is not your present password."),
        ({"present": PASSWORD, "password": NEW, "again": NEW + "s"}, "The two new passwords differ."),
        ({"present": PASSWORD, "password": "short", "again": "short"}, "at least 10 characters"),
        ({}, "That is not your present password."),
        ({"present": PASSWORD}, "at least 10 characters"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(school, client, sent, sentence):
    sign_in(client, "tutor@a.example")
    answer = client.post("/account/", sent)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert sign_in(Client(), "tutor@a.example").status_code == 302


def test_the_first_visitor_sets_the_server_up_and_the_door_closes(client):
    assert client.get("/")["Location"] == client.get("/sign-in/")["Location"] == "/set-up/"
    assert client.get("/set-up/").status_code == 200
    assert client.post("/set-up/", FIRST_RUN)["Location"] == "/sign-in/set-up/"  # staff of a real school need a second factor
    assert "Your school is ready" in client.get("/sign-in/set-up/").content.decode()
    secret = set_up_app(client)
    assert client.get("/set-up/").status_code == 404
    assert client.post("/set-up/", FIRST_RUN | {"urn": "100201", "email": "b@elm.example"}).status_code == 404
    assert client.get("/")["Location"] == "/s/elm-park/"  # two roles at one school are no choice of schools
    assert client.get("/s/elm-park/settings/people/").status_code == 200
    client.post("/sign-out/")
    assert sign_in(client, "ann@elm.example", NEW)["Location"] == "/sign-in/second/" and not is_signed_in(client)
    give_code(client, secret, steps=1)
    assert is_signed_in(client)
    assert School.objects.count() == Account.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"urn": "x"}, {"name": ""}, {"email": "x"}, {"password": "short"}, {"kind": "zoo"}], ids=str)
def test_a_set_up_that_will_not_do_says_why_keeps_the_answers_and_makes_nothing(client, wrong):
    answer = client.post("/set-up/", FIRST_RUN | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and "There is a problem" in page
    assert FIRST_RUN["your_name"] in page and NEW not in page
    assert not School.objects.exists() and client.get("/set-up/").status_code == 200


def test_spaces_at_the_ends_of_a_password_are_part_of_it_here_as_there(client):
    client.post("/set-up/", FIRST_RUN | {"password": f" {NEW} "})
    assert sign_in(client, FIRST_RUN["email"], f" {NEW} ").status_code == 302


def test_an_adviser_of_two_schools_chooses_and_a_role_here_is_none_there(school, school_b, client):
    with writing("a test"), across_schools("a test"):
        Membership.objects.create(school=school_b.school, account=school.accounts["adviser"], role="adviser")
    sign_in(client, "adviser@a.example")
    page = client.get("/").content.decode()
    assert "/s/school-a/" in page and "/s/school-b/" in page
    end(school_b, "adviser")
    assert client.get("/s/school-a/").status_code == 200 and client.get("/s/school-b/").status_code == 404
