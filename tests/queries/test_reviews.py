"""The review as it stands: the contract's document, and what a person without exact figures is told."""

from datetime import date, timedelta

import pytest

from chalkface.core.access import Access
from chalkface.core.disclosure import Count, Hidden
from chalkface.frameworks.judge import review as judged
from chalkface.frameworks.judgements import Judgement
from chalkface.frameworks.load import framework, frameworks
from chalkface.operations.reviews import keep_review, record_judgement
from chalkface.queries.breakdowns import breakdown
from chalkface.queries.figures import published_figures, school_figures
from chalkface.queries.findings import priorities
from chalkface.queries.kept_reviews import compare, kept_review, kept_reviews
from chalkface.queries.reviews import form_lines, review_as_it_stands, review_json, shown
from chalkface.queries.statements import statement_page
from tests.queries.conftest import DAY
from tests.queries.test_impact import a_school, route

pytestmark = pytest.mark.django_db


def test_the_document_has_the_shape_of_the_contract(example):
    document = review_json(Access(example.pk, "operator", DAY), framework="gatsby-2025", on=DAY)
    assert list(document) == ["framework", "on", "benchmarks", "benchmarks_met", "statements_met", "statements_total"]
    assert [one["code"] for one in document["benchmarks"]] == list("12345678")
    assert all(list(one) == ["code", "met_strictly", "met_as_official", "statements"] for one in document["benchmarks"])
    statements = {one["code"]: one for benchmark in document["benchmarks"] for one in benchmark["statements"]}
    figure = school_figures(Access(example.pk, "operator", DAY), on=DAY, indicators=["guidance-by-16"])[0]
    assert statements["8.1"] == {
        "code": "8.1",
        "applies": True,
        "level": "partly",
        "answered_by": "figure",
        "indicator": "guidance-by-16",
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "judged": statements["8.1"]["judged"],
    }
    assert document["statements_total"] == len(statements)


def test_destinations_in_a_review_are_those_of_the_year_before(example):
    operator = Access(example.pk, "operator", DAY)
    review = review_as_it_stands(operator, framework="gatsby-2025", on=DAY)
    last_year = school_figures(operator, on=DAY, year=2024, indicators=["destination-known-at-16"])[0]
    assert review.statement("3.5").count == Count(last_year.numerator, last_year.denominator)


def test_every_edition_can_be_reviewed(example):
    for code in frameworks():
        review = review_as_it_stands(Access(example.pk, "careers_leader", DAY), framework=code, on=DAY)
        assert review.statements_total and review.hidden_statements == 0


def result_of(numbers: dict[str, tuple[int, int]]):
    edition = framework("gatsby-2025")
    said = [Judgement("gatsby-2025", code, DAY, "fully", "leader") for code in edition.statements]
    full = {name: (50, 50) for name in edition.indicators} | numbers
    return judged(edition, low_year=7, high_year=13, figures=full, judgements=said, on=DAY), full


def test_what_is_hidden_is_in_no_sum():
    result, numbers = result_of({"guidance-by-16": (49, 50)})
    counts = {name: Count(*pair) for name, pair in numbers.items()}
    open_review = shown(result, counts)
    hidden_review = shown(result, counts | {"guidance-by-16": Hidden()})
    assert open_review.benchmarks[7].met_strictly is False and hidden_review.benchmarks[7].met_strictly is None
    one = hidden_review.statement("8.1")
    assert (one.level, one.met_strictly, one.met_as_official, one.difference, one.disagreeing) == (
        "hidden",
        None,
        None,
        None,
        0,
    )
    assert hidden_review.statements_total == open_review.statements_total - 1
    assert hidden_review.coverage == Count(open_review.coverage.numerator - 49, open_review.coverage.denominator - 50)
    assert hidden_review.hidden_statements == 1


def test_a_benchmark_is_not_met_when_an_open_statement_says_so_whatever_is_hidden():
    result, numbers = result_of({"guidance-by-16": (49, 50), "guidance-by-18": (20, 50)})
    review = shown(result, {name: Count(*pair) for name, pair in numbers.items()} | {"guidance-by-16": Hidden()})
    assert review.benchmarks[7].met_strictly is False


def test_the_sheet_for_the_official_form_hides_too(school_a):
    lines = form_lines(school_a.access("governor"), framework="gatsby-2025", on=DAY)
    exact = form_lines(school_a.access("careers_leader"), framework="gatsby-2025", on=DAY)
    # Two students are on roll: every figure about them is hidden from a governor.
    assert {line.code: line.sentence for line in lines}["5.1"] == "Hidden: small number."
    assert {line.code: line.denominator for line in exact}["5.1"] == 2
    assert all(line.denominator is None for line in lines)


def test_where_to_look_first_says_the_gap_and_who_is_disadvantaged(example):
    leader = Access(example.pk, "careers_leader", DAY)
    review = review_as_it_stands(leader, framework="gatsby-2025", on=DAY)
    found = priorities(leader, review)
    assert len(found) == 5 and "have the pupil premium" in found[0].sentence
    assert [one.missed for one in found if not one.stands_alone] == sorted(
        (one.missed for one in found if not one.stands_alone), reverse=True
    )
    assert breakdown(leader, indicator=found[0].indicator, on=DAY, year=2024).finding == found[0].sentence
    hidden = breakdown(Access(example.pk, "governor", DAY), indicator="oxbridge-at-18", on=DAY, year=2024)
    assert hidden.total.is_hidden and hidden.finding is None


def test_the_inside_of_the_crossed_table_is_for_who_sees_exact_figures(example):
    inside = breakdown(Access(example.pk, "careers_leader", DAY), indicator="employer-encounter-this-year", on=DAY)
    assert inside.is_crossed and len(inside.years) == 7
    for lines in inside.groups.values():
        for line in lines:
            cells = [cell for cell in line.by_year if cell is not None]
            assert sum(cell.numerator for cell in cells) == line.total.numerator
            assert sum(cell.denominator for cell in cells) == line.total.denominator
    outside = breakdown(Access(example.pk, "governor", DAY), indicator="employer-encounter-this-year", on=DAY)
    assert not outside.is_crossed and all(line.by_year == () for lines in outside.groups.values() for line in lines)


def test_a_kept_review_stays_and_can_be_laid_beside_today(school_a):
    leader = school_a.access("careers_leader")
    number = keep_review(leader, framework="gatsby-2025", title="Before")
    record_judgement(leader, framework="gatsby-2025", statement="1.1", level="fully", voice="leader", evidence="Minutes")
    kept, before = kept_review(leader, number)
    after = review_as_it_stands(leader, framework="gatsby-2025", on=leader.on)
    changes = {change.after.code: change for change in compare(before, after)}
    assert kept.title == "Before" and kept.on == leader.on
    assert (changes["1.1"].before.level, changes["1.1"].after.level, changes["1.1"].way) == ("partly", "fully", "better")
    assert {change.way for code, change in changes.items() if code != "1.1"} == {"same"}
    assert before.statement("5.1").count == after.statement("5.1").count == Count(0, 2)


def test_a_kept_review_hides_small_numbers_as_well(school_a):
    number = keep_review(school_a.access("careers_leader"), framework="gatsby-2025")
    _, exact = kept_review(school_a.access("careers_leader"), number)
    kept, seen = kept_review(school_a.access("governor"), number)
    assert exact.statement("5.1").count.denominator == 2
    assert isinstance(seen.statement("5.1").count, Hidden) and seen.statement("5.1").level == "hidden"
    assert kept.benchmarks_met is None
    assert all(one.statements_met is None for one in kept_reviews(school_a.access("governor")))


def test_an_earlier_edition_is_compared_by_its_mapping(example):
    leader = Access(example.pk, "careers_leader", DAY)
    older = review_as_it_stands(leader, framework="gatsby-2014", on=DAY)
    newer = review_as_it_stands(leader, framework="gatsby-2025", on=DAY)
    changes = compare(older, newer)
    assert {change.after.code for change in changes if change.after} == set(framework("gatsby-2025").statements)
    assert [change for change in changes if change.before is None]
    assert compare(newer, older) == []


def test_a_statement_has_its_voices_evidence_and_origin(school_a):
    page = statement_page(school_a.access("careers_leader"), framework="gatsby-2025", statement="1.1", on=date(2026, 3, 20))
    assert page.voices[0].voice == "leader" and page.voices[0].latest[0].level == "partly"
    assert [file.file_name for file in page.evidence] == ["minutes.pdf"] and page.evidence[0].size == 4
    assert page.earlier[0].framework == "gatsby-2014"
    assert statement_page(school_a.access("careers_leader"), framework="gatsby-2025", statement="9.9", on=DAY) is None


def test_a_review_kept_yesterday_does_not_tell_what_is_hidden_today(db):
    """One leaver took an apprenticeship, five are not known: those known are hidden too, or the one is 100 less the rest."""
    routes = ["apprenticeship"] + ["unknown"] * 5 + ["school_sixth_form"] * 60 + ["further_education"] * 40
    school = a_school(*([route(one)] for one in routes))
    today, yesterday = DAY, DAY - timedelta(days=1)
    number = keep_review(Access(school.pk, "careers_leader", yesterday), framework="gatsby-2025")
    governor = Access(school.pk, "governor", today)
    (known,) = published_figures(governor, on=today, year=2024, indicators=["destination-known-at-16"])
    assert known.is_hidden, "the small-number rule hides it beside the table of routes"
    _, seen = kept_review(governor, number)
    asked = [one for one in seen.statements if one.indicator == "destination-known-at-16" and one.applies]
    assert asked and all(one.is_hidden for one in asked)
    _, exact = kept_review(Access(school.pk, "careers_leader", today), number)
    assert [one.count for one in exact.statements if one.indicator == "destination-known-at-16"] == [Count(101, 106)]
