"""The framework and mapping files that ship with the program."""

import re
from datetime import date
from pathlib import Path

import pytest

from chalkface import indicators
from chalkface.core.errors import Refused
from chalkface.frameworks.load import framework, frameworks
from chalkface.frameworks.mapping import mapping, mappings
from chalkface.frameworks.model import VOICES

CODES = [f"gatsby-{year}{form}" for year in (2014, 2025) for form in ("", "-special", "-college")]

ANSWERS = {
    "gatsby-2014": {
        "labour-market-information-by-14": "2.1",
        "destination-known-at-16": "3.3",
        "destination-known-at-18": "3.4",
        "employer-encounter-this-year": "5.1",
        "workplace-experience-by-16": "6.1",
        "workplace-experience-by-18": "6.2",
        "provider-range-by-16": "7.1",
        "two-higher-education-visits-by-18": "7.2",
        "guidance-by-16": "8.1",
        "guidance-by-18": "8.2",
    },
    "gatsby-2025": {
        "labour-market-information-this-key-stage": "2.1",
        "aspiration-recorded-this-year": "3.3",
        "destination-known-at-16": "3.5",
        "destination-known-at-18": "3.6",
        "subjects-linked-to-careers": "4.1",
        "meaningful-employer-encounter-this-year": "5.1",
        "meaningful-workplace-experiences-by-16": "6.1",
        "meaningful-workplace-experience-by-18": "6.2",
        "full-range-of-providers-by-16": "7.1",
        "two-higher-education-visits-by-18": "7.2",
        "guidance-by-16": "8.1",
        "guidance-by-18": "8.2",
    },
}


def test_the_six_editions_are_there():
    assert set(CODES) <= set(frameworks())


@pytest.mark.parametrize("code", CODES)
def test_each_edition_has_eight_benchmarks_and_says_where_it_comes_from(code):
    edition = framework(code)
    assert [area.code for area in edition.areas] == [str(number) for number in range(1, 9)]
    assert edition.setting == (code.split("-")[2:] or ["school"])[0]
    assert edition.licence and edition.sources and edition.official_form.unconfirmed
    assert all(url.startswith("http") for url in (source.url for source in edition.sources))


@pytest.mark.parametrize("code", CODES)
def test_every_statement_is_a_plain_sentence_with_a_question_for_the_leader_where_a_judgement_answers(code):
    for statement in framework(code).statements.values():
        assert statement.text[0].isupper() and statement.text.endswith("."), statement.code
        assert statement.answered_by == "figure" or statement.question("leader"), statement.code
        assert all(question.endswith("?") for _, question in statement.questions), statement.code
        assert {voice for voice, _ in statement.questions} <= set(VOICES)


@pytest.mark.parametrize("code", CODES)
def test_every_source_is_one_that_a_statement_was_read_from(code):
    edition = framework(code)
    cited = {source for statement in edition.statements.values() for source in statement.sources}
    assert {source.code for source in edition.sources} == cited


@pytest.mark.parametrize("code", CODES)
def test_every_indicator_named_is_one_that_we_define(code):
    folder = Path(indicators.__file__).parent / "definitions"
    defined = {path.stem.replace("_", "-") for path in folder.glob("[!_]*.py")}
    assert set(framework(code).indicators) <= defined


@pytest.mark.parametrize("code", CODES)
def test_no_statement_of_a_benchmark_is_out_of_order(code):
    for area in framework(code).areas:
        numbers = [int(statement.code.split(".")[1]) for statement in area.statements]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize("code", ANSWERS)
def test_each_indicator_answers_its_statement_of_the_school_form(code):
    assert framework(code).indicators == ANSWERS[code]


@pytest.mark.parametrize("code", ANSWERS)
def test_the_specification_and_the_files_name_the_same_indicators(code, shared):
    page = shared / "design" / "indicators.md"
    assert set(framework(code).indicators) == serving(page, code)


def serving(page: Path, code: str) -> set[str]:
    """The indicators whose last column in the specification names the edition, by benchmark number."""
    found = set()
    for row in re.findall(r"^\| (`.*) \|$", page.read_text(encoding="utf-8"), re.MULTILINE):
        cells = row.split(" | ")
        if re.match(rf"(gatsby|{code}) \d", cells[-1]):
            first, *rest = re.findall(r"`([^`]+)`", cells[0])
            found |= {first} | {first.removesuffix("-at-16") + ending for ending in rest}
    return found


def test_a_number_means_the_same_indicator_in_the_forms_of_an_edition():
    for code, answers in ANSWERS.items():
        for form in ("-special", "-college"):
            assert framework(code + form).indicators.items() <= answers.items()


def test_one_edition_is_in_force_at_a_time():
    assert framework("gatsby-2014").in_force(date(2025, 8, 31))
    assert not framework("gatsby-2025").in_force(date(2025, 8, 31))
    assert framework("gatsby-2025").in_force(date(2025, 9, 1))
    assert not framework("gatsby-2014").in_force(date(2025, 9, 1))
    assert framework("gatsby-2014-college").in_force(date(2019, 1, 1))


def test_an_unknown_framework_is_refused_with_the_names_there_are():
    with pytest.raises(Refused, match="no framework called 'gatsby-2030'. There are: .*gatsby-2025"):
        framework("gatsby-2030")


@pytest.mark.parametrize("form", ["", "-special", "-college"])
def test_the_mapping_leads_from_every_old_statement_and_to_every_new_one(form):
    older, newer = f"gatsby-2014{form}", f"gatsby-2025{form}"
    found = mapping(older, newer)
    assert found.code == f"{older}--{newer}" and found.code in mappings()
    assert all(found.onward(code) for code in framework(older).statements)
    assert all(found.back(code) for code in framework(newer).statements)


@pytest.mark.parametrize("code", mappings())
def test_a_statement_called_new_or_dropped_has_no_other_link(code):
    found = mappings()[code]
    for link in found.links:
        if link.relation == "new":
            assert found.back(link.newer) == (link,)
        if link.relation == "dropped":
            assert found.onward(link.older) == (link,)


def test_what_a_statement_says_of_being_new_agrees_with_the_mapping():
    for found in mappings().values():
        for code, statement in framework(found.newer).statements.items():
            is_new = all(link.relation == "new" for link in found.back(code))
            assert not statement.new_in or is_new or statement.code == "3.7", (found.newer, code)


def test_a_mapping_that_is_not_there_is_refused():
    with pytest.raises(Refused, match="Nothing maps 'gatsby-2025' to 'gatsby-2014'. There are mappings: gatsby-2014--"):
        mapping("gatsby-2025", "gatsby-2014")
