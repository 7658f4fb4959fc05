"""What the exchange format promises about keys, empty cells, missing columns, rows without a key, and the manifest."""

from datetime import UTC, datetime

from chalkface.imports.export import export_school
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations.imports import undo_import
from chalkface.records.models import Activity, Destination, Participation, School, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import everything, folder, small_school, table, upn

AT = datetime(2026, 3, 20, 8, tzinfo=UTC)
ACTIVITY = {"activity_id": "A1", "title": "Fair", "kind": "other", "starts_on": "2025-10-03", "mode": "virtual", "hours": "1.5",
            "two_way": "true", "outcomes": "o2;o1", "skills": "s1"}  # fmt: skip


def going(student: str, route: str, provider: str = "") -> dict:
    return {"student_id": student, "stage": "16", "academic_year": "2026", "route": route, "provider": provider}


def destinations(access) -> list[tuple[str, str, str]]:
    with open_scope(access):
        return list(Destination.objects.order_by("position").values_list("student__key", "route", "provider"))


def test_an_empty_cell_says_not_known(access):
    import_files(access, folder(small_school(activities=[ACTIVITY])))
    emptied = {**ACTIVITY, "mode": "", "hours": "", "two_way": "", "outcomes": "", "skills": "s1"}
    (outcome,) = import_files(access, folder(small_school(activities=[emptied])))
    assert outcome.updated["activities"] == 1
    with open_scope(access):
        held = Activity.objects.get()
        assert (held.mode, held.hours_e4, held.two_way) == ("", None, None)
        assert list(held.codes.values_list("list", "code")) == [("skill", "s1")]


def test_a_missing_column_says_nothing(access):
    import_files(access, folder(small_school(activities=[ACTIVITY])))
    short = {name: ACTIVITY[name] for name in ("activity_id", "title", "kind", "starts_on")}
    (outcome,) = import_files(access, folder(small_school(activities=[short])))
    assert outcome.changes == 0 and outcome.unchanged["activities"] == 1


def test_codes_keep_their_order_and_another_order_is_a_change(access):
    import_files(access, folder(small_school(activities=[ACTIVITY])))
    assert b"o2;o1" in export_school(access, at=AT)["activities.csv"]
    (outcome,) = import_files(access, folder(small_school(activities=[{**ACTIVITY, "outcomes": "o1;o2"}])))
    assert outcome.updated["activities"] == 1
    assert b"o1;o2" in export_school(access, at=AT)["activities.csv"]


def test_a_new_id_with_a_known_upn_is_the_same_student(access):
    tables = small_school(activities=[ACTIVITY])
    tables["students"][0]["upn"] = upn(1)
    import_files(access, folder(tables))
    renumbered = small_school(students=1, participations=[{"activity_id": "A1", "student_id": "N1", "attended": "true"}])
    renumbered["students"] = [{**tables["students"][0], "student_id": "N1", "legal_surname": "Newname"}]
    renumbered["enrolments"] = [{**tables["enrolments"][0], "student_id": "N1"}]
    (outcome,) = import_files(access, folder(renumbered))
    assert outcome.created == {"students": 0, "enrolments": 0, "participations": 1}
    with open_scope(access):
        assert Student.objects.get(legal_surname="Newname").key == "S1"  # the first key stays
        assert Participation.objects.get().student.key == "S1"


def test_two_students_with_one_upn_stay_two(access):
    tables = small_school(students=2)
    for row in tables["students"]:
        row["upn"] = upn(1)
    for _ in range(2):
        (outcome,) = import_files(access, folder(tables))
        assert outcome.is_committed
    with open_scope(access):
        assert sorted(Student.objects.values_list("key", flat=True)) == ["S1", "S2"]


def test_rows_without_a_key_are_the_same_when_equal_in_every_column(access):
    first = [going("S2", "apprenticeship"), going("S1", "employment"), going("S2", "apprenticeship")]
    (outcome,) = import_files(access, folder(small_school(destinations=first)))
    assert outcome.created["destinations"] == 2
    assert destinations(access) == [("S1", "employment", ""), ("S2", "apprenticeship", "")]  # where it stands last, it counts
    more = [*first, going("S1", "employment", "Somewhere")]
    (outcome,) = import_files(access, folder(small_school(destinations=more)))
    assert (outcome.created["destinations"], outcome.updated["destinations"]) == (1, 0)
    assert destinations(access)[2] == ("S1", "employment", "Somewhere")


def test_rows_without_a_key_take_the_order_of_the_file_among_themselves(access):
    routes = ("neet", "apprenticeship", "employment")
    import_files(access, folder(small_school(destinations=[going("S1", route) for route in routes])))
    before = everything(access), destinations(access)
    file = [going("S1", "employment"), going("S1", "custody"), going("S1", "neet")]
    (outcome,) = import_files(access, folder(small_school(destinations=file)))
    assert (outcome.created["destinations"], outcome.updated["destinations"]) == (1, 2)
    assert [route for _, route, _ in destinations(access)] == ["employment", "apprenticeship", "custody", "neet"]
    (again,) = import_files(access, folder(small_school(destinations=file)))
    assert again.changes == 0
    undo_import(access, batch_id=outcome.batch)
    assert (everything(access), destinations(access)) == before


def test_an_export_repeats_the_imported_moment_until_something_changes(access):
    import_files(access, folder(small_school()))
    assert b"2025-11-01T08:00:00Z" in export_school(access, at=AT)["manifest.csv"]
    assert b"2025-11-01T08:00:00Z" in export_school(access, at=AT)["manifest.csv"]  # an export is no change
    tutor_groups = table(["Adno", "Legal surname", "Legal forename", "Reg Group"], [["S1", "Surname1", "Forename1", "11B"]])
    import_files(access, [Received("list.csv", tutor_groups)], format="student_list")
    before = b"2025-11-01T08:00:00Z" in export_school(access, at=AT)["manifest.csv"]
    changed = School.objects.get(pk=access.school_id).data_version > 1
    assert before is not changed


def test_the_schools_own_fields_follow_the_file_but_never_its_address(access):
    tables = small_school()
    tables["school"] = [
        {"urn": "100001", "name": "Renamed Academy (example)", "kind": "", "low_year": "7", "high_year": "11", "trust": "T"}
    ]
    (outcome,) = import_files(access, folder(tables))
    school = School.objects.get(pk=access.school_id)
    assert (school.name, school.slug, school.kind, school.high_year) == ("Renamed Academy (example)", "testfield", "school", 11)
    assert outcome.updated["school"] == 1
    before = everything(access)
    (again,) = import_files(access, folder(tables))
    assert again.changes == 0 and again.unchanged["school"] == 1 and everything(access) == before
