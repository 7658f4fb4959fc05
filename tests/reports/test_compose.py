"""The paper gathered from a school: the same whoever makes it, no small number, no name, and asks from the weakest findings."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.disclosure import HIDDEN, Count, Hidden, is_small
from chalkface.core.errors import NotAllowed, Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.reviews import keep_review
from chalkface.queries import figures as exit_of_figures
from chalkface.queries.figures import published_figures
from chalkface.queries.impact import impact
from chalkface.records.models import Destination, DestinationTotal, ImportBatch, Objective, School, Student
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.reports import make_report
from chalkface.reports.governor_paper import compose as governor_paper
from chalkface.reports.governor_paper.asks import _ask_words, decisions
from chalkface.reports.governor_paper.compose import compose
from chalkface.reports.governor_paper.law import duty_sentence, is_met
from chalkface.reports.governor_paper.telling import tell
from tests.queries.conftest import DAY
from tests.queries.test_impact import a_school, route

pytestmark = pytest.mark.django_db


def access_of(school: School, role: str = "careers_leader", on: date = DAY) -> Access:
    return Access(school.pk, role, on)


def numbers_in(thing) -> list[Count | Hidden]:
    """Every count or hidden figure anywhere in the paper."""
    if isinstance(thing, Count | Hidden):
        return [thing]
    if isinstance(thing, tuple):
        return [found for part in thing for found in numbers_in(part)]
    if hasattr(thing, "__dataclass_fields__"):
        return [found for name in thing.__dataclass_fields__ for found in numbers_in(getattr(thing, name))]
    return []


def test_it_says_the_same_whoever_makes_it(example):
    papers = {
        role: compose(access_of(example, role), DAY) for role in MEMBER_ROLES if access_of(example, role).may("write_paper")
    }
    assert {"careers_leader", "governor", "senior_leader"} <= set(papers)
    assert len(set(map(repr, papers.values()))) == 1
    for role in set(MEMBER_ROLES) - set(papers):
        with pytest.raises(NotAllowed):
            compose(access_of(example, role), DAY)


def test_no_figure_in_it_is_small_and_nobody_is_named(example):
    paper = compose(access_of(example), DAY)
    numbers = numbers_in(paper)
    assert len(numbers) > 50 and any(isinstance(one, Hidden) for one in numbers)
    assert not [one for one in numbers if isinstance(one, Count) and is_small(one, example.threshold)]
    with across_schools("a test"):
        surnames = set(Student.objects.filter(school=example).values_list("legal_surname", flat=True))
    text = make_report(access_of(example), "governor-paper", "html", on=DAY).decode()
    assert not [name for name in surnames if name and f" {name}" in text and len(name) > 6]


def test_negative_control_with_the_exit_open_small_figures_are_in_it(example, monkeypatch):
    def everything(school, *, on, year):
        exact = exit_of_figures.school_figures(
            Access(school.pk, "operator", on), on=on, year=year, by=("pupil_premium", "sen", "looked_after")
        )
        found = {}
        for one in exact:
            found.setdefault(one.indicator, {})[frozenset(one.group.items())] = Count(one.numerator, one.denominator)
        return found

    monkeypatch.setattr(exit_of_figures, "published_tables", everything)
    numbers = numbers_in(compose(access_of(example), DAY))
    assert [one for one in numbers if isinstance(one, Count) and one.denominator and is_small(one, example.threshold)]


def test_the_asks_are_the_weakest_benchmarks_first_and_whole_sentences(example):
    paper = compose(access_of(example), DAY)
    shares = {one.number: one.statements_met / one.statements_total for one in paper.benchmarks if one.statements_total}
    asked = [one.finding.split("benchmark ")[1].split()[0] for one in paper.asks]
    assert [shares[number] for number in asked] == sorted(shares[number] for number in asked)
    assert len(asked) == sum(one.status != "met" and one.statements_total > 0 for one in paper.benchmarks)
    for one in paper.asks:
        assert one.ask.endswith(".") and one.finding.endswith(".") and one.ask[0].isupper()


def test_what_the_law_asks_and_what_waits_for_approval_stands_before_the_weakest_findings(example):
    paper = compose(access_of(example), DAY)
    assert [one.ask.split()[0] for one in paper.decisions][:1] == ["Ask"]
    told = tell(paper)
    assert told.asks[0] == (paper.decisions[0].ask, paper.decisions[0].finding) and "Year 9" in told.asks[0][1]
    assert told.asks[len(paper.decisions)][1] == paper.asks[0].finding
    done = tuple(replace(one, met=Count(180, 180)) for one in paper.provider_access)
    assert "legal duty" not in " ".join(told.reached)
    assert tell(replace(paper, provider_access=done)).reached[0] == duty_sentence(done)
    assert decisions(done, statement_on=DAY, plan_version="", plan_waits=False, on=DAY) == ()
    assert len(decisions(done, statement_on=DAY - timedelta(days=400), plan_version="So.", plan_waits=True, on=DAY)) == 2
    assert duty_sentence(done).endswith("all Year 9 students and Year 11 students have had both occasions.")
    # What is hidden is taken neither for met nor for missing.
    hidden = tuple(replace(one, met=HIDDEN) for one in done)
    assert "of Year 9 students and Year 11 students it cannot be told how many have had both" in duty_sentence(hidden)
    half = duty_sentence((hidden[0], done[1]))
    assert "not complete" not in half and half.endswith("Of Year 9 students it cannot be told.")
    assert not is_met(hidden) and len(decisions(hidden, statement_on=DAY, plan_version="", plan_waits=False, on=DAY)) == 1
    # A sixth form alone has no phase in which students must attend.
    assert duty_sentence(()) == duty_sentence(done[2:]) == "" and not is_met(done[2:])
    assert decisions(done[2:], statement_on=DAY, plan_version="", plan_waits=False, on=DAY) == ()
    assert tell(replace(paper, provider_access=done[2:])).reached == tell(paper).reached


def test_there_is_an_ask_for_every_benchmark_and_every_indicator_that_answers_one():
    for framework in frameworks().values():
        assert set(framework.indicators) <= set(_ask_words()["indicators"]), framework.code
        assert {area.code for area in framework.areas} <= set(_ask_words()["benchmarks"]), framework.code


def test_what_was_missed_is_the_largest_first_with_its_groups(example):
    paper = compose(access_of(example), DAY)
    gaps = [one.figure.denominator - one.figure.numerator for one in paper.missed]
    assert gaps == sorted(gaps, reverse=True) and gaps[0] > 100
    assert {label for one in paper.missed for label, _ in one.groups} == {"Pupil premium", "SEND", "Looked after"}


def test_a_kept_review_is_what_it_is_compared_with(example):
    earlier = DAY - timedelta(days=90)
    assert compose(access_of(example), DAY).previous_on is None
    keep_review(access_of(example, "operator", earlier), framework=example.framework)
    keep_review(access_of(example, "operator", DAY), framework=example.framework)
    paper = compose(access_of(example), DAY)
    assert paper.previous_on == earlier and all(one.before for one in paper.benchmarks)
    assert paper.changes and all(one.before != one.now or one.before.endswith("%") for one in paper.changes)
    assert {one.better for one in paper.changes} <= {True, False}


def test_what_moved_is_what_the_page_on_impact_tells_governors(example):
    access = access_of(example, "governor")
    shown = {
        (one.measure.title, 11 if stage.stage.code == 16 else 13): one
        for stage in impact(access, on=DAY).stages for one in stage.measures
    }  # fmt: skip
    for told in compose(access_of(example), DAY).routes:
        one = shown[told.title, int(told.after.removeprefix("Year "))]
        assert told.moved == (one.trend if one.has_moved else "")


def test_the_routes_are_over_years_and_the_duty_is_by_phase(example):
    paper = compose(access_of(example), DAY)
    assert [(one.title, one.after) for one in paper.routes] == [
        ("Level 3 programme", "Year 11"),
        ("Apprenticeship", "Year 11"),
        ("Apprenticeship", "Year 13"),
        ("Higher education", "Year 13"),
    ]
    assert all([year.label for year in one.years] == sorted(year.label for year in one.years) for one in paper.routes)
    assert [one.phase for one in paper.provider_access] == [1, 2, 3]
    with writing("a test"):
        School.objects.filter(pk=example.pk).update(high_year=11)
    assert [one.phase for one in compose(access_of(example), DAY).provider_access] == [1, 2]


def test_pupils_are_called_pupils_where_the_school_says_so(example):
    with writing("a test"):
        School.objects.filter(pk=example.pk).update(says_pupil=True)
    paper = compose(access_of(example), DAY)
    assert all("student" not in one.among for one in (*paper.missed, *paper.coverage))


def test_a_school_with_nothing_in_it_still_has_its_paper(db, school_a):
    with writing("a test"), across_schools("a test"):
        DestinationTotal.objects.all().delete()
    paper = compose(school_a.access("governor"), DAY)
    assert paper.routes == () and paper.sources == () and paper.previous_on == date(2025, 12, 1)
    pages = PdfReader(BytesIO(make_report(school_a.access("governor"), "governor-paper", "pdf", on=DAY))).pages
    assert len(pages) <= 2
    assert "zqastudent" not in "".join(page.extract_text() for page in pages)


def test_the_whole_paper_of_a_real_size_is_two_pages(example):
    content = make_report(access_of(example), "governor-paper", ".PDF", on=DAY)
    assert len(PdfReader(BytesIO(content)).pages) == 2


def test_an_objective_whose_title_counts_very_few_students_keeps_the_paper_back(school_a, monkeypatch):
    leader = school_a.access("careers_leader")
    with writing("a test's own setting"), open_scope(leader):
        Objective.objects.filter(pk=school_a.rows["objective"].pk).update(title="A placement for our two looked-after pupils")
    with pytest.raises(Refused, match="in an objective: two looked-after pupils"):
        compose(leader, leader.on)
    monkeypatch.setattr(governor_paper, "refuse_few", lambda *_: None)
    assert "two looked-after" in str(compose(leader, leader.on).objectives)


def test_an_unknown_name_or_ending_is_refused_before_anything_is_counted(example, django_assert_num_queries):
    with django_assert_num_queries(0):
        with pytest.raises(Refused, match="There is no report called gossip"):
            make_report(access_of(example), "gossip", "pdf", on=DAY)
        with pytest.raises(Refused, match="pdf, docx, pptx, html"):
            make_report(access_of(example), "governor-paper", "exe", on=DAY)


def test_the_paper_does_not_say_how_many_rows_an_import_brought(db):
    """The rows of the one list of destinations would be the number of leavers who are known, which is hidden."""
    school = a_school(*([route("school_sixth_form")] for _ in range(104)), [], [])
    with writing("a test"), across_schools("a test"):
        when = datetime(2025, 10, 2, 9, tzinfo=UTC)
        came = {"received_on": when.date(), "received_at": when, "committed_at": when}
        batch = ImportBatch.objects.create(school=school, state="committed", format="destinations_list", **came)
        Destination.objects.filter(school=school).update(batch=batch)
    paper = compose(access_of(school, "governor"), DAY)
    assert [(one.what, one.imported_on) for one in paper.sources] == [("Destinations of leavers", when.date())]
    (known,) = published_figures(access_of(school, "governor"), on=DAY, year=2024, indicators=["destination-known-at-16"])
    assert known.is_hidden
    assert "104" not in repr(paper) and "104" not in repr(tell(paper))
