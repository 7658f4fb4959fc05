"""The samples of the exchange format, student lists, OneRoster and CTF are read exactly as their ``expected.yaml`` says."""

import pytest
import yaml

from chalkface.imports.formats import formats
from tests.imports_pure.golden import FOLDERS, as_data, read_sample, samples

CODES = ("ctf", "exchange", "oneroster", "student_list")


@pytest.mark.parametrize(("code", "sample"), [(code, sample) for code in CODES for sample in samples(code)],
                         ids=lambda value: getattr(value, "name", value))
def test_a_sample_is_read_as_expected(code, sample):
    expected = yaml.safe_load((FOLDERS / code / "expected.yaml").read_text(encoding="utf-8"))
    assert as_data(read_sample(sample)) == expected[sample.name]


@pytest.mark.parametrize("code", CODES)
def test_every_sample_is_expected(code):
    expected = yaml.safe_load((FOLDERS / code / "expected.yaml").read_text(encoding="utf-8"))
    assert sorted(expected) == [sample.name for sample in samples(code)]


@pytest.mark.parametrize("code", sorted(formats()))
def test_every_format_has_a_sample_and_describes_its_columns(code):
    format = formats()[code]
    assert format.code == code
    assert format.title
    assert samples(code), f"{code} has no sample"
    assert (FOLDERS / code / "expected.yaml").is_file()
    assert any(format.columns.values())
