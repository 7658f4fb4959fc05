"""On PostgreSQL a statement and how far it may reach go to the server together, and neither outlives the other."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from psycopg.pq import TransactionStatus

from chalkface.records.models import Student
from chalkface.records.postgres import base
from chalkface.records.tenancy import open_scope
from tests.least_privilege import as_owner

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no second lock to tell"),
]
TOLD = f"SELECT current_setting('{base.SETTING}', true)"


@pytest.fixture
def messages(school_a, monkeypatch) -> list[str]:
    """What was sent to the server by any cursor, one line a message."""
    sent, execute = [], psycopg.Cursor.execute

    def counted(self, query, *args, **kwargs):
        sent.append(str(query))
        return execute(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    return sent


def told() -> str:
    """What the running transaction was told, asked past the wrapper."""
    return connection.connection.execute(TOLD).fetchone()[0] or ""


def test_a_statement_goes_with_its_reach_in_one_message(school_a, messages):
    with open_scope(school_a.access("careers_leader")):
        assert Student.objects.count() > 0
    assert len(messages) == 1 and messages[0].startswith("SET LOCAL")
    assert connection.connection.info.transaction_status is TransactionStatus.IDLE
    assert told() == ""


def test_a_transaction_is_told_once(school_a, messages):
    with open_scope(school_a.access("careers_leader")), transaction.atomic():
        assert Student.objects.count() == Student.objects.count() > 0
        assert told() == str(school_a.school.pk)
    assert [one.startswith("SET LOCAL") for one in messages] == [True, False, False]


def test_what_is_read_piece_by_piece_reaches_as_far(school_a):
    with open_scope(school_a.access("careers_leader")):
        assert len(list(Student.objects.iterator(chunk_size=1))) == Student.objects.count() > 0


def test_a_statement_that_fails_leaves_nothing_behind(school_a):
    with open_scope(school_a.access("careers_leader")), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1/0 FROM student")
    assert connection.connection.info.transaction_status is TransactionStatus.IDLE
    assert told() == ""


def test_the_reach_is_no_part_of_what_is_counted_or_shown(school_a):
    with open_scope(school_a.access("careers_leader")), CaptureQueriesContext(connection) as asked:
        Student.objects.count()
    assert [one["sql"].startswith("SELECT") for one in asked.captured_queries] == [True]


def test_a_server_that_answered_a_moment_ago_is_not_asked_whether_it_is_there(school_a, messages):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    messages.clear()
    assert connection.is_usable() and messages == []
    connection._answered -= base.FRESH
    assert connection.is_usable() and len(messages) == 1


def test_a_connection_that_the_server_has_ended_is_found_out_at_once(school_a):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (mine,) = cursor.fetchone()
    as_owner(f"SELECT pg_terminate_backend({mine}, 5000)")
    assert not connection.is_usable()
    connection.close()
