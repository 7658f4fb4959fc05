"""Django's ``migrate``, done by the owner of the tables, and then the database's own locks laid anew."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from chalkface.records import row_locks
from chalkface.records.tenancy import across_schools


class Command(migrate.Command):
    """``migrate`` with what must be there after it."""

    def handle(self, *args, **options) -> None:
        connection = connections[options["database"]]
        with as_owner(connection) as served_by, across_schools("migrating"):
            super().handle(*args, **options)
            row_locks.lay(connection)
            if served_by:
                row_locks.let_in(connection, served_by)


@contextmanager
def as_owner(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """Connect as the owner of the tables, where the settings name one; gives the role that serves ("" where it is the same)."""
    owner = settings.OWNER_DATABASE
    if not owner or connection.in_atomic_block:
        yield ""
        return
    served = connection.settings_dict
    connection.close()
    connection.settings_dict = {**served, **owner}
    try:
        yield "" if owner["USER"] == served["USER"] else served["USER"]
    finally:
        connection.close()
        connection.settings_dict = served
