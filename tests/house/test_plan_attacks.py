"""Every form of the plan, filled in as its own page would send it, then with one answer that does harm.

The forms come from the pages themselves: a new page is attacked without a line here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from chalkface.core.access import MEMBER_ROLES
from chalkface.records.models import AuditEntry, Change, Responsibility
from chalkface.records.tenancy import SchoolOwned, across_schools, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY, STRANGER
from tests.proofs import drawn, gate
from tests.signed_in import signed_in_as
from tests.web.forms import forms_of

import_pages()
pytestmark = pytest.mark.django_db
SUBJECTS = ("direction", "outcomes", "programme", "roles", "partners", "plan", "thread", "review", "papers")
# The parts of a page that have forms of their own.
PARTS = {
    "programme.edit_activity": ("?part=what", "?part=why", "?part=who", "?part=meaningful", "?part=sessions"),
    "review.ask": ("?purpose=statements", "?purpose=lessons", "?purpose=practice"),
    "review.practice": ("", "?change"),
    "programme.lesson": ("", "?change"),
    "roles.matrix_edit": ("?about=duty&code=SG-04",),
}
# Answers whose value is the number of a row.
REFERENCES = ("outcomes", "partners", "activities", "session", "finding", "stand_in", "feed", "practice", "edition")
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
PERSON = "Jo Bloggs of 9A"
STRANGE = ("9223372036854775808", "²", "\uffff\x0b", PERSON)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)


def signed_in(company, role: str) -> Client:
    client = Client(raise_request_exception=True)
    signed_in_as(client, company.accounts[role])
    return client


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is looked at, references included, and never was."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


def forms(client: Client, company) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """(page, where it is sent, its answers) of every form of the plan that the person is shown."""
    for door in PAGES.values():
        if door.kind != "school" or "POST" not in door.methods or door.name.split(".")[0] not in SUBJECTS:
            continue
        base = reverse(door.name, kwargs=arguments_of(door, company))
        for part in PARTS.get(door.name, ("",)):
            answer = client.get(base + part)
            if answer.status_code != 200:
                continue
            for action, fields in forms_of(answer.content):
                if "csrfmiddlewaretoken" in fields and "sign-out" not in action:
                    where = action if action.startswith("/") else base + (action or part)
                    yield door.name, where, {name: values for name, values in fields.items() if name != "csrfmiddlewaretoken"}


def foreign_rows(company) -> dict[str, list[tuple]]:
    with across_schools("a test"):
        return {
            model._meta.db_table: list(model.objects.filter(school=company.school).order_by("pk").values_list())
            for model in apps.get_app_config("records").get_models()
            if issubclass(model, SchoolOwned)
        }


def attack(client: Client, company, stranger) -> int:
    """The numbers of the stranger's rows in place of each answer that names a row; returns how often it was tried."""
    numbers = sorted({str(row.pk) for row in stranger.rows.values()})
    tried = 0
    for page, where, fields in forms(client, company):
        for name in fields:
            if not name.endswith("_id") and name not in REFERENCES:
                continue
            for number in drawn(numbers, 6, page, where, name):
                with undone():
                    answer = client.post(where, {**fields, name: number})
                    assert answer.status_code < 500 and not STRANGER.search(answer.content), (page, name, number)
                tried += 1
    return tried


@pytest.mark.trust(5, gate="suite", once=True)
def test_no_form_points_at_a_row_of_another_school_or_changes_one(school_a, school_b):
    before = foreign_rows(school_b)
    assert attack(signed_in(school_a, "careers_leader"), school_a, school_b) > 100
    assert foreign_rows(school_b) == before


def test_negative_control_a_reference_across_schools_would_be_seen(school_a, school_b):
    with pytest.raises(IntegrityError), undone(), writing("a test"), across_schools("a test"):
        Responsibility.objects.filter(school=school_a.school).update(post=school_b.rows["post"])


@pytest.mark.trust(32, gate="suite", once=True)
def test_no_answer_breaks_a_form_or_comes_into_the_trail_and_no_script_runs_in_what_is_shown_again(school_a):
    client, tried = signed_in(school_a, "careers_leader"), 0
    for page, where, fields in forms(client, school_a):
        for name in drawn(fields, 6, page, where):
            with undone():
                for strange in drawn(STRANGE[:-1], 1, page, name) + [PERSON]:
                    answer = client.post(where, {**fields, name: strange})
                    assert answer.status_code < 500, (page, name, strange[:20])
                    tried += 1
                with across_schools("a test"):
                    trail = [str(about) for about in AuditEntry.objects.values_list("about", flat=True)]
                assert not any(PERSON in about for about in trail), (page, name)
        with undone():
            scripts = {name: SCRIPT for name in fields if name not in ("edition", "deed")}
            for sent in ({**fields, **scripts}, {**scripts, "edition": "0"}):
                body = client.post(where, sent, follow=True).content.decode()
                assert "<script>alert" not in body and "<img src=x" not in body and ">49" not in body, page
    assert tried > 300


@pytest.mark.parametrize("what", ["objective", "direction", "post"])
def test_what_is_put_together_after_a_clash_is_text_and_carries_no_field_of_its_own(what, school_a):
    """The other person's text, one's own and every hidden answer, with a script in each: the merge page shows them as text."""
    where = {
        "objective": f"/s/school-a/direction/objectives/{school_a.rows['objective'].pk}/edit/",
        "direction": "/s/school-a/direction/edit/",
        "post": f"/s/school-a/roles/posts/{school_a.rows['post'].pk}/edit/",
    }[what]
    text = {"objective": "problem", "direction": "vision", "post": "purpose"}[what]
    client = signed_in(school_a, "careers_leader")
    found = [dict(fields) for _, at, fields in forms(client, school_a) if at.split("?")[0] == where and text in fields]
    first = {**found[0], text: SCRIPT + "one"}
    assert client.post(where, first).status_code == 302
    forged = {SCRIPT: SCRIPT, "school_id": "2", "id": "1"}
    answer = client.post(where, {**found[0], text: SCRIPT + "two", **forged})
    body = answer.content.decode()
    assert answer.status_code == 409 and "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "<script>alert" not in body and "<img src=x" not in body and ">49" not in body


@pytest.mark.trust(5, gate="suite", once=True)
@pytest.mark.parametrize("role", MEMBER_ROLES if gate() != "quick" else ("careers_leader", "tutor", "school_admin"))
def test_looking_changes_nothing(role, school_a):
    """Whatever stands in the address, a page that is only looked at writes no history and does no deed; that
    somebody looked at what is protected is kept."""
    client = signed_in(school_a, role)

    def lines() -> tuple[int, int]:
        with across_schools("a test"):
            done = AuditEntry.objects.exclude(operation="mark_opened").exclude(operation__startswith="look_at_")
            return done.count(), Change.objects.count()

    before = lines()
    deeds = ("remove", "cancel", "close", "baseline", "end", "propose", "approved", "copy", "restore", "make")
    for door in PAGES.values():
        if door.kind == "school" and "POST" in door.methods:
            address = reverse(door.name, kwargs=arguments_of(door, school_a))
            for deed in drawn(deeds, 3, door.name, role):
                client.get(
                    address, {"deed": deed, "edition": "0", "reason": "x", "decision": deed, "title": "x", "every": "week"}
                )
    assert lines() == before
