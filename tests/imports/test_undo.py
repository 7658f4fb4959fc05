"""An import is taken back whole, or not at all when somebody's later work stands on it."""

import random
from datetime import UTC, datetime

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.export import export_school
from chalkface.imports.pipeline import import_files
from chalkface.operations.imports import undo_import
from chalkface.operations.programme import take_register
from chalkface.records.models import Activity, ImportBatch, Participation, School, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import everything, folder, manifest, small_school, student_list

ACTIVITY = {"activity_id": "A1", "title": "Careers fair", "kind": "workplace_experience", "starts_on": "2025-10-03",
            "outcomes": "o2;o1", "skills": "listening"}  # fmt: skip
KINDS = ("workplace_experience", "provider_encounter", "other")
ATTENDED = [{"activity_id": "A1", "student_id": f"S{n}", "attended": "true", "hours": "1.5"} for n in (1, 2)]


def test_what_an_import_created_is_gone(access):
    before = everything(access)
    (outcome,) = import_files(access, folder(small_school(activities=[ACTIVITY], participations=ATTENDED)))
    undone = undo_import(access, batch_id=outcome.batch)
    assert everything(access) == before
    assert (undone.removed, undone.restored) == (11, 1)  # 4 students, 4 enrolments, 1 activity, 2 marks; the school's number


def test_what_an_import_changed_is_as_it_was(access):
    import_files(access, folder(small_school(activities=[ACTIVITY], participations=ATTENDED)))
    before = everything(access)
    tables = small_school(
        activities=[{**ACTIVITY, "title": "Another", "outcomes": "o3", "skills": ""}],
        participations=[{**ATTENDED[0], "attended": "false"}, {**ATTENDED[1], "hours": ""}],
        destinations=[{"student_id": "S1", "stage": "16", "academic_year": "2026", "route": "apprenticeship"}],
    )
    tables["students"][0]["legal_surname"] = "Newname"
    tables["school"][0]["trust"] = "A trust"
    (outcome,) = import_files(access, folder(tables))
    assert outcome.updated["activities"] == 1 and everything(access)["counters"] != before["counters"]
    undo_import(access, batch_id=outcome.batch)
    assert everything(access) == before


def test_an_export_has_the_bytes_of_before_the_import_again(access):
    import_files(access, folder(small_school(manifest=manifest("2025-11-01T08:00:00Z"))))
    first = export_school(access, at=datetime(2026, 1, 1, tzinfo=UTC))
    (second,) = import_files(access, folder(small_school(manifest=manifest("2025-12-01T08:00:00Z"), activities=[ACTIVITY])))
    (third,) = import_files(access, student_list(range(3)))
    undo_import(access, batch_id=third.batch)
    assert b"2025-12-01" in export_school(access, at=datetime(2026, 1, 3, tzinfo=UTC))["manifest.csv"]
    undo_import(access, batch_id=second.batch)
    assert export_school(access, at=datetime(2026, 1, 4, tzinfo=UTC)) == first


def test_a_school_that_was_never_imported_exports_the_same_bytes_until_something_changes(access):
    empty = export_school(access, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert export_school(access, at=datetime(2026, 1, 2, tzinfo=UTC)) == empty
    (outcome,) = import_files(access, student_list(range(3)))
    assert b"2026-01-03" in export_school(access, at=datetime(2026, 1, 3, tzinfo=UTC))["manifest.csv"]
    undo_import(access, batch_id=outcome.batch)
    assert export_school(access, at=datetime(2026, 1, 4, tzinfo=UTC)) == empty


def test_an_export_names_its_own_moment_when_something_else_changed_meanwhile(access):
    import_files(access, folder(small_school(activities=[ACTIVITY], participations=ATTENDED)))
    (second,) = import_files(
        access, folder(small_school(partners=[{"partner_id": "P1", "name": "A firm", "kind": "employer"}]))
    )
    with open_scope(access):
        activity, student = Activity.objects.get().pk, Student.objects.get(key="S1").pk
    take_register(access, activity_id=activity, attended={student: False})
    undo_import(access, batch_id=second.batch)
    assert b"2026-01-04" in export_school(access, at=datetime(2026, 1, 4, tzinfo=UTC))["manifest.csv"]


def test_leavers_are_back_on_roll(access):
    import_files(access, student_list(range(10)))
    before = everything(access)
    (outcome,) = import_files(access, student_list(range(8)))
    undo_import(access, batch_id=outcome.batch)
    assert everything(access) == before


def test_a_second_time_is_refused(access):
    (outcome,) = import_files(access, folder(small_school()))
    undo_import(access, batch_id=outcome.batch)
    with pytest.raises(Refused, match="taken back already"):
        undo_import(access, batch_id=outcome.batch)


def test_an_import_that_was_never_committed_has_nothing_to_take_back(access):
    (outcome,) = import_files(access, folder(small_school()), rehearse_only=True)
    with pytest.raises(Refused, match="never committed"):
        undo_import(access, batch_id=outcome.batch)
    with pytest.raises(Refused, match="There is no import"):
        undo_import(access, batch_id=outcome.batch + 1)


def test_a_later_change_by_hand_is_not_lost(access):
    (outcome,) = import_files(access, folder(small_school(activities=[ACTIVITY], participations=ATTENDED)))
    with open_scope(access):
        activity = Activity.objects.get().pk
        student = Student.objects.get(key="S1").pk
    take_register(access, activity_id=activity, attended={student: False})
    before = everything(access)
    with pytest.raises(Refused, match="1 of participations changed since"):
        undo_import(access, batch_id=outcome.batch)
    assert everything(access) == before


def test_a_later_import_that_changed_a_row_is_named(access):
    (first,) = import_files(access, folder(small_school()))
    tables = small_school()
    tables["students"][1]["legal_forename"] = "Renamed"
    (second,) = import_files(access, folder(tables))
    with pytest.raises(Refused, match=rf"1 of students \(S2\) changed since\. Take back the later import {second.batch} first"):
        undo_import(access, batch_id=first.batch)
    undo_import(access, batch_id=second.batch)
    undo_import(access, batch_id=first.batch)
    assert not everything(access)["students"]


def test_newer_records_that_point_at_a_created_one_stand_in_the_way(access):
    (first,) = import_files(access, folder(small_school(activities=[ACTIVITY])))
    import_files(access, folder(small_school(participations=ATTENDED)))
    with pytest.raises(Refused, match=r"2 of students \(S1, S2\) used by newer records"):
        undo_import(access, batch_id=first.batch)


def test_a_changed_column_goes_back_and_a_later_edit_of_another_stays(access):
    import_files(access, folder(small_school()))
    tables = small_school()
    tables["students"][0]["legal_surname"] = "Second"
    (second,) = import_files(access, folder(tables))
    tables["students"][0]["legal_forename"] = "Third"
    import_files(access, folder(tables))
    undo_import(access, batch_id=second.batch)
    with open_scope(access):
        assert Student.objects.values_list("legal_forename", "legal_surname").get(key="S1") == ("Third", "Surname1")


def test_taking_back_moves_the_version_of_the_data(access):
    (outcome,) = import_files(access, folder(small_school()))
    version = School.objects.get(pk=access.school_id).data_version
    undo_import(access, batch_id=outcome.batch)
    school = School.objects.get(pk=access.school_id)
    assert school.data_version == version + 1 and school.exported_at == ""


@pytest.mark.parametrize("seed", range(12))
def test_histories_of_imports_and_undos_come_back_to_where_they_were(access, seed):
    """Imports of random subsets with random values, then taken back newest first: each step returns to its own before."""
    chance = random.Random(seed)
    history = []
    for _ in range(chance.randint(2, 5)):
        tables = random_tables(chance)
        before = everything(access)
        (outcome,) = import_files(access, folder(tables), accept={"year-going-back"})
        assert outcome.is_committed, outcome.refused
        history.append((outcome.batch, before))
    for batch, before in reversed(history):
        undo_import(access, batch_id=batch)
        assert everything(access) == before
    with open_scope(access):
        assert set(ImportBatch.objects.values_list("state", flat=True)) == {"undone"}
        assert not Participation.objects.exists()


def random_tables(chance: random.Random) -> dict[str, list[dict]]:
    tables = small_school(students=chance.randint(1, 6))
    activities = chance.sample(range(6), chance.randint(1, 5))
    students = [row["student_id"] for row in tables["students"]]
    for row in tables["students"]:
        row["left_on"] = chance.choice(["", "2025-09-30"])
    tables["activities"] = [
        {**ACTIVITY, "activity_id": f"A{n}", "title": chance.choice("xyz"), "kind": chance.choice(KINDS),
         "outcomes": chance.choice(["", "o1", "o1;o2"])} for n in activities
    ]  # fmt: skip
    tables["participations"] = [
        {"activity_id": f"A{n}", "student_id": student, "attended": chance.choice(["true", "false", ""])}
        for n in activities
        for student in students
        if chance.random() < 0.7
    ]
    tables["intentions"] = [
        {"student_id": student, "recorded_on": "2025-10-01", "route": chance.choice(["apprenticeship", "undecided"])}
        for student in students
        for _ in range(2)
    ]
    return tables
