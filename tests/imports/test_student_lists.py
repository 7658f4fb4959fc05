"""Lists from the school's own system: the same student stays the same record, whichever system the list comes from."""

from dataclasses import replace
from datetime import date

import pytest

from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.imports.reading import from_paths
from chalkface.records.models import Enrolment, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import LIST, everything, student_list, table, upn

MIS = ("sims_student_list_cp1252.csv", "arbor_students_utf8bom.csv", "bromcom_student_list.csv")


def students(access) -> dict[str, Student]:
    with open_scope(access):
        return {student.key: student for student in Student.objects.all()}


@pytest.mark.parametrize("first", MIS)
@pytest.mark.parametrize("second", MIS)
def test_a_list_from_another_system_finds_the_same_students(access, shared, first, second):
    folder = shared / "data" / "synthetic" / "mis"
    (one,) = import_files(access, from_paths([folder / first]), format="student_list")
    assert one.is_committed and one.created == {"students": 12, "enrolments": 12}
    keys = set(students(access))
    (two,) = import_files(access, from_paths([folder / second]), format="student_list")
    assert two.is_committed and two.created == {"students": 0, "enrolments": 0}
    assert set(students(access)) == keys  # the first key stays
    (three,) = import_files(access, from_paths([folder / second]), format="student_list")
    assert three.changes == 0


def test_letters_lost_on_the_way_do_not_replace_a_known_name(access):
    import_files(access, student_list([1], Legal_surname="Nguyễn"))
    (same,) = import_files(access, student_list([1], Legal_surname="Nguy?n"))
    assert same.is_committed and same.changes == 0
    assert any("stay as they are: 1" in note for note in same.notes)
    (other,) = import_files(access, student_list([1], Legal_surname="Ng?"))
    assert other.updated["students"] == 1  # another name, as far as anyone can tell
    assert students(access)["000001"].legal_surname == "Ng?"


def test_a_number_of_another_system_does_not_stand_for_whoever_has_it_here(access):
    import_files(access, student_list([1, 2]))
    rows = [["000002", upn(1), "Surname1", "Forename1", "02/09/2010", "Year 10", "10B", "F"]]
    (outcome,) = import_files(access, [Received("list.csv", table(LIST, rows))], accept={"many-leavers"})
    assert outcome.is_committed
    with open_scope(access):
        held = dict(Enrolment.objects.values_list("student__key", "tutor_group"))
    assert held == {"000001": "10B", "000002": "10A"}


def test_a_number_held_for_somebody_else_is_refused(access):
    import_files(access, student_list([1, 2]))
    rows = [["000002", upn(77), "Surname77", "Forename77", "11/11/2009", "Year 10", "10B", "F"]]
    before = everything(access)
    (outcome,) = import_files(access, [Received("list.csv", table(LIST, rows))], accept={"many-leavers"})
    assert [(bad.row, bad.column) for bad in outcome.refused] == [(2, "Adno")]
    assert everything(access) == before


def test_an_empty_cell_of_a_list_leaves_what_is_held(access):
    import_files(access, student_list([1]))
    import_files(access, student_list([1], UPN="", Reg_Group="", DOB=""))
    held = students(access)["000001"]
    assert (held.upn, held.date_of_birth) == (upn(1), date(2010, 9, 2))
    with open_scope(access):
        assert Enrolment.objects.get().tutor_group == "10A"


def test_a_column_that_the_list_does_not_have_erases_nothing(access):
    import_files(access, student_list([1], Pupil_Premium_Indicator="T"))
    short = [
        Received("list.csv", table(LIST[:-1], [[f"{1:06d}", upn(1), "Newname", "Forename1", "02/09/2010", "Year 10", "10A"]]))
    ]
    (outcome,) = import_files(access, short)
    assert outcome.updated == {"students": 1, "enrolments": 0}
    held = students(access)["000001"]
    assert (held.legal_surname, held.pupil_premium) == ("Newname", True)


def test_a_list_of_the_next_year_adds_an_enrolment_and_keeps_the_old_one(access):
    import_files(access, student_list([1, 2]))
    next_year = replace(access, on=date(2026, 9, 14))
    (outcome,) = import_files(next_year, student_list([1, 2], 11))
    assert outcome.created == {"students": 0, "enrolments": 2}
    with open_scope(next_year):
        assert sorted(Enrolment.objects.values_list("academic_year", "year_group")) == [(2025, 10)] * 2 + [(2026, 11)] * 2
