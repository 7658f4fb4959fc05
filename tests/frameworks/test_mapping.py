"""A mapping file is whole: every statement of both editions, no pair twice, no code that does not exist."""

import pytest

from chalkface.frameworks.load import load_framework
from chalkface.frameworks.mapping import Link, load_mapping
from chalkface.frameworks.nodes import BrokenContent
from tests.frameworks.examples import TEXT, line_of, write

MAPPING = """\
older: small-2030
newer: small-2040
links:
  - {relation: same, older: "1.1", newer: "1.1"}
  - {relation: dropped, older: "2.1", note: No longer asked.}
  - {relation: new, newer: "2.1"}
  - {relation: split, older: "2.2", newer: "2.2"}
  - {relation: split, older: "2.2", newer: "3.1"}
  - {relation: widened, older: "3.1", newer: "3.1"}
"""

BROKEN = [
    ("older: small-2030", "older: small-2020", "older: small-2020", "older 'small-2020' is not one of small-2030, small-2040"),
    ("newer: small-2040", "newer: small-2030", "older: small", "are not the name of the file"),
    ("relation: same", "relation: alike", "relation: alike", "relation 'alike' is not one of same, widened, split"),
    ("relation: same, older", "relation: new, older", "relation: new, older", "relation 'new' needs newer, and no other"),
    ("relation: new, newer", "relation: dropped, newer", "dropped, newer", "relation 'dropped' needs older, and no other"),
    ("relation: new, newer", "relation: same, newer", "same, newer", "relation 'same' needs newer and older"),
    ('older: "1.1"', 'older: "1.7"', 'older: "1.7"', "small-2030 has no statement '1.7'"),
    ('{relation: new, newer: "2.1"}', '{relation: new, newer: "9.1"}', "9.1", "small-2040 has no statement '9.1'"),
    ('  - {relation: new, newer: "2.1"}\n', "", "- {relation: same", "statement '2.1' of small-2040 is not mentioned"),
    ('  - {relation: dropped, older: "2.1", note: No longer asked.}\n', "", "- {relation: same", "'2.1' of small-2030 is not"),
    ('split, older: "2.2", newer: "3.1"', 'same, older: "2.2", newer: "2.2"', 'same, older: "2.2"', "there twice"),
]


@pytest.fixture
def known(tmp_path):
    older = load_framework(write(tmp_path))
    newer = load_framework(write(tmp_path, TEXT.replace("small-2030", "small-2040"), "small-2040"))
    return {one.code: one for one in (older, newer)}


def test_a_whole_mapping_is_read(tmp_path, known):
    found = load_mapping(write(tmp_path, MAPPING, "small-2030--small-2040"), known)
    assert found.onward("2.1") == (Link("dropped", "2.1", None, "No longer asked."),)
    assert [link.newer for link in found.onward("2.2")] == ["2.2", "3.1"]
    assert [link.older for link in found.back("3.1")] == ["2.2", "3.1"]
    assert found.back("2.1") == (Link("new", None, "2.1"),)


@pytest.mark.parametrize(("old", "new", "piece", "reason"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_mapping_names_the_line_and_the_reason(tmp_path, known, old, new, piece, reason):
    assert old in MAPPING
    text = MAPPING.replace(old, new, 1)
    path = write(tmp_path, text, "small-2030--small-2040")
    with pytest.raises(BrokenContent, match=reason) as caught:
        load_mapping(path, known)
    assert caught.value.line == line_of(text, piece)
