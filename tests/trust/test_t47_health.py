"""Each broken state turns its own light red and no other; the page tells nothing but the names of lights.

What the server stands on (database, tables, disk, folder, keys) is broken for real in test_t47_for_real.py.
"""

import os
from collections import namedtuple
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from chalkface.jobs.backups import operator
from chalkface.operations.server_events import remember_event
from chalkface.queries import health
from chalkface.records.models import DueJob, ServerEvent, TaskTry
from chalkface.records.tenancy import writing
from chalkface.web.pages.health import ready

pytestmark = [pytest.mark.django_db, pytest.mark.trust(47)]
Usage = namedtuple("Usage", "total used free")


def event(kind: str, *, fine: bool = True, days: float = 0) -> None:
    remember_event(operator(), kind=kind, fine=fine, about={})
    with writing("a test"):
        ServerEvent.objects.filter(kind=kind).update(at=timezone.now() - timedelta(days=days))


def rows_of_queue(**values) -> None:
    with writing("a test"):
        TaskTry.objects.create(task="00000000-0000-0000-0000-000000000001", **values)


def old_task(patch) -> None:
    made = DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="default", run_after=get_date_max(), exception_class_path="", traceback=""
    )
    DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=timezone.now() - timedelta(minutes=11))


def late_job(patch, **values) -> None:
    with writing("a test"):
        DueJob.objects.create(name="x", **{"due_at": timezone.now() + timedelta(days=1)} | values)


BROKEN = {
    # The others of the server's ground are broken for real; to fill a disk takes a machine that lets one be mounted.
    "disk nearly full": ("disk", lambda patch: patch.setattr(health.shutil, "disk_usage", lambda path: Usage(100, 91, 9))),
    "a task has waited": ("queue", old_task),
    "a task is parked": ("parked", lambda patch: rows_of_queue(parked_at=timezone.now())),
    "what is due was not begun": ("schedule", lambda patch: late_job(patch, due_at=timezone.now() - timedelta(hours=1))),
    "a job fails again and again": ("schedule", lambda patch: late_job(patch, failures=3)),
    "backup too old": ("backup", lambda patch: event("backup", days=1.2)),
    "backup failed": ("backup", lambda patch: event("backup", fine=False)),
    "drill too old": ("drill", lambda patch: event("drill", days=9)),
    "drill failed": ("drill", lambda patch: event("drill", fine=False)),
}


@pytest.fixture(autouse=True)
def sound(monkeypatch, settings, tmp_path):
    settings.DATA, settings.BACKUPS, settings.COPY_SECONDS = tmp_path, tmp_path, 0
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: Usage(100, 50, 50))
    monkeypatch.setattr(ready, "_seen", (float("-inf"), {}))


def red() -> list[str]:
    return [name for name, light in health.lights(timezone.now()).items() if light is False]


@pytest.mark.parametrize("state", BROKEN)
def test_each_broken_state_turns_exactly_its_light_red(state, monkeypatch, client):
    light, spoil = BROKEN[state]
    assert red() == []
    spoil(monkeypatch)
    assert red() == [light]
    answer = client.get("/readyz")
    assert answer.status_code == 503 and set(answer.json()) == {"ready", "lights"}
    assert set(map(type, answer.json()["lights"].values())) <= {bool, type(None)} and b"Jo" not in answer.content


def test_a_clock_that_went_back_is_seen():
    event("backup")
    assert not health.lights(timezone.now() - timedelta(hours=1))["clock"]


def test_a_running_copy_that_stands_still_is_seen(settings, tmp_path, monkeypatch):
    settings.COPY_SECONDS, settings.COPIES = 30, tmp_path
    monkeypatch.setattr(health.connection, "vendor", "sqlite")
    copy = tmp_path / "chalkface.sqlite3"
    copy.touch()
    assert health._copy_is_of_now(timezone.now())
    os.utime(copy, (1, 1))
    assert not health._copy_is_of_now(timezone.now())


def test_the_process_answers_when_the_database_is_away(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"alive\n"


@pytest.mark.trust(47, control=True)
def test_control_a_light_that_does_not_look_stays_green(monkeypatch):
    event("backup", fine=False)
    monkeypatch.setitem(health.OF_DATABASE, "backup", lambda now: True)
    assert red() == []
