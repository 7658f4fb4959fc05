"""A task is done once: whoever is killed holds it no longer than the lease, and what fails for good is parked."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from chalkface.jobs.schedule import Due, do_due
from chalkface.jobs.worker import Worker
from chalkface.operations import queue
from chalkface.records.models import DueJob, TaskTry

pytestmark = pytest.mark.django_db


def waiting() -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="tests.trust.nothing", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        run_after=get_date_max(), exception_class_path="", traceback="",
    )  # fmt: skip


def ends_with(monkeypatch, error: Exception | None) -> None:
    class Job:
        @staticmethod
        def call() -> None:
            if error is not None:
                raise error

    monkeypatch.setattr(DBTaskResult, "task", Job)


@pytest.mark.trust(22)
def test_a_worker_that_is_gone_loses_its_task_with_its_lease_and_not_before():
    task, now = waiting(), timezone.now()
    assert queue.claim_task("gone", now).pk == task.pk
    assert queue.claim_task("other", now) is None
    assert queue.take_back(now + queue.LEASE / 2) == [] and queue.claim_task("other", now) is None
    later = now + queue.LEASE + timedelta(seconds=1)
    assert queue.take_back(later) == []
    again = queue.claim_task("other", later + timedelta(minutes=1))
    assert again.pk == task.pk and TaskTry.objects.get(task=task.pk).tries == 2
    assert not queue.task_is_done(task.pk, "gone", later)  # it comes too late: another says how it went
    assert queue.task_is_done(task.pk, "other", later)


@pytest.mark.trust(22)
@pytest.mark.django_db(transaction=True)  # the worker lets go of old connections
def test_what_ends_its_worker_five_times_is_parked_and_the_others_go_on(monkeypatch, proof):
    poison, now = waiting(), timezone.now()
    for _ in range(queue.MOST_TRIES):
        assert queue.claim_task("gone", now).pk == poison.pk
        now += timedelta(hours=1)
        parked = queue.take_back(now)
        now += timedelta(hours=1)
    proof("parked after tries", TaskTry.objects.get(task=poison.pk).tries, exactly=5)
    assert [row.pk for row in parked] == [poison.pk]
    other = waiting()
    ends_with(monkeypatch, None)
    Worker(clock=lambda: now).run(until_empty=True)
    other.refresh_from_db()
    assert other.status == "SUCCESSFUL"


@pytest.mark.trust(22)
@pytest.mark.django_db(transaction=True)  # the worker lets go of old connections
def test_a_database_that_is_away_is_tried_again_and_a_mistake_is_parked_without_what_it_said(monkeypatch):
    first, now = waiting(), timezone.now()
    ends_with(monkeypatch, OperationalError("Jo Bloggs is locked"))
    Worker(clock=lambda: now).run(until_empty=True)
    first.refresh_from_db()
    assert first.status == "READY" and first.run_after == now + queue.PAUSES[0]
    ends_with(monkeypatch, KeyError("Jo Bloggs"))
    Worker(clock=lambda: now + timedelta(minutes=1)).run(until_empty=True)
    first.refresh_from_db()
    assert first.status == "FAILED" and "Jo" not in first.traceback and "worker.py" in first.traceback
    assert TaskTry.objects.get(task=first.pk).failed_with == "KeyError"


@pytest.mark.trust(22, control=True)
def test_control_without_a_lease_the_task_of_a_killed_worker_waits_for_ever(monkeypatch):
    task, now = waiting(), timezone.now()
    queue.claim_task("gone", now)
    monkeypatch.setattr(queue, "LEASE", timedelta(days=3650))
    queue.take_back(now + timedelta(days=1))
    task.refresh_from_db()
    assert task.status == "RUNNING"


@pytest.mark.trust(22)
def test_a_job_is_done_when_it_is_due_once_and_again_after_a_pause_when_it_failed():
    now, done = timezone.now(), []
    job = Due("a test", timedelta(hours=1), None, lambda at: done.append(at))
    assert do_due(job, lambda: now) is True
    assert do_due(job, lambda: now + timedelta(minutes=59)) is None
    assert do_due(job, lambda: now + timedelta(minutes=61)) is True and len(done) == 2

    def fails(at) -> None:
        raise OSError("no")

    later = now + timedelta(hours=5)
    assert do_due(Due("a test", timedelta(hours=1), None, fails), lambda: later) is False
    row = DueJob.objects.get(name="a test")
    assert (row.failures, row.failed_with, row.lease_until) == (1, "OSError", None) and row.due_at > later
