"""Whoever leaves, changes role or password has no live way in at the next request: every kind of credential is tried."""

from datetime import timedelta
from itertools import count

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.cache import cache
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.core.links import digest_of, new_token
from chalkface.imports.background import commit_in_background, rehearse_in_background
from chalkface.jobs.digests import send_digests
from chalkface.operations.agreed_links import make_agreed_link
from chalkface.operations.asking import make_ask, renew_link
from chalkface.operations.digests import choose_digest
from chalkface.operations.feeds import make_feed
from chalkface.operations.interview_tasks import plan_in_background
from chalkface.operations.people import end_membership, reset_password
from chalkface.operations.survey_links import make_survey_links
from chalkface.operations.surveys import open_survey
from chalkface.operations.visits import end_visits_of
from chalkface.queries.own_door import access_of_account
from chalkface.queries.people import access_at_door
from chalkface.records.models import Account, Action, CalendarFeed, DigestChoice, Membership, Sending, SurveyLink, Visit
from chalkface.records.tenancy import across_schools, writing
from tests.signed_in import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.trust(9)]
PASSWORD = "three brown owls"
INSIDE = "/s/school-a/"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def school(school_a):
    with writing("a test"), across_schools("a test"):
        Account.objects.update(password=make_password(PASSWORD))
    for account in school_a.accounts.values():
        account.refresh_from_db()
    return school_a


def access(company, role: str) -> Access:
    return access_at_door(company.accounts[role].pk, company.school.slug, timezone.localdate())


def leave(company, role: str) -> None:
    with across_schools("a test"):
        number = Membership.objects.get(school=company.school, role=role).pk
    yesterday = timezone.localdate() - timedelta(days=1)
    end_membership(access(company, "school_admin"), membership_id=number, ends_on=yesterday)


def live_things(company, role: str) -> dict:
    """Every kind of credential that a person of the staff can hold, live: a name and a call that says whether it opens."""
    account = company.accounts[role]
    clients = [Client() for _ in range(11)]
    for client in clients[:9]:
        signed_in_as(client, account)
    for client in clients[9:]:  # by the door, so that the browser is remembered, too
        assert client.post("/sign-in/", {"email": account.email, "password": PASSWORD}).status_code == 302
    with across_schools("a test"):
        held = CalendarFeed.objects.filter(membership__account=account, cancelled_on=None)
        before = held.values_list("pk", flat=True).first()
    token = make_feed(access(company, role), replaces=before)
    paths = [
        INSIDE, INSIDE + "students/", INSIDE + "programme/", INSIDE + "plan/", INSIDE + "guidance/",
        INSIDE + "imports/", INSIDE + "direction/", INSIDE + "settings/people/", INSIDE + "imports/export/",
    ]  # fmt: skip
    things = {
        f"session {number} at {path}": lambda client=client, path=path: client.get(path).status_code in (200, 403)
        for number, (client, path) in enumerate(zip(clients, paths, strict=False))
    }
    things |= {f"remembered browser {n}": lambda c=c: c.get(INSIDE).status_code == 200 for n, c in enumerate(clients[9:])}
    things["form that is still open"] = lambda: clients[0].post(INSIDE + "settings/", {}).status_code in (200, 403, 422)
    things["part of a page by htmx"] = lambda: (
        clients[1].get(INSIDE + "students/", headers={"HX-Request": "true", "HX-Target": "found"}).status_code == 200
    )
    things["the door itself"] = lambda: access_at_door(account.pk, "school-a", timezone.localdate()) is not None
    things["calendar feed"] = lambda: Client().get(f"/calendar/{token}.ics").status_code == 200
    things["visit in the list"] = lambda: Visit.objects.filter(account=account, ended_at=None).exists()
    _, ask = make_ask(
        access(company, role), purpose="statements", to_name="Head of music", voice="teacher", framework="gatsby-2025",
        statements=("4.1",),
    )  # fmt: skip
    things["link that they sent to a colleague"] = lambda: Client().get(f"/l/{ask}/").status_code == 200
    with writing("a test"), across_schools("a test"):
        Action.objects.filter(pk=company.rows["agreed"].pk).update(status="open", confirmed_on=None)
    _, agreed = make_agreed_link(access(company, role), agreed_id=company.rows["agreed"].pk, to_name="Ms Hill")
    things["link for something agreed with a student"] = lambda: Client().get(f"/l/{agreed}/").status_code == 200
    things |= _links_to_others(company, role)
    with writing("a test"), across_schools("a test"):
        DigestChoice.objects.all().delete()
    choose_digest(access(company, role), every="week")
    weeks = count()
    things["digest by mail"] = lambda: _gets_mail(company, account, next(weeks))
    things["import that waits in the queue"] = lambda: _task_runs(rehearse_in_background, account, batch_id=0, accept=[])
    things["import that waited past midnight"] = lambda: _task_runs(
        commit_in_background, account, days_ago=30, batch_id=0, accept=[]
    )
    things["plan of interviews that waits in the queue"] = lambda: _task_runs(plan_in_background, account, round_id=0)
    things["page of exports"] = lambda: clients[2].get(INSIDE + "imports/export/").status_code in (200, 403)
    return things


def _links_to_others(company, role: str) -> dict:
    """A survey and a paper that open for whoever has their address, made and sent by this person."""
    today = timezone.localdate()
    until = today + timedelta(days=30)
    survey = open_survey(
        access(company, role), questionnaire="staff", year_groups=(), opens_on=today, closes_on=until, asked=40
    )  # fmt: skip
    ((_, survey_token),) = make_survey_links(access(company, role), survey_id=survey)
    paper = new_token()
    with writing("a test"), across_schools("a test"):
        Sending.objects.create(
            school=company.school, paper="parent-page", subject="s", words="w", file_name="p.pdf", content=b"%PDF",
            recipients=1, account_number=company.accounts[role].pk, asked_on=today, asked_at=timezone.now(), state="sent",
            reached=1, digest=digest_of(paper), open_until=until,
        )  # fmt: skip
    return {
        "link to a survey": lambda: Client().get(f"/q/{survey_token}/").status_code == 200,
        "link to a paper that they sent": lambda: Client().get(f"/paper/{paper}/").status_code == 200,
    }


def _gets_mail(company, account, week: int) -> bool:
    before = len(mail.outbox)
    send_digests(Access(company.school.pk, "operator", timezone.localdate() + timedelta(days=7 * week)))
    return any(account.email in sent.to for sent in mail.outbox[before:])


def _task_runs(task, account, *, days_ago: int = 0, **about) -> bool:
    """Whether a task that was put in the queue is begun for this person; what it is about is not there, and it says so."""
    on = (timezone.localdate() - timedelta(days=days_ago)).isoformat()
    try:
        task.func(account_id=account.pk, slug="school-a", on=on, **({"school_id": 0} | about))
    except NotAllowed:
        return False
    return True


def alive(things: dict) -> list[str]:
    return [name for name, opens in things.items() if opens()]


def test_nothing_of_a_leaver_is_alive_at_the_next_request(school, proof):
    things = live_things(school, "careers_leader")
    assert alive(things) == list(things) and len(things) >= 20
    leave(school, "careers_leader")
    proof("live things tried", len(things), at_least=20)
    proof("alive after the end of membership", len(alive(things)), at_most=0)


def test_a_link_that_a_leaver_made_opens_again_when_a_colleague_makes_it_anew(school):
    about = {"purpose": "statements", "voice": "teacher", "framework": "gatsby-2025", "statements": ("4.1",)}
    ask, old = make_ask(access(school, "careers_leader"), to_name="Head of music", **about)
    leave(school, "careers_leader")
    with writing("a test"), across_schools("a test"):
        Membership.objects.filter(school=school.school, role="tutor").update(role="careers_leader")
    new = renew_link(access(school, "tutor"), ask_id=ask)
    assert [Client().get(f"/l/{token}/").status_code for token in (old, new)] == [404, 200]


@pytest.mark.trust(9, control=True)
def test_negative_control_a_door_of_links_that_does_not_ask_who_made_them_lets_a_leaver_in(school, monkeypatch):
    things = live_things(school, "careers_leader")
    with writing("a test"), across_schools("a test"):  # as if by a date that was set long before: nothing was cancelled
        Membership.objects.filter(account=school.accounts["careers_leader"]).update(ends_on="2020-01-01")
    links = [name for name in things if name.startswith("link ")]
    assert len(links) == 4 and not any(things[name]() for name in links)
    for door in ("links", "survey_links", "sendings"):
        monkeypatch.setattr(f"chalkface.queries.{door}.current_on", lambda on: Q())
    assert all(things[name]() for name in links)


def test_with_a_last_day_gone_by_every_list_of_links_says_that_they_open_nothing(school, client):
    live_things(school, "careers_leader")
    with writing("a test"), across_schools("a test"):  # as if by a date that was set long before: nothing was cancelled
        Membership.objects.filter(account=school.accounts["careers_leader"]).update(ends_on="2020-01-01")
        Membership.objects.filter(school=school.school, role="tutor").update(role="careers_leader")
        survey, paper = SurveyLink.objects.latest("pk").survey_id, Sending.objects.latest("pk").pk
    signed_in_as(client, school.accounts["tutor"])
    pages = ("review/voices/", f"surveys/{survey}/links/", f"share/sent/{paper}/")
    pages += (f"guidance/agreed/{school.rows['agreed'].pk}/",)
    for page in pages:
        assert "has left" in client.get(INSIDE + page).content.decode(), page
    with writing("a test"), across_schools("a test"):
        Membership.objects.filter(account=school.accounts["careers_leader"]).update(ends_on=None)
    for page in pages:
        assert "has left" not in client.get(INSIDE + page).content.decode(), page


def test_who_left_may_sign_in_and_finds_no_school(school, client):
    leave(school, "tutor")
    client.post("/sign-in/", {"email": "tutor@a.example", "password": PASSWORD})
    assert client.get(INSIDE).status_code == 404


def test_a_new_password_by_an_administrator_and_an_ended_visit_leave_no_session(school, proof):
    admin = access(school, "school_admin")
    for deed in (
        lambda: reset_password(admin, email="tutor@a.example", password="five green frogs"),
        lambda: end_visits_of(admin, account_number=school.accounts["tutor"].pk),
    ):
        school.accounts["tutor"].refresh_from_db()
        clients = [Client() for _ in range(5)]
        for client in clients:
            signed_in_as(client, school.accounts["tutor"])
        assert all(client.get(INSIDE).status_code == 200 for client in clients)
        deed()
        proof("sessions alive", sum(client.get(INSIDE).status_code == 200 for client in clients), at_most=0)


def test_a_role_that_is_exchanged_gives_its_rights_up_at_once(school, client):
    signed_in_as(client, school.accounts["careers_leader"])
    assert client.get(INSIDE + "settings/").status_code == 200
    with writing("a test"), across_schools("a test"):
        Membership.objects.filter(school=school.school, role="careers_leader").update(role="governor")
        Membership.objects.filter(account=school.accounts["governor"]).delete()
    assert client.get(INSIDE + "settings/").status_code == 403 and client.get(INSIDE).status_code == 200


def test_a_closed_account_is_out_at_once(school, client):
    signed_in_as(client, school.accounts["tutor"])
    with writing("a test"):
        Account.objects.filter(pk=school.accounts["tutor"].pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("role, idle, lasts", [("tutor", 60, 12 * 60), ("student", 20, 75)])
def test_a_visit_ends_when_it_was_quiet_and_when_its_time_is_over(role, idle, lasts, school, monkeypatch):
    own = role == "student"
    page = INSIDE + "my/" if own else INSIDE
    begun = timezone.now()

    def at(minutes: float) -> None:
        monkeypatch.setattr("chalkface.web.visiting.timezone.now", lambda: begun + timedelta(minutes=minutes))

    def signed_in() -> Client:
        at(0)
        client = Client()
        client.post("/sign-in/", {"email": school.accounts[role].email, "password": PASSWORD})
        return client

    if own and access_of_account(school.accounts[role].pk, "school-a", timezone.localdate()) is None:
        pytest.fail("the cast has no student with an account")
    client = signed_in()
    at(idle - 0.1)
    assert client.get(page).status_code == 200
    at(2 * idle - 1)  # the click before began the quiet time again
    assert client.get(page).status_code == 200
    at(3 * idle)
    assert client.get(page).status_code == 302
    client, minutes = signed_in(), 0
    while minutes < lasts - idle / 2:
        minutes += idle / 2
        at(minutes - 0.01)
        assert client.get(page).status_code == 200, minutes
    at(lasts + 0.1)
    assert client.get(page).status_code == 302


def test_one_ends_ones_own_visits_and_nobody_elses(school, client):
    other, stranger = Client(), Client()
    for who, role in ((client, "tutor"), (other, "tutor"), (stranger, "adviser")):
        signed_in_as(who, school.accounts[role])
    assert client.get("/account/visits/").content.decode().count("A test") >= 2
    foreign = Visit.objects.get(account=school.accounts["adviser"]).pk
    client.post("/account/visits/", {"visit": str(foreign)})
    assert stranger.get(INSIDE).status_code == 200
    client.post("/account/visits/", {"deed": "others"})
    assert other.get(INSIDE).status_code == 302 and client.get(INSIDE).status_code == 200


def test_an_old_cookie_opens_nothing_after_signing_out_even_when_its_session_is_put_back(school, client):
    signed_in_as(client, school.accounts["tutor"])
    kept = dict(client.session.items())
    client.post("/sign-out/")
    session = client.session
    session.update(kept)
    session.save()
    assert client.get(INSIDE).status_code == 302


@pytest.mark.trust(9, control=True)
def test_negative_control_with_a_door_that_forgets_to_look_a_leaver_is_in(school, monkeypatch):
    things = live_things(school, "careers_leader")
    stale = access(school, "careers_leader")
    leave(school, "careers_leader")
    with writing("a test"):
        Visit.objects.update(ended_at=None)
    monkeypatch.setattr("chalkface.web.page.access_at_door", lambda account, slug, on: stale)
    assert len(alive(things)) >= 10


@pytest.mark.trust(9, control=True)
def test_negative_control_without_the_visit_a_session_outlives_its_end(school, client, monkeypatch):
    signed_in_as(client, school.accounts["tutor"])
    visit = Visit.objects.select_related("account").get()
    end_visits_of(access(school, "school_admin"), account_number=school.accounts["tutor"].pk)
    assert client.get(INSIDE).status_code == 302
    monkeypatch.setattr("chalkface.web.visiting.visit_at_door", lambda token, now, idle: visit)
    assert client.get(INSIDE).status_code == 200
