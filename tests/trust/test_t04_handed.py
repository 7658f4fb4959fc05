"""What a page hands to its template is less for who lacks a right beside that of its door, whatever the template shows (T4)."""

from contextlib import contextmanager

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.queries.places import Place
from chalkface.web import proving
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from chalkface.web.pages.account import confirm, sign_in
from chalkface.web.pages.award import criterion
from chalkface.web.pages.award.award import opens
from tests.addresses import arguments_of
from tests.cast import DAY
from tests.signed_in import signed_in_as
from tests.trust.test_t04_doors import change

import_pages()
pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]
# The page, what is asked of it, the right that is taken away, and what is handed otherwise then.
HANDED = [
    ("interviews.round", "", "plan_interviews", "advisers"),
    ("guidance.agreed", "", "follow_actions", "owners"),
    ("direction.objective", "", "edit_direction", "statements"),
    ("guidance.overrule", "", "see_risk", "sees_risk"),
    ("risk.start", "", "see_risk", "sees_names"),
    ("destinations.chase", "", "keep_destinations", "may_record"),
    ("students.carers", "", "keep_carers", "staff"),
    ("programme.lesson", "", "see_plan", "told"),
    ("programme.lesson", "", "edit_programme", "recorded"),
    ("programme.lesson", "?change=1", "edit_programme", "changing"),
    ("review.practice", "", "ask_voices", "lacking"),
    ("review.practice", "", "see_plan", "told"),
    ("review.practice", "?change=1", "note_practice", "changing"),
    ("award.criterion", "", "see_plan", "told"),
    ("settings.readings", "", "read_notes", "kinds"),
    ("students.record", "", "see_guidance", "opens"),
    ("thread.show", "", "see_review", "place"),
]  # fmt: skip
NEVER = object()


@contextmanager
def without(monkeypatch, right: str):
    plain = Access.may
    with monkeypatch.context() as told:
        told.setattr(Access, "may", lambda self, asked: asked != right and plain(self, asked))
        yield


@pytest.fixture
def handed(school_a, monkeypatch):
    """What a page hands over when somebody in a role asks for it."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
    kept: list[dict] = []
    monkeypatch.setattr(
        "chalkface.web.page._render", lambda request, name, context, access, **more: kept.append(context) or HttpResponse("x")
    )

    def ask(page: str, query: str = "", role: str = "careers_leader") -> dict:
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        kept.clear()
        client.get(reverse(page, kwargs=arguments_of(PAGES[page], school_a)) + query)
        return kept[-1] if kept else {}

    return ask


@pytest.mark.parametrize(("page", "query", "right", "key"), HANDED)
def test_a_page_hands_over_less_without_a_right(page, query, right, key, handed, school_a, monkeypatch):
    monkeypatch.setattr(criterion, "told", lambda lines: ("something",))
    if page == "programme.lesson":
        change(school_a.rows["lesson"], confirmed_on=None)
    whole = handed(page, query)
    assert key in whole
    with without(monkeypatch, right):
        less = handed(page, query)
    assert less.get(key, NEVER) != whole[key]


def test_a_story_that_names_somebody_is_refused_to_who_cannot_take_the_name_out(handed, school_a, monkeypatch):
    student = school_a.rows["student"]
    change(school_a.rows["objective"], title=f"For {student.legal_forename} {student.legal_surname}")
    assert "told" in handed("direction.story")
    with without(monkeypatch, "edit_direction"):
        assert "told" not in handed("direction.story")


def test_what_an_award_points_at_is_opened_by_who_may(school_a):
    place = Place("direction.edit_objective")
    assert opens(school_a.access("careers_leader"))(place)
    assert not opens(school_a.access("governor"))(place)


def test_an_adviser_is_offered_to_share_what_they_see_of_every_student(handed):
    offered = {role: set(handed("guidance.share", "", role)["others"]) for role in ("careers_leader", "adviser")}
    assert offered == {"careers_leader": {"answers", "needs"}, "adviser": {"answers"}}


def test_a_page_takes_the_methods_that_it_names_and_no_number_too_large_for_the_database(school_a):
    client = Client(raise_request_exception=False)
    signed_in_as(client, school_a.accounts["careers_leader"])
    address = reverse("home.start", kwargs={"school": "school-a"})
    assert client.get(address).status_code == 200
    assert client.put(address).status_code == 405
    student = arguments_of(PAGES["students.record"], school_a)
    assert client.get(reverse("students.record", kwargs=student | {"student": 10**30})).status_code == 404


def test_a_session_is_of_the_password_with_which_it_began(school_a):
    client, account = Client(), school_a.accounts["careers_leader"]
    signed_in_as(client, account)
    address = reverse("home.start", kwargs={"school": "school-a"})
    assert client.get(address).status_code == 200
    change(account, password="another")
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("module", [confirm, sign_in, proving])
def test_tries_at_one_door_come_one_after_the_other(module, school_a, monkeypatch, rf):
    turns, plain = [], module.one_at_a_time
    monkeypatch.setattr(module, "one_at_a_time", lambda tries: turns.append(tries) or plain(tries))
    client = Client()
    if module is sign_in:
        client.post(reverse("account.sign_in"), {"email": "x@x.example", "password": "wrong"})
    elif module is confirm:
        signed_in_as(client, school_a.accounts["tutor"], minutes_ago=60)
        account = school_a.accounts["tutor"]
        account.set_password("right")
        change(account, password=account.password)
        request = rf.post("/", {"password": "wrong"})
        request.user, request.session = account, client.session
        confirm._wrong_password(request)
    else:
        proving.wrong_code(proving.Person(school_a.accounts["tutor"], None), "000000")
    assert turns
