"""What was deleted is written over, also where somebody's long transaction stands in the way (PostgreSQL)."""

import time

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from chalkface.operations.reclaiming import PAUSE, TRIES, reclaim
from chalkface.records.models import ServerEvent
from chalkface.records.tenancy import across_schools, writing
from tests.least_privilege import as_owner, owner_address

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer, and rewrites its file whole"),
]

# Whether all that is under way began after a number of a transaction: what writes anywhere, and what reads here.
STILL = """
    SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %(until)s::xid8 AND NOT EXISTS (
        SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) > age(%(until)s::xid8::xid)
    )
"""


@pytest.fixture(autouse=True)
def owner_of_the_tables(settings):
    """The tables are their owner's to write anew, as they are served."""
    made = connection.settings_dict
    given = {key: made[key] for key in ("PASSWORD", "HOST", "PORT", "NAME")}
    settings.OWNER_DATABASE = {"USER": made["OWNER_OF_TEST"], **given}


@pytest.fixture
def older_transaction():
    """One that began before anything is deleted, and reads on; what earlier tests left open is closed before."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    as_owner(f"{others} AND pid NOT IN (pg_backend_pid(), {backend_of(connection)})")
    given = connection.settings_dict
    with psycopg.connect(
        host=given["HOST"] or None, port=given["PORT"] or None, user=given["USER"] or None, password=given["PASSWORD"] or None,
        dbname=given["NAME"], **given.get("OPTIONS", {}),
    ) as opened:  # fmt: skip
        opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        opened.execute("SELECT 1")
        yield opened


def backend_of(connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def delete_something() -> None:
    with across_schools("a test"), writing("a test"):
        ServerEvent.objects.create(kind="test", at=timezone.now(), fine=True, about={})
        ServerEvent.objects.filter(kind="test").delete()


def wait_for_what_keeps_rows() -> None:
    """Until nothing that began before what was deleted is under way any more.

    A transaction that writes in another database of the server, such as that of a test beside this one, keeps deleted rows as
    well, and so does the server itself while it counts the rows of this one.
    """
    with psycopg.connect(owner_address(), autocommit=True) as owner:
        until = owner.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()[0]
        give_up = time.monotonic() + 300
        while time.monotonic() < give_up:
            if owner.execute(STILL, {"until": until}).fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("a transaction on this server has been open for five minutes")


def test_deleted_rows_that_an_older_transaction_keeps_are_not_called_gone(older_transaction):
    delete_something()
    waited: list[float] = []
    before = reclaim(wait=waited.append)
    assert before["refused"] >= 1 and waited == [PAUSE] * (TRIES - 1)
    older_transaction.rollback()
    wait_for_what_keeps_rows()
    after = reclaim(wait=waited.append)
    assert after["refused"] < before["refused"] and len(waited) <= 2 * (TRIES - 1)


def test_it_waits_until_the_older_transaction_is_over(older_transaction):
    delete_something()
    held = reclaim(wait=lambda seconds: None)["refused"]
    delete_something()

    def until_it_is_over(seconds: float) -> None:
        older_transaction.rollback()
        wait_for_what_keeps_rows()

    assert reclaim(wait=until_it_is_over)["refused"] < held
