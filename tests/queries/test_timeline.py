"""The timeline of one student: each kind of event under its own right, for staff, the student and a parent."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import grants
from chalkface.operations.guidance import Agreed, log_meeting
from chalkface.operations.needs import confirm_action, say_done, student_answers
from chalkface.queries import timeline as timeline_module
from chalkface.queries.open_now import for_teachers, open_now
from chalkface.queries.skills import skills_practised
from chalkface.queries.timeline import Event, kinds, timeline
from chalkface.queries.who_looked import who_looked
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY
from tests.tokens import token

pytestmark = pytest.mark.django_db
CODES = {"encounter", "guidance", "need", "agreed", "intention", "application", "destination", "interview", "survey", "words"}


def events(access, student_id: int) -> tuple[Event, ...]:
    with open_scope(access):
        return timeline(access, student_id)


def said(found) -> str:
    return " ".join(f"{event.title} {event.text}" for event in found)


def test_each_kind_of_event_names_a_right_that_there_is():
    assert set(kinds()) == CODES
    assert {one.needs for one in kinds().values()} <= set(grants())
    assert [one.order for one in kinds().values()] == sorted({one.order for one in kinds().values()})


def test_a_second_kind_of_the_same_name_is_refused():
    assert "encounter" in kinds()  # all are here by then, so that this one is the second
    with pytest.raises(ValueError, match="encounter"):
        timeline_module.read("encounter", "Again", order=1, needs="see_encounters")(lambda access, student: ())


ROLES = ("careers_leader", "adviser", "senco", "tutor", "teacher", "student", "parent", "school_admin")


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_an_event_without_the_right_that_its_kind_names(school_a, role):
    access = school_a.access(role)
    found = events(access, school_a.rows["student"].pk)
    assert {event.kind for event in found} <= {code for code, one in kinds().items() if access.may(one.needs)}
    assert {event.kind for event in found} == {
        "careers_leader": CODES, "adviser": CODES, "student": CODES, "senco": CODES - {"survey"},
        "tutor": {"encounter", "guidance", "need", "agreed", "intention", "application", "interview", "words"},
        "teacher": {"encounter", "intention", "application", "words"}, "parent": {"encounter", "intention", "application"},
        "school_admin": set(),
    }[role]  # fmt: skip


@pytest.mark.parametrize("role", ["student", "parent", "tutor", "teacher"])
def test_of_somebody_elses_student_there_is_nothing(school_a, role):
    with writing("a test"), across_schools("a test"):
        records.Intention.objects.create(
            school=school_a.school, student=school_a.rows["other_student"], recorded_on=date(2026, 1, 9), route="employment"
        )
    assert events(school_a.access("careers_leader"), school_a.rows["other_student"].pk)
    assert events(school_a.access(role), school_a.rows["other_student"].pk) == ()


def test_of_another_schools_student_there_is_nothing(school_a, school_b):
    assert events(school_a.access("careers_leader"), school_b.rows["student"].pk) == ()


def test_a_parent_reads_no_plan_that_is_not_shared_and_no_reflection(school_a):
    text = said(events(school_a.access("parent"), school_a.rows["student"].pk))
    assert token("a", "activity", "title") in text
    plan = (("meeting", "shared"), ("agreed", "what"), ("need", "detail"))
    for field in (*plan, ("reflection", "showed"), ("ownwords", "said")):
        assert token("a", *field) not in text, field


def test_a_parent_reads_the_plan_once_the_student_shares_it(school_a):
    with writing("a test"), across_schools("a test"):
        records.SharingChoice.objects.create(
            school=school_a.school, student=school_a.rows["student"], what="plan_with_parents", is_allowed=True,
            said_by="student", said_on=date(2026, 3, 1),
        )  # fmt: skip
    assert token("a", "meeting", "shared") in said(events(school_a.access("parent"), school_a.rows["student"].pk))


def test_a_teacher_reads_the_plan_while_it_is_shared_with_them(school_a):
    student = school_a.rows["student"].pk
    shared = replace(school_a.access("teacher"), on=date(2026, 2, 1))  # shared until 15 February
    assert token("a", "meeting", "shared") in said(events(shared, student))
    assert token("a", "meeting", "shared") not in said(events(school_a.access("teacher"), student))


def test_what_was_answered_in_a_survey_and_what_a_note_says_are_on_no_timeline(school_a):
    text = said(events(school_a.access("careers_leader"), school_a.rows["student"].pk))
    assert token("a", "surveyreturn", "answers") not in text and token("a", "note", "body") not in text


def test_a_round_shows_to_the_student_once_it_is_told(school_a):
    student = school_a.rows["student"].pk
    with writing("a test"), across_schools("a test"):
        records.InterviewRound.objects.update(state="draft")
    assert token("a", "slot", "room") not in said(events(school_a.access("student"), student))
    with writing("a test"), across_schools("a test"):
        records.InterviewRound.objects.update(state="told")
    assert token("a", "slot", "room") in said(events(school_a.access("student"), student))


def test_the_newest_stands_first_and_what_has_no_day_last(school_a):
    days = [event.on for event in events(school_a.access("careers_leader"), school_a.rows["student"].pk)]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated, reverse=True) and days[len(dated) :] == [None] * (len(days) - len(dated))


def test_the_loop_gone_through_on_one_day_is_told_in_its_order(school_a):
    adviser, student = school_a.access("adviser"), school_a.rows["student"].pk
    agreed = [Agreed("Ring the college", "adviser", adviser.account_id, due_on=DAY, need="information")]
    log_meeting(adviser, student_id=student, met_on=DAY, agreed=agreed)
    with across_schools("a test"):
        action = records.Action.objects.get(what="Ring the college").pk
    say_done(adviser, agreed_id=action)
    student_answers(school_a.access("student"), agreed_id=action, answer="not_yet", words="Nobody rang back")
    today = [event for event in events(adviser, student) if event.on == DAY]
    assert [event.title.split(":")[0] for event in reversed(today)] == [
        "Guidance meeting", "Need", "Agreed", "The student says",
    ]  # fmt: skip
    say_done(adviser, agreed_id=action)
    confirm_action(adviser, agreed_id=action)
    today = [event for event in events(adviser, student) if event.on == DAY]
    assert [event.title.split(":")[0] for event in reversed(today)] == [
        "Guidance meeting", "Need", "Agreed", "The student says", "Done again", "Confirmed", "Need met",
    ]  # fmt: skip


def test_a_hundred_of_each_are_read_in_three_queries(school_a):
    school, student = school_a.school, school_a.rows["student"]
    with writing("a test"), across_schools("a test"):
        for number in range(100):
            records.Intention.objects.create(
                school=school, student=student, recorded_on=date(2025, 10, 1), route="employment", position=number
            )
            records.GuidanceMeeting.objects.create(school=school, student=student, key=f"m{number}", met_on=date(2025, 10, 2))
            records.Need.objects.create(
                school=school, student=student, kind="information", raised_on=date(2025, 10, 2), owner_kind="adviser"
            )
            activity = records.Activity.objects.create(
                school=school, key=f"more{number}", title="More", kind="other", starts_on=date(2025, 10, 3)
            )
            records.ActivityPartner.objects.create(school=school, activity=activity, partner=school_a.rows["partner"])
            records.Participation.objects.create(school=school, activity=activity, student=student, attended=True)
            records.Reflection.objects.create(
                school=school, activity=activity, student=student, showed="more", said_on=date(2025, 10, 3)
            )
    access = school_a.access("careers_leader")
    with open_scope(access), CaptureQueriesContext(connection) as queries:
        found = timeline(access, student.pk)
    assert len(found) > 400 and len(queries) == 3


def test_somebody_elses_reflection_is_not_mixed_in(school_a):
    with writing("a test"), across_schools("a test"):
        records.Reflection.objects.create(
            school=school_a.school, activity=school_a.rows["activity"], student=school_a.rows["other_student"],
            showed="not mine", said_on=date(2025, 11, 7),
        )  # fmt: skip
    text = said(events(school_a.access("careers_leader"), school_a.rows["student"].pk))
    assert "not mine" not in text and token("a", "reflection", "showed") in text


def test_what_is_open_is_what_nobody_has_met_confirmed_or_set_aside(school_a):
    access, student = school_a.access("careers_leader"), school_a.rows["student"].pk
    with open_scope(access):
        now = open_now(access, student)
    assert [need.id for need in now.needs] == [school_a.rows["need"].pk]
    states = {one.what: one.state for one in now.actions}
    assert states == {token("a", "agreed", "what"): "not_yet", token("a", "action", "what"): "to_do"}
    with writing("a test"), across_schools("a test"):
        records.Action.objects.filter(student_id=student).update(confirmed_on=date(2026, 3, 1))
        records.Need.objects.filter(student_id=student).update(met_on=date(2026, 3, 1))
        records.MeetingRequest.objects.filter(student_id=student).update(answered_on=date(2026, 3, 2))
    with open_scope(access):
        assert open_now(access, student) == type(now)()


def test_the_newest_words_for_teachers_stand_on_top_until_they_are_taken_back(school_a):
    access, student = school_a.access("tutor"), school_a.rows["student"]
    with writing("a test"), across_schools("a test"):
        newer = records.OwnWords.objects.create(
            school=school_a.school, student=student, kind="for_teachers", said="Ask me early", said_on=date(2026, 2, 1)
        )
        records.OwnWords.objects.create(
            school=school_a.school, student=student, kind="wish", said="To fly", said_on=date(2026, 3, 1)
        )
    with open_scope(access):
        assert for_teachers(access, student.pk) == ("Ask me early", date(2026, 2, 1))
    assert "To fly" not in said(events(access, student.pk)) and "To fly" in said(events(school_a.access("student"), student.pk))
    with writing("a test"), across_schools("a test"):
        records.OwnWords.objects.filter(pk=newer.pk).update(withdrawn_on=date(2026, 2, 2))
    with open_scope(access):
        assert for_teachers(access, student.pk) == (token("a", "ownwords", "said"), date(2026, 1, 5))


def test_skills_are_counted_by_the_activities_attended(school_a):
    access, student = school_a.access("careers_leader"), school_a.rows["student"].pk
    with open_scope(access):
        assert [(one.name, one.times) for one in skills_practised(access, student)] == [("Listening", 1)]
    with writing("a test"), across_schools("a test"):
        records.Participation.objects.update(attended=False)
    with open_scope(access):
        assert skills_practised(access, student) == ()


def test_the_student_reads_in_which_roles_people_looked_and_nobody_else_does(school_a):
    student = school_a.rows["student"].pk
    with open_scope(school_a.access("student")):
        looked = who_looked(school_a.access("student"), student)
    assert {(one.role, one.what) for one in looked} == {
        ("SENCO or pastoral lead", "date of birth and numbers"), ("Careers leader", "a confidential note"),
    }  # fmt: skip
    for access, whom in (
        (school_a.access("parent"), student),
        (school_a.access("careers_leader"), student),
        (school_a.access("student"), school_a.rows["other_student"].pk),
    ):
        with open_scope(access):
            assert who_looked(access, whom) == ()
