"""A log line and an error page hold a reference and the place of a fault: never what a person wrote, sent or is called."""

import io
import logging
import re
import traceback
import warnings

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult, get_date_max

from chalkface.config.logs import Scrubbed, SecretsLeftOut
from chalkface.jobs.worker import Worker
from chalkface.records.models import TaskTry
from tests.proofs import scale
from tests.trust.walking import addresses, client_of

pytestmark = pytest.mark.django_db
CANARY = "zqpersonal"
# A worker lets go of a connection that it finds inside a transaction, so a test that runs one is not wrapped in one.
TRULY_COMMITTED = pytest.mark.django_db(transaction=True)


@pytest.fixture
def written():
    """What the console of the product would show."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(SecretsLeftOut())
    handler.setFormatter(Scrubbed())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def kinds() -> list[type[Exception]]:
    """Every kind of error that is loaded and can be made from one sentence."""
    found, todo = [], [Exception]
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    made = kind(CANARY)
                except Exception:  # it wants more than a sentence
                    continue
            if type(made) is kind and not issubclass(kind, Warning | StopIteration | StopAsyncIteration):
                found.append(kind)
    return sorted(set(found), key=lambda kind: (kind.__module__, kind.__qualname__))


@pytest.mark.trust(35)
def test_no_error_of_any_kind_says_what_a_person_wrote(school_a, written, monkeypatch, proof):
    client, address = client_of(school_a, "careers_leader"), "/s/school-a/settings/"
    asked = kinds()[: scale(quick=60, full=200)]
    leaks = without_reference = broken = 0
    for kind in asked:
        written.seek(0)
        written.truncate()

        def fails(*_, kind=kind):
            held = f"{CANARY} held"
            try:
                raise ValueError(held)
            except ValueError as cause:
                raise kind(CANARY) from cause

        monkeypatch.setattr("chalkface.web.page.access_at_door", fails)
        answer = client.post(address, {"note": CANARY}, headers={"user-agent": CANARY, "referer": f"https://x/{CANARY}"})
        lines, page = written.getvalue(), answer.content.decode()
        leaks += CANARY in lines or CANARY in page
        if answer.status_code == 500:
            broken += 1
            reference = re.search(r"<strong>([0-9a-f]{8})</strong>", page)
            without_reference += reference is None or reference[1] not in lines
    proof("kinds of error caused", len(asked), at_least=scale(quick=50, full=200))
    proof("log lines or pages that hold a personal word", leaks, exactly=0)
    proof("error pages whose reference is not in the log", without_reference, exactly=0)
    assert broken > len(asked) // 2


@pytest.mark.trust(35)
def test_what_is_sent_is_in_no_line_whatever_becomes_of_it(school_a, written, proof):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for client in (client_of(school_a, "tutor"), Client(), strict)[-scale(quick=2, full=3) :]:
        for _, address in addresses(school_a):
            client.get(f"{address}?{CANARY}={CANARY}", headers={"user-agent": CANARY})
        client.get(f"/{CANARY}/")
        client.get(f"/s/{CANARY}/students/")
        client.get("/help/", headers={"host": f"{CANARY}.example"})
        client.post("/sign-in/", {"email": f"{CANARY}@x.example", "password": CANARY}, headers={"referer": CANARY})
        client.generic(CANARY, "/")
        client.get("/help/", headers={"cookie": f"sessionid={CANARY}; csrftoken={CANARY}"})
    for words in (f"a line about {CANARY}", "a line about %s"):
        logging.getLogger("somebody.else").error(words, *([CANARY] if "%" in words else []))
    lines = written.getvalue().splitlines()
    proof("log lines written", len(lines), at_least=20)
    proof("log lines that hold what was sent", sum(CANARY in line for line in lines), exactly=0)


def failed_task(monkeypatch) -> DBTaskResult:
    """What the queue keeps of a task that failed with a person's words, and with others that those came from."""

    class Job:
        @staticmethod
        def call() -> None:
            try:
                raise KeyError(CANARY)
            except KeyError as cause:
                raise ValueError(f"{CANARY} again") from cause

    row = DBTaskResult.objects.create(
        task_path="tests.trust.nothing", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        run_after=get_date_max(), exception_class_path="", traceback="",
    )  # fmt: skip
    monkeypatch.setattr(DBTaskResult, "task", Job)
    Worker().run(until_empty=True)
    row.refresh_from_db()
    return row


@TRULY_COMMITTED
@pytest.mark.trust(35)
def test_a_failed_task_keeps_its_places_and_not_its_words(written, monkeypatch):
    row = failed_task(monkeypatch)
    kept = [vars(row), *TaskTry.objects.filter(task=row.pk).values()]
    assert row.status == "FAILED" and CANARY not in str(kept) + written.getvalue()
    assert row.traceback.startswith("ValueError at ") and "\n  from KeyError at " in row.traceback
    assert " in call < chalkface/jobs/worker.py:" in row.traceback


@TRULY_COMMITTED
@pytest.mark.trust(35, control=True)
def test_control_a_traceback_as_usual_would_keep_the_words(monkeypatch):
    monkeypatch.setattr("chalkface.jobs.worker.places", lambda error: "".join(traceback.format_exception(error)))
    assert CANARY in failed_task(monkeypatch).traceback


@pytest.mark.trust(35, control=True)
def test_control_without_the_filter_and_the_formatter_the_words_are_there(school_a, monkeypatch):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    monkeypatch.setattr(SecretsLeftOut, "filter", lambda self, record: True)
    monkeypatch.setattr(Scrubbed, "formatException", logging.Formatter.formatException)

    def fails(*_):
        raise KeyError(CANARY)

    monkeypatch.setattr("chalkface.web.page.access_at_door", fails)
    try:
        client_of(school_a, "careers_leader").get("/s/school-a/students/")
    finally:
        logging.getLogger().removeHandler(handler)
    assert CANARY in stream.getvalue()
