"""A damaged list is refused in words, row and column named, or goes in whole: never half, never as another school's."""

import csv
import io
import random
import re
from contextlib import nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.db import transaction

from chalkface.core.errors import Refused
from chalkface.imports.parsed import Bad, Received
from chalkface.imports.pipeline import import_files
from chalkface.imports.reading import open_documents
from chalkface.operations import imports
from tests.imports.any_list import KINDS
from tests.imports.schools import URN, everything, folder, new_school, operator_of, small_school, student_list, table
from tests.imports.test_malformed import damaged
from tests.imports_pure.files import ods, xlsx
from tests.proofs import scale

pytestmark = pytest.mark.django_db
ACCEPT = {"many-leavers", "year-going-back"}


# What is wrong with a file as a whole: no row of it is worse than another.
OF_THE_WHOLE = re.compile(
    "is not a file that is known here|is damaged|cannot be opened|in the middle of a character|is empty|columns wide"
    "|has more than|unpacks to|has no (students|row of|rows)|has no column for|is missing|holds no school|says of no student"
)


def rows_of(chance: random.Random, content: bytes) -> list[list[str]]:
    rows = [list(line) for line in csv.reader(io.StringIO(content.decode()))]
    for _ in range(chance.randint(1, 4)):
        deed, row = chance.randrange(9), chance.randrange(len(rows))
        column = chance.randrange(len(rows[row]) or 1)
        if deed == 0:
            rows[row] = rows[row][::-1]
        elif deed == 1:
            rows[row][column:] = [chance.choice(("31/02/2010", "2010-13-45", "40000", "tomorrow", "", "\u202e", "=1+1"))]
        elif deed == 2:
            rows[row] += [""] * chance.choice((1, 900, 16_000))
        elif deed == 3:
            rows[row][column:column] = ["x" * chance.choice((600, 1_000_000))]
        elif deed == 4:
            chance.shuffle(rows)
        elif deed == 5:
            rows.insert(row, list(rows[row]))
        elif deed == 6:
            rows[0][column:column] = [rows[0][column] if column < len(rows[0]) else "UPN"]
        elif deed == 7:
            rows = rows[:row] or rows
        else:
            rows = [line[:column] + line[column + 1 :] for line in rows]
    return rows


def malformed(seed: int) -> list[Received]:
    """A damaged CSV in one of many encodings, a damaged workbook, a damaged open document, a damaged folder, or another
    damaged list."""
    chance = random.Random(seed)
    kind, sound = seed % 7, student_list(range(12))[0].content
    if kind > 4:  # the other lists that a careers leader keeps
        made = chance.choice(KINDS)(chance).file()
        if chance.random() < 0.3:
            return [Received(made.name, damaged(made.content, chance))]
        headings, *rows = rows_of(chance, made.content)
        return [Received(made.name, table(headings, rows))]
    rows = rows_of(chance, sound)
    if kind == 0:
        return [Received("list.csv", damaged(sound, chance))]
    if kind == 1:
        text = "\r\n".join(",".join(row) for row in rows)
        encoded = text.encode(chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32")), "replace")
        return [Received("list.csv", encoded[: chance.choice((None, None, len(encoded) // 2))])]
    if kind == 2:
        content = xlsx({"List": [[cell[:30_000] for cell in row[:2_000]] for row in rows]})
        return [Received("list.xlsx", damaged(content, chance) if chance.random() < 0.4 else content)]
    if kind == 3:
        cells = "".join(
            "<table:table-row>" + "".join(f"<table:table-cell office:value-type='string'><text:p>{re.sub('[<&>]', '', cell)}"
            "</text:p></table:table-cell>" for cell in row[:2_000]) + "</table:table-row>" for row in rows
        )  # fmt: skip
        content = ods(cells)
        return [Received("list.ods", damaged(content, chance) if chance.random() < 0.4 else content)]
    files = folder(small_school(), name="x")
    hit = chance.randrange(len(files))
    files[hit] = Received(files[hit].name, damaged(files[hit].content, chance))
    return files


def has_its_place(bad: Bad, files: list[Received]) -> bool:
    """Whether a refusal says in a sentence what is wrong, and names the row and the column as they stand in the file; what is
    wrong with a file as a whole names the file."""
    if not (bad.file and bad.reason.rstrip().endswith((".", "?", "”", "!"))):
        return False
    if not bad.row:
        return bool(bad.column) or bool(OF_THE_WHOLE.search(bad.reason))
    if re.fullmatch(r"cell \d+(, beyond the headings)?", bad.column) or "is missing" in bad.reason:
        return True
    headings = {cell.strip() for one in files for row in cells_of(one)[:41] for cell in row}
    several = [bad.column] if bad.column in headings else re.split(", | or ", bad.column)
    return bool(bad.column) and set(several) <= headings


def cells_of(file: Received) -> list[list[str]]:
    """The cells of a file as the product opens it, whatever it is."""
    return [row for document in open_documents([file]) for sheet in document.sheets for row in sheet.rows]


@dataclass
class Trial:
    """How one import went, and what it said without saying where."""

    way: str
    placeless: list[object] = field(default_factory=list)
    placed: int = 0


def trial(access, files, before) -> Trial:
    """One import; everything is taken back afterwards."""
    try:
        with transaction.atomic():
            outcomes = import_files(access, files, accept=ACCEPT)
            refused = [Bad(**one) for outcome in outcomes for one in outcome.as_json()["refused"]]
            is_in = any(outcome.is_committed for outcome in outcomes)
            half = (everything(access) != before) and not is_in
            wrong = any(outcome.is_committed and (outcome.refused or outcome.matching) for outcome in outcomes)
            transaction.set_rollback(True)
        placeless = [bad for bad in refused if not has_its_place(bad, files)]
        way = "half" if half or wrong else "in" if is_in else "refused"
        return Trial(way, placeless, len(refused) - len(placeless))
    except Refused as refused:
        said = refused.sentence
        if not said.endswith((".", "?", "”")):
            return Trial("no sentence")
        has_place = re.search(r"\brow \d", said) or OF_THE_WHOLE.search(said)
        return Trial("refused", [] if has_place else [said], bool(has_place))


@pytest.mark.trust(27)
def test_a_malformed_file_goes_in_whole_or_not_at_all(proof, caplog):
    access = operator_of(new_school())
    import_files(access, student_list(range(6)))
    before = everything(access)
    ways = {"in": 0, "refused": 0, "half": 0, "no sentence": 0}
    placeless, placed, tried = [], 0, scale(quick=60, full=1_000, night=10_000)
    for seed in range(tried):
        one = trial(access, malformed(seed), before)
        ways[one.way] += 1
        placed += one.placed
        placeless += [(seed, said) for said in one.placeless]
    assert placeless == []
    proof("malformed files tried", tried, at_least=60)
    proof("imports that went in by half", ways["half"], exactly=0)
    proof("refusals that are sentences and name the row and the column as it is headed", placed, at_least=tried // 2)
    proof("refusals without a sentence, or a row without its place", ways["no sentence"] + len(placeless), exactly=0)
    proof("files at which a reader broke", caplog.text.count("could not be read"), exactly=0)
    assert everything(access) == before and ways["refused"] > tried // 5 and ways["in"], ways


@pytest.mark.trust(27)
def test_a_file_of_another_school_is_refused_every_time(proof):
    access = operator_of(new_school())
    import_files(access, student_list(range(6)))
    before, tried, through = everything(access), scale(quick=10, full=100), 0
    for number in range(tried):
        own = small_school(students=1 + number % 9)
        own["school"] = [{**own["school"][0], "urn": str(int(URN) + 1 + number), "laestab": f"370{number:04d}"}]
        way = trial(access, folder(own), before).way
        through += way != "refused" and everything(access) != before or way in ("in", "half")
    proof("files of another school tried", tried, at_least=10)
    proof("files of another school that went in", through, exactly=0)


@pytest.mark.trust(27, control=True)
def test_control_a_reader_that_names_its_own_column_instead_of_the_heading_is_found(monkeypatch):
    access = operator_of(new_school())
    import_files(access, student_list(range(6)))
    headings = ("Adno", "Student", "Date seen", "Adviser")
    files = [Received("log.csv", table(headings, [["000001", "Hart, Zoe", "31/02/2026", "KH"]]))]
    assert trial(access, files, everything(access)).placeless == []
    result = imports._result
    monkeypatch.setattr(imports, "_result", lambda report, stored: result(report | {"headings": {}}, stored))
    (said,) = trial(access, files, everything(access)).placeless
    assert said.column == "met_on"


@pytest.mark.trust(27, control=True)
def test_control_without_the_transaction_half_of_a_file_stays(monkeypatch):
    """The rehearsal's own rollback is taken away: what it tried stays in the tables."""
    access = operator_of(new_school())
    before = everything(access)
    monkeypatch.setattr(imports, "transaction", SimpleNamespace(atomic=nullcontext))
    import_files(access, student_list(range(6)), rehearse_only=True)
    assert everything(access) != before
