"""Activities planned, changed, cancelled and copied: what is kept, what is counted, and what is refused."""

from datetime import date, time

import pytest

from chalkface.core.errors import ChangedMeanwhile, FormRefused, NotAllowed, Refused
from chalkface.operations.activities import edit_activity, remove_activities, write_activity
from chalkface.operations.cancelling import cancel_activity, restore_activity
from chalkface.operations.copying import copy_programme
from chalkface.operations.counters import COUNTERS
from chalkface.operations.programme import take_register
from chalkface.operations.sessions import add_session, remove_session
from chalkface.queries.activity_sheet import plan_of, sheet_of
from chalkface.queries.stand_ins import stand_ins_for
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing

pytestmark = pytest.mark.django_db
AHEAD = date(2026, 5, 12)  # a Tuesday, two months after the day of the play


@pytest.fixture
def leader(school_a):
    access = school_a.access("careers_leader")
    with open_scope(access):
        yield access


def planned(access, **more) -> int:
    return write_activity(access, **{"title": "Meet a surveyor", "kind": "employer_encounter", "starts_on": AHEAD, **more})


def sheet(number: int) -> dict:
    return sheet_of(records.Activity.objects.get(pk=number), plan_of(number))


def edition(number: int) -> int:
    plan = plan_of(number)
    return plan.edition if plan else 0


def counters(student) -> dict[str, int]:
    row = records.Enrolment.objects.get(student=student, academic_year=2025)
    return {name: getattr(row, name) for name in COUNTERS}


def history(number: int) -> list[str]:
    rows = records.Change.objects.filter(about="activity", number=number).order_by("pk")
    return list(rows.values_list("deed", flat=True))


# -- planning and changing --


def test_everything_said_of_a_planned_activity_is_kept(leader, school_a):
    post, partner = school_a.rows["post"].pk, school_a.rows["partner"].pk
    number = planned(
        leader, ends_on=date(2026, 5, 13), years=(9, 10), subject="geography", mode="in_person", hours="1.50",
        outcomes=("EXP-9",), statements=("gatsby-2025:5.1",), skills=("SP",), partner_ids=(partner,),
        new_partner="Northgate Survey (example)", new_partner_kind="employer", post_id=post, staff_hours="2.25", cost="£12.50",
        places=30, note="Bring boots.", facts={"two_way": True, "reflection": False},
    )  # fmt: skip
    held = sheet(number)
    new = records.Partner.objects.get(name="Northgate Survey (example)")
    assert (held["years"], held["outcomes"], held["statements"], held["skills"]) == ("9;10", "EXP-9", "gatsby-2025:5.1", "SP")
    assert held["partners"] == f"{partner};{new.pk}"
    assert (held["hours"], held["staff_hours"], held["cost"], held["places"]) == ("1.5", "2.25", "12.5", 30)
    assert (held["two_way"], held["reflection"], held["purpose_shared"]) == ("yes", "no", "")
    assert (held["post_id"], held["note"]) == (post, "Bring boots.")
    plan = plan_of(number)
    assert (plan.staff_minutes, plan.cost_pence, plan.edition) == (135, 1250, 0)
    assert set(records.Offer.objects.filter(activity=number).values_list("academic_year", "year_group")) == {
        (2025, 9), (2025, 10),
    }  # fmt: skip
    assert history(number) == ["write_activity"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"kind": "outing"}, "kind"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": date(2026, 5, 11)}, "ends_on"),
        ({"ends_on": date(2026, 9, 1)}, "ends_on"),
        ({"years": (6,)}, "years"),
        ({"mode": "by pigeon"}, "mode"),
        ({"hours": "a morning"}, "hours"),
        ({"staff_hours": "-1"}, "staff_hours"),
        ({"staff_hours": "NaN"}, "staff_hours"),
        ({"cost": "1e9"}, "cost"),
        ({"places": 40_000}, "places"),
        ({"outcomes": ("NO-1",)}, "outcomes"),
        ({"statements": ("gatsby-2025:99",)}, "statements"),
        ({"statements": ("nonsense",)}, "statements"),
        ({"skills": ("juggling",)}, "skills"),
        ({"partner_ids": (999_999,)}, "partners"),
        ({"partner_ids": ("x",)}, "partners"),
        ({"post_id": 999_999}, "post_id"),
        ({"new_partner": "Somebody", "new_partner_kind": ""}, "new_partner_kind"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_refused_beside_its_question_and_nothing_is_kept(leader, wrong, field):
    before = records.Activity.objects.count()
    with pytest.raises(Refused) as refused:
        planned(leader, **wrong)
    assert field in dict(refused.value.errors)
    assert records.Activity.objects.count() == before


def test_another_schools_rows_cannot_be_named(leader, school_b):
    for name, value in (("partner_ids", (school_b.rows["partner"].pk,)), ("post_id", school_b.rows["post"].pk)):
        with pytest.raises(FormRefused):
            planned(leader, **{name: value})
    with pytest.raises(Refused, match="not there any more"):
        edit_activity(leader, activity_id=school_b.rows["activity"].pk, new={"title": "Mine"}, edition=0)


def test_who_may_not_plan_changes_nothing(school_a):
    for role in ("governor", "tutor", "adviser", "senior_leader"):
        with pytest.raises(NotAllowed):
            planned(school_a.access(role))


def test_the_counters_follow_a_change_of_kind_and_of_year(leader, school_a):
    student = school_a.rows["student"].pk
    number = planned(leader, starts_on=date(2026, 3, 2))
    take_register(leader, activity_id=number, attended={student: True})
    before = counters(student)
    assert (before["encounters"], before["workplaces"]) == (1, 0), "the cast's own mark was written past the counters"
    edit_activity(leader, activity_id=number, new={"kind": "workplace_experience"}, edition=edition(number))
    after = counters(student)
    assert after["workplaces"] == 1
    assert after["encounters"] == 2, "counted anew, the mark of the cast with it"
    edit_activity(leader, activity_id=number, new={"starts_on": date(2024, 10, 1)}, edition=edition(number))
    assert (counters(student)["encounters"], counters(student)["workplaces"]) == (1, 0)


def test_a_change_tells_the_figures_and_a_save_without_change_leaves_no_line(leader, school_a):
    number = planned(leader)
    before = records.School.objects.get(pk=school_a.school.pk).data_version
    assert edit_activity(leader, activity_id=number, new={"kind": "provider_encounter"}, edition=0)
    assert records.School.objects.get(pk=school_a.school.pk).data_version == before + 1
    assert not edit_activity(
        leader, activity_id=number, new={"kind": "provider_encounter", "title": " Meet a surveyor "}, edition=1
    )
    assert history(number) == ["write_activity", "edit_activity"]


def test_moving_the_first_day_moves_the_sessions_and_the_year_groups_with_it(leader):
    number = planned(leader, years=(9,))
    add_session(leader, activity_id=number, on=date(2026, 5, 14), starts_at=time(9), ends_at=time(10))
    edit_activity(leader, activity_id=number, new={"starts_on": date(2026, 9, 8), "ends_on": None}, edition=edition(number))
    assert records.Session.objects.get(activity=number).on == date(2026, 9, 10)
    assert records.Offer.objects.get(activity=number).academic_year == 2026


def test_two_people_at_once_one_changes_the_outcomes_and_one_the_cost_both_are_kept(leader):
    number = planned(leader)
    edit_activity(leader, activity_id=number, new={"outcomes": "EXP-9"}, edition=0)
    edit_activity(leader, activity_id=number, new={"cost": "20", "outcomes": ""}, edition=0)
    assert (sheet(number)["outcomes"], sheet(number)["cost"]) == ("EXP-9", "20")


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [({"title": "Theirs"}, {"title": "Mine"}), ({"cost": "1"}, {"cost": "2"}), ({"two_way": "yes"}, {"two_way": "no"})],
)
def test_two_people_at_once_on_the_same_answer_the_second_is_asked_and_nothing_is_overwritten(leader, theirs, mine):
    number = planned(leader)
    edit_activity(leader, activity_id=number, new=theirs, edition=0)
    with pytest.raises(ChangedMeanwhile) as clash:
        edit_activity(leader, activity_id=number, new=mine, edition=0)
    assert set(clash.value.by_field) == set(theirs)
    assert {name: sheet(number)[name] for name in theirs} == theirs
    assert edit_activity(leader, activity_id=number, new=mine, edition=clash.value.edition), "after the merge it is saved"


def test_codes_that_a_file_brought_stay_though_nobody_adopted_them(leader, school_a):
    number = school_a.rows["activity"].pk
    with writing("a test"):
        records.ActivityCode.objects.create(
            school=school_a.school, activity_id=number, list="outcome", code="from a file", position=1
        )
    edit_activity(leader, activity_id=number, new={"outcomes": "from a file;EXP-9", "title": "New title"}, edition=0)
    assert sheet(number)["outcomes"] == "EXP-9;from a file"
    assert records.ActivityCode.objects.filter(activity=number, list="statement").count() == 1


# -- sessions --


def test_a_session_is_added_and_taken_away_with_its_line(leader):
    number = planned(leader)
    session = add_session(
        leader,
        activity_id=number,
        on=date(2026, 5, 20),
        starts_at=time(9),
        ends_at=time(10, 30),
        place="Hall",
        tutor_groups="9A, 9B",
    )
    held = records.Session.objects.get(pk=session)
    assert (held.tutor_groups, held.place) == ("9A;9B", "Hall")
    assert sheet(number)["ends_on"] == date(2026, 5, 20), "the last day follows"
    assert remove_session(leader, session_id=session) == number
    assert history(number) == ["write_activity", "add_session", "add_session", "remove_session"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": None}, "on"),
        ({"on": date(2026, 5, 11)}, "on"),
        ({"on": date(2026, 9, 2)}, "on"),
        ({"ends_at": time(9)}, "starts_at"),
        ({"starts_at": time(10), "ends_at": time(9)}, "ends_at"),
        ({"place": "x" * 201}, "place"),
        ({"tutor_groups": "99Z"}, "tutor_groups"),
    ],
)
def test_a_session_that_cannot_be_is_refused(leader, wrong, field):
    number = planned(leader)
    with pytest.raises(FormRefused) as refused:
        add_session(leader, activity_id=number, **{"on": AHEAD, **wrong})
    assert field in dict(refused.value.errors)
    assert not records.Session.objects.filter(activity=number).exists()


# -- cancelling --


def test_a_cancelled_activity_hands_its_list_and_year_groups_to_a_planned_stand_in(leader, school_a):
    student, other = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    number, stand_in = planned(leader, years=(9,), outcomes=("EXP-9",)), planned(leader, title="Online instead", years=(10,))
    with writing("a test"):
        for one in (student, other):
            records.Participation.objects.create(school=school_a.school, activity_id=number, student_id=one)
        records.Participation.objects.create(school=school_a.school, activity_id=stand_in, student_id=other, attended=None)
    assert cancel_activity(leader, activity_id=number, because="The visitor is ill.", stand_in_id=stand_in) == stand_in
    assert not records.Participation.objects.filter(activity=number).exists()
    assert set(records.Participation.objects.filter(activity=stand_in).values_list("student_id", flat=True)) == {student, other}
    assert sheet(stand_in)["years"] == "9;10" and sheet(number)["years"] == ""
    assert plan_of(stand_in).stands_in_for_id == number
    assert plan_of(number).cancelled_because == "The visitor is ill."


def test_of_a_past_activity_a_copy_stands_in(leader, school_a):
    number = planned(leader, outcomes=("EXP-9",))
    offered = stand_ins_for(leader, number)
    assert [(one.id, one.is_ahead) for one in offered] == [(school_a.rows["activity"].pk, False)]
    assert "serves EXP-9" in offered[0].why and "held this year" in offered[0].why and "£45" in offered[0].why
    copy = cancel_activity(leader, activity_id=number, because="Ill.", stand_in_id=offered[0].id, stand_in_on=date(2026, 5, 19))
    plan = plan_of(copy)
    assert copy != offered[0].id and plan.copied_from_id == offered[0].id and plan.stands_in_for_id == number
    assert records.Activity.objects.get(pk=copy).starts_on == date(2026, 5, 19)
    assert not records.Participation.objects.filter(activity=copy).exists(), "who came last time is not listed again"


def test_a_cancelled_activity_is_offered_to_nobody_and_cannot_be_marked(leader, school_a):
    number = planned(leader, years=(9, 10))
    cancel_activity(leader, activity_id=number, because="Snow.")
    assert not records.Offer.objects.filter(activity=number).exists()
    with pytest.raises(Refused, match="was cancelled"):
        take_register(leader, activity_id=number, attended={school_a.rows["student"].pk: True})
    with pytest.raises(Refused, match="cancelled already"):
        cancel_activity(leader, activity_id=number, because="Again.")
    restore_activity(leader, activity_id=number)
    assert sheet(number)["years"] == "9;10"
    take_register(leader, activity_id=number, attended={school_a.rows["student"].pk: True})
    with pytest.raises(Refused, match="1 mark is on its register"):
        cancel_activity(leader, activity_id=number, because="Too late.")


def test_cancelling_needs_a_reason_and_a_stand_in_that_takes_place(leader):
    number, other, third = planned(leader), planned(leader), planned(leader)
    with pytest.raises(Refused, match="Say why"):
        cancel_activity(leader, activity_id=number, because=" ")
    cancel_activity(leader, activity_id=other, because="Snow.")
    for stand_in, words in ((other, "cancelled itself"), (number, "for itself"), (10**6, "not there")):
        with pytest.raises(Refused, match=words):
            cancel_activity(leader, activity_id=number, because="Snow.", stand_in_id=stand_in)
    assert plan_of(number).cancelled_on is None
    cancel_activity(leader, activity_id=number, because="Snow.", stand_in_id=third)
    fourth = planned(leader)
    with pytest.raises(Refused, match="already"):
        cancel_activity(leader, activity_id=fourth, because="Snow.", stand_in_id=third)


def test_what_stands_in_already_or_is_cancelled_is_not_offered(leader):
    number = planned(leader, outcomes=("EXP-9",))
    free, gone = planned(leader, title="Free", outcomes=("EXP-9",)), planned(leader, title="Gone", outcomes=("EXP-9",))
    cancel_activity(leader, activity_id=gone, because="Snow.")
    titles = {one.title for one in stand_ins_for(leader, number)}
    assert "Free" in titles and "Gone" not in titles
    assert stand_ins_for(leader, number)[0].id == free, "what is planned and close comes first"


# -- copying --


def test_a_year_is_copied_to_the_same_weekday_and_never_twice(leader, school_a):
    number = planned(
        leader, title="Fair", starts_on=date(2025, 11, 5), years=(9,), outcomes=("EXP-9",), cost="30", facts={"two_way": True}
    )
    add_session(leader, activity_id=number, on=date(2025, 11, 6), place="Hall")
    (copy,) = copy_programme(leader, activity_ids=[number], to_year=2026)
    held = sheet(copy)
    assert (held["starts_on"], held["ends_on"]) == (date(2026, 11, 4), date(2026, 11, 5)), "Wednesday of the first week back"
    assert (held["title"], held["years"], held["outcomes"], held["cost"]) == ("Fair", "9", "EXP-9", "30")
    assert held["two_way"] == "", "how it went last time says nothing about the next"
    assert records.Session.objects.get(activity=copy).on == date(2026, 11, 5)
    assert records.Offer.objects.get(activity=copy).academic_year == 2026
    assert plan_of(copy).copied_from_id == number
    with pytest.raises(Refused, match="has a copy"):
        copy_programme(leader, activity_ids=[number], to_year=2026)


def test_copying_is_all_or_nothing(leader, school_a, school_b):
    number, cancelled = planned(leader, starts_on=date(2025, 11, 5)), planned(leader)
    cancel_activity(leader, activity_id=cancelled, because="Snow.")
    before = records.Activity.objects.count()
    for other, words in ((school_b.rows["activity"].pk, "not there"), (cancelled, "was cancelled")):
        with pytest.raises(Refused, match=words):
            copy_programme(leader, activity_ids=[number, other], to_year=2026)
        assert records.Activity.objects.count() == before


def test_copies_that_nobody_attended_can_be_taken_away_and_nothing_else(leader, school_a):
    number = planned(leader, starts_on=date(2025, 11, 5), outcomes=("EXP-9",))
    (copy,) = copy_programme(leader, activity_ids=[number], to_year=2026)
    with pytest.raises(Refused, match="came from a file"):
        remove_activities(leader, activity_ids=[copy, school_a.rows["activity"].pk])
    assert remove_activities(leader, activity_ids=[copy]) == 1
    assert not records.Activity.objects.filter(pk=copy).exists()
    take_register(leader, activity_id=number, attended={school_a.rows["student"].pk: True})
    with pytest.raises(Refused, match="on its register"):
        remove_activities(leader, activity_ids=[number])
    with across_schools("a test"):
        assert not records.ActivityPlan.objects.filter(activity_id=copy).exists()


def test_a_session_of_another_school_is_not_taken_away(school_a, school_b):
    with pytest.raises(Refused, match="not there any more"):
        remove_session(school_a.access("careers_leader"), session_id=school_b.rows["session"].pk)
    with across_schools("a test"):
        assert records.Session.objects.filter(pk=school_b.rows["session"].pk).exists()
