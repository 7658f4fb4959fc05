"""Interview days: a round from its times to its register; each time is had by one person, whoever asks first."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, OperationalError, close_old_connections, connection, transaction

from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.interview_planning.planner import plan
from chalkface.operations import interview_tasks
from chalkface.operations.guidance import log_meeting
from chalkface.operations.interview_days import (
    give_time,
    keep_plan,
    lock,
    mark_register,
    rebook,
    report_absence,
    tell,
)
from chalkface.operations.interview_tasks import enqueue_plan, plan_round
from chalkface.operations.interviews import (
    Lesson,
    Period,
    keep_lessons,
    make_round,
    set_times,
    set_wishes,
    withdraw_times,
)
from chalkface.queries.interview_inputs import ahead
from chalkface.queries.interviews import planning, round_card, round_row, rounds, slips
from chalkface.records.models import Appointment, AuditEntry, Change, Enrolment, GuidanceMeeting, Invitee, Slot, Student
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY, YEAR, company

FIRST = date(2026, 4, 27)  # a Monday after the cast's own slot
PERIODS = tuple(Period(number) for number in range(1, 5))


def more_students(school, number: int, group: str = "9A") -> list[int]:
    """Students of the same year who are on roll."""
    with writing("a test"), across_schools("a test"):
        made = [
            Student.objects.create(
                school=school.school, key=f"more-{one}", legal_forename=f"Forename{one}", legal_surname=f"Surname{one}"
            )
            for one in range(number)
        ]
        for one in made:
            Enrolment.objects.create(
                school=school.school, student=one, academic_year=YEAR, year_group=9, tutor_group=group
            )
    return [one.pk for one in made]


def days(number: int) -> list[date]:
    return [FIRST + timedelta(one) for one in range(number)]


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


@pytest.fixture
def made(school_a, leader) -> int:
    """A round of twelve, six of each of two groups, on five days of four periods; planned."""
    everybody = [*more_students(school_a, 6)]
    with writing("a test"), across_schools("a test"):
        for one in range(6):
            student = Student.objects.create(
                school=school_a.school, key=f"b-{one}", legal_forename=f"Bea{one}", legal_surname="Example"
            )
            Enrolment.objects.create(
                school=school_a.school, student=student, academic_year=YEAR, year_group=9, tutor_group="9B"
            )
            everybody.append(student.pk)
    adviser = school_a.accounts["adviser"].pk
    set_times(leader, adviser_account=adviser, days=days(5), periods=PERIODS, room="Library", accessible=True)
    number = make_round(leader, title="Summer", starts_on=FIRST, ends_on=FIRST + timedelta(4), students=everybody)
    plan_round(leader, round_id=number)
    return number


def card(access, number):
    with open_scope(access):
        return round_card(access, number)


@pytest.mark.django_db
def test_a_round_is_planned_within_its_rules_and_the_bound_is_kept(leader, made):
    found = card(leader, made)
    assert len(found.coming) == 12 and not found.waiting
    assert found.method == "assignment" and found.bound <= found.cost and found.gap <= 0.01
    for day, coming in found.days:
        for group in ("9A", "9B"):
            assert sum(one.tutor_group == group for one in coming) <= 2, day
    with open_scope(leader):
        assert AuditEntry.objects.filter(school_id=leader.school_id, operation="keep_plan").count() == 1


@pytest.mark.django_db
def test_a_kept_lesson_is_never_missed_and_a_dear_one_only_when_there_is_no_other_time(leader, made):
    every = [(day, period) for day in range(5) for period in range(1, 5)]
    lessons = [Lesson("9A", day, period, "Chemistry") for day, period in every if period < 3]
    keep_lessons(leader, lessons=[*lessons, *(Lesson("9A", day, 3, "Art", False) for day in range(5))])
    plan_round(leader, round_id=made)
    periods = [one.period for one in card(leader, made).coming if one.tutor_group == "9A"]
    assert len(periods) == 6 and set(periods) <= {3, 4}
    assert periods.count(4) == 5, "five of six can be seen in period 4, one a day"


@pytest.mark.django_db
def test_planning_again_keeps_what_is_locked_and_refuses_a_plan_of_an_older_state(leader, made):
    first = card(leader, made).coming[0]
    lock(leader, appointment_id=first.id, locked=True)
    keep_lessons(leader, lessons=[Lesson(first.tutor_group, first.on.weekday(), first.period, "Drama")])
    with open_scope(leader):
        row = round_row(made)
        old = plan(ahead(leader, row).round)
    plan_round(leader, round_id=made)
    again = next(one for one in card(leader, made).coming if one.student_id == first.student_id)
    assert (again.id, again.slot_id, again.is_locked) == (first.id, first.slot_id, True)
    with pytest.raises(Refused, match="changed while it was planned"):
        keep_plan(leader, round_id=made, edition=row.edition, made=old)


@pytest.mark.django_db
def test_a_move_by_hand_names_every_reason_against_it(school_a, leader, made):
    found = card(leader, made)
    one, other = found.coming[0], next(x for x in found.coming if x.tutor_group != found.coming[0].tutor_group)
    set_wishes(leader, round_id=made, student_id=one.student_id, priority=9, adviser_account=None, needs_access=True)
    keep_lessons(leader, lessons=[Lesson(one.tutor_group, other.on.weekday(), other.period, "Drama")])
    with writing("a test"), across_schools("a test"):
        Slot.objects.filter(pk=other.slot_id).update(is_accessible=False)
    with pytest.raises(Refused) as refused:
        give_time(leader, round_id=made, student_id=one.student_id, slot_id=other.slot_id)
    assert "not to miss" in refused.value.sentence and "Somebody else has that time" in refused.value.sentence
    mates = [x.on for x in found.coming if x.tutor_group == one.tutor_group and x.id != one.id]
    free = next(x for x in found.free if mates.count(x.on) < 2 and (x.on, x.period) != (other.on, other.period))
    give_time(leader, round_id=made, student_id=one.student_id, slot_id=free.id)
    assert next(x for x in card(leader, made).coming if x.student_id == one.student_id).slot_id == free.id


@pytest.mark.django_db
def test_what_was_proven_is_kept_and_the_cost_is_counted_again_after_each_move(leader, made):
    before = card(leader, made)
    assert before.cost_now is None
    one = before.coming[0]
    set_wishes(leader, round_id=made, student_id=one.student_id, priority=9, adviser_account=None, needs_access=False)
    plan_round(leader, round_id=made)
    planned = card(leader, made)
    first = next(x for x in planned.coming if x.student_id == one.student_id)
    assert first.on == FIRST and planned.cost_now is None
    mates = [x.on for x in planned.coming if x.tutor_group == first.tutor_group and x.id != first.id]
    late = next(x for x in planned.free if x.on == FIRST + timedelta(4) and mates.count(x.on) < 2)
    give_time(leader, round_id=made, student_id=one.student_id, slot_id=late.id)
    moved = card(leader, made)
    assert (moved.cost, moved.bound) == (planned.cost, planned.bound)
    assert moved.cost_now == planned.cost + 9 * 4, "four days more, nine for each"
    tell(leader, round_id=made)
    assert card(leader, made).cost_now == moved.cost_now
    later = replace(leader, on=FIRST + timedelta(1))
    report_absence(later, round_id=made, on=late.on, student_id=one.student_id)
    mended = next(x for x in card(later, made).coming if x.student_id == one.student_id)
    waited = (mended.on - FIRST).days
    assert card(later, made).cost_now == planned.cost + 9 * waited, "days are counted from the first of the plan"


@pytest.mark.django_db
def test_students_and_tutors_learn_of_a_round_when_it_is_told(school_a, leader, made):
    tutor = school_a.access("tutor")
    assert card(tutor, made) is None
    with open_scope(tutor):
        assert made not in {one.id for one in rounds(tutor)} and slips(tutor, round_card(tutor, made)) == []
    tell(leader, round_id=made)
    assert {one.tutor_group for one in card(tutor, made).coming} == {"9A"}
    with open_scope(tutor):
        assert [group for group, _ in slips(tutor, round_card(tutor, made))] == ["9A"]
    with open_scope(leader):
        assert [group for group, _ in slips(leader, round_card(leader, made))] == ["9A", "9B"]
    with pytest.raises(Refused, match="have been told"):
        plan_round(leader, round_id=made)


@pytest.mark.django_db
def test_an_absent_adviser_costs_nobody_their_interview_and_moves_at_most_five(leader, made):
    tell(leader, round_id=made)
    before = {one.student_id: one for one in card(leader, made).coming}
    adviser, day = next(iter(before.values())).adviser, next(iter(before.values())).on
    lost = {who for who, one in before.items() if one.on == day}
    done = report_absence(leader, round_id=made, on=day, adviser=adviser)
    after = {one.student_id: one for one in card(leader, made).coming}
    assert (done.displaced, done.placed, done.unplaced) == (len(lost), len(lost), ())
    assert day not in {one.on for one in after.values()} and set(after) == set(before)
    moved = {who for who in before if who not in lost and before[who].slot_id != after[who].slot_id}
    assert len(moved) == done.others <= 5
    with open_scope(leader):
        assert Appointment.objects.filter(round_id=made, state="cancelled").count() == len(lost)
        assert not Slot.objects.filter(on=day, adviser=adviser, withdrawn_on=None).exists()


@pytest.mark.django_db
def test_a_student_who_is_away_gets_another_day_and_one_who_did_not_come_is_rebooked(leader, made):
    tell(leader, round_id=made)
    one, two = card(leader, made).coming[0], card(leader, made).coming[-1]
    report_absence(leader, round_id=made, on=one.on, student_id=one.student_id)
    now = next(x for x in card(leader, made).coming if x.student_id == one.student_id)
    assert now.on != one.on and now.state == "booked"
    on_the_day = replace(leader, on=FIRST)
    marked = [x for x in card(leader, made).coming if x.on == FIRST]
    with pytest.raises(Refused, match="not come yet"):
        mark_register(on_the_day, round_id=made, marks={two.id: "came"})
    assert mark_register(on_the_day, round_id=made, marks={x.id: "missed" if x is marked[0] else "came" for x in marked})
    assert [x.student_id for x in card(on_the_day, made).waiting] == [marked[0].student_id]
    assert rebook(on_the_day, round_id=made).placed == 1
    found = [x for x in card(on_the_day, made).coming if x.student_id == marked[0].student_id]
    assert [x.state for x in found] == ["missed", "booked"] and found[1].on > FIRST


@pytest.mark.django_db
def test_a_logged_meeting_marks_the_appointment_and_the_register_cannot_take_it_back(school_a, leader, made):
    tell(leader, round_id=made)
    one = card(leader, made).coming[0]
    adviser = replace(school_a.access("adviser"), on=one.on)
    log_meeting(adviser, student_id=one.student_id, met_on=one.on, appointment_id=one.id)
    assert next(x for x in card(adviser, made).coming if x.id == one.id).state == "came"
    with pytest.raises(Refused, match="meeting is logged"):
        mark_register(adviser, round_id=made, marks={one.id: "missed"})


@pytest.mark.django_db
def test_those_who_do_not_fit_wait_with_a_reason_and_no_name_is_in_any_trail(school_a, leader):
    students = more_students(school_a, 5)
    set_times(
        leader, adviser_account=school_a.accounts["adviser"].pk, days=days(1), periods=PERIODS, room="", accessible=True
    )
    number = make_round(leader, title="Short", starts_on=FIRST, ends_on=FIRST, students=students)
    with open_scope(leader):
        edition = round_row(number).edition
    plan_round(leader, round_id=number, exactly=False)
    found = card(leader, number)
    assert len(found.coming) == 2 and len(found.waiting) == 3 and found.method == "greedy"
    assert all("2 of 9A" in one.why for one in found.waiting)
    with open_scope(leader):
        assert round_row(number).edition > edition
        trail = str(list(AuditEntry.objects.filter(school=school_a.school).values_list("about", flat=True)))
        trail += str(list(Change.objects.values_list("fields", "reason")))
    assert "Surname" not in trail and "Forename" not in trail


@pytest.mark.django_db
def test_times_that_are_taken_are_not_taken_back_and_setting_them_twice_adds_none(school_a, leader, made):
    adviser = school_a.accounts["adviser"].pk
    assert set_times(leader, adviser_account=adviser, days=days(5), periods=PERIODS, room="", accessible=True) == 0
    with pytest.raises(Refused, match="taken"):
        withdraw_times(leader, slot_ids=[card(leader, made).coming[0].slot_id])
    assert withdraw_times(leader, slot_ids=[card(leader, made).free[0].id]) == 1
    with pytest.raises(NotAllowed):
        set_times(school_a.access("tutor"), adviser_account=adviser, days=days(1), periods=PERIODS, room="", accessible=True)


@pytest.mark.django_db
def test_only_those_never_seen_are_invited_when_that_is_asked(school_a, leader):
    students = more_students(school_a, 2)
    with writing("a test"), across_schools("a test"):
        GuidanceMeeting.objects.create(school=school_a.school, key="met", student_id=students[0], met_on=DAY, attended=True)
        GuidanceMeeting.objects.create(school=school_a.school, key="not", student_id=students[1], met_on=DAY, attended=False)
    number = make_round(
        leader, title="New", starts_on=FIRST, ends_on=FIRST, students=students, unseen_only=True
    )
    with open_scope(leader):
        assert list(Invitee.objects.filter(round_id=number).values_list("student_id", flat=True)) == [students[1]]


@pytest.mark.django_db
def test_a_plan_runs_beside_the_page_and_says_what_went_wrong(school_a, leader, made, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    enqueue_plan(leader, round_id=made)
    with open_scope(leader):
        assert planning(leader, made) == "" and round_row(made).edition == 2
    tell(leader, round_id=made)
    enqueue_plan(leader, round_id=made)
    with open_scope(leader):
        assert "have been told" in planning(leader, made)
    with pytest.raises(NotAllowed):
        interview_tasks.enqueue_plan(school_a.access("tutor"), round_id=made)


@pytest.mark.trust(21)
@pytest.mark.django_db(transaction=True)
def test_fifty_people_want_one_time_and_one_has_it():
    """T21. The negative control is below: without the database's rule all fifty would have it."""
    school = company("a")
    leader = school.access("careers_leader")
    students = more_students(school, 50)
    set_times(
        leader, adviser_account=school.accounts["adviser"].pk, days=days(1), periods=PERIODS[:1], room="", accessible=True
    )
    number = make_round(leader, title="Race", starts_on=FIRST, ends_on=FIRST, students=students, most_of_a_group=30)
    slot = card(leader, number).free[0].id
    had, refused, gate = [], [], Barrier(10)

    def ask(some: list[int]) -> None:
        gate.wait()
        try:
            for student in some:
                try:
                    give_time(leader, round_id=number, student_id=student, slot_id=slot)
                    had.append(student)
                except (Refused, OperationalError) as no:  # a database in memory may be busy: that is a no as well
                    refused.append(str(no))
        finally:
            close_old_connections()
            connection.close()

    threads = [Thread(target=ask, args=(students[part::10],)) for part in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(had) == 1 and len(refused) == 49
    assert [one.student_id for one in card(leader, number).coming] == had


@pytest.mark.django_db
@pytest.mark.trust(21, control=True)
def test_the_database_alone_gives_a_time_to_one_person_and_only_its_rule_does(school_a, leader):
    students, slot, given = more_students(school_a, 5), school_a.rows["slot"], {"booked": 0, "moved": 0}
    with writing("a test"), across_schools("a test"):
        Appointment.objects.filter(slot=slot).delete()
        for state in given:
            for student in students:
                try:
                    with transaction.atomic():
                        Appointment.objects.create(
                            school=school_a.school, round=school_a.rows["round"], slot=slot, student_id=student, state=state
                        )
                    given[state] += 1
                except IntegrityError:
                    pass
    assert given == {"booked": 1, "moved": 5}, "the rule holds for who has the time, and for nobody who had it"
