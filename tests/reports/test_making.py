"""A paper made by a worker: asked for, taken up again after the worker was killed, and handed over to who may have it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from chalkface import reports
from chalkface.core.errors import NotAllowed, Refused
from chalkface.jobs.server import take_up_again
from chalkface.jobs.worker import Worker
from chalkface.operations.making import begin_paper, fail_paper, forget_paper
from chalkface.queries.making import own_papers, paper_asked, paper_file, progress_key
from chalkface.records.models import Making, Membership
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.reports import making
from chalkface.reports.making import BROKEN, enqueue_paper
from tests.queue_worked import work
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db
PLAN = ("strategic-plan", "html")


@pytest.fixture(autouse=True)
def queue(settings, monkeypatch, school_a):
    """Tasks wait in the queue until a worker of the test comes, on the day of the play."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    day = school_a.access("careers_leader").on
    monkeypatch.setattr("chalkface.reports.making.timezone.localdate", lambda: day)
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: day)


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


def seen(access, number):
    with open_scope(access):
        return paper_asked(number), paper_file(number)


def test_it_waits_is_made_and_kept_and_the_same_asked_twice_is_one(leader):
    number = enqueue_paper(leader, *PLAN)
    assert enqueue_paper(leader, *PLAN) == number and DBTaskResult.objects.count() == 1
    assert (seen(leader, number)[0].state, seen(leader, number)[1]) == ("waiting", None)
    work()
    line, content = seen(leader, number)
    assert (line.state, line.sentence) == ("ready", "") and content.startswith(b"<!doctype html>")
    assert enqueue_paper(leader, *PLAN) != number
    (task,) = DBTaskResult.objects.finished()
    told = task.args_kwargs["kwargs"]
    assert set(told) == {"school_id", "account_id", "slug", "on", "making_id", "report", "ending", "options"}


def test_a_worker_that_was_killed_while_making_loses_nothing(leader, monkeypatch):
    number = enqueue_paper(leader, *PLAN)

    class Killed(BaseException):
        """The process ends here."""

    def ends(*_, **__):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(making, "make_report", ends)
        with pytest.raises(Killed):
            Worker().one()
    assert seen(leader, number)[0].state == "making" and DBTaskResult.objects.running().count() == 1
    assert take_up_again() == 1
    work()
    assert seen(leader, number)[0].state == "ready"
    assert not begin_paper(leader, making_id=number)  # the task comes once more: what is there stays


def test_what_goes_wrong_is_said_on_its_page_and_never_what_was_in_it(leader, monkeypatch):
    for error, sentence in ((Refused("There is no direction yet."), "There is no direction yet."), (ValueError("zqa"), BROKEN)):
        number = enqueue_paper(leader, *PLAN)
        monkeypatch.setattr(making, "make_report", _raising(error))
        work()
        assert (seen(leader, number)[0].state, seen(leader, number)[0].sentence) == ("failed", sentence)
    fail_paper(leader, making_id=number, sentence="later")
    assert seen(leader, number)[0].sentence == BROKEN


def _raising(error):
    def make(*_, **__):
        raise error

    return make


def test_whose_membership_has_ended_gets_nothing_although_they_asked_before(leader, school_a):
    number = enqueue_paper(leader, *PLAN)
    with writing("a test's own setting"), across_schools("the negative control"):
        Membership.objects.filter(account_id=leader.account_id).update(ends_on=leader.on - timedelta(days=1))
    work()
    assert seen(leader, number)[0].state == "waiting" and DBTaskResult.objects.failed().count() == 1


def test_who_may_not_make_it_may_not_ask_for_it_nor_take_it(leader, school_a, client):
    with pytest.raises(NotAllowed):
        enqueue_paper(school_a.access("teacher"), *PLAN)
    with pytest.raises(NotAllowed):
        enqueue_paper(leader, "good-practice-card", "pdf")  # made at once, on its own page
    number = enqueue_paper(leader, *PLAN)
    work()
    address = f"/s/{school_a.school.slug}/share/making/{number}/"
    for role, status in (("careers_leader", 200), ("senior_leader", 200), ("teacher", 403)):
        signed_in_as(client, school_a.accounts[role])
        assert client.get(address).status_code == 200
        assert client.get(address + "?as=file").status_code == status, role
    with pytest.raises(Refused):
        forget_paper(school_a.access("senior_leader"), making_id=number)


def test_the_page_says_how_far_it_is_and_asks_again_by_itself_until_it_is_there(leader, school_a, client):
    number = enqueue_paper(leader, *PLAN)
    signed_in_as(client, school_a.accounts["careers_leader"])
    address = f"/s/{school_a.school.slug}/share/making/{number}/"
    cache.set(progress_key(leader.school_id, number), (3, 8, "Files gathered"), 60)
    waiting = client.get(address, headers={"HX-Request": "true", "HX-Target": "standing"}).content.decode()
    assert "3 of 8" in waiting and "Files gathered" in waiting and "every 1s" in waiting and "<html" not in waiting
    assert "htmx-2.min.js" in client.get(address).content.decode()  # or nothing would ask again
    work()
    ready = client.get(address).content.decode()
    assert "every 1s" not in ready and "?as=file" in ready and cache.get(progress_key(leader.school_id, number)) is None
    assert client.post(address, {"deed": "forget"}).status_code == 302
    assert client.get(address).status_code == 404


def test_progress_and_options_reach_the_report_that_wants_them(leader, monkeypatch):
    told, got = [], {}

    class Module:
        @staticmethod
        def compose(access, on, *, progress, award):
            progress(1, 2, "half")
            got.update(award=award, on=on)

        @staticmethod
        def build(paper):
            return b"made"

    report = replace(reports.all_reports()["strategic-plan"], says_progress=True)
    monkeypatch.setattr(reports, "all_reports", lambda: {"strategic-plan": report})
    monkeypatch.setattr(reports, "_module", lambda name, module: Module)
    made = reports.make_report(leader, *PLAN, on=leader.on, progress=lambda *said: told.append(said), award="quality")
    assert (made, told, got) == (b"made", [(1, 2, "half")], {"award": "quality", "on": leader.on})


def test_papers_go_after_two_weeks_and_too_many_at_once_are_refused(leader):
    enqueue_paper(leader, *PLAN)
    with writing("a test's own setting"), open_scope(leader):
        Making.objects.update(asked_at=timezone.now() - timedelta(days=15))
    for ending in ("html", "docx", "pdf"):
        enqueue_paper(leader, "strategic-plan", ending)
    with open_scope(leader):
        assert len(own_papers(leader)) == 3
    with pytest.raises(Refused, match="being made"):
        enqueue_paper(leader, "strategic-plan", "html", version=2)
