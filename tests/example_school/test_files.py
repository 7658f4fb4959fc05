"""The product's own reader takes the example school's files whole, without a refusal or a remark on any row."""

from datetime import date

import pytest

from chalkface.imports.example_school import example_files, example_school
from chalkface.imports.formats.exchange.format import FORMAT
from chalkface.imports.parsed import Options
from chalkface.imports.reading import open_documents


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 9, 1), date(2026, 11, 24)])
def test_every_row_is_accepted(day: date) -> None:
    documents = open_documents(example_files(4, day))
    assert all(FORMAT.recognise(document) > 0.9 for document in documents)
    parsed = FORMAT.read(documents, Options(day))
    assert not parsed.refused and not parsed.unresolved and not parsed.notes
    for stem, rows in example_school(4, day).items():
        if stem not in ("manifest", "school"):
            assert len(parsed.tables[stem]) == len(rows), stem
