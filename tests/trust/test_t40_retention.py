"""Nothing goes that nobody looked at; too much at once stops and asks; who is held or came back stays."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.retention import RULES, brake, earlier, later
from chalkface.jobs import forgetting
from chalkface.operations import purging, retention
from chalkface.operations.retention import (
    approve_run,
    call_off_run,
    carry_out_run,
    hold_student,
    keep_items,
    plan_retention,
    set_retention_rule,
)
from chalkface.queries.retention import due_on, leaving_days, run_items, run_parts
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.proofs import scale

pytestmark = pytest.mark.trust(40)
DAY = date(2026, 3, 20)
IN_TEN_YEARS = date(2036, 3, 20)


def written(change) -> None:
    with writing("a test"), across_schools("a test"):
        change()


@pytest.fixture
def roll(school_a):
    """Two hundred students on roll, and six who left in July 2022."""
    school = school_a.school

    def fill():
        records.LegalHold.objects.all().delete()
        records.RetentionRun.objects.all().delete()
        records.RetentionRule.objects.all().delete()
        for number in range(scale(quick=200, full=600)):
            leaves = number < 6
            one = records.Student.objects.create(
                school=school, key=f"r{number}", legal_forename="Ash", legal_surname=f"Sorrel{number}",
                left_on=date(2022, 7, 20) if leaves else None, sen_provision="E", date_of_birth=date(2008, 2, 29),
            )
            year = 2021 if leaves else 2025
            records.Enrolment.objects.create(
                school=school, student=one, academic_year=year, year_group=11 if leaves else 9, tutor_group="9A"
            )

    written(fill)
    return school_a


def leader(play, on: date = DAY) -> Access:
    return replace(play.access("careers_leader"), on=on)


def leavers(play) -> list[int]:
    with across_schools("a test"):
        return list(records.Student.objects.filter(school=play.school, left_on=date(2022, 7, 20)).values_list("pk", flat=True))


def count(play) -> int:
    with across_schools("a test"):
        kinds = (records.Student, records.Enrolment, records.GuidanceMeeting, records.ConfidentialNote, records.Viewing)
        return sum(model.objects.filter(school=play.school).count() for model in kinds)


def cleared(play) -> int:
    """How many imports have lost their files and what would take them back."""
    return sum("cleared" in one.result for one in records.ImportBatch.objects.filter(school=play.school))


def row(play, number: int):
    with across_schools("a test"):
        return records.RetentionRun.objects.get(pk=number)


def approved(play, on: date = DAY) -> int:
    number = plan_retention(leader(play, on))
    run = row(play, number)
    with across_schools("a test"):
        total = sum(retention.to_go(run).values())
    approve_run(leader(play, on), run_id=number, edition=run.edition, typed=total)
    return number


@pytest.mark.parametrize("first", [True, False], ids=["the first night of all", "after another"])
def test_ten_years_on_nights_go_by_and_nothing_goes_that_nobody_approved(first, roll, proof, monkeypatch):
    if not first:
        forgetting.forget_what_is_due(timezone.now())
    before = count(roll)
    with across_schools("a test"):
        batches = cleared(roll)
    future = timezone.make_aware(datetime(2036, 3, 20, 1, 30))
    monkeypatch.setattr(purging.timezone, "now", lambda: future)
    for night in range(scale(quick=2, full=5)):
        with pytest.raises(Refused, match="clock"):
            forgetting.forget_what_is_due(future + timedelta(days=night))
    proof("rows gone without a reviewed list", before - count(roll), exactly=0)
    with across_schools("a test"):
        run = records.RetentionRun.objects.get(school=roll.school)
        assert cleared(roll) == batches
    assert run.state == "planned" and run.brake and run.counts["students"] > 100


@pytest.mark.trust(40, control=True)
def test_negative_control_without_a_look_at_the_clock_the_first_night_forgets(roll, monkeypatch):
    future = timezone.make_aware(datetime(2036, 3, 20, 1, 30))
    monkeypatch.setattr(purging.timezone, "now", lambda: future)
    monkeypatch.setattr(purging, "clock_has_jumped", lambda now: False)
    with across_schools("a test"):
        batches = cleared(roll)
    forgetting.forget_what_is_due(future)
    with across_schools("a test"):
        assert cleared(roll) > batches


@pytest.mark.trust(40, control=True)
def test_negative_control_a_night_that_approves_by_itself_deletes(roll):
    before = count(roll)
    carry_out_run(leader(roll, IN_TEN_YEARS), run_id=approved(roll, IN_TEN_YEARS))
    assert count(roll) < before - 300


def test_nothing_is_carried_out_before_it_is_approved(roll):
    number = plan_retention(leader(roll))
    with pytest.raises(Refused, match="nobody approved"):
        carry_out_run(leader(roll), run_id=number)
    with pytest.raises(NotAllowed):
        approve_run(roll.access("school_admin"), run_id=number, edition=0)


def test_the_first_list_and_more_than_two_in_a_hundred_stop_and_ask(roll, proof):
    number = plan_retention(leader(roll))
    run = row(roll, number)
    assert "first list" in run.brake
    with pytest.raises(Refused, match="Type"):
        approve_run(leader(roll), run_id=number, edition=run.edition)
    with pytest.raises(Refused, match="Type"):
        approve_run(leader(roll), run_id=number, edition=run.edition, typed=5)
    asked = [brake(students=students, rows=0, of_school=1000, last={"students": last, "rows": 0})
             for students, last in ((20, 10), (21, 100), (20, 9), (1, 0))]  # fmt: skip
    assert [bool(sentence) for sentence in asked] == [False, True, True, True]
    assert "more than 2 in a hundred" in asked[1] and "twice" in asked[2]


def test_no_list_over_the_brake_goes_unasked_whatever_its_size(proof):
    """Against the rule as it is written: more than 2 in a hundred of the school, or more than twice what went last time."""
    chance, unasked, asked_for_nothing = random.Random(40), 0, 0
    lists = scale(quick=2_000, full=10_000)
    for _ in range(lists):
        of_school, last = chance.randint(1, 3_000), {"students": chance.randint(0, 60), "rows": chance.randint(0, 900)}
        near = chance.choice((of_school // 50, 2 * last["students"], chance.randint(0, of_school)))
        students, rows = max(0, near + chance.randint(-1, 1)), max(0, 2 * last["rows"] + chance.randint(-400, 1))
        over = 100 * students > 2 * of_school or students > 2 * last["students"] or rows > 2 * last["rows"]
        asks = bool(brake(students=students, rows=rows, of_school=of_school, last=last))
        unasked += over and not asks
        asked_for_nothing += asks and not over
    proof("lists over the brake that went unasked", unasked, exactly=0)
    proof("lists under it that were asked about", asked_for_nothing, exactly=0)


def test_what_was_approved_goes_whole_and_the_next_list_is_short(roll):
    gone, others = leavers(roll), count(roll)
    carry_out_run(leader(roll), run_id=approved(roll))
    assert leavers(roll) == [] and count(roll) == others - 2 * len(gone)
    with across_schools("a test"):
        assert records.Erasure.objects.filter(school_number=roll.school.pk, student_number__in=gone).count() == 6
    assert plan_retention(leader(roll)) is None


def test_a_list_written_anew_is_not_approved_by_who_saw_the_old_one(roll):
    number = plan_retention(leader(roll))
    assert plan_retention(leader(roll)) == number
    with pytest.raises(Refused, match="anew"):
        approve_run(leader(roll), run_id=number, edition=0, typed=6)
    call_off_run(leader(roll), run_id=number)
    assert plan_retention(leader(roll)) != number


def test_who_is_held_kept_or_came_back_between_the_look_and_the_night_stays(roll, proof):
    first, second, third, *rest = leavers(roll)
    plan = plan_retention(leader(roll))
    with across_schools("a test"):
        item = records.RetentionItem.objects.get(run_id=plan, rule="careers_record", row=third)
    keep_items(leader(roll), run_id=plan, items=[item.pk], because="asked to be kept")
    number = approved(roll)
    hold_student(leader(roll), student_id=first, because="A claim is being prepared")
    written(lambda: records.Enrolment.objects.create(
        school=roll.school, student_id=second, academic_year=2025, year_group=12, tutor_group="12A"))  # fmt: skip
    carry_out_run(leader(roll), run_id=number)
    proof("held rows touched", 3 - len(leavers(roll)), exactly=0)
    assert set(leavers(roll)) == {first, second, third} and rest
    assert plan_retention(leader(roll)) is None


@pytest.mark.trust(40, control=True)
def test_negative_control_without_asking_again_the_held_would_go(roll, monkeypatch):
    number = approved(roll)
    first = leavers(roll)[0]
    hold_student(leader(roll), student_id=first, because="A claim is being prepared")
    monkeypatch.setattr("chalkface.records.models.LegalHold.in_force", lambda on: records.LegalHold.objects.none())
    carry_out_run(leader(roll), run_id=number)
    assert first not in leavers(roll)


def test_a_school_keeps_shorter_as_it_likes_and_longer_with_a_reason(roll):
    with pytest.raises(Refused, match="why"):
        set_retention_rule(leader(roll), rule="careers_record", months=48)
    set_retention_rule(leader(roll), rule="careers_record", months=60, because="The trust follows leavers for five years")
    with open_scope(Access(roll.school.pk, "operator", DAY)), writing("a test"):
        assert not any(one.rule.does == "erase" for one in due_on(leader(roll), DAY))
    with pytest.raises(Refused):
        set_retention_rule(leader(roll), rule="programme", months=1)
    set_retention_rule(leader(roll), rule="notes", months=0)


def test_needs_go_a_month_after_leaving_and_the_student_stays(roll):
    first = leavers(roll)[0]
    written(lambda: records.Student.objects.filter(pk=first).update(left_on=date(2026, 2, 10)))
    written(lambda: records.Enrolment.objects.filter(student_id=first).update(academic_year=2025))
    carry_out_run(leader(roll), run_id=approved(roll))
    with across_schools("a test"):
        student = records.Student.objects.get(pk=first)
    assert student.sen_provision in ("", None) and student.legal_surname


@pytest.mark.trust(41)
def test_the_twenty_ninth_of_february_and_the_end_of_the_year_are_never_a_day_early(proof):
    assert later(date(2024, 2, 29), 12) == date(2025, 3, 1) and later(date(2024, 2, 29), 48) == date(2028, 2, 29)
    early, day = 0, date(2023, 1, 1)
    for _ in range(scale(quick=1500, full=5000)):
        for months in (0, 1, 12, 24, 36):
            due = later(day, months)
            whole = (due.year - day.year) * 12 + due.month - day.month
            early += whole < months or (whole == months and due.day < day.day) or (due - day).days > 31 * months + 3
            early += earlier(due, months) < day and due.day <= 28
        day += timedelta(days=1)
    proof("terms that end a day early", early, exactly=0)


@pytest.mark.trust(41)
def test_who_leaves_on_31_august_and_comes_on_1_september_is_counted_by_the_day(roll):
    first = leavers(roll)[0]
    for left, last_year, expected in (
        (date(2022, 8, 31), 2021, date(2022, 8, 31)), (date(2022, 8, 31), 2022, date(2023, 8, 31)),
        (None, 2021, date(2022, 8, 31)), (date(2022, 9, 1), 2022, date(2022, 9, 1)),
    ):  # fmt: skip
        written(lambda left=left: records.Student.objects.filter(pk=first).update(left_on=left))
        written(lambda year=last_year: records.Enrolment.objects.filter(student_id=first).update(academic_year=year))
        with open_scope(leader(roll)):
            assert leaving_days(DAY)[first] == expected
            assert first not in leaving_days(expected)


def test_every_kind_of_record_says_how_long(roll):
    assert all(rule.why and (rule.months is not None or rule.does == "keep") for rule in RULES.values())


def test_a_list_is_told_rule_by_rule_before_it_is_told_line_by_line(roll):
    number = plan_retention(leader(roll))
    with open_scope(leader(roll)):
        run = records.RetentionRun.objects.get(pk=number)
        told = {part.title: part.students for part in run_parts(run)}
        lines = [item.title for item in run_items(run, 0, 1000) if item.student]
    assert told[RULES["careers_record"].title] == len(leavers(roll))
    assert {title: lines.count(title) for title in set(lines)} == {title: count for title, count in told.items() if count}
    with open_scope(leader(roll)):
        first = next(item for item in run_items(run, 0, 1000) if item.title == RULES["careers_record"].title)
    keep_items(leader(roll), run_id=number, items=[first.id], because="asked to")
    with open_scope(leader(roll)):
        after = {part.title: part.students for part in run_parts(run)}
    assert after[first.title] == told[first.title] - 1
