"""The whole server in one file, and back again: every row of every table, written so that either database can read it."""

import base64
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.bulk import count_up
from chalkface.operations.erasing import erase
from chalkface.operations.erasures import lists_for, read_list, replay
from chalkface.operations.operation import note, operation
from chalkface.queries.keeping import forget
from chalkface.records.models import DueJob, TaskTry
from chalkface.records.tenancy import across_schools

FORMAT = "chalkface-backup"
VERSION = 1
ROWS = 2_000
# What reading a damaged or foreign file may raise; the rows themselves are covered by the checksums of the zip.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, AttributeError)
REFUSED_BY_DATABASE = (ValidationError, DatabaseError)


def _tables() -> list[type[models.Model]]:
    """Every table of ours; keys are checked at the end of the transaction, so their order does not matter."""
    return list(apps.get_app_config("records").get_models())


def _plain(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, UUID):
        return str(value)
    return value


def _lines(model: type[models.Model]) -> Iterator[str]:
    columns = [field.attname for field in model._meta.concrete_fields]
    yield json.dumps(columns)
    for row in model._default_manager.order_by("pk").values_list(*columns).iterator(ROWS):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let every read of the block see the database of one moment, and keep nobody who writes waiting meanwhile."""
    if connection.vendor == "sqlite":
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # it reads; a writer's lock is not its own
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = mode
        return
    with transaction.atomic():
        with connection.cursor() as cursor:  # before the first read
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write(archive: zipfile.ZipFile, version: str) -> dict[str, int]:
    """Every table and the manifest; returns the number of rows of each table."""
    counts = {}
    for model in _tables():
        with archive.open(f"{model._meta.db_table}.jsonl", "w") as member:
            count = -1
            for line in _lines(model):
                member.write(line.encode("utf-8") + b"\n")
                count += 1
        counts[model._meta.db_table] = count
    manifest = {"format": FORMAT, "version": VERSION, "made_by": version, "rows": counts}
    archive.writestr("manifest.json", json.dumps(manifest))
    return counts


def _write_file(access: Access, *, to: Path, version: str) -> int:
    """The file, whole or not at all; returns the number of rows."""
    if to.exists():
        raise Refused(f"{to} exists already: a backup never overwrites a file. Give another name.")
    unfinished = to.with_name(f"{to.name}.unfinished")
    try:
        unfinished.touch(mode=0o600)
        with across_schools("backup of the whole server"), _one_moment():
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                counts = _write(archive, version)
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(to)
    except OSError as error:
        raise Refused(f"The backup could not be written to {to}: {error.strerror}.") from error
    finally:
        with suppress(OSError):  # a folder that cannot be written to cannot be tidied either
            unfinished.unlink(missing_ok=True)
    return sum(counts.values())


@operation(needs="add_school", about_server=True, first=_write_file)
def back_up(access: Access, *, to: Path, version: str, found: int) -> None:
    """Write every row of the server to the zip file ``to``, from one moment of the database; nobody waits for it.

    Only the owner of the file may read it. Raises ``Refused`` when it exists or cannot be written; then nothing is left.
    """
    note(rows=found)


def _value(field: models.Field, stored: object) -> object:
    if isinstance(stored, dict) and set(stored) == {"base64"} and isinstance(field, models.BinaryField):
        return base64.b64decode(stored["base64"])
    return field.to_python(stored) if isinstance(stored, str) and not isinstance(field, models.JSONField) else stored


def _fill(model: type[models.Model], lines: Iterator[bytes]) -> int:
    columns = json.loads(next(lines, b""))
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if unknown := set(columns) - set(fields):
        raise Refused(
            f"The backup's table {model._meta.db_table} has columns this version does not know: {sorted(unknown)}. "
            "It was made by another version of Chalkface: restore it with that one, then bring the server up to date."
        )
    count = 0
    while some := list(islice(lines, ROWS)):
        rows = [
            model(**{name: _value(fields[name], value) for name, value in zip(columns, json.loads(line), strict=True)})
            for line in some
        ]
        model._default_manager.bulk_create(rows)
        count += len(rows)
    return count


def holds_something() -> bool:
    """Whether any table of ours has a row; what the machine writes of itself while it waits does not count."""
    return any(model._default_manager.exists() for model in _tables() if model not in (DueJob, TaskTry))


@operation(needs="add_school", about_server=True)
def copy_was_restored(access: Access) -> None:
    """The file of the database was replaced by a copy: nobody is signed in from before, and nothing kept is of now."""
    Session.objects.all().delete()
    DueJob.objects.all().delete()
    forget()


@operation(needs="add_school", about_server=True)
def restore(access: Access, *, source: Path) -> None:
    """Fill an empty database from a backup; everything or nothing.

    Raises ``Refused`` when the database holds anything, or the file is not a whole backup of ours.
    """
    with across_schools("restore of the whole server"):
        if holds_something():
            raise Refused("A backup is restored into an empty data folder only; this one holds something.")
        try:
            with zipfile.ZipFile(source) as archive:
                manifest = json.loads(archive.read("manifest.json"))
                if manifest.get("format") != FORMAT or manifest.get("version") != VERSION:
                    raise Refused(f"{source} is not a backup that this version can read.")
                for model in _tables():
                    name = model._meta.db_table
                    with archive.open(f"{name}.jsonl") as member:
                        count = _fill(model, iter(member))
                    if count != manifest["rows"][name]:
                        raise Refused(f"{source} is damaged: {name} has {count} rows, not {manifest['rows'][name]}.")
            connection.check_constraints()
        except FileNotFoundError as error:
            raise Refused(f"There is no file {source}.") from error
        except OSError as error:
            raise Refused(f"{source} cannot be read: {error.strerror}.") from error
        except (*DAMAGE, *REFUSED_BY_DATABASE) as error:
            raise Refused(f"{source} is not a whole backup: it is damaged or something else.") from error
        if statements := connection.ops.sequence_reset_sql(no_style(), _tables()):
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
        again = replay(read_list(lists_for(source)), erase, on=access.on)
    count_up(_tables())
    forget()  # what was kept belonged to the data that were here before
    note(rows=sum(manifest["rows"].values()), erased_again=again)
