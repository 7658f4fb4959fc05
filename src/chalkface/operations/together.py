"""What a whole hall does in one moment is committed together, on SQLite: who waits for the disk once waits for all of it.

SQLite has one writer, and each commit waits until the disk has it (5 ms on an ordinary one): three hundred of them in turn are
a second and a half of waiting alone. Here the threads of a web worker that come while another has the database put their deed
on a list; the next one does all that is listed in one transaction, each deed with a savepoint of its own, and nobody is
answered before it is committed. PostgreSQL gathers commits by itself and does each deed alone.
"""

from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from threading import Lock

from django.db import DatabaseError, OperationalError, connection, transaction


class _Listed:
    """A deed on the list, with the context (who, which school, what for) of the thread that waits for it."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self.deed = deed
        self.context = copy_context()
        self.is_done = False
        self.result: object = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Do it inside whatever transaction is open. Raises what the database refuses: that may have undone more than this."""
        self.result, self.error = None, None
        try:
            with transaction.atomic():
                self.result = self.context.run(self.deed)
        except DatabaseError:
            raise
        except Exception as error:  # the deed's own refusal: undone alone, and raised where it is waited for
            self.error = error
            if connection.needs_rollback:  # it could not be undone alone
                raise transaction.TransactionManagementError("a savepoint was lost") from error

    def run_alone(self) -> None:
        """Do it in a transaction of its own."""
        try:
            self.run()
        except DatabaseError as error:
            self.error = error


_list: deque[_Listed] = deque()
_turn = Lock()


def together(deed: Callable[[], object]) -> object:
    """Do ``deed`` in a transaction, with those that others wait for; returns what it returns, raises what it raises."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return deed()
    mine = _Listed(deed)
    _list.append(mine)
    with _turn:
        if not mine.is_done:  # else whoever had the turn before has done it
            _do_all()
    if mine.error is not None:
        raise mine.error
    return mine.result


def _do_all() -> None:
    """Do and commit all that is listed. When that fails, all of it is undone and each is done alone: one deed that the
    database does not take harms no other. When nothing could even begin, everybody listed is told so."""
    taken: list[_Listed] = []
    try:
        with transaction.atomic():
            while _list:
                taken.append(_list.popleft())
                taken[-1].run()
    except DatabaseError as error:
        for one in taken:
            one.run_alone()
        if not taken:
            taken = [_list.popleft() for _ in range(len(_list))]
            for one in taken:
                one.error = error
    except BaseException as error:  # this thread is being ended: nobody is told that something was kept
        for one in taken:
            one.error = OperationalError(f"not committed: {type(error).__name__}")
        raise
    finally:
        for one in taken:
            one.is_done = True
