"""Applications, destinations on one table, tries, choices, days, and leavers of whom only totals stay."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.operations.applications import add_step, change_application, record_application, record_intention
from chalkface.operations.authority import export_to_authority
from chalkface.operations.destinations import Entry, log_chase, record_destination, record_destinations, remove_destination
from chalkface.operations.retiring import retire_leavers
from chalkface.operations.sharing import record_choice
from chalkface.operations.work_days import set_work_day
from chalkface.queries.impact import impact
from chalkface.queries.plans_of_leavers import plans, standings, without_plan
from chalkface.queries.retiring import due_years, rehearsal
from chalkface.queries.tracking import leavers
from chalkface.queries.work_of_year import year_of_work
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 15)


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


@pytest.fixture
def cohort(school_a, year_11):
    with across_schools("a test"):
        found = records.Enrolment.objects.filter(school=school_a.school, year_group=11).order_by("student_id")
        return list(found.values_list("student_id", flat=True))


def later(leader: Access) -> Access:
    """The same person in the year after the cohort has left."""
    return Access(leader.school_id, leader.role, LATER, leader.account_id)


def rows(model, **wanted):
    with across_schools("a test"):
        return list(model.objects.filter(**wanted).order_by("pk"))


def entry(student: int, seen: int = 0, **more) -> Entry:
    given = {"route": "further_education", "status": "started", "provider": "Bay College", "source": "provider"} | more
    return Entry(student, seen, **given)


def test_an_application_stands_where_its_latest_step_says(leader, cohort):
    made = record_application(leader, student_id=cohort[0], route="apprenticeship", provider="Joiners", on=date(2026, 2, 1))
    add_step(leader, application_id=made, step="offer", on=date(2026, 3, 10), source="provider", confidence="confirmed")
    add_step(leader, application_id=made, step="interview", on=date(2026, 2, 20))  # told late
    (one,) = rows(records.Application, pk=made)
    assert (one.status, one.status_on, one.stage, one.academic_year) == ("offer", date(2026, 3, 10), 16, 2026)


def test_what_is_sent_twice_is_written_once(leader, cohort):
    given = {"student_id": cohort[0], "route": "apprenticeship", "provider": "Joiners"}
    assert record_application(leader, **given) == record_application(leader, **given)
    application = rows(records.Application, student_id=cohort[0])[0].pk
    step = {"application_id": application, "step": "offer"}
    assert add_step(leader, **step) == add_step(leader, **step)
    assert record_intention(leader, **given) == record_intention(leader, **given)
    assert len(rows(records.Intention, student_id=cohort[0])) == 1
    assert len(rows(records.ApplicationStep, application_id=application)) == 2


def test_of_two_who_change_an_application_the_second_is_told(leader, cohort):
    made = record_application(leader, student_id=cohort[0], route="apprenticeship", provider="Joiners")
    place = {"application_id": made, "route": "apprenticeship", "course": "", "level": 3, "choice": 1}
    change_application(leader, **place, edition=0, provider="Joiners and Sons")
    with pytest.raises(ChangedMeanwhile):
        change_application(leader, **place, edition=0, provider="Other Joiners")
    for line in rows(records.Change, about="application", number=made):
        assert line.fields == {}, "the history of a student's application keeps no value"


def test_who_is_in_no_leaving_year_cannot_apply_and_wrong_answers_are_said_all_at_once(leader, school_a, cohort):
    with pytest.raises(Refused, match="Years 11 and 13"):
        record_application(leader, student_id=school_a.rows["student"].pk, route="apprenticeship", provider="J")
    with pytest.raises(FormRefused) as refused:
        record_application(leader, student_id=cohort[0], route="undecided", provider="", source="rumour")
    assert {field for field, _ in refused.value.errors} >= {"source"}


def test_a_tutor_records_nothing(school_a, cohort):
    with pytest.raises(NotAllowed):
        record_intention(school_a.access("tutor"), student_id=cohort[0], route="apprenticeship")


def test_a_table_is_saved_whole_or_not_at_all(leader, cohort):
    access = later(leader)
    with pytest.raises(FormRefused) as refused:
        bad = entry(cohort[1], route="undecided")
        record_destinations(access, stage=16, academic_year=2026, entries=[entry(cohort[0]), bad])
    assert [field for field, _ in refused.value.errors] == [f"route-{cohort[1]}"]
    assert not rows(records.Destination, student_id__in=cohort)
    assert record_destinations(access, stage=16, academic_year=2026, entries=[entry(one) for one in cohort]) == 40


def test_a_table_sent_twice_is_kept_once_and_a_row_that_somebody_else_changed_is_not_overwritten(leader, cohort):
    access = later(leader)
    assert record_destination(access, stage=16, academic_year=2026, entry=entry(cohort[0])) == 1
    assert record_destination(access, stage=16, academic_year=2026, entry=entry(cohort[0])) == 0
    with pytest.raises(FormRefused, match="meanwhile"):
        record_destination(access, stage=16, academic_year=2026, entry=entry(cohort[0], route="apprenticeship"))
    seen = rows(records.Destination, student_id=cohort[0])[0].pk
    assert record_destination(access, stage=16, academic_year=2026, entry=entry(cohort[0], seen, route="apprenticeship")) == 1


def test_somebody_who_did_not_leave_that_year_is_refused(leader, school_a, cohort):
    with pytest.raises(FormRefused, match="did not leave"):
        record_destination(later(leader), stage=16, academic_year=2026, entry=entry(school_a.rows["student"].pk))
    with pytest.raises(Refused, match="did not leave"):
        given = {"stage": 16, "academic_year": 2026, "how": "phone", "outcome": "x"}
        log_chase(later(leader), student_id=school_a.rows["student"].pk, **given)


def test_a_destination_moves_the_figures_and_a_mistake_is_taken_out_with_a_reason(leader, school_a, cohort):
    before = records.School.objects.get(pk=school_a.school.pk).data_version
    record_destination(later(leader), stage=16, academic_year=2026, entry=entry(cohort[0]))
    assert records.School.objects.get(pk=school_a.school.pk).data_version > before
    number = rows(records.Destination, student_id=cohort[0])[0].pk
    with pytest.raises(Refused, match="why"):
        remove_destination(later(leader), destination_id=number, reason=" ")
    remove_destination(later(leader), destination_id=number, reason="entered for a namesake")
    assert not rows(records.Destination, student_id=cohort[0])


def test_leavers_are_known_unstarted_or_tried_again(leader, cohort):
    access = later(leader)
    record_destination(access, stage=16, academic_year=2026, entry=entry(cohort[0]))
    record_destination(access, stage=16, academic_year=2026, entry=entry(cohort[1], status="offered"))
    given = {"stage": 16, "academic_year": 2026, "how": "phone", "outcome": "No answer", "next_on": date(2027, 1, 20)}
    assert log_chase(access, student_id=cohort[2], **given) == log_chase(access, student_id=cohort[2], **given)
    with open_scope(access):
        found = {one.id: one for one in leavers(access, stage=16, academic_year=2026)}
    assert found[cohort[0]].is_unchecked and not found[cohort[0]].is_unknown
    assert found[cohort[1]].is_unstarted and found[cohort[1]].has_offer
    assert found[cohort[2]].is_unknown and found[cohort[2]].next_on == date(2027, 1, 20) and len(found[cohort[2]].tries) == 1


def test_work_past_its_day_is_late_while_anybody_is_left_and_who_is_not_known_has_not_started(leader, cohort):
    access = later(leader)
    record_destination(access, stage=16, academic_year=2026, entry=entry(cohort[0], status="started"))
    record_destination(access, stage=16, academic_year=2026, entry=entry(cohort[1], status="offered"))
    with open_scope(access):
        lines = {one.work.work: one for one in year_of_work(access).lines}
    # One has an offer only, and of 38 nothing is known: neither is confirmed as started.
    assert (lines["starts"].open, lines["starts"].all, lines["chase"].open) == (39, 40, 38)
    day = lines["starts"].due_on
    assert [lines["starts"].days_late(day + timedelta(days=days)) for days in (-1, 0, 3)] == [0, 0, 3]
    assert replace(lines["starts"], done_on=day).days_late(day + timedelta(days=3)) == 0
    assert replace(lines["starts"], open=0).days_late(day + timedelta(days=3)) == 0


def test_how_a_year_group_stands_adds_up(leader, cohort):
    record_intention(leader, student_id=cohort[0], route="apprenticeship")
    record_intention(leader, student_id=cohort[1], route="undecided")
    made = record_application(leader, student_id=cohort[2], route="apprenticeship", provider="J", step="conditional_offer")
    with open_scope(leader):
        (one,) = standings(plans(leader))
        short = without_plan(leader)
    assert (one.students, one.intended, one.undecided, one.nothing, one.applied, one.offers) == (40, 1, 1, 38, 1, 1)
    assert one.intended + one.undecided + one.nothing == one.students
    assert short[cohort[1]] == {"undecided", "no_application"} and made


def test_a_parents_choice_ends_at_sixteen(leader, school_a):
    student = school_a.rows["student"].pk  # born in February 2012
    given = {"student_id": student, "what": "local_authority", "is_allowed": False}
    assert record_choice(leader, **given, said_by="parent", said_on=date(2026, 3, 1))
    old = Access(leader.school_id, leader.role, date(2028, 3, 1), leader.account_id)
    with pytest.raises(Refused, match="was 16"):
        record_choice(old, **given, said_by="parent", said_on=date(2028, 2, 1))
    assert record_choice(old, **given, said_by="student", said_on=date(2028, 2, 1))
    with pytest.raises(Refused, match="own choice"):
        record_choice(leader, student_id=student, what="plan_with_parents", is_allowed=True, said_by="parent")


def test_a_list_for_the_authority_needs_a_reason_keeps_a_look_for_each_and_leaves_out_what_was_refused(leader, cohort):
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=cohort[0]).update(date_of_birth=date(2010, 5, 1), upn="ZQUPNONE")
        records.Student.objects.filter(pk=cohort[1]).update(date_of_birth=date(2010, 5, 1), upn="ZQUPNTWO")
    record_choice(leader, student_id=cohort[0], what="local_authority", is_allowed=False, said_by="parent", said_on=DAY)
    with pytest.raises(Refused, match="why"):
        export_to_authority(leader, format="intended-destinations", reason="")
    made = export_to_authority(leader, format="intended-destinations", reason="asked for in spring")
    cells = {cell for line in made.lines for cell in line}
    assert "ZQUPNTWO" in cells and "ZQUPNONE" not in cells and made.refused == 1 and len(made.lines) == 40
    looks = rows(records.Viewing, what="authority")
    assert len(looks) == 40 and {one.reason for one in looks} == {"asked for in spring"}
    (line,) = rows(records.AuditEntry, operation="export_to_authority")
    assert "spring" not in str(line.about)


def test_a_day_of_the_years_work_is_the_schools_own(leader):
    set_work_day(leader, academic_year=2025, work="may", due_on=date(2026, 5, 12))
    with pytest.raises(ChangedMeanwhile):
        set_work_day(leader, academic_year=2025, work="may", due_on=date(2026, 5, 14), edition=-1)
        set_work_day(leader, academic_year=2025, work="may", due_on=date(2026, 5, 15), edition=-1)
    with pytest.raises(Refused, match="school year"):
        set_work_day(leader, academic_year=2025, work="may", due_on=date(2026, 9, 12))


# -- old leavers --


@pytest.fixture
def old(school_a, leader):
    """Two leaving years that are due in autumn 2030: thirty apprentices and ten unknown of 2025/26, forty of 2024/25."""
    with writing("a test"), across_schools("a test"):
        records.DestinationTotal.objects.all().delete()
        records.Enrolment.objects.filter(school=school_a.school).delete()
        records.Destination.objects.all().delete()
        for year in (2024, 2025):
            for number in range(40):
                student = records.Student.objects.create(
                    school=school_a.school, key=f"old{year}-{number}", legal_forename="Ash", legal_surname="Sorrel",
                    sex="F" if number % 2 else "M",
                )  # fmt: skip
                records.Enrolment.objects.create(
                    school=school_a.school, student=student, academic_year=year, year_group=11, tutor_group="11A"
                )
                records.Intention.objects.create(
                    school=school_a.school, student=student, recorded_on=date(year, 11, 1), route="apprenticeship"
                )
                records.Destination.objects.create(
                    school=school_a.school, student=student, stage=16, academic_year=year + 1, status="started",
                    route="apprenticeship" if number < 30 else "further_education", recorded_on=date(year + 1, 10, 1),
                )  # fmt: skip
    return Access(leader.school_id, leader.role, date(2029, 9, 1), leader.account_id)


def shares(access: Access, for_others: bool) -> dict:
    """Every measure of every leaving year, as the impact page has it."""
    shown = impact(access, on=access.on, for_others=for_others).stage(16)
    return {(one.measure.indicator, year): count for one in shown.measures for year, count in one.years}


def test_nothing_is_due_before_the_years_are_over(old):
    with open_scope(old):
        assert due_years(old) == (2024, 2025)
    early = Access(old.school_id, old.role, date(2029, 8, 31), old.account_id)
    with open_scope(early):
        assert due_years(early) == (2024,)
    with pytest.raises(Refused, match="not due"):
        retire_leavers(early, years=[2025], shown=40)


def test_trends_are_the_same_before_and_after_and_no_name_stays(old):
    before = {who: shares(old, who) for who in (True, False)}
    with open_scope(old):
        (due,) = rehearsal(old, [2024])
    assert (due.leavers, due.destinations, due.intentions) == (40, 40, 40)
    retire_leavers(old, years=[2024], shown=40)
    assert not rows(records.Destination, academic_year=2025) and rows(records.Destination, academic_year=2026)
    assert not rows(records.Intention, recorded_on__lte=date(2025, 8, 31), student__key__startswith="old2024")
    after = {who: shares(old, who) for who in (True, False)}
    assert after == before and any(count.numerator == 30 for (_, year), count in after[True].items() if year == 2024)
    with open_scope(old):
        assert due_years(old) == (2025,)


def test_negative_control_without_the_kept_totals_the_trend_is_lost(old):
    before = shares(old, True)
    retire_leavers(old, years=[2024], shown=40)
    with writing("a test"), across_schools("a test"):
        records.DestinationTotal.objects.all().delete()
        records.School.objects.filter(pk=old.school_id).update(data_version=999)
    assert shares(old, True) != before


def test_several_years_or_more_leavers_than_were_shown_ask_for_the_number(old):
    for years, shown in (([2024, 2025], 80), ([2024], 39)):
        with pytest.raises(Refused, match="type that number"):
            retire_leavers(old, years=years, shown=shown)
    assert len(rows(records.Destination)) == 80
    retire_leavers(old, years=[2024, 2025], shown=80, typed=80)
    assert not rows(records.Destination)
