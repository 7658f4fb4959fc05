"""A damaged list is refused in words, row and column named, or goes in whole: never half, never as another school's."""

import random
import re
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.db import transaction

from chalkface.core.errors import Refused
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.operations import imports
from tests.imports.schools import URN, everything, folder, new_school, operator_of, small_school, student_list
from tests.imports.test_malformed import damaged
from tests.imports_pure.files import ods, xlsx
from tests.proofs import scale

pytestmark = pytest.mark.django_db
ACCEPT = {"many-leavers", "year-going-back"}


def rows_of(chance: random.Random) -> list[list[str]]:
    rows = [line.split(",") for line in student_list(range(12))[0].content.decode().splitlines()]
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
    """A damaged CSV in one of many encodings, a damaged workbook, a damaged open document, or a damaged folder."""
    chance = random.Random(seed)
    kind, rows = seed % 5, rows_of(chance)
    if kind == 0:
        return [Received("list.csv", damaged(student_list(range(12))[0].content, chance))]
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


def trial(access, files, before) -> tuple[str, list]:
    """How one import went, and what it refused; everything is taken back afterwards."""
    try:
        with transaction.atomic():
            outcomes = import_files(access, files, accept=ACCEPT)
            refused = [bad for outcome in outcomes for bad in outcome.refused]
            is_in = any(outcome.is_committed for outcome in outcomes)
            half = (everything(access) != before) and not is_in
            wrong = any(outcome.is_committed and (outcome.refused or outcome.matching) for outcome in outcomes)
            transaction.set_rollback(True)
        return ("half" if half or wrong else "in" if is_in else "refused"), refused
    except Refused as refused:
        return ("refused" if refused.sentence.endswith((".", "?", "”")) else "no sentence"), []


@pytest.mark.trust(27)
def test_a_malformed_file_goes_in_whole_or_not_at_all(proof, caplog):
    access = operator_of(new_school())
    import_files(access, student_list(range(6)))
    before = everything(access)
    ways = {"in": 0, "refused": 0, "half": 0, "no sentence": 0}
    unnamed, tried = 0, scale(quick=60, full=1_000, night=10_000)
    for seed in range(tried):
        way, refused = trial(access, malformed(seed), before)
        ways[way] += 1
        unnamed += sum(not (bad.reason and bad.file and (bad.column or bad.row in (0, bad.row))) for bad in refused)
    proof("malformed files tried", tried, at_least=60)
    proof("imports that went in by half", ways["half"], exactly=0)
    proof("refusals without a sentence, or a row without its place", ways["no sentence"] + unnamed, exactly=0)
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
        way, _ = trial(access, folder(own), before)
        through += way != "refused" and everything(access) != before or way in ("in", "half")
    proof("files of another school tried", tried, at_least=10)
    proof("files of another school that went in", through, exactly=0)


@pytest.mark.trust(27, control=True)
def test_control_without_the_transaction_half_of_a_file_stays(monkeypatch):
    """The rehearsal's own rollback is taken away: what it tried stays in the tables."""
    access = operator_of(new_school())
    before = everything(access)
    monkeypatch.setattr(imports, "transaction", SimpleNamespace(atomic=nullcontext))
    import_files(access, student_list(range(6)), rehearse_only=True)
    assert everything(access) != before
