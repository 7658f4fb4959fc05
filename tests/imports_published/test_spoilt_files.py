"""Whatever is wrong with a cell, a file is read or refused with a sentence: never a traceback, never a lost row."""

import random

import pytest

from chalkface.core.errors import Refused
from chalkface.core.published_measures import datasets, figures
from chalkface.imports.formats import formats
from chalkface.imports.parsed import Options

from .reading import TODAY, raw, written

SPOILT = [
    "",
    " ",
    "c",
    "SUPP",
    "-",
    "1e9",
    "9" * 40,
    "٣",
    "½",
    "²",
    "=1+1",
    "NaN",
    "a\nb",
    '"',
    "\u00a0",
    "-5",
    "x" * 3000,
    "0",
    "%",
    "1970",
]
NAMES = [
    "perf-tables_england_ks4-pupdest_2018-19-edition.csv",
    "perf-tables_england_ks5-studest.csv",
    "perf-tables_england_ks5-studest-he.csv",
    "perf-tables_england_census_2018-19.csv",
    "ees_ks4_nat_202223.csv",
    "ees_tabletool_16-18-destination-measures_LA_c292eb8f.csv",
    "nccis_UD_NEETNK_LA_dashboard_2025_final.csv",
    "gias_edubasealldata_subset_itt-mentor.csv",
    "gias_groupLinks_sample.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_spoilt_cells_never_lose_a_row(shared, name):
    chance = random.Random(name)
    lines = raw(shared / "data" / "published" / name)
    lines = [*lines[:12], *lines[-4:]]
    headings = list(lines[0])
    for _ in range(25):
        table = [list(line.values()) for line in lines]
        head = list(headings)
        for _ in range(chance.randint(1, 30)):
            row = chance.choice(table)
            row[chance.randrange(len(row))] = chance.choice(SPOILT)
        if chance.random() < 0.3:
            head[chance.randrange(len(head))] = chance.choice(SPOILT)
        if chance.random() < 0.3:
            chance.choice(table).append("extra")
        if chance.random() < 0.3:
            chance.choice(table).pop()
        document = written(name, [head, *table])
        for format in formats().values():
            if not format.code.startswith(("published", "gias")) or format.recognise(document) < 0.5:
                continue
            try:
                parsed = format.read([document], Options(TODAY))
            except Refused as refusal:
                assert refusal.sentence
                continue
            kept = sum(len(one.rows) for one in parsed.published)
            assert kept + len(parsed.refused) == parsed.rows_received
            for one in parsed.published:
                for group in datasets()[one.kind].groups:
                    figures(one.kind, one.rows, group=group)


def test_a_format_named_by_hand_for_the_wrong_file_is_refused_with_a_sentence():
    document = written("list.csv", [["a", "b"], ["1", "2"]])
    for code in ("gias", "published_ees", "published_neet", "published_performance"):
        with pytest.raises(Refused, match="not those of a published table"):
            formats()[code].read([document], Options(TODAY))
