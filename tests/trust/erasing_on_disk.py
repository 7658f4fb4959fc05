"""Run by ``test_t39_bytes`` as a process of its own, on a database of its own that lies in files: a school is made, backed up,
one student is erased, and the raw bytes are counted. Prints what it saw as JSON."""

import json
import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "chalkface.config.settings"
django.setup()

from django.conf import settings  # noqa: E402 - Django is set up first
from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.db import connection  # noqa: E402 - after Django is set up
from django.utils import timezone  # noqa: E402 - after Django is set up

from chalkface.core.access import Access  # noqa: E402 - after Django is set up
from chalkface.jobs.backups import RunningCopy  # noqa: E402 - after Django is set up
from chalkface.jobs.restoring import bring_back as bring_back_here  # noqa: E402 - after Django is set up
from chalkface.operations.backups import back_up  # noqa: E402 - after Django is set up
from chalkface.operations.reclaiming import reclaim  # noqa: E402 - after Django is set up
from chalkface.records import models as records  # noqa: E402 - after Django is set up
from chalkface.records.tenancy import across_schools  # noqa: E402 - after Django is set up
from tests.cast import company  # noqa: E402 - after Django is set up
from tests.trust.test_t39_erasure import MARK, erase_first, everything_kept, mark_everything  # noqa: E402 - after Django is set up


def raw_bytes() -> int:
    """How often the canary stands in the files of the database."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        files = [path for path in name.parent.glob(f"{name.name}*") if path.is_file()]
    else:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            folder = Path(cursor.fetchone()[0])
            cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
            files = [path for path in (folder / "base" / str(cursor.fetchone()[0])).rglob("*") if path.is_file()]
    return sum(path.read_bytes().count(MARK.encode()) for path in files)


def make(backup: Path) -> dict:
    """A school with a student, a backup, the erasure, the night after."""
    play = company("a")
    seen = {"marked": mark_everything(play), "before": raw_bytes()}
    operator = Access(None, "operator", timezone.localdate())
    back_up(operator, to=backup, version="test")
    erase_first(play)
    seen["after delete"] = raw_bytes()
    seen["reclaimed"] = reclaim()
    seen["after night"] = raw_bytes()
    seen["rows"] = everything_kept().count(MARK)
    cache = Path(settings.DATA)
    others = [path for path in cache.rglob("*") if path.is_file() and path != backup and "sqlite3" not in path.name]
    seen["files"] = sum(path.read_bytes().count(MARK.encode()) for path in others)
    return seen


def make_copy(place: Path) -> dict:
    """A school with a student, the running copy, the erasure after it."""
    play = company("a")
    seen = {"marked": mark_everything(play)}
    copy = RunningCopy(Path(connection.settings_dict["NAME"]), place.parent)
    copy.again()
    copy.close()
    erase_first(play)
    return seen


def bring_back(backup: Path) -> dict:
    """The backup or the copy from before the erasure, in a database that is empty."""
    bring_back_here(backup)
    with across_schools("a test"):
        return {
            "rows": everything_kept().count(MARK), "students": records.Student.objects.count(),
            "listed": records.Erasure.objects.exclude(replayed_at=None).count(),
        }  # fmt: skip


if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps({"make": make, "copy": make_copy, "restore": bring_back}[sys.argv[1]](Path(sys.argv[2]))))
