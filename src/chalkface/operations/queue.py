"""The machine's own bookkeeping: who does which task until when, how often it was tried, which job is due.

No person does these deeds and nothing of a school changes by them, so they leave no audit line; what a task does is an
operation with a line of its own. A lease, and not a list of processes, says that somebody is at work: whoever is killed, or
loses the machine, holds it no longer than its end.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from chalkface.records.models import DueJob, TaskTry
from chalkface.records.tenancy import writing

DEED = "bookkeeping"
LEASE = timedelta(minutes=5)
MOST_TRIES = 5
PAUSES = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))


def _ready(now: datetime):
    return DBTaskResult.objects.filter(Q(run_after=get_date_max()) | Q(run_after__lte=now), status=TaskResultStatus.READY)


def claim_task(worker: str, now: datetime) -> DBTaskResult | None:
    """The next task, for this worker alone until its lease ends; None when nothing is due."""
    if not _ready(now).exists():  # asked without a lock: an idle worker keeps nobody waiting
        return None
    with writing(DEED), transaction.atomic():
        row = _ready(now).get_locked()
        if row is None:
            return None
        row.status, row.started_at, row.worker_ids = TaskResultStatus.RUNNING, now, [*row.worker_ids, worker]
        row.save(update_fields=["status", "started_at", "worker_ids"])
        tried, _ = TaskTry.objects.get_or_create(task=row.pk)
        tried.tries, tried.next_at = tried.tries + 1, now + LEASE
        tried.save(update_fields=["tries", "next_at"])
        return row


def hold_on(task: UUID, worker: str, now: datetime) -> bool:
    """Move the end of the lease; False when the task has gone to another in the meantime."""
    with writing(DEED), transaction.atomic():
        if _held(task, worker) is None:
            return False
        TaskTry.objects.filter(task=task).update(next_at=now + LEASE)
        return True


def _held(task: UUID, worker: str) -> DBTaskResult | None:
    row = DBTaskResult.objects.select_for_update().filter(pk=task, status=TaskResultStatus.RUNNING).first()
    return row if row is not None and row.worker_ids[-1:] == [worker] else None


def task_is_done(task: UUID, worker: str, now: datetime) -> bool:
    """It went well. False when another has taken it over: that one says how it went."""
    with writing(DEED), transaction.atomic():
        row = _held(task, worker)
        if row is None:
            return False
        row.status, row.finished_at, row.exception_class_path, row.traceback = TaskResultStatus.SUCCESSFUL, now, "", ""
        row.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])
        TaskTry.objects.filter(task=task).delete()
        return True


def task_failed(task: UUID, worker: str, now: datetime, *, error: str, frames: str, again: bool) -> bool:
    """It went wrong: ``error`` is the class, ``frames`` the places in the code, never what was said (it may hold a value).

    It is tried again after a pause when that can help and has not been done too often; else it is parked. Whether it is parked.
    """
    with writing(DEED), transaction.atomic():
        row = _held(task, worker)
        if row is None:
            return False
        row.exception_class_path, row.traceback = error, frames
        return _again_or_parked(row, now, error=error, again=again)


def _again_or_parked(row: DBTaskResult, now: datetime, *, error: str, again: bool) -> bool:
    tried, _ = TaskTry.objects.get_or_create(task=row.pk)
    parked = not again or tried.tries >= MOST_TRIES
    if parked:
        row.status, row.finished_at, tried.parked_at, tried.next_at = TaskResultStatus.FAILED, now, now, None
    else:
        row.status, row.started_at = TaskResultStatus.READY, None
        row.run_after = tried.next_at = now + PAUSES[min(max(tried.tries, 1), len(PAUSES)) - 1]
    tried.failed_with = error.rpartition(".")[2][:80]
    tried.save()
    row.save()
    return parked


def take_back(now: datetime) -> list[DBTaskResult]:
    """Take what is held beyond its lease from whoever was killed with it, and let it be tried again, or park what has ended
    its worker too often. Returns those that are parked."""
    with writing(DEED), transaction.atomic():
        held = set(TaskTry.objects.filter(next_at__gte=now).values_list("task", flat=True))
        lost = DBTaskResult.objects.running().filter(started_at__lt=now - LEASE).exclude(pk__in=held)
        parked = []
        for row in lost.select_for_update(skip_locked=True):
            row.exception_class_path = "chalkface.WorkerEnded"
            if _again_or_parked(row, now, error=row.exception_class_path, again=True):
                parked.append(row)
        return parked


def take_up_all(now: datetime) -> list[DBTaskResult]:
    """Take back everything that is being done, whatever its lease: for the start of the server, when nobody else can be at
    work. Returns those that are parked, because each of their tries ended the worker."""
    with writing(DEED), transaction.atomic():
        parked = []
        for row in DBTaskResult.objects.running().select_for_update():
            tried, _ = TaskTry.objects.get_or_create(task=row.pk)
            if tried.tries >= MOST_TRIES:
                _again_or_parked(row, now, error="chalkface.WorkerEnded", again=False)
                parked.append(row)
            else:
                row.status, row.started_at, row.run_after = TaskResultStatus.READY, None, now
                row.save(update_fields=["status", "started_at", "run_after"])
        return parked


def try_parked_again(task: UUID, now: datetime) -> bool:
    """Put a parked task back into the queue, as new. False when it is not parked."""
    with writing(DEED), transaction.atomic():
        if not TaskTry.objects.filter(task=task, parked_at__isnull=False).delete()[0]:
            return False
        DBTaskResult.objects.filter(pk=task).update(status=TaskResultStatus.READY, started_at=None, run_after=now)
        return True


def forget_finished(before: datetime) -> int:
    """Throw away what the queue remembers of tasks that ended before a moment. Returns how many."""
    with writing(DEED), transaction.atomic():
        old = DBTaskResult.objects.filter(finished_at__lt=before)
        TaskTry.objects.filter(task__in=old.values("pk")).delete()
        return old.delete()[0]


def claim_job(name: str, first_at: datetime, lease: str, now: datetime, until: datetime) -> bool:
    """Whether a job is due and this process may do it; a job that is not known yet is due at ``first_at``."""
    if DueJob.objects.filter(name=name, due_at__gt=now).exists():
        return False
    with writing(DEED), transaction.atomic():
        row, _ = DueJob.objects.select_for_update().get_or_create(name=name, defaults={"due_at": first_at})
        if row.due_at > now or (row.lease_until is not None and row.lease_until > now):
            return False
        row.lease, row.lease_until = lease, until
        row.save(update_fields=["lease", "lease_until"])
        return True


def job_ended(name: str, lease: str, now: datetime, *, next_at: datetime, error: str = "") -> bool:
    """Give the lease back and say when the job is due again. False when another has taken it over in the meantime."""
    with writing(DEED), transaction.atomic():
        row = DueJob.objects.select_for_update().filter(name=name, lease=lease).first()
        if row is None:
            return False
        row.due_at, row.lease, row.lease_until, row.failed_with = next_at, "", None, error[:80]
        row.failures = row.failures + 1 if error else 0
        row.done_at = row.done_at if error else now
        row.save()
        return True


def failures_of(name: str) -> int:
    """How often in a row a job has failed."""
    return DueJob.objects.filter(name=name).values_list("failures", flat=True).first() or 0
