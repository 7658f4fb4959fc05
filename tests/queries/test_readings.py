"""Who read what: each look once, by whom, of whom and why; narrowed down; notes only for whoever may read notes."""

from datetime import date

import pytest

from chalkface.core.access import ROLES, Access
from chalkface.operations.exports import record_export
from chalkface.operations.notes import read_note
from chalkface.operations.risk import look_at_risk
from chalkface.operations.viewing import look_at_identity
from chalkface.queries.readings import ReadingFilters, readings
from chalkface.records.models import Student
from chalkface.records.tenancy import open_scope, writing

pytestmark = pytest.mark.django_db
SENCO = ROLES["senco"].title


def seen(access: Access, page: int = 1, **filters):
    with open_scope(access):
        return readings(access, ReadingFilters(**filters), page)


@pytest.fixture
def looked(school_a):
    """Looks of three people at one student, one at a list, a note and an export; the cast has a look and a note read before."""
    leader = school_a.access("careers_leader")
    student = school_a.rows["student"].pk
    with open_scope(leader), writing("a test"):
        other = Student.objects.create(school=school_a.school, key="o", legal_forename="Odd", legal_surname="One")
    look_at_identity(leader, student_id=student)
    look_at_identity(school_a.access("senco"), student_id=other.pk)
    look_at_risk(leader, student_ids=[student, other.pk], reason="choosing whom to meet")
    read_note(leader, note_id=school_a.rows["note"].pk, reason="a worry of the tutor")
    record_export(leader, rows=3, exported_at="")
    return school_a, student, other


def told(found) -> list[tuple]:
    return [(one.what, one.role, one.students, one.reason) for one in found.lines]


def test_each_look_is_one_line_the_newest_first(looked):
    school_a, student, _ = looked
    found = seen(school_a.access("careers_leader"))
    assert told(found)[:5] == [
        ("the whole school", "Careers leader", 0, ""),
        ("a confidential note", "Careers leader", 1, "a worry of the tutor"),
        ("risk indicator", "Careers leader", 2, "choosing whom to meet"),
        ("date of birth and numbers", SENCO, 1, ""),
        ("date of birth and numbers", "Careers leader", 1, ""),
    ]
    assert found.total == 7 and found.lines[4].student == student and found.lines[2].student is None


def test_it_is_narrowed_by_person_student_kind_and_days(looked):
    school_a, student, other = looked
    leader = school_a.access("careers_leader")
    assert {role for _, role, *_ in told(seen(leader, account=school_a.accounts["senco"].pk))} == {SENCO}
    of_other = seen(leader, student=other.pk)
    assert [what for what, *_ in told(of_other)] == ["risk indicator", "date of birth and numbers"]
    assert of_other.student_name == "Odd One" and of_other.lines[0].name == "Odd One"
    assert [what for what, *_ in told(seen(leader, kind="exports"))] == ["the whole school"]
    assert {what for what, *_ in told(seen(leader, kind="notes"))} == {"a confidential note"}
    assert not seen(leader, kind="notes", student=other.pk).lines
    old = seen(leader, until=date(2026, 6, 1))
    assert old.total == 2 and seen(leader, since=date(2026, 6, 2)).total == 5
    assert seen(leader, since=date(2026, 6, 2), until=date(2026, 6, 1)).total == 0


def test_who_may_read_no_notes_reads_of_none(looked):
    school_a, *_ = looked
    operator = Access(school_a.school.pk, "operator", date(2026, 3, 20))
    assert "a confidential note" not in {what for what, *_ in told(seen(operator))}


def test_another_school_has_none_of_it(looked, school_b):
    _, student, _ = looked
    theirs = seen(school_b.access("careers_leader"))
    assert theirs.total == 2 and not seen(school_b.access("careers_leader"), student=student).lines


def test_pages_go_back_through_the_same_order(looked):
    school_a, student, _ = looked
    leader = school_a.access("careers_leader")
    for _ in range(60):
        look_at_identity(leader, student_id=student)
    first, second = seen(leader), seen(leader, page=2)
    assert (first.total, first.pages, len(first.lines), len(second.lines)) == (67, 2, 50, 17)
    assert seen(leader, page=9).page == 2
