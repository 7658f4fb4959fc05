"""Tables are emptied between tests that commit, the audit trail too: for that moment alone its locks are away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.transaction import atomic

from chalkface.records import audit_locks


@contextmanager
def trail_is_emptied_too() -> Iterator[None]:
    """Where the tables' own user empties them (on PostgreSQL their owner does, whom the locks do not hold)."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def emptied(self, statements) -> None:
        with atomic(using=self.connection.alias):
            audit_locks.lift(self.connection)
            empty(self, statements)
            audit_locks.lay(self.connection)

    BaseDatabaseOperations.execute_sql_flush = emptied
    try:
        yield
    finally:
        BaseDatabaseOperations.execute_sql_flush = empty
