"""What reading and checking a student list costs, as a multiple of merely splitting it with ``csv.reader``.

Run: ``python benchmarks/importing.py``. Caches are emptied before every round, as in a fresh process.
"""

import csv
import io
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from chalkface.core import identifiers
from chalkface.imports import days, values
from chalkface.imports.formats.exchange import cells
from chalkface.imports.parsed import Options, Received
from chalkface.imports.reading import open_documents
from chalkface.imports.recognise import recognise

STUDENTS = 1_500
ROUNDS = 15
CEILING = 12.0
HEADINGS = (
    "Adno,UPN,ULN,Legal surname,Legal forename,Preferred surname,Preferred forename,DOB,Gender,Year Group,Reg Group,"
    "SEN Status,SEN need type,Ethnicity code,English as additional language,Pupil Premium Indicator,FSM Ever 6,In care"
)


def student_list(students: int, seed: int = 7) -> bytes:
    """An invented student list in the way of SIMS: 18 columns, numbers with right check characters."""
    chance = random.Random(seed)
    lines = [HEADINGS]
    for number in range(students):
        tail = f"3709999{12 + number // 1000}{number % 1000:03d}"
        total = sum(weight * int(digit) for weight, digit in zip(identifiers.UPN_WEIGHTS, tail, strict=True))
        nine = f"{600_000_000 + number * 37}"
        check = 10 - sum(weight * int(digit) for weight, digit in zip(identifiers.ULN_WEIGHTS, nine, strict=True)) % 11
        year = chance.randrange(7, 14)
        born = date(2025 - year - 5, 9, 1) + timedelta(days=chance.randrange(365))
        surname, forename = f"Familiar{number * 7 % 613}", f"Given{number * 11 % 419}"
        uln = f"{nine}{check}" if check < 10 else ""
        lines.append(
            f"{number:06d},{identifiers.UPN_LETTERS[total % 23]}{tail},{uln},{surname},"
            f"{forename},{surname},{forename},{born:%d/%m/%Y},{chance.choice('FM')},Year  {year},{year}"
            f"{chance.choice('ABCDEF')},{chance.choice('NNNNKKE')},,{chance.choice(['WBRI', 'APKN', 'BCRB'])},"
            f"{chance.choice(['Yes', 'No'])},{chance.choice('TF')},{chance.choice('TF')},{chance.choice(['T', ''])}"
        )
    return ("\n".join(lines) + "\n").encode()


def forget() -> None:
    """Empty every parser's memory."""
    for module in (identifiers, days, values, cells):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(content: bytes) -> tuple[float, float, int]:
    """Seconds of ``csv.reader`` alone and of recognising, reading and checking, medians by turns; and how many rows came."""
    text = content.decode()
    options = Options(date(2025, 11, 3))

    def whole() -> int:
        [found] = recognise(open_documents([Received("students.csv", content)]))
        parsed = found.read(options)
        assert not parsed.refused
        return len(parsed.tables["students"])

    plain, ours = [], []
    for _ in range(ROUNDS):
        plain.append(timed(lambda: list(csv.reader(io.StringIO(text)))))
        forget()
        ours.append(timed(whole))
    return statistics.median(plain), statistics.median(ours), whole()


if __name__ == "__main__":
    splitting, reading, rows = measure(student_list(STUDENTS))
    print(f"{rows} students, {HEADINGS.count(',') + 1} columns")
    print(f"csv.reader alone          {splitting * 1000:7.2f} ms")
    print(f"recognised, read, checked {reading * 1000:7.2f} ms = {reading / splitting:.1f} times (at most {CEILING:.0f})")
