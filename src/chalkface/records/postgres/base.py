"""The database backend of PostgreSQL: Django's own, which says with each statement how far it may reach.

The reach is said with SET LOCAL, so it ends with the transaction: a connection that is handed on, or shared by a pooler,
never carries a school with it. A statement outside a transaction gets one of its own. Nothing here changes what is asked:
the first wall (``tenancy``) stays; this is the lock behind it, laid by ``row_locks``.
"""

from collections.abc import Callable
from contextlib import suppress

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from chalkface.records.reach import NOWHERE, reach

SETTING = "chalkface.reach"
# These steer the transaction itself, and some must come first in it or work when it is broken.
_STEERING = ("SAVEPOINT", "RELEASE", "ROLLBACK")
# These cannot be part of a transaction, and read no rows for anybody.
_ALONE = ("VACUUM", "CREATE DATABASE", "DROP DATABASE")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that tells the database the reach of the code that asks."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._told: str | None = None  # what the running transaction was told; None: nothing that is sure
        self.execute_wrappers.append(self._telling)

    def _telling(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        begins = str(sql).lstrip()[:16].upper()
        status = self.connection.info.transaction_status
        if status is TransactionStatus.IDLE:  # whatever an earlier transaction was told has ended with it
            self._told = None
        if begins.startswith(_STEERING):
            self._told = None if begins.startswith("ROLLBACK") else self._told
            return execute(sql, params, many, context)
        if begins.startswith(_ALONE) or status is TransactionStatus.INERROR:
            return execute(sql, params, many, context)
        wanted = reach()
        if self.connection.autocommit and status is TransactionStatus.IDLE:
            if wanted == NOWHERE:
                return execute(sql, params, many, context)
            return self._in_one_of_its_own(wanted, execute, sql, params, many, context)
        if wanted != (NOWHERE if status is TransactionStatus.IDLE else self._told):
            self._say(f"SET LOCAL {SETTING} = '{wanted}'")
        self._told = wanted
        return execute(sql, params, many, context)

    def _in_one_of_its_own(self, wanted: str, execute: Callable, *asked: object) -> object:
        self._say(f"BEGIN; SET LOCAL {SETTING} = '{wanted}'")
        try:
            result = execute(*asked)
        except BaseException:
            with suppress(psycopg.Error):  # a connection that is lost has nothing left to undo
                self.connection.execute("ROLLBACK")
            raise
        self._say("COMMIT")
        return result

    def _say(self, sql: str) -> None:
        """Run a statement of ours; it is made of a number of our own, an asterisk or nothing, and counts in no budget."""
        with self.wrap_database_errors:
            self.connection.execute(sql)
