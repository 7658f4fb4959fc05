"""All of an import or nothing of it: a row that does not fit keeps everything out, and a rehearsal leaves no trace."""

from contextlib import nullcontext

import pytest
from django.db import connection, transaction

from chalkface.core.errors import NotAllowed, Refused
from chalkface.imports.pipeline import commit, import_files, receive, rehearse
from chalkface.operations import bulk, storing
from chalkface.records.models import AuditEntry, ImportBatch, School, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import everything, folder, new_school, operator_of, small_school, student_list

ACTIVITY = {"activity_id": "A1", "title": "Careers fair", "kind": "employer_encounter", "starts_on": "2025-10-03",
            "outcomes": "o2;o1", "hours": "1.5"}  # fmt: skip
ATTENDED = {"activity_id": "A1", "student_id": "S1", "attended": "true"}


def refused(outcome) -> list[tuple[str, int, str, str]]:
    return [(bad.file.rpartition("/")[2], bad.row, bad.column, bad.value) for bad in outcome.refused]


@pytest.mark.parametrize(
    ("stem", "row", "place"),
    [
        ("participations", {**ATTENDED, "student_id": "S99"}, ("participations.csv", 2, "student_id", "S99")),
        ("participations", {**ATTENDED, "activity_id": "A9"}, ("participations.csv", 2, "activity_id", "A9")),
        ("offers", {"activity_id": "A9", "academic_year": "2025", "year_group": "11"}, ("offers.csv", 2, "activity_id", "A9")),
        ("actions", {"action_id": "X", "meeting_id": "G9", "what": "Call"}, ("actions.csv", 2, "meeting_id", "G9")),
    ],
)
def test_a_reference_to_nothing_is_refused_by_file_row_column_and_value(access, stem, row, place):
    (outcome,) = import_files(access, folder(small_school(activities=[ACTIVITY], **{stem: [row]})))
    assert refused(outcome) == [place] and "the school holds none" in outcome.refused[0].reason
    assert not outcome.is_committed and outcome.created == {} and outcome.accepted == outcome.rows - 1
    assert not any(everything(access)[name] for name in ("students", "activities", "codes", stem))


def test_every_bad_row_is_reported_and_not_only_the_first(access):
    rows = [{**ATTENDED, "student_id": "S8"}, {**ATTENDED, "student_id": "S9"}, {**ATTENDED, "attended": "perhaps"}]
    (outcome,) = import_files(access, folder(small_school(activities=[ACTIVITY], participations=rows)), rehearse_only=True)
    assert sorted(row for _, row, *_ in refused(outcome)) == [2, 3, 4]


def test_a_reference_to_what_the_school_holds_is_good(access):
    import_files(access, folder(small_school(activities=[ACTIVITY])))
    tables = small_school(participations=[ATTENDED])
    (outcome,) = import_files(access, folder(tables))
    assert outcome.is_committed and outcome.created["participations"] == 1


def test_text_that_is_longer_than_what_is_kept_is_refused(access):
    (outcome,) = import_files(access, folder(small_school(activities=[{**ACTIVITY, "title": "x" * 501}])))
    assert [(row, column) for _, row, column, _ in refused(outcome)] == [(2, "title")]
    assert "501" in outcome.refused[0].reason


def test_a_failure_in_the_middle_leaves_nothing(access, monkeypatch):
    """The last table fails to be written; what the earlier ones wrote is gone."""
    monkeypatch.setattr(storing, "insert_rows", failing_at("participation"))
    with pytest.raises(RuntimeError, match="disk full"):
        import_files(access, folder(small_school(activities=[ACTIVITY], participations=[ATTENDED])))
    assert not any(everything(access)[name] for name in ("students", "enrolments", "activities", "codes", "participations"))
    with open_scope(access):
        assert list(ImportBatch.objects.values_list("state", flat=True)) == ["received"]


def failing_at(name: str):
    def insert(model, columns, rows, stored=lambda count: None):
        if model._meta.db_table == name:
            raise RuntimeError("disk full")
        bulk.insert_rows(model, columns, rows, stored)

    return insert


def test_negative_control_a_transaction_that_keeps_what_failed_would_leave_half(access, monkeypatch):
    """The same failure, but with transactions that commit although something was raised: half an import is there. So
    much had been written when it failed, and only the rollback took it away."""
    monkeypatch.setattr(storing, "insert_rows", failing_at("participation"))
    monkeypatch.setattr("chalkface.operations.operation.transaction.atomic", CommitsAnyway)
    with pytest.raises(RuntimeError, match="disk full"):
        import_files(access, folder(small_school(activities=[ACTIVITY], participations=[ATTENDED])))
    monkeypatch.undo()
    assert len(everything(access)["students"]) == 4


class CommitsAnyway(transaction.Atomic):
    def __init__(self, using=None, savepoint=True, durable=False):
        super().__init__(using, savepoint, durable)

    def __exit__(self, *raised):
        super().__exit__(None, None, None)


def test_a_rehearsal_leaves_nothing_but_its_result(access):
    before = everything(access)
    version = School.objects.get(pk=access.school_id).data_version
    (batch,) = receive(access, folder(small_school(activities=[ACTIVITY], participations=[ATTENDED])))
    tried = rehearse(access, batch)
    assert tried.goes_in and tried.created["participations"] == 1
    assert everything(access) == before and School.objects.get(pk=access.school_id).data_version == version
    done = commit(access, batch)
    assert (done.created, done.updated, done.unchanged) == (tried.created, tried.updated, tried.unchanged)
    assert len(everything(access)["participations"]) == 1


def test_negative_control_without_its_inner_transaction_a_rehearsal_leaves_rows(access, monkeypatch):
    """What the test above sees is the taking back: with a block that takes nothing back, the students stay."""
    (batch,) = receive(access, folder(small_school(activities=[ACTIVITY])))
    monkeypatch.setattr("chalkface.operations.imports.transaction.atomic", nullcontext)
    rehearse(access, batch)
    assert everything(access)["students"]


def test_an_import_is_committed_once(access):
    (batch,) = receive(access, folder(small_school()))
    commit(access, batch)
    with pytest.raises(Refused, match="committed already"):
        commit(access, batch)


def test_an_import_of_another_school_is_not_there(access):
    (batch,) = receive(access, folder(small_school()))
    other = operator_of(new_school("100002", "other"))
    for step in (rehearse, commit):
        with pytest.raises(Refused, match="There is no import"):
            step(other, batch)


@pytest.mark.parametrize("role", ["tutor", "teacher", "governor", "senior_leader", "adviser", "senco"])
def test_who_may_not_import_is_told_so_before_a_file_is_opened(access, role):
    person = operator_of(School.objects.get(pk=access.school_id), role=role, groups={"11A"})
    with pytest.raises(NotAllowed):
        import_files(person, student_list([1]))
    with pytest.raises(NotAllowed):
        receive(person, student_list([1]))
    with open_scope(access):
        assert not ImportBatch.objects.exists()


def test_an_administrator_imports_what_they_may_not_read(access):
    person = operator_of(School.objects.get(pk=access.school_id), role="school_admin")
    tables = small_school(activities=[ACTIVITY], participations=[ATTENDED, {**ATTENDED, "student_id": "S9"}])
    (outcome,) = import_files(person, folder(tables))
    assert [row for _, row, *_ in refused(outcome)] == [3]
    (outcome,) = import_files(person, folder(small_school(activities=[ACTIVITY], participations=[ATTENDED])))
    assert outcome.is_committed


def test_every_step_leaves_one_line_without_anything_personal(access):
    import_files(access, folder(small_school(activities=[ACTIVITY])))
    with open_scope(access):
        lines = list(AuditEntry.objects.order_by("pk").values_list("operation", "about"))
    assert [operation for operation, _ in lines] == ["receive_import", "commit_import"]
    assert lines[1][1].keys() == {"batch_id", "batch", "created", "updated"}
    assert lines[1][1]["created"] == 9
    assert not any(word in str(lines) for word in ("Surname", "Forename", "S1", "Careers fair", "2010"))


def test_the_number_of_statements_does_not_grow_with_the_rows(access, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        import_files(access, student_list(range(300)))
    with open_scope(access):
        assert Student.objects.count() == 300


def test_progress_reaches_the_end(access):
    seen = []
    import_files(access, student_list(range(50)), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (100, 100) and seen == sorted(seen)  # students and their enrolments
    assert connection.in_atomic_block  # the test's own
