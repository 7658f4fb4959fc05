"""A whole school comes in and goes out: nothing lost, nothing twice, the same bytes."""

import csv
import io
import random
from datetime import UTC, date, datetime

import pytest

from chalkface.imports.example_school.build import example_school
from chalkface.imports.export import export_school, export_zip
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations.programme import take_register
from chalkface.records.models import Participation, School
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.imports.schools import everything, folder, new_school, operator_of, small_school, table

DAY = date(2026, 3, 20)
EXAMPLE_URN = "999001"
AT = datetime(2026, 3, 20, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def example() -> list[Received]:
    return folder(example_school(1, DAY))


@pytest.fixture
def target(db):
    return operator_of(new_school(urn=EXAMPLE_URN, slug="example"), DAY)


def test_the_example_school_goes_in_and_comes_out_as_it_was(target, example):
    (outcome,) = import_files(target, example)
    assert outcome.is_committed, outcome.as_json()["refused"][:3]
    assert outcome.rows == outcome.accepted == sum(received.content.count(b"\n") - 1 for received in example)
    exported = export_school(target, at=AT)
    for received in example:
        name = received.name.rpartition("/")[2]
        if name != "manifest.csv":  # who produced it differs
            assert as_set(exported[name]) == as_set(received.content), name


def as_set(content: bytes) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted(row.items())) for row in csv.DictReader(io.StringIO(content.decode(), newline=""))}


def test_export_import_export_gives_the_same_bytes(target, example):
    import_files(target, example)
    take_register_of_somebody(target)  # so that no imported moment is repeated
    first = export_zip(target, at=AT)
    with writing("a test's own setting"), across_schools("a test's own setting"):
        School.objects.get(pk=target.school_id).delete()
    empty = operator_of(new_school(urn=EXAMPLE_URN, slug="again"), DAY)
    (outcome,) = import_files(empty, [Received("school.zip", first)])
    assert outcome.is_committed
    assert export_zip(empty, at=datetime(2026, 4, 1, tzinfo=UTC)) == first
    take_register_of_somebody(empty)
    assert b"2026-04-01" in export_school(empty, at=datetime(2026, 4, 1, tzinfo=UTC))["manifest.csv"]


def take_register_of_somebody(access) -> None:
    with open_scope(access):
        activity, student, attended = Participation.objects.values_list("activity_id", "student_id", "attended").first()
    take_register(access, activity_id=activity, attended={student: not attended})


def test_the_same_folder_twice_changes_nothing(target, example):
    import_files(target, example)
    before, version = everything(target), School.objects.get(pk=target.school_id).data_version
    (again,) = import_files(target, example)
    assert again.is_committed and again.changes == 0
    assert sum(again.unchanged.values()) == again.rows - 3  # the manifest's rows are no records
    assert everything(target) == before
    assert School.objects.get(pk=target.school_id).data_version == version


def test_rows_and_columns_in_another_order_change_nothing(target, example):
    import_files(target, example)
    before = everything(target)
    chance = random.Random(1)
    (again,) = import_files(target, [shuffled(received, chance) for received in example])
    assert again.is_committed and again.changes == 0
    assert everything(target) == before


def shuffled(received: Received, chance: random.Random) -> Received:
    """The same table with its columns, and its rows where their order means nothing, in another order."""
    header, *rows = csv.reader(io.StringIO(received.content.decode(), newline=""))
    order = chance.sample(range(len(header)), len(header))
    if not received.name.endswith(("destinations.csv", "intentions.csv")):
        chance.shuffle(rows)
    return Received(received.name, table([header[n] for n in order], [[row[n] for n in order] for row in rows]))


def test_a_file_with_more_unknown_columns_than_known_ones_is_read(access):
    tables = small_school(
        partners=[{"partner_id": "P1", "name": "A firm", "kind": "employer"}],
        activities=[{"activity_id": "A1", "title": "Fair", "kind": "other", "starts_on": "2025-10-03"}],
        activity_partners=[{"a": "1", "partner_id": "P1", "b": "2", "activity_id": "A1", "c": "3"}],
    )
    (outcome,) = import_files(access, folder(tables))
    assert outcome.is_committed and outcome.created["activity_partners"] == 1
    assert any("unknown columns" in note and "a, b, c" in note for note in outcome.notes)


def test_a_file_of_the_format_without_its_columns_is_refused_not_passed_over(access):
    (outcome,) = import_files(access, folder(small_school(partners=[{"id": "P1", "firm": "A firm", "what": "employer"}])))
    assert not outcome.is_committed
    assert {(bad["file"], bad["row"], bad["column"]) for bad in outcome.as_json()["refused"]} == {
        ("partners.csv", 1, "partner_id"), ("partners.csv", 1, "name"), ("partners.csv", 1, "kind")}  # fmt: skip


def test_ids_are_compared_exactly(access):
    tables = small_school()
    tables["enrolments"][0]["student_id"] = "S1 "
    (outcome,) = import_files(access, folder(tables))
    (bad,) = outcome.as_json()["refused"]
    assert (bad["file"], bad["row"], bad["column"], bad["value"]) == ("enrolments.csv", 2, "student_id", "S1 ")
    tables["students"][0]["student_id"] = "S1 "
    (outcome,) = import_files(access, folder(tables))
    assert outcome.is_committed
    assert b'\n"S1 ",2025,11,11A\n' in export_school(access, at=AT)["enrolments.csv"]


def test_an_ethnicity_that_was_not_supplied_has_a_code(access):
    tables = small_school()
    for row, code in zip(tables["students"], ("?", "REFU", "NOBT", "WBRI"), strict=True):
        row["ethnicity"] = code
    (outcome,) = import_files(access, folder(tables))
    assert outcome.is_committed, outcome.as_json()["refused"]
