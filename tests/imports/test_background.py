"""Imports from the web: a page enqueues, a worker does it, the import's state tells how it went."""

from datetime import date

import pytest
from django.core.cache import cache

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.imports import background
from chalkface.imports.background import commit_in_background, enqueue_commit, enqueue_rehearsal
from chalkface.imports.headings import headings_of
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import receive
from chalkface.operations.imports import remember_columns
from chalkface.queries.imports import import_history, import_progress, one_import, progress_key
from chalkface.records.models import Account, Membership, School, Student
from chalkface.records.tenancy import open_scope, writing
from tests.imports.schools import DAY, student_list, table


@pytest.fixture(autouse=True)
def at_once(settings):
    """Tasks run where they are enqueued."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def leader(access) -> Access:
    """A careers leader of the school."""
    with writing("a test's own setting"), open_scope(access):
        account = Account.objects.create(email="leader@testfield.example", name="Leader (example)", password="!")
        Membership.objects.create(school_id=access.school_id, account=account, role="careers_leader")
    return Access(access.school_id, "careers_leader", DAY, account.pk)


def test_rehearsed_and_then_committed(leader):
    (batch,) = receive(leader, student_list(range(5)))
    enqueue_rehearsal(leader, batch)
    with open_scope(leader):
        seen = one_import(batch)
        assert (seen.line.state, seen.created["students"], Student.objects.count()) == ("rehearsed", 5, 0)
    enqueue_commit(leader, batch)
    with open_scope(leader):
        (line,) = import_history()
        assert (line.state, line.created, line.by, line.files) == ("committed", 10, "Leader (example)", ("list.csv",))
        assert Student.objects.count() == 5
        assert import_progress(batch) is None


def test_what_cannot_be_read_is_kept_as_a_failure(leader):
    (batch,) = receive(leader, [Received("list.csv", table(["Surname", "Notes"], [["Example", "x"]]))], format="student_list")
    enqueue_commit(leader, batch)
    with open_scope(leader):
        seen = one_import(batch)
    assert seen.line.state == "failed" and "no row of headings" in seen.failure


def test_something_unforeseen_is_kept_as_a_failure_too(leader, monkeypatch):
    (batch,) = receive(leader, student_list(range(5)))
    monkeypatch.setattr(background, "commit", broken)
    commit_in_background.enqueue(leader.school_id, leader.account_id, "testfield", DAY.isoformat(), batch, [])
    with open_scope(leader):
        seen = one_import(batch)
    assert seen.line.state == "failed" and seen.failure == background.BROKEN


def broken(*arguments, **options):
    raise ZeroDivisionError


def test_rights_are_asked_for_again_when_the_task_runs(leader):
    (batch,) = receive(leader, student_list(range(5)))
    with writing("a test's own setting"), open_scope(leader):
        Membership.objects.update(ends_on=date(2025, 1, 1))
    with pytest.raises(NotAllowed):
        commit_in_background.func(leader.school_id, leader.account_id, "testfield", DAY.isoformat(), batch, [])
    with open_scope(leader):
        assert one_import(batch).line.state == "received"


def test_a_page_can_see_how_far_it_is(leader):
    cache.set(progress_key(leader.school_id, 7), (2000, 6000))
    with open_scope(leader):
        assert import_progress(7) == (2000, 6000)
    assert import_progress(7) is None  # no school is open
    cache.delete(progress_key(leader.school_id, 7))


def test_a_heading_can_be_put_right_and_is_remembered(leader):
    files = [Received("list.csv", table(
        ["Adno", "Legal surname", "Legal forename", "Year Group", "House"], [["1", "Example", "Ann", "Year 9", "9Z"]],
    ))]  # fmt: skip
    (batch,) = receive(leader, files)
    (sheet,) = headings_of(leader, batch)
    house = next(heading for heading in sheet.headings if heading.text == "House")
    assert (house.column, house.samples, sheet.missing) == ("", ("9Z",), ())
    assert "tutor_group" in {choice.name for choice in sheet.choices}
    remember_columns(leader, format="student_list", choices={"House": "tutor_group"})
    assert [h.column for h in headings_of(leader, batch)[0].headings if h.text == "House"] == ["tutor_group"]
    enqueue_commit(leader, batch)
    with open_scope(leader):
        assert Student.objects.get().enrolments.get().tutor_group == "9Z"
    remember_columns(leader, format="student_list", choices={"House": ""})
    assert [h.column for h in headings_of(leader, batch)[0].headings if h.text == "House"] == [""]
    assert School.objects.get(pk=leader.school_id).data_version == 1
