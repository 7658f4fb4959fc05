"""A framework file is read whole or refused with file, line and reason."""

from datetime import date
from fractions import Fraction

import pytest

from chalkface.frameworks.load import load_framework
from chalkface.frameworks.nodes import BrokenContent
from tests.frameworks.examples import TEXT, line_of, small, write

KNOWN = {"guidance-by-16", "guidance-by-18", "subjects-linked-to-careers"}
JUDGED = "        answered_by: judgement\n"
TWICE = "indicator: guidance-by-16\n        unit: students\n        year_groups: [13]"
UNCONFIRMED = "  unconfirmed: Invented.\n"

# (what stands in the file, what is put in its place, a piece on the line that is named, the reason)
BROKEN = [
    ("title: The Small", "titel: The Small", "titel", "unknown key 'titel' in framework"),
    ("licence: Free.\n", "", "code: small", "framework lacks the key 'licence'"),
    ("licence: Free.", "licence: Free.\nlicence: Not.", "licence: Not", "key 'licence' is written twice in framework"),
    ("licence: Free.", "licence: ' '", "licence", "licence is empty"),
    ("licence: Free.", "licence: [Free]", "licence", r"licence must be text"),
    ("licence: Free.", "licence: !own Free", "licence", "licence must be text"),
    ('published_on: "2030"', "published_on: 2030", "published_on", r"published_on must be text \(a code or a number needs"),
    ("setting: school", "setting: nursery", "setting", "setting 'nursery' is not one of school, special, college"),
    ("code: small-2030", "code: other-2030", "code: other", "code 'other-2030' is not the name of the file"),
    ("from: 2030-09-01", "from: 2030-02-31", "from: 2030", "from must be a date such as 2025-09-01"),
    ("from: 2030-09-01", "from: soon", "from: soon", "from must be a date such as 2025-09-01"),
    ("until: 2031-08-31", "until: 2030-08-31", "until", "in force until a day before it begins"),
    ('almost_all: "0.91"', 'almost_all: "much"', "almost_all", 'almost_all must be a share in quotes, such as "0.91"'),
    ('almost_all: "0.91"', 'almost_all: "1/0"', "almost_all", 'almost_all must be a share in quotes, such as "0.91"'),
    ('almost_all: "0.91"', 'almost_all: "1.2"', "almost_all", "almost_all must be above 0 and at most 1"),
    ("{from: 1, words", "{from: 2, words", "{from: 2, words", "bands must begin at 1 and rise"),
    ("{from: 1, words", "{from: true, words", "{from: true, words", "from must be a whole number"),
    ("{from: 91, words", "{from: 51, words", "{from: 1, words", "bands must begin at 1 and rise"),
    ("{from: 91, words", "{from: 100, words", "{from: 1, words", "bands must begin at 1 and rise, none above 99"),
    ('url: "https://example', 'url: "example', "{code: page", "is not a web address"),
    ("areas:\n", "areas: 3\nnotes:\n", "areas: 3", "areas must be a list with something in it"),
    ("    notes:\n      - A note.\n", "    notes: []\n", "notes: []", "notes must be a list with something in it"),
    ("      - A note.\n", "      - {a: note}\n", "{a: note}", "notes must be text"),
    ("{code: page, url", "page, {code: page, url", "page, {", "not YAML"),
    (UNCONFIRMED, UNCONFIRMED + "\tx", "\tx", "not YAML"),
    (JUDGED, "", 'code: "1.1"', "statements lacks the key 'answered_by'"),
    (JUDGED, "        answered_by: guess\n", "answered_by: guess", "'guess' is not one of figure, judgement, both"),
    (JUDGED, "        answered_by: figure\n", "answered_by: figure", "answered by figure, but no indicator is named"),
    (JUDGED, JUDGED + "        indicator: guidance-by-14\n", "indicator: g", "so no indicator may be named"),
    ("indicator: guidance-by-16", "indicator: guidance-by-6", "guidance-by-6", "unknown indicator 'guidance-by-6'"),
    ("indicator: guidance-by-18", "indicator: guidance-by-16", TWICE, "indicator 'guidance-by-16' is there twice"),
    ("by-16\n        unit: students", "by-16\n        unit: institution", "institution\n        year", "not the institution"),
    ('code: "2.2"', 'code: "2.1"', 'code: "2.1"\n        text: Every subject', "code '2.1' is there twice"),
    ('code: "2.2"', "code: 2.2", "code: 2.2", "code must be text"),
    ('code: "2.2"', 'code: "3.2"', 'code: "3.2"', "code '3.2' does not begin with the code of its area, '2'"),
    ('- code: "3"\n', '- code: "2"\n', '  - code: "2"\n    title: By 18', "code '3.1' does not begin"),
    ("unit: institution", "unit: lessons", "unit: lessons", "unit 'lessons' is not one of institution, students"),
    ("year_groups: [11]", "year_groups: [14]", "[14]", "Year 14 is not one of Years 7 to 13"),
    ("year_groups: [11]", "year_groups: [11, 11]", "[11, 11]", "year_groups 11 is there twice"),
    ("leader: Where", "neighbour: Where", "neighbour", "unknown key 'neighbour' in questions"),
    ("sources: [page]\n        questions", "sources: [book]\n        questions", "[book]", "'book' is not one of page"),
]


@pytest.mark.parametrize(("old", "new", "piece", "reason"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_names_the_line_and_the_reason(tmp_path, old, new, piece, reason):
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    path = write(tmp_path, text)
    with pytest.raises(BrokenContent, match=reason) as caught:
        load_framework(path, KNOWN)
    if "does not begin" not in reason or "3.1" not in reason:
        assert caught.value.line == line_of(text, piece)
    assert str(caught.value) == f"{path}:{caught.value.line}: {caught.value.reason}"


def test_two_areas_may_not_share_a_code(tmp_path):
    text = TEXT.replace('- code: "3"\n', '- code: "2"\n').replace('code: "3.1"', 'code: "2.3"')
    with pytest.raises(BrokenContent, match="code '2' is there twice"):
        load_framework(write(tmp_path, text))


def test_two_sources_may_not_share_a_code(tmp_path):
    source = '  - {code: page, url: "https://example.org/page"}\n'
    with pytest.raises(BrokenContent, match="code 'page' is there twice"):
        load_framework(write(tmp_path, TEXT.replace(source, source * 2)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty; a framework was expected"),
        (b"# only a remark\n", "the file is empty"),
        (b"code: caf\xe9\n", "not UTF-8 text"),
        (b"code: bell \x07\n", "not YAML"),
        (b"- code\n", "framework must be a mapping of keys to values"),
        (b"a: 1\n--- \nb: 2\n", "not YAML"),
    ],
)
def test_a_file_that_is_no_framework_at_all(tmp_path, content, reason):
    path = tmp_path / "small-2030.yaml"
    path.write_bytes(content)
    with pytest.raises(BrokenContent, match=reason):
        load_framework(path)


def test_a_whole_file_is_read(tmp_path):
    found = small(tmp_path)
    assert (found.code, found.in_force_from, found.in_force_until) == ("small-2030", date(2030, 9, 1), date(2031, 8, 31))
    assert found.official_form.almost_all == Fraction(91, 100)
    assert list(found.statements) == ["1.1", "2.1", "2.2", "3.1"]
    assert found.areas[0].notes == ("A note.",)
    plan, guidance = found.statements["1.1"], found.statements["2.1"]
    assert plan.question("leader") == "Where is it?" and plan.question("parent") is None
    assert (plan.indicator, plan.year_groups) == (None, ())
    assert (guidance.indicator, guidance.year_groups, guidance.sources) == ("guidance-by-16", (11,), ("page",))


def test_what_may_be_left_out(tmp_path):
    text = TEXT.replace("in_force:\n  from: 2030-09-01\n  until: 2031-08-31\n", "")
    found = load_framework(write(tmp_path, text))
    assert found.in_force_from is None and found.in_force(date(1990, 1, 1))


@pytest.mark.parametrize(
    ("low", "high", "applies"),
    [(7, 11, True), (11, 18, True), (7, 9, False), (12, 13, False), (None, None, True), (None, 10, False), (12, None, False)],
)
def test_a_statement_applies_where_the_school_has_one_of_its_year_groups(tmp_path, low, high, applies):
    found = small(tmp_path)
    assert found.statements["2.1"].applies_to(low, high) is applies
    assert found.statements["1.1"].applies_to(low, high)
