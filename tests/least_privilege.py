"""On PostgreSQL the suite uses the database as it is served: as a role that owns nothing and passes no lock."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from chalkface.records import row_locks

ROLE = "chalkface_app"
# Several processes of one run make the same role of the same server at once.
MADE_ONCE = f"""
SELECT pg_advisory_lock(5);
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
    CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
END $$;
SELECT pg_advisory_unlock(5);
"""


def owner_address() -> str:
    """Where the owner of the test database connects to it."""
    made = connection.settings_dict
    owner = made.get("OWNER_OF_TEST", made["USER"])
    return psycopg.conninfo.make_conninfo(
        dbname=made["NAME"], user=owner, host=made["HOST"], port=made["PORT"] or None, password=made["PASSWORD"] or None
    )


def as_owner(*statements: str) -> None:
    """Do something to the test database that only its owner may; triggers do not hold it."""
    with psycopg.connect(owner_address(), autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        for statement in statements:
            owner.execute(statement)


@contextmanager
def served_by_little_privilege() -> Iterator[None]:
    """Let every test that follows connect as ``ROLE``; tables are emptied between tests by the owner."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(MADE_ONCE)
    row_locks.let_in(connection, ROLE)
    connection.close()
    owner = connection.settings_dict["USER"]
    connection.settings_dict.update(USER=ROLE, OWNER_OF_TEST=owner)
    connection.ops.execute_sql_flush = lambda statements: as_owner(*statements)
    try:
        yield
    finally:
        del connection.ops.execute_sql_flush
        connection.close()
        connection.settings_dict.pop("OWNER_OF_TEST")
        connection.settings_dict["USER"] = owner
