"""Erased means erased: no row, file or byte of the database holds what named the student; a restored backup erases again."""

import json
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.erasing import erase_student, full_name
from chalkface.operations.erasures import list_file
from chalkface.operations.imports import receive_import
from chalkface.operations.incoming import Change
from chalkface.operations.retention import hold_student, lift_hold
from chalkface.operations.undoing import pack, unpack
from chalkface.records import models as records
from chalkface.records.sealed import Sealed
from chalkface.records.student_tables import rows_of_students
from chalkface.records.tenancy import SchoolOwned, across_schools, open_scope, writing
from tests.cast_young import note_words
from tests.filled import readable
from tests.signed_in import signed_in_as

OPERATOR = Access(None, "operator", date(2026, 3, 20))
MARK = "zqcanary"


@pytest.fixture(autouse=True)
def no_list_of_another_test():
    list_file().unlink(missing_ok=True)
    yield
    list_file().unlink(missing_ok=True)


def _texts(model) -> list[str]:
    return [
        field.name for field in readable(model)
        if field.get_internal_type() in ("CharField", "TextField", "EmailField") and not field.choices and not field.unique
    ]  # fmt: skip


def mark_everything(play) -> int:
    """A canary in every text of every row that hangs on the first student, in imports and a session; how many."""
    school, student = play.school, play.rows["student"]
    marked = 0
    with across_schools("a test"), writing("a test"):
        for model, numbers in rows_of_students(school.pk, [student.pk]).items():
            sizes = {field.name: field.max_length for field in readable(model)}
            for row in model.objects.filter(pk__in=numbers):
                for name in _texts(model):
                    size = sizes[name] or 60
                    if size >= 20:
                        setattr(row, name, f"{MARK}{model._meta.db_table[:20]}{row.pk}"[:size])
                        marked += 1
                row.save()
        student.refresh_from_db()
        records.Change.objects.create(
            school=school, about="need", number=play.rows["need"].pk, reason=f"{MARK}reason",
            at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        records.Membership.objects.filter(pk=play.rows["membership"].pk).update(kept_from=[student.pk, 10**6])
        batch = play.rows["batch"]
        batch.keep_before(pack(Change(
            created={"enrolments": ([play.rows["student"].pk], [1])},
            updated={"students": [(student.pk, {"legal_surname": f"{MARK}before"}, {"legal_surname": f"{MARK}after"}),
                                  (play.rows["other_student"].pk, {"sex": "F"}, {"sex": "M"})]},
        )))  # fmt: skip
        batch.result = {"rows": 3, "refused": [{"value": student.legal_surname}], "notes": [f"{MARK}note"]}
        batch.save()
    receive_import(play.access("careers_leader"), format="exchange", files=[("a.csv", f"{MARK}file,{student.upn}".encode())])
    client = Client()
    signed_in_as(client, play.accounts["student"])
    session = client.session
    session["_messages"] = f"{MARK}message"
    session.save()
    return marked


def everything_kept() -> str:
    """Every value of every row of the whole database, as text; what is packed is opened."""
    found = []
    with across_schools("a test"):
        for model in apps.get_models():
            names = [field.attname for field in model._meta.concrete_fields]
            for row in model._base_manager.values_list(*names):
                found += [str(bytes(value) if isinstance(value, memoryview) else value) for value in row]
        found += [str(unpack(one.opened_before())) for one in records.ImportBatch.objects.all()]
        found += [str(one.opened()) for model in apps.get_models() if issubclass(model, Sealed)
                  for one in model.objects.all()]  # fmt: skip
        found += [str(one.opened()) for one in records.ReceivedFile.objects.all()]
        found += [json.dumps(one.get_decoded(), default=str) for one in Session.objects.all()]
    return "\n".join(found)


def erase_first(play) -> int:
    with across_schools("a test"):
        student = records.Student.objects.get(pk=play.rows["student"].pk)
    with writing("a test"), across_schools("a test"):
        records.LegalHold.objects.filter(school=play.school).update(lifted_on=date(2026, 3, 10))
    return erase_student(play.access("careers_leader"), student_id=student.pk, typed=full_name(student), because="request")


@pytest.mark.trust(39)
def test_nothing_of_an_erased_student_is_left_in_any_row(school_a, school_b, proof):
    marked = mark_everything(school_a)
    student = school_a.rows["student"].pk
    cache.set("a-figure", MARK)
    assert marked > 60 and everything_kept().count(MARK) >= marked
    went = erase_first(school_a)
    kept = everything_kept()
    proof("canaries left in rows", kept.count(MARK), exactly=0)
    assert note_words("a") not in kept and went > 30 and cache.get("a-figure") is None
    with across_schools("a test"):
        for model in apps.get_app_config("records").get_models():
            if issubclass(model, SchoolOwned) and model.group_path:
                assert not model.objects.filter(school=school_a.school, **{f"{model.group_path}_id": student}).exists(), model
        assert not records.Account.objects.filter(email__in=("student@a.example", "parent@a.example")).exists()
        assert records.Membership.objects.get(pk=school_a.rows["membership"].pk).kept_from == [10**6]
        assert records.Student.objects.filter(school=school_b.school).count() == 2
        batch = records.ImportBatch.objects.get(pk=school_a.rows["batch"].pk)
        assert [row[0] for row in unpack(batch.opened_before()).updated["students"]] == [school_a.rows["other_student"].pk]
        line = records.AuditEntry.objects.filter(operation="erase_student").get()
    assert line.about["student_id"] == student and line.about["because"] == "request"


@pytest.mark.trust(39, control=True)
def test_negative_control_deleting_the_student_alone_leaves_words_behind(school_a):
    mark_everything(school_a)
    with open_scope(Access(school_a.school.pk, "operator", OPERATOR.on)), writing("a test"):
        records.Student.objects.filter(pk=school_a.rows["student"].pk).delete()
    assert everything_kept().count(MARK) >= 5


@pytest.mark.trust(39)
def test_every_table_that_points_at_a_student_is_reached(school_a):
    with across_schools("a test"):
        reached = set(rows_of_students(school_a.school.pk, [school_a.rows["student"].pk]))
    of_student = {
        model for model in apps.get_app_config("records").get_models() if issubclass(model, SchoolOwned) and model.group_path
    }
    assert of_student <= reached and {records.NoteRead, records.Redaction, records.OwnAccount, records.Viewing} <= reached


@pytest.mark.trust(39)
def test_a_student_is_erased_by_whom_may_with_the_name_typed_and_never_under_a_hold(school_a, school_b):
    leader, student = school_a.access("careers_leader"), school_a.rows["student"]
    name = full_name(student)
    for role in ("school_admin", "adviser", "senior_leader", "student"):
        with pytest.raises(NotAllowed):
            erase_student(school_a.access(role), student_id=student.pk, typed=name, because="request")
    with pytest.raises(Refused, match="hold"):
        erase_student(leader, student_id=student.pk, typed=name, because="request")
    lift_hold(leader, hold_id=school_a.rows["hold"].pk)
    hold = hold_student(leader, student_id=student.pk, because="A claim is being prepared")
    with pytest.raises(Refused, match="hold"):
        erase_student(leader, student_id=student.pk, typed=name, because="request")
    lift_hold(leader, hold_id=hold)
    with pytest.raises(Refused, match="exactly"):
        erase_student(leader, student_id=student.pk, typed=name[:-1], because="request")
    with pytest.raises(Refused, match="not there"):
        erase_student(leader, student_id=school_b.rows["student"].pk, typed=name, because="request")
    assert erase_student(leader, student_id=student.pk, typed=name, because="request") > 30

