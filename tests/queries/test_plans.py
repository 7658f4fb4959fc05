"""The plan in words: how far it is, what is on whose plate, the timeline, and the agenda that writes itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.operations.plans import edit_action, remove_action, work_on_action, write_action
from chalkface.operations.term_reviews import edit_review, hold_review
from chalkface.queries.agenda import compose_agenda
from chalkface.queries.assignments import assignments
from chalkface.queries.plan_timeline import place_in_year, plan_year
from chalkface.queries.plans import action_card, plan_actions, plan_sentence
from chalkface.queries.posts import own_posts
from chalkface.queries.term_reviews import decision_lines, term_review
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(school_a):
    """The careers leader, with the plan emptied of the action of the cast."""
    with writing("a test"), across_schools("a test"):
        records.PlanAction.objects.filter(school=school_a.school).delete()
    access = school_a.access("careers_leader")
    with open_scope(access):
        yield access


def on(access, day: date):
    return replace(access, on=day)


def test_the_plan_says_how_far_it_is_in_one_sentence(leader):
    assert plan_sentence(plan_actions(leader), DAY) == "There are no actions."
    write_action(leader, what="One", status="done")
    assert plan_sentence(plan_actions(leader), DAY) == "1 action: 1 done, 0 under way, 0 not begun; none is past its date."
    write_action(leader, what="Two", status="doing", due_on=DAY - timedelta(days=1))
    write_action(leader, what="Three", due_on=DAY)
    told = plan_sentence(plan_actions(leader), DAY)
    assert told == "3 actions: 1 done, 1 under way, 1 not begun; 1 is past its date, by 1 day."
    write_action(leader, what="Four", due_on=DAY - timedelta(days=41))
    told = plan_sentence(plan_actions(leader), DAY)
    assert told.endswith("2 are past their date, the oldest by 41 days.")


def test_actions_come_by_the_day_they_are_due_and_those_without_one_come_last(leader):
    for what, day in (("never", None), ("late", date(2026, 6, 1)), ("early", date(2026, 4, 1))):
        write_action(leader, what=what, due_on=day)
    assert [one.what for one in plan_actions(leader)] == ["early", "late", "never"]


def test_the_plan_is_narrowed_by_what_is_asked(leader, school_a):
    rows = school_a.rows
    write_action(leader, what="for the objective", objective_id=rows["objective"].pk, due_on=DAY - timedelta(days=3))
    write_action(leader, what="of the post", post_id=rows["post"].pk, status="done", due_on=DAY - timedelta(days=3))
    write_action(leader, what="the duty", duty="SG-04", framework="gatsby-2025", statement="1.1")

    def found(**asked) -> list[str]:
        return [one.what for one in plan_actions(leader, **asked)]

    assert found(objective=rows["objective"].pk) == ["for the objective"]
    assert found(post=rows["post"].pk) == ["of the post"]
    assert found(status="done") == ["of the post"]
    assert found(overdue=True) == ["for the objective"], "what is done is not late, whatever its day"
    assert found(duty="SG-04") == found(framework="gatsby-2025", statement="1.1") == ["the duty"]
    assert found(posts=()) == []


def test_an_owner_is_the_post_with_who_holds_it_or_a_name(leader, school_a):
    post = school_a.rows["post"]
    with across_schools("a test"):
        vacant = records.Post.objects.get(school=school_a.school, holder="")
    for what, given in (
        ("held", {"post_id": post.pk}), ("named", {"owner": "M. Example"}), ("vacant", {"post_id": vacant.pk}), ("nobody", {}),
    ):  # fmt: skip
        write_action(leader, what=what, **given)
    who = {one.what: one.who for one in plan_actions(leader)}
    assert who == {
        "held": f"{post.title}, {post.holder}", "named": "M. Example", "vacant": f"{vacant.title} (vacant)", "nobody": "",
    }  # fmt: skip


def test_the_history_of_an_action_is_told_month_by_month_with_its_reasons(leader, school_a):
    number = write_action(on(leader, date(2026, 1, 9)), what="Ring", due_on=date(2026, 2, 1), post_id=school_a.rows["post"].pk)
    edit_action(
        on(leader, date(2026, 1, 30)), action_id=number, edition=0, new={"due_on": date(2026, 3, 1)}, reason="the hall is let"
    )
    work_on_action(on(leader, date(2026, 3, 2)), action_id=number, edition=1, status="done", evidence="x" * 90)
    months = action_card(leader, number).history
    assert [month.label for month in months] == ["March 2026", "January 2026"]
    march, january = months
    assert march.edits[0].sentences == ("Status: to do became done.", "Evidence was written.")
    assert [edit.sentences for edit in january.edits] == [
        ("Due on: 1 February 2026 became 1 March 2026.",), ("Written into the plan.",),
    ]  # fmt: skip
    assert january.edits[0].reason == "the hall is let"
    assert march.edits[0].who == school_a.accounts["careers_leader"].name


def test_a_plate_holds_what_hangs_on_ones_own_posts(school_a):
    access = school_a.access("careers_leader")
    with open_scope(access):
        plate = assignments(access)
        assert [one.id for one in plate.actions] == [school_a.rows["action"].pk]
        assert [one.of for one in plate.objectives] == [str(school_a.rows["objective"].pk)]
        assert [one.of for one in plate.duties] == ["SG-04"]
        assert [one.of for one in plate.asks] == [str(school_a.rows["ask"].pk)]
        assert [one.of for one in plate.statements] == ["gatsby-2025:5.1"]
        assert plate.activities == (), "its day is over"
    with writing("a test"), across_schools("a test"):
        records.Activity.objects.filter(pk=school_a.rows["activity"].pk).update(starts_on=DAY)
        records.Ask.objects.filter(pk=school_a.rows["ask"].pk).update(answered_on=DAY)
    work_on_action(access, action_id=school_a.rows["action"].pk, edition=0, status="done")
    with open_scope(access):
        plate = assignments(access)
    assert [one.of for one in plate.activities] == [str(school_a.rows["activity"].pk)]
    assert plate.asks == () and plate.actions == ()


def test_who_holds_no_post_has_an_empty_plate(school_a):
    access = school_a.access("teacher")
    with open_scope(access):
        plate = assignments(access)
    assert plate.is_empty and not plate.has_post


@pytest.mark.parametrize(
    "day, at",
    [(date(2025, 9, 1), 0.0), (date(2026, 3, 1), 50.0), (date(2025, 8, 31), 0.0), (date(2026, 9, 1), 100.0)],
)
def test_a_day_has_its_place_in_the_academic_year(day, at):
    assert place_in_year(day, 2025) == at


def test_the_timeline_lays_actions_beside_their_objective_and_names_those_without_a_day(leader, school_a):
    objective = school_a.rows["objective"]
    write_action(
        leader, what="a term", objective_id=objective.pk, starts_on=date(2025, 9, 1), due_on=date(2025, 12, 1)
    )
    write_action(leader, what="last year", objective_id=objective.pk, due_on=date(2025, 7, 1))
    write_action(leader, what="one day", due_on=date(2026, 8, 31))
    write_action(leader, what="some day")
    plan = plan_year(leader)
    own, none = plan.lanes
    assert [(bar.line.what, bar.start, bar.width) for bar in own.bars] == [("a term", 0.0, 25.0)]
    assert own.mark.text == "Target: 90%"
    assert [(bar.line.what, bar.start + bar.width <= 100) for bar in none.bars] == [("one day", True)]
    assert [one.what for one in plan.undated] == ["some day"]
    assert plan.years == (2024, 2025) and plan.today == place_in_year(DAY, 2025)
    assert [bar.line.what for lane in plan_year(leader, 2024).lanes for bar in lane.bars] == ["last year"]


def lines_of(agenda: dict, title: str) -> list[str]:
    return [line["text"] for section in agenda["sections"] if section["title"] == title for line in section["lines"]]


def test_the_agenda_tells_what_became_of_the_actions(leader, school_a):
    before = on(leader, date(2025, 11, 3))
    late = write_action(before, what="Ring the college", due_on=date(2026, 3, 10))
    moved = write_action(before, what="Book the hall", due_on=date(2026, 3, 1), owner="M. Example")
    done = write_action(before, what="Write to parents", due_on=date(2026, 2, 1))
    gone = write_action(before, what="Print leaflets")
    january = on(leader, date(2026, 1, 20))
    edit_action(january, action_id=moved, edition=0, new={"due_on": date(2026, 4, 1)}, reason="it is being painted")
    work_on_action(january, action_id=done, edition=0, status="done")
    remove_action(january, action_id=gone, reason="nobody reads them")
    write_action(january, what="Ask the pupils")
    agenda = compose_agenda(leader, DAY)
    assert agenda["since"] == "2025-12-10", "the last review"
    told = lines_of(agenda, "Actions")
    assert told == [
        "4 actions: 1 done, 0 under way, 3 not begun; 1 is past its date, by 10 days.",
        "10 days late: Ring the college (nobody yet).",
        "Moved from 1 March 2026 to 1 April 2026: Book the hall: it is being painted.",
        "Done: Write to parents (nobody yet).",
        "Taken out: Print leaflets: nobody reads them.",
        "New: Ask the pupils (nobody yet).",
    ]
    links = [line["of"] for section in agenda["sections"] if section["title"] == "Actions" for line in section["lines"]]
    assert late in links and moved in links


def test_what_happened_before_the_last_review_is_not_told_again(leader):
    before = on(leader, date(2025, 11, 3))
    number = write_action(before, what="Ring the college", due_on=date(2025, 11, 30))
    edit_action(before, action_id=number, edition=0, new={"due_on": date(2026, 5, 1)}, reason="no answer")
    work_on_action(before, action_id=number, edition=1, status="done")
    assert lines_of(compose_agenda(leader, DAY), "Actions") == [
        "1 action: 1 done, 0 under way, 0 not begun; none is past its date."
    ]


def test_the_agenda_says_what_became_of_what_was_decided(leader):
    number = hold_review(on(leader, date(2026, 1, 15)), on=date(2026, 1, 15))
    edit_review(leader, review_id=number, edition=0, new={"decisions": "1. Ring the college\n- Book the hall\n\n"})
    first, _ = term_review(number).decisions
    assert first.text == "Ring the college"
    write_action(leader, what=first.text, key=first.key, status="done")
    assert lines_of(compose_agenda(leader, DAY), "What was decided last time") == [
        "Ring the college: done on 20 March 2026.",
        "Book the hall: it is not an action of the plan yet.",
    ]


def test_the_agenda_tells_new_findings_duties_and_what_is_coming(leader, school_a):
    with writing("a test"), across_schools("a test"):
        records.DutyCheck.objects.filter(school=school_a.school).update(next_check_on=date(2026, 4, 2))
        records.Activity.objects.filter(pk=school_a.rows["activity"].pk).update(starts_on=date(2026, 4, 3), title="A talk")
    write_action(leader, what="Ring the college", due_on=date(2026, 4, 9))
    agenda = compose_agenda(leader, DAY)
    assert lines_of(agenda, "New findings") == [
        "Judged “in part”: 1.1 (the careers leader).",
        "1 person was asked; 0 answered.",
    ]
    assert "is to be checked by 2 April 2026." in lines_of(agenda, "Duties to be checked")[0]
    assert lines_of(agenda, "Coming next") == ["3 April 2026: A talk.", "9 April 2026: due, Ring the college (nobody yet)."]
    with writing("a test"), across_schools("a test"):
        records.ActivityPlan.objects.filter(school=school_a.school).update(cancelled_on=DAY)
    assert lines_of(compose_agenda(leader, DAY), "Coming next") == ["9 April 2026: due, Ring the college (nobody yet)."]


def test_what_is_judged_not_to_be_met_yet_has_a_line_of_its_own_and_the_latest_word_of_a_voice_counts(leader, school_a):
    with writing("a test"), across_schools("a test"):
        for voice, day, level in (
            ("teacher", date(2026, 1, 9), "none"), ("teacher", date(2026, 2, 9), "none"), ("parent", date(2026, 2, 1), "none"),
            ("governor", date(2026, 1, 9), "none"), ("governor", date(2026, 2, 9), "fully"),
            ("student", date(2025, 10, 1), "none"),
        ):  # fmt: skip
            records.Judgement.objects.create(
                school=school_a.school, framework="gatsby-2025", statement="4.2", judged_on=day, voice=voice, level=level,
                judge="m",
            )
    told = lines_of(compose_agenda(leader, DAY), "New findings")
    assert told[0] == "Statement 4.2 was judged “not yet” by parents and carers and staff, last on 9 February 2026."
    assert told[1] == "Judged “in part”: 1.1 (the careers leader)."


def test_a_title_that_ends_with_a_question_keeps_its_mark(leader):
    write_action(leader, what="Who rings the college?", due_on=DAY - timedelta(days=1))
    told = lines_of(compose_agenda(leader, DAY), "Actions")
    assert "1 day late: Who rings the college? (nobody yet)." in told
    assert not any(text.startswith("New") for text in told), "it is told once"


def test_the_agenda_holds_no_figure_that_not_everybody_may_be_told(leader, school_a):
    """One of two students has had guidance: too few to be told, and the leader's agenda goes to governors."""
    with writing("a test"), across_schools("a test"):
        records.Enrolment.objects.filter(school=school_a.school).update(year_group=11)
    (told,) = lines_of(compose_agenda(leader, DAY), "Objectives")
    assert "hidden" in told and " of 2" not in told


def test_the_agenda_of_two_writers_is_the_same(leader, school_a):
    senior = school_a.access("senior_leader")
    with open_scope(senior):
        theirs = compose_agenda(senior, DAY)
    assert theirs == compose_agenda(leader, DAY)


def test_a_decision_is_a_line_without_the_mark_of_a_list():
    text = "1. One\n\n - Two\n• Three\nOne\n2026 is the year"
    assert decision_lines(text) == ("One", "Two", "Three", "2026 is the year")


def test_a_post_is_ones_own_while_the_membership_behind_it_lasts(school_a):
    access = school_a.access("careers_leader")
    post = school_a.rows["post"]
    with open_scope(access):
        assert post.pk in own_posts(access)
    with writing("a test"), across_schools("a test"):
        records.Membership.objects.filter(pk=post.membership_id).update(ends_on=access.on - timedelta(days=1))
    with open_scope(access):
        assert own_posts(access) == frozenset()
