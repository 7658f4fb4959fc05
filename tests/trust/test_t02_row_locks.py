"""Behind the scoped manager stands the database itself: PostgreSQL shows and takes no row of another school (T2, T3)."""

import psycopg
import pytest
from django.db import ProgrammingError, connection, models, transaction

from chalkface.records import row_locks
from chalkface.records.models import Student
from chalkface.records.tenancy import GuardedQuerySet, SchoolManager, across_schools, open_scope, writing
from tests.least_privilege import as_owner, owner_address

on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no locks of rows")
pytestmark = [pytest.mark.trust(2), pytest.mark.trust(3), pytest.mark.django_db, on_postgres]


def counted(table: str, where: str = "TRUE") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)} WHERE {where}")
        return cursor.fetchone()[0]


def tables() -> list[str]:
    return [model._meta.db_table for model in row_locks.locked_models()]


def test_every_table_of_a_school_is_locked_and_who_serves_passes_no_lock(proof):
    proof("tables of a school without a lock", len(row_locks.unlocked(connection)), exactly=0)
    proof("tables of a school", len(tables()), at_least=80)
    assert not row_locks.held_by_no_lock(connection)


def test_raw_sql_shows_the_open_school_alone_and_without_one_nothing(school_a, school_b, proof):
    other = f"school_id <> {school_a.school.pk}"
    with across_schools("a test"):
        there = {table: counted(table, other) for table in tables()}
    assert sum(count > 0 for count in there.values()) > 50
    with open_scope(school_a.access("careers_leader")):
        proof("rows of another school shown", sum(counted(table, other) for table in tables()), exactly=0)
        assert counted("student") == 2
    proof("rows shown with no school open", sum(counted(table) for table in tables()), exactly=0)


def test_raw_sql_changes_no_row_of_another_school_and_takes_none_for_it(school_a, school_b):
    with open_scope(school_a.access("careers_leader")), writing("a test"):
        with connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f'UPDATE "{table}" SET school_id = school_id WHERE school_id = %s', [school_b.school.pk])
                assert cursor.rowcount == 0, table
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Student.objects.create(school=school_b.school, key="stranger")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            models.QuerySet(Student).filter(pk=school_a.rows["student"].pk).update(school_id=school_b.school.pk)


def test_with_the_filter_by_school_taken_away_the_lock_still_holds(school_a, school_b, monkeypatch):
    monkeypatch.setattr(SchoolManager, "get_queryset", lambda self: GuardedQuerySet(self.model, using=self._db))
    with open_scope(school_a.access("careers_leader")):
        assert {row.school_id for row in Student.objects.all()} == {school_a.school.pk}


def test_what_was_undone_does_not_leave_its_reach_behind(school_a, school_b):
    with transaction.atomic(), open_scope(school_a.access("careers_leader")):
        assert counted("student") == 2
        with pytest.raises(RuntimeError), transaction.atomic(), across_schools("a test"):
            assert counted("student") == 4
            raise RuntimeError("on purpose")
        assert counted("student") == 2
    assert counted("student") == 0


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_handed_on_carries_no_school(school_a):
    with open_scope(school_a.access("careers_leader")):
        assert counted("student") == 2  # outside a transaction
        with transaction.atomic():
            assert counted("student") == 2
    raw = connection.connection
    assert (raw.execute("SELECT current_setting('chalkface.reach', true)").fetchone()[0] or "") == ""
    assert raw.execute("SELECT count(*) FROM student").fetchone()[0] == 0


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_begins_with_a_savepoint_is_told_its_school_anew(school_a):
    """What the transaction before it on the same connection was told has ended with that one."""
    for _ in range(2):
        with open_scope(school_a.access("careers_leader")), transaction.atomic(), transaction.atomic():
            assert counted("student") == 2


@pytest.mark.django_db(transaction=True)
def test_who_serves_can_alter_no_table_and_no_lock(school_a):
    for statement in (
        "ALTER TABLE student DISABLE ROW LEVEL SECURITY", "DROP POLICY school_lock ON student", "DROP TABLE student",
        "TRUNCATE student", "SET ROLE postgres", "DELETE FROM django_migrations", "SET session_replication_role = replica",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.trust(2, control=True)
@pytest.mark.django_db(transaction=True)
def test_negative_control_a_superuser_sees_every_school(school_a, school_b):
    with psycopg.connect(owner_address()) as owner:
        assert owner.execute("SELECT count(DISTINCT school_id) FROM student").fetchone()[0] == 2


@pytest.mark.trust(2, control=True)
@pytest.mark.django_db(transaction=True)
def test_negative_control_without_its_lock_a_table_shows_the_other_school(school_a, school_b):
    connection.close()
    as_owner("ALTER TABLE student DISABLE ROW LEVEL SECURITY")
    try:
        with open_scope(school_a.access("careers_leader")):
            assert counted("student") == 4
        assert row_locks.unlocked(connection) == ["student"]
    finally:
        connection.close()
        as_owner(*row_locks.locks_of(["student"], connection.ops.quote_name))
    assert row_locks.unlocked(connection) == []
