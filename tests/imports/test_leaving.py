"""Who is missing from a full list has left; who is back has not; and what looks like a mistake stops and asks."""

from dataclasses import replace
from datetime import date

import pytest

from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.imports.reading import from_paths
from chalkface.records.models import Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import (
    DAY,
    LIST,
    everything,
    folder,
    new_school,
    operator_of,
    small_school,
    student_list,
    table,
    upn,
)

SEPTEMBER = date(2026, 9, 14)


def left_on(access) -> dict[str, date | None]:
    with open_scope(access):
        return dict(Student.objects.exclude(left_on=None).values_list("key", "left_on"))


def whole_list(*parts: tuple[range, int]) -> list[Received]:
    """One list of several year groups."""
    lines = [student_list(numbers, group)[0].content.split(b"\n", 1) for numbers, group in parts]
    return [Received("list.csv", lines[0][0] + b"\n" + b"".join(body for _, body in lines))]


def test_who_is_missing_left_the_day_before(access):
    import_files(access, student_list(range(10)))
    (outcome,) = import_files(access, student_list(range(8)))
    assert outcome.is_committed and outcome.leavers == 2 and outcome.updated["students"] == 2
    assert left_on(access) == {"000008": date(2025, 11, 19), "000009": date(2025, 11, 19)}


def test_the_rehearsal_counts_the_leavers_and_marks_nobody(access):
    import_files(access, student_list(range(10)))
    (outcome,) = import_files(access, student_list(range(8)), rehearse_only=True)
    assert (outcome.state, outcome.leavers, outcome.updated["students"]) == ("rehearsed", 2, 2)
    assert left_on(access) == {}


def test_the_same_list_another_day_changes_no_leaver(access):
    import_files(access, student_list(range(10)))
    import_files(access, student_list(range(8)))
    (again,) = import_files(replace(access, on=date(2025, 12, 1)), student_list(range(8)))
    assert again.changes == 0 and again.leavers == 0


def test_a_list_of_some_year_groups_says_nothing_of_the_others(access):
    import_files(access, whole_list((range(10), 10), (range(10, 20), 11)))
    (outcome,) = import_files(access, student_list(range(9), 10))
    assert outcome.is_committed and list(left_on(access)) == ["000009"]


def test_a_leaver_who_is_back_is_on_roll_again_with_a_note(access):
    import_files(access, student_list(range(10)))
    import_files(access, student_list(range(9)))
    (outcome,) = import_files(replace(access, on=date(2025, 12, 1)), student_list(range(10)))
    assert left_on(access) == {} and any("in the list again" in note for note in outcome.notes)


def test_at_roll_over_leaving_is_on_the_last_day_of_august(access):
    import_files(access, whole_list((range(10), 7), (range(10, 20), 11)))
    (outcome,) = import_files(
        replace(access, on=SEPTEMBER), whole_list((range(30, 40), 7), (range(9), 8), (range(50, 52), 11), (range(10, 14), 12))
    )
    assert outcome.is_committed, outcome.stops  # most of Year 11 leave, as they do; one of Year 7 does
    assert left_on(access) == dict.fromkeys(["000009", *(f"{n:06d}" for n in range(14, 20))], date(2026, 8, 31))


def test_at_roll_over_the_last_year_of_a_school_without_a_sixth_form_has_left(access):
    import_files(access, whole_list((range(10), 10), (range(10, 20), 11)))
    (outcome,) = import_files(replace(access, on=SEPTEMBER), whole_list((range(30, 40), 10), (range(10), 11)))
    assert outcome.is_committed and set(left_on(access)) == {f"{n:06d}" for n in range(10, 20)}


def test_a_list_of_the_new_year_seven_alone_makes_nobody_a_leaver(access):
    import_files(access, whole_list((range(10), 7), (range(10, 20), 11)))
    (outcome,) = import_files(replace(access, on=SEPTEMBER), student_list(range(30, 40), 7))
    assert outcome.is_committed and left_on(access) == {}


@pytest.mark.parametrize(("kept", "stopped"), [(7, False), (6, True)])
def test_more_than_thirty_per_cent_leavers_stop_and_ask(access, kept, stopped):
    import_files(access, student_list(range(10)))
    before = everything(access)
    (outcome,) = import_files(access, student_list(range(kept)))
    assert [stop.code for stop in outcome.stops] == ["many-leavers"] * stopped
    assert outcome.is_committed is not stopped
    if stopped:
        assert everything(access) == before and outcome.updated["students"] == 4
        (outcome,) = import_files(access, student_list(range(kept)), accept={"many-leavers"})
        assert outcome.is_committed and len(left_on(access)) == 4


def test_an_exchange_folder_of_another_school_stops(access):
    tables = small_school()
    tables["school"][0] = {**tables["school"][0], "urn": "100002", "name": "Another"}
    (outcome,) = import_files(access, folder(tables))
    assert [stop.code for stop in outcome.stops] == ["wrong-school"] and not any(everything(access)["students"])
    (outcome,) = import_files(access, folder(tables), accept={"wrong-school"})
    assert outcome.is_committed
    assert everything(access)["school"][0][0] == "Testfield Academy (example)"  # the other's name is not taken over


def test_a_list_of_strangers_with_other_schools_numbers_stops(access):
    import_files(access, student_list(range(20)))
    rows = [[f"A{n}", upn(n, "8011234"), f"S{n}", f"F{n}", "01/10/2010", "Year 10", "10A", "F"] for n in range(20)]
    (outcome,) = import_files(access, [Received("list.csv", table(LIST, rows))])
    assert "wrong-school" in [stop.code for stop in outcome.stops] and not outcome.is_committed


def test_new_students_with_this_schools_numbers_do_not_stop(access):
    import_files(access, student_list(range(20), 10))
    (outcome,) = import_files(access, student_list(range(30, 60), 9))
    assert outcome.is_committed and outcome.created["students"] == 30


def test_a_list_without_numbers_that_knows_nobody_stops(access):
    import_files(access, student_list(range(20)))
    rows = [[f"A{n}", "", f"Surname{n}", f"Forename{n}", "01/10/2010", "Year 10", "10A", "F"] for n in range(20)]
    (outcome,) = import_files(access, [Received("list.csv", table(LIST, rows))])
    assert "wrong-school" in [stop.code for stop in outcome.stops]


def test_a_list_of_an_earlier_year_stops(access):
    import_files(access, student_list(range(5)))
    (outcome,) = import_files(access, student_list(range(5), 9), academic_year=2024)
    assert [stop.code for stop in outcome.stops] == ["year-going-back"]
    (outcome,) = import_files(access, student_list(range(5), 9), academic_year=2024, accept={"year-going-back"})
    assert outcome.is_committed and outcome.created["enrolments"] == 5 and left_on(access) == {}


def test_students_whose_year_group_goes_down_stop(access):
    import_files(access, student_list(range(5), 11))
    (outcome,) = import_files(access, student_list(range(5), 10))
    assert [stop.code for stop in outcome.stops] == ["year-going-back"] and "5 students" in outcome.stops[0].sentence


def test_a_school_that_holds_nobody_has_nothing_to_stop_for(db):
    access = operator_of(new_school(), DAY)
    (outcome,) = import_files(access, student_list(range(5), 11), academic_year=2019)
    assert outcome.is_committed


def test_a_transfer_file_of_joiners_does_not_stop(access, shared):
    """Everybody in it is a stranger, from other schools; and a transfer file marks nobody as left."""
    import_files(access, student_list(range(200, 220), 9))
    files = from_paths([shared / "data" / "synthetic" / "ctf" / "3709999_CTF_XXXXXXX_001.xml"])
    (outcome,) = import_files(access, files)
    assert outcome.is_committed and outcome.created["students"] == 6 and left_on(access) == {}
