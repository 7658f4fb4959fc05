"""Reading needs a school and a right; writing needs an operation; every operation asks and leaves a line."""

import re
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

import pytest

from chalkface import operations
from chalkface.core.access import MEMBER_ROLES, Access, grants
from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.asking import make_ask
from chalkface.operations.operation import OPERATIONS, operation
from chalkface.operations.people import set_groups
from chalkface.operations.plans import write_action
from chalkface.records.models import AuditEntry, GuidanceMeeting, School, Student
from chalkface.records.tenancy import OutsideOperation, OutsideSchool, across_schools, open_scope, writing
from tests.conftest import REPOSITORY

# Everybody who may look across schools, with the reason each gives. A new one is a decision, not an accident.
ACROSS = {
    "the door",
    "choosing a school after sign-in",
    "whether the account belongs to another school too",
    "removing the example school",
    "backup of the whole server",
    "restore of the whole server",
    "which school an import belongs to",
    "the door of a calendar feed",
    "the door of a dated link",
    "the door of a survey",
    "the door of students and parents",
    "resealing everything under the first key",
    "whether everything that is sealed opens",
    "how much hangs on one student",
    "migrating",
    "checking the whole audit trail",
    "pruning the audit trail",
    "a subject access pack",
    "who may ask for a student's data",
}


# Deeds about the school as it stands, which ask for nothing more.
NEED_NO_ARGUMENT = {"keep_version", "plan_retention", "purge_school", "tell_of_guessing"}


def test_reading_without_a_school_raises(school_a):
    with pytest.raises(OutsideSchool):
        list(Student.objects.all())


def test_a_scope_shows_its_own_school_only(school_a, school_b):
    with open_scope(school_a.access("careers_leader")):
        assert {row.school_id for row in Student.objects.all()} == {school_a.school.pk}


def test_negative_control_without_the_scope_both_schools_are_there(school_a, school_b):
    with across_schools("the negative control"):
        assert {row.school_id for row in Student.objects.all()} == {school_a.school.pk, school_b.school.pk}


def test_reading_a_record_needs_the_permission_it_names(school_a):
    with open_scope(school_a.access("governor")), pytest.raises(NotAllowed):
        list(Student.objects.all())
    with open_scope(school_a.access("school_admin")), pytest.raises(NotAllowed):
        list(GuidanceMeeting.objects.all())


def test_a_tutors_scope_ends_at_their_groups(school_a):
    with open_scope(school_a.access("tutor")):
        assert [row.pk for row in Student.objects.all()] == [school_a.rows["student"].pk]
        assert GuidanceMeeting.objects.count() == 1
    with open_scope(replace(school_a.access("tutor"), groups=frozenset({"9B"}))):
        assert [row.pk for row in Student.objects.all()] == [school_a.rows["other_student"].pk]
        assert GuidanceMeeting.objects.count() == 0


@pytest.mark.parametrize(
    "write",
    [
        lambda student: student.save(),
        lambda student: student.delete(),
        lambda student: Student.objects.update(upn="ZQ"),
        lambda student: Student.objects.all().delete(),
        lambda student: Student.objects.create(school=student.school, key="x"),
        lambda student: Student.objects.bulk_create([Student(school=student.school, key="x")]),
        lambda student: Student.objects.bulk_update([student], ["upn"]),
        lambda student: School.objects.create(urn="1", name="x", slug="x"),
    ],
)
def test_writing_outside_an_operation_raises(school_a, write):
    with open_scope(school_a.access("careers_leader")), pytest.raises(OutsideOperation):
        write(school_a.rows["student"])


def test_a_row_is_not_moved_to_another_school_by_update(school_a, school_b):
    with open_scope(school_a.access("careers_leader")), writing("a test"), pytest.raises(OutsideOperation):
        Student.objects.update(school=school_b.school)


def test_every_operation_asks_a_permission():
    for module in iter_modules(operations.__path__):
        import_module(f"{operations.__name__}.{module.name}")
    assert len(OPERATIONS) >= 8
    for name, deed in OPERATIONS.items():
        assert deed.needs, name


def test_an_operation_refuses_who_lacks_the_permission_and_writes_nothing(school_a):
    with pytest.raises(NotAllowed):
        set_groups(school_a.access("tutor"), membership_id=school_a.rows["membership"].pk, groups=("9A",))
    with across_schools("a test"):
        assert not AuditEntry.objects.filter(operation="set_groups").exists()


def test_an_operation_leaves_one_line_of_ids_and_never_a_text(school_a):
    set_groups(school_a.access("school_admin"), membership_id=school_a.rows["membership"].pk, groups=("a private name",))
    with across_schools("a test"):
        line = AuditEntry.objects.get(operation="set_groups")
    assert line.about == {"membership_id": school_a.rows["membership"].pk}


def test_what_is_no_code_stays_out_of_the_line_though_a_form_sends_it_as_one(school_a):
    """Where a code decides nothing it is not looked at, so anything may stand in it: a name must not get into the trail."""
    leader = school_a.access("careers_leader")
    number, _ = make_ask(
        leader, purpose="lessons", to_name="x", subject=school_a.rows["lesson"].subject, voice="Jo Bloggs", framework="Jo of 9A"
    )
    write_action(leader, what="x", framework="Jo Bloggs", status="doing")
    with across_schools("a test"):
        lines = {line.operation: line.about for line in AuditEntry.objects.filter(operation__in=("make_ask", "write_action"))}
    assert lines["make_ask"] == {"purpose": "lessons", "ask": number}
    assert lines["write_action"]["status"] == "doing" and "framework" not in lines["write_action"]


def test_what_an_operation_wrote_is_undone_with_its_audit_line_when_it_fails(school_a):
    @operation(needs="change_settings")
    def fail_after_writing(access: Access) -> None:
        Student.objects.update(upn="ZQ")
        raise RuntimeError("on purpose")

    try:
        with pytest.raises(RuntimeError):
            fail_after_writing(school_a.access("careers_leader"))
    finally:
        del OPERATIONS["fail_after_writing"]
    with across_schools("a test"):
        assert not Student.objects.filter(upn="ZQ").exists()
        assert not AuditEntry.objects.filter(operation="fail_after_writing").exists()


def test_an_operation_on_another_schools_row_finds_nothing(school_a, school_b):
    with pytest.raises(Exception, match="no such member"):
        set_groups(school_a.access("school_admin"), membership_id=school_b.rows["membership"].pk, groups=())


def test_those_who_look_across_schools_are_known():
    source = REPOSITORY / "src" / "chalkface"
    reasons = {
        reason
        for path in source.rglob("*.py")
        if path.name != "tenancy.py"
        for reason in re.findall(r"across_schools\(\s*\"([^\"]+)\"", path.read_text("utf-8"))
    }
    assert reasons == ACROSS


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_each_deed_is_open_to_the_roles_of_the_table_and_to_no_other(role, school_a):
    """Allowed goes on to ask for its arguments; denied is refused before anything else is looked at."""
    for module in iter_modules(operations.__path__):
        import_module(f"{operations.__name__}.{module.name}")
    for name, deed in OPERATIONS.items():
        access = school_a.access(role)
        if role in grants()[deed.needs].who:
            if name in NEED_NO_ARGUMENT:
                deed(access)
                continue
            with pytest.raises((TypeError, Refused)):
                deed(access)
        else:
            with pytest.raises(NotAllowed):
                deed(access)
