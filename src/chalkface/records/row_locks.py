"""PostgreSQL's own lock on every table of a school: row-level security, laid after each migration from the models.

Whoever asks sees and writes the rows of the school that the connection was told (``postgres/base.py``), all of them across
schools, and none when nothing was told; the owner of the tables too. Only a superuser or a role that may bypass the locks is
not held by them, which is why Chalkface is served by a role of little privilege (docs/how-to/run-on-postgresql.md).
"""

from collections.abc import Callable, Iterable

from django.apps import apps
from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from chalkface.records.postgres.base import SETTING
from chalkface.records.reach import EVERYWHERE
from chalkface.records.tenancy import SchoolOwned

POLICY = "school_lock"
# Asked once for each statement, not once for each row. The empty text is no school: nothing is equal to NULL.
_SAID = f"(SELECT current_setting('{SETTING}', true))"
_NUMBER = f"(SELECT CASE WHEN current_setting('{SETTING}', true) ~ '^[0-9]+$' THEN current_setting('{SETTING}')::bigint END)"
REACHED = f"school_id = {_NUMBER} OR {_SAID} = '{EVERYWHERE}'"


def locked_models() -> list[type[models.Model]]:
    """Every table whose rows belong to one school."""
    return [model for model in apps.get_models() if issubclass(model, SchoolOwned)]


def locks_of(tables: Iterable[str], quote: Callable[[str], str]) -> Iterable[str]:
    """The statements that lock some tables, whatever lock they had."""
    for table in map(quote, tables):
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS {POLICY} ON {table}"
        yield f"CREATE POLICY {POLICY} ON {table} USING ({REACHED}) WITH CHECK ({REACHED})"


def lay(connection: BaseDatabaseWrapper) -> list[str]:
    """Lock every table of a school that there is, whatever lock it had; returns the tables. Nothing on SQLite."""
    if connection.vendor != "postgresql":
        return []
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        tables = [model._meta.db_table for model in locked_models() if model._meta.db_table in there]
        for statement in locks_of(tables, connection.ops.quote_name):
            cursor.execute(statement)
    return tables


def unlocked(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables of a school that are not locked as they should be, for ``doctor`` and the tests."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = %s "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polcmd = '*' AND p.polpermissive AND 1 = "
            "(SELECT count(*) FROM pg_policy other WHERE other.polrelid = c.oid)",
            [POLICY],
        )
        locked = {name for (name,) in cursor.fetchall()}
    return sorted(model._meta.db_table for model in locked_models() if model._meta.db_table not in locked)


def held_by_no_lock(connection: BaseDatabaseWrapper) -> bool:
    """Whether the role that is connected passes every lock: a superuser, or one that may bypass them."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def let_in(connection: BaseDatabaseWrapper, role: str) -> None:
    """Let ``role`` read and write rows, and gather statistics; it may not change a table, a lock or what migrations ran."""
    quote = connection.ops.quote_name
    name = quote(role)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = quote(cursor.fetchone()[0])
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {schema} TO {name}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON TABLE {quote('django_migrations')} FROM {name}")
        if connection.pg_version >= 170000:  # before that only the owner may: the database gathers them by itself
            cursor.execute(f"GRANT MAINTAIN ON ALL TABLES IN SCHEMA {schema} TO {name}")
