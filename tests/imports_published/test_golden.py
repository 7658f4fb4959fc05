"""Each published format reads its sample into exactly the rows that its ``expected.yaml`` holds."""

import dataclasses

import pytest
import yaml

from chalkface.imports.formats import formats
from chalkface.imports.reading import from_paths, open_documents
from tests.imports_pure.golden import FOLDERS, as_data, read_sample

CODES = ("gias", "published_ees", "published_neet", "published_performance")


@pytest.mark.parametrize("code", CODES)
def test_the_sample_is_read_as_expected(code):
    parsed = read_sample(FOLDERS / code / "sample.csv")
    published = [
        {"kind": table.kind, "edition": table.edition, "rows": [dataclasses.asdict(row) for row in table.rows]}
        for table in parsed.published
    ]
    expected = yaml.safe_load((FOLDERS / code / "expected.yaml").read_text(encoding="utf-8"))
    assert as_data(parsed) | {"published": published} == expected["sample.csv"]


@pytest.mark.parametrize("code", CODES)
def test_only_its_own_format_claims_a_sample(code):
    document = open_documents(from_paths([FOLDERS / code / "sample.csv"]))[0]
    claims = [name for name, format in formats().items() if format.recognise(document) >= 0.5]
    assert claims == [code]
