"""Each published format reads its sample into exactly what its ``expected.yaml`` says."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
import yaml

from chalkface.imports import formats as formats_package
from chalkface.imports.formats import formats
from chalkface.imports.parsed import Options
from chalkface.imports.reading import from_paths, open_documents

FOLDERS = Path(formats_package.__file__).parent
CODES = ("gias", "published_ees", "published_neet", "published_performance")


@pytest.mark.parametrize("code", CODES)
def test_the_sample_is_read_as_expected(code):
    folder = FOLDERS / code
    documents = open_documents(from_paths([folder / "sample.csv"]))
    format = formats()[code]
    assert format.recognise(documents[0]) == 1.0
    parsed = format.read(documents, Options(date(2026, 1, 15)))
    got = {
        "rows_received": parsed.rows_received,
        "refused": [bad.as_json() for bad in parsed.refused],
        "notes": parsed.notes,
        "published": [
            {
                "kind": table.kind,
                "edition": table.edition,
                "rows": [dataclasses.asdict(row) for row in table.rows],
            }
            for table in parsed.published
        ],
    }
    assert got == yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CODES)
def test_only_its_own_format_claims_a_sample(code):
    document = open_documents(from_paths([FOLDERS / code / "sample.csv"]))[0]
    claims = [name for name, format in formats().items() if format.recognise(document) >= 0.5]
    assert claims == [code]
