"""The samples of careers leaders' own lists are read exactly as their ``expected.yaml`` says."""

import pytest
import yaml

from tests.imports_pure.golden import FOLDERS, as_data, read_sample, samples

CODES = (
    "activity_tracker",
    "destinations_list",
    "guidance_log",
    "intentions_form",
    "participation_list",
    "risk_facts",
    "strategic_plan",
)


@pytest.mark.parametrize(("code", "sample"), [(code, sample) for code in CODES for sample in samples(code)])
def test_a_sample_is_read_as_expected(code, sample):
    expected = yaml.safe_load((FOLDERS / code / "expected.yaml").read_text(encoding="utf-8"))
    assert sorted(expected) == [path.name for path in samples(code)]
    assert as_data(read_sample(sample)) == expected[sample.name]
