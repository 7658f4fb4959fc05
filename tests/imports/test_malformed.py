"""Damaged files: a sentence, never a crash; all of the file, or nothing; and what went in goes in once."""

import random

import pytest
from django.db import transaction

from chalkface.core.errors import Refused
from chalkface.imports.formats.exchange.write import zipped
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from tests.imports.schools import everything, folder, new_school, operator_of, small_school, student_list

PIECES = (b"\x00", b"\r", b"\n", b'"', b",", b";", b"\xff\xfe", b"\xe9", b"\xef\xbb\xbf", b"=1+1", b"2025-13-45", b"9" * 12,
          b"S1,S1", b" " * 50, "Ünïcode ’".encode(), b"-1", b"true", b"\t", b"x" * 600)  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """One to five cuts, repeats, swaps or foreign pieces."""
    for _ in range(chance.randint(1, 5)):
        place, other = sorted(chance.sample(range(len(content) + 1), 2)) if content else (0, 0)
        kind = chance.randrange(5)
        if kind == 0:
            content = content[:place] + chance.choice(PIECES) + content[place:]
        elif kind == 1:
            content = content[:place] + content[min(other, place + 30) :]
        elif kind == 2:
            content = content[:place] + content[place : place + 40] + content[place:]
        elif kind == 3:
            content = content[:other]
        else:
            lines = content.split(b"\r\n")
            chance.shuffle(lines)
            content = b"\r\n".join(lines)
    return content


def list_file(chance: random.Random) -> list[Received]:
    return [Received("list.csv", damaged(student_list(range(12))[0].content, chance))]


def whole_school(chance: random.Random) -> list[Received]:
    activity = {
        "activity_id": "A1",
        "title": "Fair",
        "kind": "other",
        "starts_on": "2025-10-01",
        "hours": "1.5",
        "outcomes": "a;b",
    }
    marks = [{"activity_id": "A1", "student_id": f"S{n}", "attended": "true"} for n in range(1, 5)]
    files = folder(small_school(activities=[activity], participations=marks), name="x")
    hit = chance.randrange(len(files))
    files[hit] = Received(files[hit].name, damaged(files[hit].content, chance))
    if chance.random() < 0.5:
        return files
    archive = zipped({file.name.rpartition("/")[2]: file.content for file in files})
    return [Received("school.zip", damaged(archive, chance) if chance.random() < 0.3 else archive)]


@pytest.mark.parametrize("make", [list_file, whole_school])
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_goes_in_whole_or_not_at_all(db, make, seed):
    chance = random.Random(seed)
    access = operator_of(new_school())
    import_files(access, student_list(range(6)))
    before = everything(access)
    files = make(chance)
    try:
        with transaction.atomic():
            outcomes = import_files(access, files, accept={"many-leavers", "year-going-back", "wrong-school"})
    except Refused as refused:
        assert refused.sentence.endswith((".", "?")), refused.sentence
        assert everything(access) == before
        return
    for outcome in outcomes:
        assert all(bad.reason and bad.file for bad in outcome.refused)
        assert outcome.is_committed == outcome.goes_in
    if not any(outcome.is_committed for outcome in outcomes):
        assert everything(access) == before
    elif all(outcome.is_committed for outcome in outcomes):
        after = everything(access)
        again = import_files(access, files, accept={"many-leavers", "year-going-back", "wrong-school"})
        assert all(outcome.changes == 0 for outcome in again) and everything(access) == after
