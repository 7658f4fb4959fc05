"""Storing rows whose columns differ from row to row, as lists put together from several files have them."""

from dataclasses import dataclass

import pytest

from chalkface.operations.imports import commit_import, receive_import
from chalkface.operations.incoming import Incoming, RowsRefused
from chalkface.records.models import Destination, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import everything

NAMES = {"legal_forename": "Ann", "legal_surname": "Example"}


@dataclass
class Line:
    values: dict
    number: int = 2
    file: str = "x.csv"


def store(access, **tables: list[dict]) -> dict:
    lines = {stem: [Line(values, number) for number, values in enumerate(rows, start=2)] for stem, rows in tables.items()}
    with open_scope(access):
        held = dict(Student.objects.values_list("key", "pk"))
    students = [held.get(line.values["student_id"]) for line in lines.get("students", ())]
    report = {"rows": sum(map(len, lines.values())), "refused": [], "matching": [], "notes": [], "stops": [], "leavers": 0}
    batch = receive_import(access, format="student_list", files=[("x.csv", b"x")])
    return commit_import(access, batch_id=batch, incoming=Incoming(lines, students), report={**report, "format": "x"})


def test_a_row_that_lacks_a_column_leaves_it_and_a_new_one_takes_the_default(access):
    rows = [{"student_id": "1", **NAMES, "pupil_premium": True}, {"student_id": "2", **NAMES, "eal": True}]
    store(access, students=rows)
    result = store(access, students=[{"student_id": "1", "legal_surname": "Other", "eal": False}, {"student_id": "2", **NAMES}])
    assert (result["updated"]["students"], result["unchanged"]["students"]) == (1, 1)
    with open_scope(access):
        held = Student.objects.order_by("key")
        held = [(one.legal_forename, one.legal_surname, one.pupil_premium, one.eal) for one in held]
        assert list(held) == [("Ann", "Other", True, False), ("Ann", "Example", None, True)]


def test_rows_without_a_key_are_compared_whole_though_some_lack_a_column(access):
    going = {"student_id": "1", "stage": 16, "academic_year": 2026, "route": "neet"}
    rows = [{**going, "provider": "Somewhere"}, going]
    store(access, students=[{"student_id": "1", **NAMES}], destinations=rows)
    result = store(access, destinations=rows)
    assert (result["created"]["destinations"], result["unchanged"]["destinations"]) == (0, 2)
    with open_scope(access):
        assert Destination.objects.count() == 2


def test_two_rows_about_one_record_are_refused_when_they_differ_and_one_when_they_agree(access):
    one, other = {"student_id": "1", **NAMES}, {"student_id": "1", **NAMES, "legal_surname": "Other"}
    store(access, students=[one])
    before = everything(access)
    with pytest.raises(RowsRefused) as refused:
        store(access, students=[one, other])
    assert [(bad.row, bad.column, bad.value) for bad in refused.value.problems] == [(3, "student_id", "1")]
    assert everything(access) == before
    assert store(access, students=[one, dict(one)])["unchanged"]["students"] == 2


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [("legal_surname", "", "filled in"), ("legal_surname", None, "filled in"), ("upn", "x" * 21, "at most 20|is kept is 20")],
)
def test_what_a_column_cannot_hold_is_refused_with_a_sentence(access, column, value, says):
    with pytest.raises(RowsRefused) as refused:
        store(access, students=[{"student_id": "1", **NAMES, column: value}])
    (bad,) = refused.value.problems
    assert bad.column == column and any(word in bad.reason for word in says.split("|"))


def test_a_number_that_no_column_holds_is_refused(access):
    with pytest.raises(RowsRefused):
        store(
            access,
            students=[{"student_id": "1", **NAMES}],
            enrolments=[{"student_id": "1", "academic_year": 99999, "year_group": 9}],
        )


def test_a_year_group_outside_seven_to_thirteen_is_refused(access):
    with pytest.raises(RowsRefused) as refused:
        store(
            access,
            students=[{"student_id": "1", **NAMES}],
            enrolments=[{"student_id": "1", "academic_year": 2025, "year_group": 6}],
        )
    assert refused.value.problems[0].column == "year_group"
