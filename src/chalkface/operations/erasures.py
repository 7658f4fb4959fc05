"""The list of who was erased, by numbers alone: in the database, and in a file beside it that no backup takes back in time.

Restoring a backup from before an erasure brings the student back; so what is restored is erased again by this list, in the
same transaction, before anybody can open it.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from chalkface.records.models import Erasure, School, Student

NAME = "erasures.jsonl"


def list_file() -> Path:
    """Where the list is kept outside the database."""
    return Path(settings.DATA) / NAME


def list_files() -> list[Path]:
    """Every place where it is kept: beside the backups, too, since the disk of the data may be what is lost."""
    beside = Path(settings.BACKUPS) / NAME
    return [list_file(), beside] if beside.parent.is_dir() else [list_file()]


def lists_for(source: Path) -> list[Path]:
    """Every list that may name somebody in ``source``, which is about to be restored: ours, and the one that lies beside it."""
    return [*list_files(), source.parent / NAME]


def mark_of(urn: str, number: int, key: str) -> str:
    """What says that it is the same student, and tells nothing of them: the school's URN and four letters of a digest."""
    return f"{urn}-{hashlib.sha256(f'{urn}:{number}:{key}'.encode()).hexdigest()[:4]}"


def _line(one: Erasure) -> str:
    return json.dumps(
        {
            "school": one.school_number, "student": one.student_number, "mark": one.mark, "because": one.because,
            "at": one.erased_at.isoformat(),
        }
    )  # fmt: skip


def list_erasure(one: Erasure) -> None:
    """Write a line of the list before the erasure is committed: a line too many is mended at night, one too few is not."""
    for file in list_files():
        with file.open("a", encoding="utf-8") as written:
            os.chmod(written.name, 0o600)
            written.write(_line(one) + "\n")
            written.flush()
            os.fsync(written.fileno())


def write_list() -> int:
    """Write the whole list anew from the database; returns its length."""
    lines = [_line(one) for one in Erasure.objects.order_by("pk")]
    for file in list_files():
        unfinished = file.with_suffix(".unfinished")
        unfinished.touch(mode=0o600)
        unfinished.write_text("".join(line + "\n" for line in lines), "utf-8")
        unfinished.replace(file)
    return len(lines)


def read_list(files: Iterable[Path]) -> list[dict]:
    """The lines of every list that is there; one that was cut off in the middle is left out."""
    found: dict[tuple[int, int], dict] = {}
    for file in files:
        for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
            try:
                one = json.loads(line)
                found[one["school"], one["student"]] = {**one, "at": parse_datetime(one["at"]) or timezone.now()}
            except (ValueError, KeyError, TypeError):
                continue
    return list(found.values())


def replay(lines: Iterable[dict], erase: Callable[..., int], *, on: date) -> int:
    """Erase again whoever the list names and is here, inside the operation that restores; returns how many students.

    A number that belongs to somebody else (another server's list) is left alone: the mark tells.
    """
    urns = dict(School.objects.values_list("pk", "urn"))
    again: dict[int, list[int]] = {}
    for line in lines:
        school, student = line["school"], line["student"]
        if school not in urns:
            continue
        key = Student.objects.filter(school_id=school, pk=student).values_list("key", flat=True).first()
        if key is not None and mark_of(urns[school], student, key) == line["mark"]:
            again.setdefault(school, []).append(student)
        if key is None and not line["mark"].startswith(f"{urns[school]}-"):
            continue
        if key is None or student in again.get(school, ()):
            Erasure.objects.update_or_create(
                school_number=school,
                student_number=student,
                defaults={
                    "mark": line["mark"], "because": line.get("because", "")[:20], "erased_at": line["at"],
                    "replayed_at": timezone.now() if key is not None else None,
                },
            )  # fmt: skip
    for school, students in again.items():
        erase(school, students, because="", on=on, listed=False)
    return sum(map(len, again.values()))
