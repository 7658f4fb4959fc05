"""The database's own lock on the audit trail: triggers that refuse to change, take out or cut what was written.

Raw SQL, since the database itself is the subject. Laid by a migration and again after each one (SQLite forgets the triggers of
a table that it rebuilds), and lifted only to take out what is older than the rule, in one transaction (``operations/trail``).
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TRAILS = ("audit_entry", "server_audit_entry")
HEAD = "audit_head"
REFUSAL = "the audit trail is never changed"
_RAISE = f"SELECT RAISE(ABORT, '{REFUSAL}');"

_NOT_GROWN = (
    "NEW.chain <> OLD.chain OR NEW.length <> OLD.length + 1 OR NEW.pruned <> OLD.pruned OR NEW.before <> OLD.before"
)


def _sqlite() -> dict[str, str]:
    """Name of each trigger and the statement that makes it."""
    made = {}
    for table in (*TRAILS, HEAD):
        made[f"{table}_kept"] = f"BEFORE DELETE ON {table} BEGIN {_RAISE} END"
    for table in TRAILS:
        made[f"{table}_fixed"] = f"BEFORE UPDATE ON {table} BEGIN {_RAISE} END"
    made[f"{HEAD}_grows"] = f"BEFORE UPDATE ON {HEAD} WHEN {_NOT_GROWN} BEGIN {_RAISE} END"
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in made.items()}


_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def _postgresql() -> dict[str, str]:
    made = {}
    for table in (*TRAILS, HEAD):
        made[f"{table}_kept"] = f"BEFORE DELETE ON {table} FOR EACH ROW"
        made[f"{table}_whole"] = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    for table in TRAILS:
        made[f"{table}_fixed"] = f"BEFORE UPDATE ON {table} FOR EACH ROW"
    made[f"{HEAD}_grows"] = f"BEFORE UPDATE ON {HEAD} FOR EACH ROW WHEN ({_NOT_GROWN})"
    return {name: f"CREATE TRIGGER {name} {rest} EXECUTE FUNCTION audit_refuses()" for name, rest in made.items()}


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should be there and are not, or are switched off: for ``audit check``, ``doctor`` and the tests."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    return sorted(set(_wanted(connection)) - there)


def lay(connection: BaseDatabaseWrapper) -> list[str]:
    """Make the triggers that are missing; returns their names. None before there is a chain (a shape of earlier)."""
    if HEAD not in connection.introspection.table_names():
        return []
    absent = missing(connection)
    if absent:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_FUNCTION)
            for name in absent:
                if connection.vendor == "postgresql":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {_table_of(name)}")
                cursor.execute(_wanted(connection)[name])
    return absent


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away. Whoever calls this lays them again in the same transaction."""
    with connection.cursor() as cursor:
        for name in _wanted(connection):
            on = f" ON {_table_of(name)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _table_of(name: str) -> str:
    return name.rpartition("_")[0]
