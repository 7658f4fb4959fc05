"""Every field has been decided upon, and no page shows a field to somebody who may not see it."""

import pytest
import yaml
from django.apps import apps
from django.test import Client
from django.urls import reverse

from chalkface.core.access import MEMBER_ROLES, Scope, grants
from chalkface.records.sealed import fields_of
from chalkface.records.tenancy import Guarded, SchoolOwned, across_schools, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.conftest import REPOSITORY
from tests.filled import readable
from tests.proofs import drawn, some
from tests.signed_in import signed_in_as
from tests.texts import texts
from tests.worked_papers import fetched

import_pages()
REGISTER = yaml.safe_load((REPOSITORY / "src/chalkface/content/privacy.yaml").read_text("utf-8"))
CLASSES = {"open", "person", "identity", "special", "account", "secret"}
# What every record has: its own number, its school, the import it came with.
STRUCTURE = {"id", "school", "batch"}
# Records that belong to no school, each with its reason.
OF_NO_SCHOOL = {
    "school": "it is the school",
    "account": "a person may be a member of several schools",
    "published_file": "public statistics, shared by every school",
    "published_row": "public statistics, shared by every school",
    "server_audit_entry": "deeds about the whole server",
    "provider_link": "an account is one person's, at whatever schools",
    "second_factor": "an account is one person's, at whatever schools",
    "passkey": "an account is one person's, at whatever schools",
    "recovery_code": "an account is one person's, at whatever schools",
    "visit": "an account is one person's, at whatever schools",
    "try_count": "wrong tries at an address that may belong to no school",
    "audit_head": "the end of a trail that outlives its school",
    "erasure": "numbers that outlive the school's rows",
    "server_event": "what the server knows of itself",
    "due_job": "what the server knows of itself",
    "task_try": "what the server knows of itself",
}


# Pages that give documents as well, and as what.
PAPERS = ("plan.workbook", "programme.calendar", "roles.descriptions")
WAYS = ("", "?as=docx", "?as=zip", "?as=ics")


def tables():
    return [model for model in apps.get_app_config("records").get_models()]


def test_every_field_of_every_record_is_in_the_register():
    real = {
        model._meta.db_table: {f.name for f in fields_of(model)}
        - (STRUCTURE - ({"batch"} if model._meta.db_table == "received_file" else set()))
        for model in tables()
    }
    assert {table: set(fields) for table, fields in REGISTER.items()} == real


def test_every_entry_names_a_class_and_a_permission_that_exist():
    for table, fields in REGISTER.items():
        for name, entry in fields.items():
            assert entry["class"] in CLASSES, (table, name)
            assert entry["seen"] == "-" or entry["seen"] in grants(), (table, name)
            assert isinstance(entry["out"], bool), (table, name)


def test_every_record_is_guarded_and_of_one_school_unless_a_reason_is_given():
    for model in tables():
        assert issubclass(model, Guarded), model
        assert issubclass(model, SchoolOwned) != (model._meta.db_table in OF_NO_SCHOOL), model
        if issubclass(model, SchoolOwned):
            assert model.seen_with in grants(), model


def canaries(company) -> dict[str, tuple[str, str]]:
    """token → (table, field) for every text of every row of the company: its students, its plan, whom it asked."""
    found = {}
    for row in company.rows.values():
        for column in readable(row):
            value = getattr(row, column.name, None) if not column.is_relation else None
            if isinstance(value, str) and value.lower().startswith("zq"):
                found[value] = (row._meta.db_table, column.name)
    return found


@pytest.mark.trust(5, once=True)
@pytest.mark.django_db
@pytest.mark.parametrize("role", some(MEMBER_ROLES, quick=("tutor", "senco", "governor")))
def test_no_page_shows_a_field_to_a_role_that_may_not_see_it(role, school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access(role).on)
    with_secrets(school_a)
    assert len(canaries(school_a)) >= 60
    assert {"to_email", "digest"} <= {column for _, column in canaries(school_a).values()}
    assert shown_too_much(role, school_a) == []


def with_secrets(company) -> None:
    """Give the secrets of links and feeds, of which only digests are kept, digests that a page can be searched for."""
    with writing("the cast"), across_schools("the cast"):
        for name in ("ask", "feed"):
            row = company.rows[name]
            row.digest = f"zq{company.letter}{name}digest"
            row.save()


def looks_at(role: str, door) -> bool:
    """Whether a role opens a page here: all who may in the larger runs, else who sees most and three of the others."""
    others = [one for one in MEMBER_ROLES if one != "careers_leader" and one in grants()[door.needs].who]
    return role in grants()[door.needs].who and role in ("careers_leader", *drawn(others, 3, door.name))


def shown_too_much(role: str, company) -> list[str]:
    """Every field that a page shows to the role although the register and the table of grants say that it may not."""
    client = Client()
    signed_in_as(client, company.accounts[role])
    tokens, found = canaries(company), []
    for door in PAGES.values():
        if door.kind != "school" or not looks_at(role, door):
            continue
        address = reverse(door.name, kwargs=arguments_of(door, company))
        answers = [client.get(address + way) for way in (WAYS if door.name in PAPERS else ("",))]
        contents = [one.content for one in answers]
        contents += [content for _, content in fetched(client, company, door.name, ("docx", "zip"))]
        bodies = [text for content in contents for text in texts(content)]
        body = b"\n".join(bodies).decode("utf-8", "replace")
        for text, (table, column) in tokens.items():
            needs = REGISTER[table][column]["seen"]
            if text in body and (needs == "-" or role not in grants()[needs].who):
                found.append(f"{door.name} shows {table}.{column} to {role}")
    return found


@pytest.mark.trust(5, control=True, once=True)
@pytest.mark.django_db
def test_negative_control_without_the_question_a_page_shows_too_much(school_a, monkeypatch):
    """The pages hold back because the table of grants says so: with every right for everybody, the test above is red."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access("tutor").on)
    assert shown_too_much("tutor", school_a) == []
    monkeypatch.setattr("chalkface.core.access.Access.scope", lambda self, permission: Scope.SCHOOL)
    assert shown_too_much("tutor", school_a)


@pytest.mark.trust(5, once=True)
@pytest.mark.django_db
@pytest.mark.parametrize("role", some(["tutor", "teacher"], quick=["teacher"]))
def test_a_tutor_never_sees_a_student_of_another_group(role, school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access(role).on)
    client = Client()
    signed_in_as(client, school_a.accounts[role])
    other = school_a.rows["other_student"]
    for door in PAGES.values():
        if door.kind != "school" or role not in grants()[door.needs].who:
            continue
        arguments = arguments_of(door, school_a)
        body = client.get(reverse(door.name, kwargs=arguments)).content.decode("utf-8", "replace")
        assert other.legal_surname not in body and other.preferred_surname not in body, door.name
        if "student" in arguments:
            assert client.get(reverse(door.name, kwargs=arguments | {"student": other.pk})).status_code == 404, door.name
