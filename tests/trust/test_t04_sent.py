"""What a page does when it is asked for a file or sent a form, by who lacks one right beside that of its door (T4)."""

from datetime import UTC, datetime

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.records import models as records
from chalkface.web import link_door
from chalkface.web.discover import import_pages
from chalkface.web.frame import frame
from chalkface.web.page import PAGES
from chalkface.web.pages.my import rights
from chalkface.web.pages.plan import checks
from tests.addresses import arguments_of
from tests.cast import DAY
from tests.signed_in import signed_in_as
from tests.trust.test_t04_doors import change, member
from tests.trust.test_t04_shown import as_if
from tests.trust.test_t04_whose import written

import_pages()
pytestmark = [pytest.mark.django_db, pytest.mark.trust(4)]


@pytest.fixture
def leader(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    return client


def at(play, page: str, **more) -> str:
    return reverse(page, kwargs=arguments_of(PAGES[page], play) | more)


def test_a_paper_is_fetched_by_who_may_make_it(leader, school_a, monkeypatch):
    change(school_a.rows["making"], state="ready", content=b"x")
    address = at(school_a, "share.making")
    assert leader.get(address, {"as": "file"}).status_code == 200
    assert "Download" in leader.get(address).content.decode()
    as_if(monkeypatch, "write_plan", "none")
    assert leader.get(address, {"as": "file"}).status_code == 403
    assert "Download" not in leader.get(address).content.decode()


def test_the_paper_for_governors_takes_the_right_to_write_it_and_a_draft_its_writer(leader, school_a, monkeypatch):
    draft = school_a.rows["sending"]
    change(draft, state="draft")
    address = at(school_a, "share.send", paper="parent-page")
    assert leader.get(address, {"draft": draft.pk}).status_code == 200
    for wrong in ({"account_number": 10**9}, {"state": "sent"}, {"paper": "staff-page"}):
        change(draft, state="draft", account_number=school_a.accounts["careers_leader"].pk, paper="parent-page")
        change(draft, **wrong)
        assert leader.get(address, {"draft": draft.pk}).status_code == 404, wrong
    address = at(school_a, "share.send", paper="governor-paper")
    assert leader.get(address).status_code == 200
    as_if(monkeypatch, "write_paper", "none")
    assert leader.get(address).status_code == 403


def test_where_a_name_stands_in_a_story_its_writer_gets_the_form_and_others_the_refusal(leader, school_a, monkeypatch):
    student = school_a.rows["student"]
    change(school_a.rows["objective"], title=f"For {student.legal_forename} {student.legal_surname}")
    address = at(school_a, "direction.story")
    with_form = leader.get(address).content.decode()
    assert "<textarea" in with_form
    as_if(monkeypatch, "edit_direction", "none")
    assert "<textarea" not in leader.get(address).content.decode()


def test_an_account_is_ended_on_the_page_of_its_own_student(leader, school_a):
    other = member(school_a.school, school_a.accounts["senco"], "teacher")
    admin = Client()
    signed_in_as(admin, school_a.accounts["school_admin"])
    for client in (leader, admin):
        answer = client.post(at(school_a, "students.carers"), {"deed": "end_account", "membership": other.pk})
        assert answer.status_code in (403, 404)
    with_written = []
    written(lambda: with_written.append(records.Membership.objects.get(pk=other.pk).ends_on))
    assert with_written == [None]


def test_what_was_agreed_is_changed_and_assignments_are_told_where_they_are_seen(leader, school_a, school_b):
    assert leader.post(at(school_a, "guidance.agreed", agreed=school_b.rows["agreed"].pk), {"deed": "x"}).status_code == 404
    sent = {"action": school_b.rows["action"].pk, "status": "done", "edition": 0}
    assert leader.post(at(school_a, "plan.mine"), sent).status_code == 404


def test_where_many_wrong_passwords_came_is_told_to_who_looks_after_sign_in(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
    now, client = datetime.now(UTC), Client()
    signed_in_as(client, school_a.accounts["school_admin"])
    monkeypatch.setattr("chalkface.web.pages.home.start.guessing", lambda access, at: type(
        "Told", (), {"accounts": 50, "since": now, "last": now})())
    address = at(school_a, "home.start")
    alarm = "password"
    told = client.get(address).content.decode().lower().count(alarm)
    as_if(monkeypatch, "set_sign_in", "none")
    assert client.get(address).content.decode().lower().count(alarm) < told


def test_a_link_opens_what_its_role_may(school_a, monkeypatch):
    access, asked = Access(school_a.school.pk, "link", DAY), []
    monkeypatch.setitem(link_door.OPENS, "ask", lambda key, on: (access, 1))

    def page(request, access, **given):
        asked.append(given)
        return {"refused": "x", "status": 422}

    def through(needs: str):
        return link_door.through_link(
            RequestFactory().get("/"), page, "pages/links/gone.html", opens="ask", token="x", on=DAY, needs=needs, title="x"
        )

    assert through("see_plan").status_code == 404 and asked == []
    assert through("answer_ask").status_code == 422 and len(asked) == 1


def test_the_way_to_the_example_school_is_for_who_changes_settings(leader, school_a):
    for role, told in (("careers_leader", True), ("tutor", False)):
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        request = client.get(at(school_a, "home.start")).wsgi_request
        request._messages = ()
        assert bool(frame(request, PAGES["home.start"], school_a.access(role), PAGES)["example_url"]) is told, role


def test_a_parent_reads_what_is_told_and_asks_for_nothing_on_the_page_of_rights(school_a):
    parent = school_a.access("parent")
    found = rights._context(None, parent, school_a.school, school_a.rows["student"].pk)
    assert (found["may_ask"], found["asked"]) == (False, ())


def test_what_a_check_found_leads_where_its_reader_may_go(school_a):
    place = type("Place", (), {"page": "direction.edit_objective"})()
    assert checks._may(school_a.access("careers_leader"), place)
    assert not checks._may(school_a.access("governor"), place)


@pytest.mark.parametrize(
    ("page", "right", "form"),
    [
        ("programme.lesson", "edit_programme", {"deed": "write"}),
        ("share.public", "publish", {}),
        ("surveys.survey", "run_surveys", {}),
    ],
)
def test_a_form_that_lacks_something_is_not_even_read_of_who_may_not_send_it(page, right, form, leader, school_a, monkeypatch):
    address = at(school_a, page)
    assert leader.post(address, form).status_code == 422
    as_if(monkeypatch, right, "none")
    assert leader.post(address, form).status_code == 403
