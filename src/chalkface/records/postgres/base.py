"""The database backend of PostgreSQL: Django's own, which says with each statement how far it may reach.

The reach is said with SET LOCAL, so it ends with the transaction: a connection that is handed on, or shared by a pooler,
never carries a school with it. It goes to the server in one message with the statement that it is for, which PostgreSQL takes
as one transaction where none is open: said by itself, with a BEGIN before and a COMMIT after, a page of fourteen statements
went there and back fifty times. Nothing here changes what is asked: the first wall (``tenancy``) stays; this is the lock
behind it, laid by ``row_locks``.
"""

from collections.abc import Callable
from contextlib import suppress
from select import select
from time import monotonic

import psycopg
from django.db.backends.postgresql import base, operations
from psycopg.pq import TransactionStatus

from chalkface.records.reach import NOWHERE, reach

SETTING = "chalkface.reach"
FRESH = 5.0  # seconds after an answer in which a connection whose socket is quiet is taken to be there
_SAYING = f"SET LOCAL {SETTING} = "
# These steer the transaction itself, and some must come first in it or work when it is broken.
_STEERING = ("SAVEPOINT", "RELEASE", "ROLLBACK")
# These cannot be part of a transaction, and read no rows for anybody.
_ALONE = ("VACUUM", "CREATE DATABASE", "DROP DATABASE")


class DatabaseOperations(operations.DatabaseOperations):
    """Django's own, to whom the reach is no part of a statement."""

    def last_executed_query(self, cursor, sql: str, params: object) -> str | None:
        said = super().last_executed_query(cursor, sql, params)
        return said.partition("; ")[2] if said and said.startswith(_SAYING) else said


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that tells the database the reach of the code that asks."""

    ops_class = DatabaseOperations

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._told: str | None = None  # what the running transaction was told; None: nothing that is sure
        self._answered = -FRESH  # when the server last answered
        self.execute_wrappers.append(self._telling)

    def is_usable(self) -> bool:
        """Whether the server is still there. Asked at each request; while it answered a moment ago and nothing lies in the
        socket (a server that ends says so), it is not asked again."""
        held = self.connection
        is_fresh = held is not None and not held.closed and monotonic() - self._answered < FRESH
        if is_fresh and held.info.transaction_status is TransactionStatus.IDLE:
            with suppress(ValueError, OSError):  # a number too large to wait for, or no socket any more
                if not select([self.connection.fileno()], [], [], 0)[0]:
                    return True
        return super().is_usable()

    def _telling(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        result = self._told_and_done(execute, sql, params, many, context)
        self._answered = monotonic()
        return result

    def _told_and_done(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
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
        if wanted == (NOWHERE if status is TransactionStatus.IDLE else self._told):
            return execute(sql, params, many, context)
        # Only a cursor that fills in the values itself sends several statements in one message.
        if not many and isinstance(sql, str) and isinstance(context["cursor"].cursor, psycopg.ClientCursor):
            self._told = None  # a value that cannot be sent leaves the transaction as it was told before
            result = execute(f"{_SAYING}'{wanted}'; {sql}", params, many, context)
            self._told = wanted
            context["cursor"].cursor.nextset()  # past the answer to what was said
            return result
        if self.connection.autocommit and status is TransactionStatus.IDLE:
            return self._in_one_of_its_own(wanted, execute, sql, params, many, context)
        self._say(f"{_SAYING}'{wanted}'")
        self._told = wanted
        return execute(sql, params, many, context)

    def _in_one_of_its_own(self, wanted: str, execute: Callable, *asked: object) -> object:
        self._say(f"BEGIN; {_SAYING}'{wanted}'")
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
