"""Whatever stands in a cell, a list is read or refused with sentences: never a traceback."""

import csv
import io
import random

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.formats import formats
from chalkface.imports.parsed import Options, Received
from chalkface.imports.reading import open_document
from tests.imports_pure.golden import samples

from .reading import TODAY

CODES = ("activity_tracker", "destinations_list", "guidance_log", "intentions_form", "participation_list")
SPOILT = [
    "",
    " ",
    '"',
    "do",
    "x",
    "?",
    "31/02/2025",
    "99/99/99",
    "0",
    "-1",
    "9" * 30,
    "٣",
    "½",
    "1e9",
    "=1+1",
    "a\nb",
    "TOTAL",
    "TBC",
    "Y99",
    "w/c",
    "to",
    "-",
    "x" * 2000,
    "13-12-11",
    "(",
    "Mo (",
    "()",
    "&",
    ";;;",
    "6.04512E+09",
    "@",
    "11 + 13 + 99",
    "to 22",
    "0:99",
    "\u00a0",
    "n/a",
    "2024-13-01",
]


@pytest.mark.parametrize(
    ("code", "sample"),
    [(code, sample) for code in CODES for sample in samples(code)],
    ids=lambda value: getattr(value, "name", value),
)
def test_spoilt_cells_give_sentences(code, sample):
    chance = random.Random(f"{code}{sample.name}")
    with sample.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for _ in range(120):
        table = [list(row) for row in rows]
        for _ in range(chance.randint(1, 12)):
            row = chance.choice(table)
            if row:
                row[chance.randrange(len(row))] = chance.choice(SPOILT)
        if chance.random() < 0.2:
            chance.choice(table).append(chance.choice(SPOILT))
        if chance.random() < 0.2:
            table.pop(chance.randrange(len(table)))
        stream = io.StringIO()
        csv.writer(stream).writerows(table)
        document = open_document(Received("list.csv", stream.getvalue().encode()))
        for format in formats().values():
            assert 0 <= format.recognise(document) <= 1
        try:
            parsed = formats()[code].read([document], Options(TODAY))
        except Refused as refusal:
            assert refusal.sentence
            continue
        for bad in parsed.refused:
            assert bad.reason.endswith((".", "?")) and bad.row >= 0
        assert all(note.endswith((".", "?")) for note in parsed.notes)
