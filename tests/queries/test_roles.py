"""The matrix and what is wrong with it: each fault is planted and found, and there is silence without it."""

from datetime import date

import pytest

from chalkface.operations.roles import check_duty, end_post, set_responsibilities, write_post
from chalkface.queries.duties import duties, duties_sentence, duty_figures
from chalkface.queries.post_page import post_page
from chalkface.queries.raci import ABOUT, raci, thing
from chalkface.queries.role_gaps import MOST, WEEKS, gaps, hours_sentence, matrix_sentences, whole_matrix
from chalkface.queries.roles import account_options, posts_cards, responsibilities_of
from chalkface.records.models import Activity, ActivityPlan, Objective, Responsibility, School
from chalkface.records.tenancy import across_schools, open_scope, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(school_a):
    """The careers leader, at a school where nobody has a part in anything yet."""
    with writing("a test"), across_schools("a test"):
        Responsibility.objects.filter(school=school_a.school).delete()
        Objective.objects.filter(school=school_a.school).update(post=None)
        ActivityPlan.objects.filter(school=school_a.school).update(post=None)
    return school_a.access("careers_leader")


def found(access, kind: str, about: str = ""):
    with open_scope(access):
        return {gap.code or gap.post_id for gap in gaps(access) if gap.kind == kind and about in ("", gap.about)}


def letters_of(access, about: str, code: str):
    with open_scope(access):
        return [(part.title, part.letter, part.because) for part in responsibilities_of(about, code)]


def activity(school_a, starts_on: date, **plan) -> int:
    with writing("a test"), across_schools("a test"):
        row = Activity.objects.create(
            school=school_a.school, key=f"t{starts_on}", title="Visit", kind="workplace_experience", starts_on=starts_on
        )
        ActivityPlan.objects.create(school=school_a.school, activity=row, **plan)
        return row.pk


def test_a_duty_without_anybody_is_a_gap_until_somebody_has_it(leader):
    one, two = write_post(leader, title="One"), write_post(leader, title="Two")
    assert "SG-11" in found(leader, "no_accountable") and "SG-11" in found(leader, "nobody_does")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A"})
    assert "SG-11" not in found(leader, "no_accountable") and "SG-11" in found(leader, "nobody_does")
    set_responsibilities(leader, about="duty", code="SG-11", letters={two: "R"})
    assert "SG-11" not in found(leader, "nobody_does")


def test_statements_and_objectives_have_gaps_too(leader, school_a):
    objective = str(school_a.rows["objective"].pk)
    assert "gatsby-2025:5.1" in found(leader, "no_accountable", "statement")
    assert objective in found(leader, "no_accountable", "objective")
    one = write_post(leader, title="One")
    set_responsibilities(leader, about="objective", code=objective, letters={one: "A"})
    set_responsibilities(leader, about="statement", code="gatsby-2025:5.1", letters={one: "A"})
    assert objective not in found(leader, "no_accountable")
    assert "gatsby-2025:5.1" not in found(leader, "no_accountable", "statement")


def test_who_keeps_a_duty_owns_an_objective_or_runs_an_activity_has_a_letter_already(leader, school_a):
    one = write_post(leader, title="One")
    check_duty(leader, duty="SG-11", status="doing", post_id=one)
    run = activity(school_a, date(2026, 5, 1), post_id=one)
    with writing("a test"), across_schools("a test"):
        Objective.objects.filter(pk=school_a.rows["objective"].pk).update(post_id=one)
    assert letters_of(leader, "duty", "SG-11") == [("One", "A", "keeps it in order")]
    assert letters_of(leader, "objective", str(school_a.rows["objective"].pk)) == [("One", "A", "owns it")]
    assert letters_of(leader, "activity", str(run)) == [("One", "R", "runs it")]
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "C"})
    assert letters_of(leader, "duty", "SG-11") == [("One", "C", "")]  # a letter given by hand comes first


def test_an_owner_and_somebody_else_who_answers_is_said(leader):
    one, two = write_post(leader, title="One"), write_post(leader, title="Two")
    check_duty(leader, duty="SG-11", status="doing", post_id=one)
    assert not found(leader, "two_accountable")
    set_responsibilities(leader, about="duty", code="SG-11", letters={two: "A"})
    assert found(leader, "two_accountable") == {"SG-11"}


def test_an_activity_to_come_that_nobody_does_is_a_gap_and_one_gone_by_is_not(leader, school_a):
    ahead, gone = activity(school_a, date(2026, 5, 1)), activity(school_a, date(2026, 3, 19))
    off = activity(school_a, date(2026, 5, 2), cancelled_on=date(2026, 3, 1))
    assert str(ahead) in found(leader, "nobody_does", "activity")
    assert {str(gone), str(off)}.isdisjoint(found(leader, "nobody_does", "activity"))
    one = write_post(leader, title="One")
    set_responsibilities(leader, about="activity", code=str(ahead), letters={one: "R"})
    assert str(ahead) not in found(leader, "nobody_does", "activity")


def test_an_ended_post_has_no_letter_any_more(leader):
    one = write_post(leader, title="One")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A"})
    end_post(leader, post_id=one, ended_on=leader.on, edition=0)
    assert letters_of(leader, "duty", "SG-11") == [] and "SG-11" in found(leader, "no_accountable")


def test_a_vacant_post_that_holds_something_is_a_gap(leader):
    one, two = write_post(leader, title="One"), write_post(leader, title="Two", holder="M. Quayle")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "I", two: "A"})
    assert not found(leader, "vacant")  # to be told of something is nothing to hold
    set_responsibilities(leader, about="duty", code="SG-12", letters={one: "R"})
    assert found(leader, "vacant") == {one}


def test_a_post_with_too_much_is_a_gap(leader):
    one = write_post(leader, title="One", holder="M. Quayle")
    codes = [f"SG-{number:02d}" for number in range(1, MOST + 2)]
    for code in codes[:-1]:
        set_responsibilities(leader, about="duty", code=code, letters={one: "A"})
    assert not found(leader, "overload")
    set_responsibilities(leader, about="duty", code=codes[-1], letters={one: "R"})
    assert found(leader, "overload") == {one}


def test_activities_that_need_more_time_than_a_post_is_given_are_a_gap(leader, school_a):
    one = write_post(leader, title="One", holder="M. Quayle", minutes_a_week=60)
    two = write_post(leader, title="Two", holder="T. Drury", minutes_a_week=60)
    run = activity(school_a, date(2026, 5, 1), post_id=one, staff_minutes=60 * WEEKS)
    activity(school_a, date(2025, 5, 1), post_id=one, staff_minutes=60 * WEEKS)  # of another year
    assert not found(leader, "hours")
    activity(school_a, date(2026, 5, 8), post_id=one, staff_minutes=1)
    assert found(leader, "hours") == {one}
    set_responsibilities(leader, about="activity", code=str(run), letters={two: "R"})  # shared alike
    assert not found(leader, "hours")


def test_the_hours_are_said_with_what_is_given(leader, school_a):
    one = write_post(leader, title="One", holder="M. Quayle", minutes_a_week=60)
    activity(school_a, date(2026, 5, 1), post_id=one, staff_minutes=90)
    with open_scope(leader):
        (load,) = [load for load in whole_matrix(leader).loads if load.post.id == one]
    assert hours_sentence(load) == "this year’s activities need 1.5 hours; 1 hour a week is 39 hours in 39 weeks."


def test_the_matrix_is_told_in_sentences(leader):
    one = write_post(leader, title="One", holder="M. Quayle")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A"})
    with open_scope(leader):
        said = [gap.sentence for gap in matrix_sentences(whole_matrix(leader), leader)]
    assert said[0] == "Nobody answers for 20 of 22 duties; nobody is named to do the work of 22 of them."


def test_what_is_wrong_with_posts_comes_the_worst_first(leader, school_a):
    little = write_post(leader, title="A little", holder="M. Quayle", minutes_a_week=60)
    much = write_post(leader, title="Much", holder="T. Drury", minutes_a_week=60)
    vacant = write_post(leader, title="Vacant")
    activity(school_a, date(2026, 5, 1), post_id=little, staff_minutes=60 * WEEKS + 1)
    activity(school_a, date(2026, 5, 8), post_id=much, staff_minutes=70 * WEEKS)
    activity(school_a, date(2026, 5, 9), post_id=vacant, staff_minutes=1)
    with open_scope(leader):
        told = [(gap.kind, gap.post_id) for gap in matrix_sentences(whole_matrix(leader), leader) if gap.post_id]
    assert told == [("vacant", vacant), ("hours", much), ("hours", little)]


def test_the_matrix_holds_what_there_is_on_the_day(leader, school_a):
    with open_scope(leader):
        lines = {about: [line.thing.code for line in raci(leader, about).lines] for about in ABOUT}
        assert thing(leader, "statement", "gatsby-2025:9.9") is None and thing(leader, "weather", "1") is None
    assert "SG-22" not in lines["duty"] and len(lines["duty"]) == 22
    assert lines["objective"] == [str(school_a.rows["objective"].pk)]
    assert lines["activity"] == [str(school_a.rows["activity"].pk)]
    with writing("a test"), across_schools("a test"):
        School.objects.filter(pk=school_a.school.pk).update(high_year=11)
    with open_scope(leader):
        codes = [line.thing.code for line in raci(leader, "statement").lines]
    assert "gatsby-2025:8.1" in codes and "gatsby-2025:8.2" not in codes  # nobody in Year 13


def test_activities_come_a_page_at_a_time(leader, school_a):
    for number in range(1, 29):
        activity(school_a, date(2026, 4, number))
        activity(school_a, date(2026, 5, number))
    with open_scope(leader):
        first, second, beyond = (raci(leader, "activity", page=page) for page in (1, 2, 99))
    assert (len(first.lines), first.pages, first.total, len(second.lines)) == (40, 2, 57, 17)
    assert beyond.page == 2


def test_a_post_page_gathers_everything_of_one_post_and_nothing_of_another(leader, school_a):
    one, two = write_post(leader, title="One"), write_post(leader, title="Two")
    set_responsibilities(leader, about="duty", code="SG-11", letters={one: "A", two: "R"})
    set_responsibilities(leader, about="statement", code="gatsby-2025:5.1", letters={one: "C"})
    with open_scope(leader):
        page, other = post_page(leader, one), post_page(leader, school_a.rows["post"].pk)
        assert post_page(leader, 0) is None
    assert [one.thing.code for one in page.with_letter("A")] == ["SG-11"]
    assert [title for title, _ in page.held] == ["Duties", "Statements"]
    assert [action.id for action in other.actions] == [school_a.rows["action"].pk] and not page.actions
    assert [ask.id for ask in other.asks] == [school_a.rows["ask"].pk] and not page.asks


def test_posts_and_things_of_the_other_school_are_not_there(leader, school_b):
    with open_scope(leader):
        assert school_b.rows["post"].pk not in {card.id for card in posts_cards(leader, with_ended=True)}
        assert thing(leader, "objective", str(school_b.rows["objective"].pk)) is None
        assert post_page(leader, school_b.rows["post"].pk) is None


def test_only_who_may_see_people_is_offered_accounts(school_a):
    for role, offered in (("careers_leader", True), ("senior_leader", False), ("governor", False)):
        access = school_a.access(role)
        with open_scope(access):
            assert bool(account_options(access)) is offered


def test_duties_stand_as_they_were_checked(leader):
    check_duty(leader, duty="SG-08", status="done", evidence="Seen", next_check_on=date(2026, 9, 1))
    check_duty(leader, duty="SG-11", status="done", next_check_on=date(2026, 3, 11))
    with open_scope(leader):
        shown = duties(leader)
    by_code = {one.duty.code: one for one in shown}
    assert by_code["SG-11"].without_evidence and by_code["SG-11"].overdue
    assert by_code["SG-11"].next_words == "9 days late: 11 March 2026"
    assert not by_code["SG-08"].without_evidence and not by_code["SG-08"].overdue
    assert by_code["SG-12"].status == "to_do" and by_code["SG-12"].next_words == "no day set"
    assert duties_sentence(shown) == (
        "2 of 22 duties are done; 1 of them has nothing to show it; 1 check is late; "
        "the date that the website names passes on 1 September 2026."
    )


def test_a_check_due_today_is_not_late(leader):
    check_duty(leader, duty="SG-11", status="doing", next_check_on=leader.on)
    with open_scope(leader):
        assert not {one.duty.code: one for one in duties(leader)}["SG-11"].overdue


def test_figures_of_a_duty_are_exact_only_for_who_may_see_them(school_a):
    for role, hidden in (("careers_leader", False), ("governor", True), ("tutor", True)):
        access = school_a.access(role)
        with open_scope(access):
            (one,) = duty_figures(access, {one.duty.code: one.duty for one in duties(access)}["SG-15"])
        assert one.figure.is_hidden is hidden and bool(one.sentence) is not hidden
