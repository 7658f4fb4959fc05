"""Django's ``migrate``, done by the owner of the tables, and then the database's own locks laid anew."""

from django.core.management.commands import migrate
from django.db import connections, transaction

from chalkface.records import audit_locks, row_locks
from chalkface.records.owner import as_owner
from chalkface.records.tenancy import across_schools


class Command(migrate.Command):
    """``migrate`` with what must be there after it."""

    def handle(self, *args, **options) -> None:
        connection = connections[options["database"]]
        with as_owner(connection) as served_by, across_schools("migrating"):
            super().handle(*args, **options)
            row_locks.lay(connection)
            with transaction.atomic(using=connection.alias):
                audit_locks.lay(connection)  # SQLite forgets those of a table that a migration rebuilt
            if served_by:
                row_locks.let_in(connection, served_by)
