"""A student list of 1,500 rows and 18 columns, read, checked and committed, against splitting the same file with
``csv.reader``: the ratio is what counts (at most 50). Also a whole school of 63,000 rows, in seconds.

Run as ``python benchmarks/imports.py``; it makes a database of its own in a temporary folder and prints three lines.
"""

import csv
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
os.environ["CHALKFACE_DATA"] = tempfile.mkdtemp(prefix="chalkface-benchmark-")
os.environ.pop("CHALKFACE_DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkface.config.settings")

import django

django.setup()

from django.core.management import call_command

from chalkface.core.access import Access
from chalkface.imports.example_school import example_files
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.records.models import School
from chalkface.records.tenancy import across_schools, writing

ROWS, ROUNDS = 1500, 15
GOAL = 50
DAY = date(2025, 11, 20)
HEADINGS = (
    "Adno", "UPN", "ULN", "Legal forename", "Legal surname", "Preferred forename", "Preferred surname", "DOB", "Gender",
    "Year Group", "Reg Group", "SEN Status", "SEN need type", "Ethnicity code", "Pupil Premium Indicator", "FSM Ever 6",
    "English as additional language", "In care",
)  # fmt: skip


def student_list() -> bytes:
    """Plainly invented students of seven year groups, their UPNs with check letters that are right."""
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADINGS)
    for n in range(ROWS):
        group, digits = 7 + n % 7, f"3709999{n:05d}"
        letter = letters[sum(place * int(digit) for place, digit in enumerate(digits, start=2)) % 23]
        writer.writerow([
            f"{n:06d}", letter + digits, "", f"Forename{n}", f"Surname{n}", "", "",
            f"{1 + n % 28:02d}/{1 + n % 12:02d}/{2020 - group}",
            "FM"[n % 2], f"Year {group}", f"{group}{'ABCDEF'[n % 6]}", "NKE"[n % 3], "SPLD" if n % 3 else "", "WBRI",
            "TF"[n % 4 > 0], "TF"[n % 3 > 0], "No", "F",
        ])  # fmt: skip
    return stream.getvalue().encode()


def empty_school() -> Access:
    """A new school; the one before it is gone."""
    with writing("a benchmark's own setting"), across_schools("a benchmark's own setting"):
        School.objects.all().delete()
        return Access(School.objects.create(urn="999001", name="Example", slug="example").pk, "operator", DAY)


def timed(step: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    step()
    return time.process_time() - start


def main() -> None:
    """By turns; medians of each, in processor time, which a busy machine hardly changes."""
    call_command("migrate", verbosity=0)
    content = student_list()
    files = [Received("list.csv", content)]
    text = content.decode()
    for title, renew in (("first import", True), ("the same again", False)):
        access = empty_school()
        import_files(access, files)
        seconds, plain = [], []
        for _ in range(ROUNDS):
            access = empty_school() if renew else access
            plain.append(timed(lambda: list(csv.reader(io.StringIO(text)))))
            seconds.append(timed(lambda access=access: import_files(access, files)))
        ours, least = statistics.median(seconds), statistics.median(plain)
        print(f"{title} of {ROWS} students: {ours * 1000:.0f} ms; ratio {ours / least:.0f} (at most {GOAL})")
    school = example_files(1, DAY)
    access = empty_school()
    print(f"a whole school: {timed(lambda: import_files(access, school)):.1f} s")


if __name__ == "__main__":
    main()
