"""Logging and mending guidance meetings: what is kept with them, what they answer, what they count."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.operations.concerns import acknowledge_concern, raise_concern
from chalkface.operations.guidance import Agreed, answer_request, edit_meeting, log_meeting
from chalkface.queries.guidance import CaseFilters, before_meeting, caseload, meeting_card
from chalkface.queries.notes import concerns
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY
from tests.tokens import token

pytestmark = pytest.mark.django_db
ACTIONS = (
    Agreed("Send the course page", "adviser", due_on=DAY + timedelta(days=7), need="information"),
    Agreed("Talk about the grades", "tutor", due_on=DAY + timedelta(days=9), need="information"),
    Agreed("Ring the garage", "other", owner="Uncle Jo"),
)


@pytest.fixture
def adviser(school_a):
    return school_a.access("adviser")


@pytest.fixture
def student(school_a):
    return school_a.rows["student"].pk


def kept(model, **narrowed):
    with across_schools("a test"):
        return list(model.objects.filter(**narrowed).order_by("pk"))


def meetings_counted(student: int) -> int:
    return kept(records.Enrolment, student_id=student, academic_year=2025)[0].meetings


def test_a_meeting_is_kept_with_its_actions_and_each_need_once(adviser, student):
    before = kept(records.School, pk=adviser.school_id)[0].data_version
    number = log_meeting(adviser, student_id=student, met_on=DAY, minutes=40, adviser_level=6, shared="My plan", agreed=ACTIONS)
    (meeting,) = kept(records.GuidanceMeeting, pk=number)
    assert (meeting.shared, meeting.adviser_account, meeting.adviser_level) == ("My plan", adviser.account_id, 6)
    assert meeting.adviser and meeting.attended is True
    assert [one.kind for one in kept(records.Need, meeting_id=number)] == ["information"]
    actions = kept(records.Action, meeting_id=number)
    assert [one.what for one in actions] == [one.what for one in ACTIONS]
    assert actions[0].need_id == actions[1].need_id is not None and actions[2].need_id is None
    assert actions[2].owner == "Uncle Jo"
    assert kept(records.School, pk=adviser.school_id)[0].data_version == before + 1


def test_a_meeting_answers_the_open_request_and_one_that_was_missed_does_not(school_a, adviser, student):
    log_meeting(adviser, student_id=student, met_on=DAY, attended=False)
    assert kept(records.MeetingRequest, pk=school_a.rows["request"].pk)[0].answered_on is None
    number = log_meeting(adviser, student_id=student, met_on=DAY)
    (request,) = kept(records.MeetingRequest, pk=school_a.rows["request"].pk)
    assert (request.answered_on, request.meeting_id) == (DAY, number)


def test_counters_follow_what_is_logged_missed_and_mended(adviser, student):
    first = meetings_counted(student)
    number = log_meeting(adviser, student_id=student, met_on=DAY)
    assert meetings_counted(student) == first + 1
    log_meeting(adviser, student_id=student, met_on=DAY - timedelta(days=1), attended=False)
    assert meetings_counted(student) == first + 1
    common = {"minutes": None, "adviser_level": None, "shared": ""}
    edit_meeting(adviser, meeting_id=number, edition=0, met_on=DAY, attended=False, **common)
    assert meetings_counted(student) == first
    edit_meeting(adviser, meeting_id=number, edition=1, met_on=date(2025, 5, 1), attended=True, **common)
    assert meetings_counted(student) == first, "that day belongs to the year before"
    edit_meeting(adviser, meeting_id=number, edition=2, met_on=date(2026, 3, 2), attended=True, **common)
    assert meetings_counted(student) == first + 1


def test_an_appointment_is_marked_and_points_to_its_meeting(school_a, adviser, student):
    booked = school_a.rows["appointment"].pk
    number = log_meeting(adviser, student_id=student, met_on=DAY, appointment_id=booked)
    (row,) = kept(records.Appointment, pk=booked)
    assert (row.state, row.meeting_id) == ("came", number)
    with pytest.raises(Refused, match="another student"):
        log_meeting(adviser, student_id=school_a.rows["other_student"].pk, met_on=DAY, appointment_id=booked)
    assert not kept(records.GuidanceMeeting, student_id=school_a.rows["other_student"].pk), "all or nothing"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"met_on": DAY + timedelta(days=1)}, "met_on"),
        ({"minutes": 0}, "minutes"),
        ({"adviser_level": 9}, "adviser_level"),
        ({"agreed": (ACTIONS[0], Agreed("", "tutor"))}, "what-2"),
        ({"agreed": (Agreed("Ring", ""),)}, "owner_kind-1"),
        ({"agreed": (Agreed("Ring", "other"),)}, "owner-1"),
        ({"agreed": (Agreed("Ring", "tutor", need="nonsense"),)}, "need-1"),
    ],
)
def test_what_is_wrong_is_said_beside_its_question_and_nothing_is_kept(adviser, student, wrong, field):
    before = len(kept(records.GuidanceMeeting)), len(kept(records.Need)), len(kept(records.Action))
    with pytest.raises(FormRefused) as refused:
        log_meeting(adviser, **({"student_id": student, "met_on": DAY} | wrong))
    assert field in [name for name, _ in refused.value.errors]
    assert before == (len(kept(records.GuidanceMeeting)), len(kept(records.Need)), len(kept(records.Action)))


def test_the_same_meeting_sent_twice_is_kept_once(adviser, student):
    log_meeting(adviser, student_id=student, met_on=DAY)
    with pytest.raises(Refused, match="already"):
        log_meeting(adviser, student_id=student, met_on=DAY)
    assert len(kept(records.GuidanceMeeting, met_on=DAY)) == 1


def test_only_advisers_log_and_never_at_another_school(school_a, school_b, adviser, student):
    for role in ("careers_leader", "tutor", "teacher", "senco", "school_admin", "governor", "student"):
        with pytest.raises(NotAllowed):
            log_meeting(school_a.access(role), student_id=student, met_on=DAY)
    with pytest.raises(Refused, match="not there"):
        log_meeting(adviser, student_id=school_b.rows["student"].pk, met_on=DAY)


def test_two_who_mend_one_meeting_do_not_write_over_each_other(school_a, adviser):
    number, common = school_a.rows["meeting"].pk, {"met_on": DAY, "attended": True, "minutes": 30, "adviser_level": 6}
    edit_meeting(adviser, meeting_id=number, edition=0, shared="First", **common)
    with pytest.raises(ChangedMeanwhile):
        edit_meeting(adviser, meeting_id=number, edition=0, shared="Second", **common)
    assert kept(records.GuidanceMeeting, pk=number)[0].shared == "First"


def test_the_history_of_a_meeting_holds_no_words(school_a, adviser, student):
    number = log_meeting(adviser, student_id=student, met_on=DAY, shared="zqwords", agreed=ACTIONS)
    edit_meeting(
        adviser, meeting_id=number, edition=0, met_on=DAY, attended=True, minutes=None, adviser_level=None, shared="zqother"
    )
    lines = kept(records.Change, about="guidance_meeting", number=number)
    assert [one.deed for one in lines] == ["log_meeting", "edit_meeting"] and not any(one.fields or one.reason for one in lines)
    assert not any("zq" in str(one.about) for one in kept(records.AuditEntry))


def test_a_request_is_answered_by_a_word_once(school_a, adviser):
    number = school_a.rows["request"].pk
    with pytest.raises(Refused, match="word"):
        answer_request(adviser, request_id=number, answer=" ")
    answer_request(adviser, request_id=number, answer="Come on Monday at break")
    with pytest.raises(Refused, match="already"):
        answer_request(adviser, request_id=number, answer="Again")


def test_the_caseload_says_who_was_seen_when_and_asks_no_more_for_more(school_a, adviser, student):
    with open_scope(adviser):
        found = caseload(adviser, CaseFilters(), 1)
    mine = next(one for one in found.lines if one.id == student)
    assert (mine.met_on, mine.meetings, mine.asked_on) == (date(2026, 1, 14), 1, date(2026, 3, 1))
    assert mine.adviser == token("a", "meeting", "adviser") and mine.open_actions >= 1
    assert (found.on_roll, found.unseen, found.asked) == (2, 1, 1)
    assert found.lines[0].met_on is None, "never seen comes first"


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (CaseFilters(seen="not_yet"), {2}),
        (CaseFilters(seen="asked"), {1}),
        (CaseFilters(tutor_group="9B"), {2}),
        (CaseFilters(year_group=10), set()),
        (CaseFilters(words=token("a", "student", "preferredsurnameother2")), {2}),
    ],
)
def test_the_caseload_is_narrowed(school_a, adviser, filters, names):
    number = {school_a.rows["student"].pk: 1, school_a.rows["other_student"].pk: 2}
    with open_scope(adviser):
        assert {number[one.id] for one in caseload(adviser, filters, 1).lines} == names


def test_who_missed_the_last_meeting_is_found(school_a, adviser):
    other = school_a.rows["other_student"].pk
    log_meeting(adviser, student_id=other, met_on=DAY, attended=False)
    with open_scope(adviser):
        assert [one.id for one in caseload(adviser, CaseFilters(seen="missed"), 1).lines] == [other]


def test_a_form_begins_with_the_level_of_the_persons_latest_meeting(school_a, adviser, student):
    log_meeting(adviser, student_id=student, met_on=DAY, adviser_level=7, minutes=25)
    with open_scope(adviser):
        before = before_meeting(adviser, school_a.rows["other_student"].pk)
        assert (before.level, before.minutes, before.met_on) == (7, 25, None)
    with open_scope(other := replace(adviser, account_id=school_a.accounts["senco"].pk)):
        assert before_meeting(other, student).level is None


def test_a_meeting_of_another_group_is_not_shown_to_a_tutor(school_a):
    tutor = school_a.access("tutor")
    with writing("a test"), across_schools("a test"):
        records.Enrolment.objects.filter(student=school_a.rows["student"]).update(tutor_group="9C")
    with open_scope(tutor):
        assert meeting_card(tutor, school_a.rows["meeting"].pk) is None


def test_a_concern_is_a_moment_and_its_raiser_learns_that_it_was_taken_up(school_a, adviser):
    senco, tutor, other = school_a.access("senco"), school_a.access("tutor"), school_a.rows["other_student"].pk
    number = raise_concern(adviser, student_id=other)
    with pytest.raises(NotAllowed):
        acknowledge_concern(adviser, concern_id=number)
    with pytest.raises(Refused, match="not there"):
        raise_concern(tutor, student_id=other)
    acknowledge_concern(senco, concern_id=number)
    with pytest.raises(Refused, match="already"):
        acknowledge_concern(senco, concern_id=number)
    with open_scope(adviser):
        assert {one.id: one.acknowledged_at is not None for one in concerns(adviser)} == {
            number: True, school_a.rows["concern"].pk: False,
        }  # fmt: skip
    with open_scope(tutor):
        assert concerns(tutor) == ()
    with open_scope(senco):
        assert len(concerns(senco)) == 2


def test_the_table_of_concerns_has_no_room_for_words():
    kinds = {one.get_internal_type() for one in records.Concern._meta.concrete_fields}
    assert not kinds & {"CharField", "TextField", "JSONField"}
