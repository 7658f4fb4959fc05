"""Each published format reads its sample into exactly the published rows that its ``expected.yaml`` holds."""

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
    parsed = formats()[code].read(open_documents(from_paths([folder / "sample.csv"])), Options(date(2025, 11, 3)))
    expected = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    assert [
        {"kind": table.kind, "edition": table.edition, "rows": [dataclasses.asdict(row) for row in table.rows]}
        for table in parsed.published
    ] == expected["published"]
    assert parsed.notes == expected["notes"]
    assert parsed.rows_received == expected["rows_received"]
    assert [[bad.file, bad.row, bad.column] for bad in parsed.refused] == expected["refused"]


@pytest.mark.parametrize("code", CODES)
def test_only_its_own_format_claims_a_sample(code):
    document = open_documents(from_paths([FOLDERS / code / "sample.csv"]))[0]
    claims = [name for name, format in formats().items() if format.recognise(document) >= 0.5]
    assert claims == [code]
