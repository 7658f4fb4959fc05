"""A right reaches as far as the role that has it: what one role may is not spread over the groups or the whole of another."""

import pytest
from django.test import Client
from django.urls import reverse

from chalkface.core.access import Access, Scope
from chalkface.core.errors import Refused
from chalkface.operations.programme import take_register
from chalkface.queries.gaps import missing_students
from chalkface.queries.people import access_at_door
from chalkface.queries.programme import groups_listed, groups_on_roll
from chalkface.queries.students import StudentFilters, students
from chalkface.records.models import Enrolment, GroupOfMember, GuidanceMeeting, Membership
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY, Company
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db


def also(company: Company, first: str, second: str, *groups: str) -> Access:
    """The access of the person in the role ``first`` after they were given ``second`` too, with these tutor groups."""
    account = company.accounts[first]
    with writing("a test"), across_schools("a test"):
        held = Membership.objects.create(school=company.school, account=account, role=second)
        for group in groups:
            GroupOfMember.objects.create(school=company.school, membership=held, tutor_group=group)
    return access_at_door(account.pk, company.school.slug, DAY)


def meeting_in_9b(company: Company) -> None:
    with writing("a test"), across_schools("a test"):
        student = company.rows["other_student"]
        GuidanceMeeting.objects.create(school=company.school, key="b", student=student, met_on=DAY)
        Enrolment.objects.filter(student=student).update(meetings=7, encounters=7)


def lines(access: Access, sort: str = "name") -> dict[int, tuple]:
    with open_scope(access):
        found = students(access, StudentFilters(sort=sort), 1).lines
    return {line.id: (line.encounters, line.meetings) for line in found}


def test_what_a_tutor_may_see_of_their_group_they_may_not_see_of_the_group_they_teach(school_a):
    meeting_in_9b(school_a)
    both = also(school_a, "tutor", "teacher", "9B")
    mine, taught = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    assert both.groups_for("see_guidance") == {"9A"} and both.groups_for("see_encounters") == {"9A", "9B"}
    with open_scope(both):
        assert [row.student_id for row in GuidanceMeeting.objects.all()] == [mine]
    assert lines(both) == {mine: (0, 0), taught: (7, None)}
    listed = missing_students(both, indicator="guidance-by-16", on=DAY)
    assert taught not in [one.id for one in listed]


def test_an_administrator_who_is_a_tutor_too_sees_what_others_took_part_in_of_their_group_only(school_a):
    meeting_in_9b(school_a)
    both = also(school_a, "school_admin", "tutor", "9A")
    assert both.scope("see_students") is Scope.SCHOOL
    assert lines(both) == {school_a.rows["student"].pk: (0, 0), school_a.rows["other_student"].pk: (None, None)}


def test_a_register_is_taken_of_the_groups_of_the_role_that_may_take_it(school_a):
    both = also(school_a, "adviser", "tutor", "9A")
    activity = school_a.rows["activity"].pk
    with open_scope(both):
        assert groups_on_roll(both) == groups_listed(both, activity) == ("9A",)
    assert take_register(both, activity_id=activity, attended={school_a.rows["student"].pk: False}) == 1
    with pytest.raises(Refused, match="not in your groups"):
        take_register(both, activity_id=activity, attended={school_a.rows["other_student"].pk: True})


@pytest.mark.parametrize("role", ["school_admin", "teacher"])
def test_the_order_of_a_list_does_not_tell_what_its_lines_may_not(school_a, role):
    """Sorted by meetings, the one who has had none would stand first: for these roles it stays the order of names."""
    with writing("a test"), across_schools("a test"):
        Enrolment.objects.filter(student=school_a.rows["student"]).update(meetings=9, tutor_group="9A")
        Enrolment.objects.filter(student=school_a.rows["other_student"]).update(tutor_group="9A")
    assert list(lines(school_a.access(role), "meetings")) == list(lines(school_a.access(role)))
    leader = school_a.access("careers_leader")
    assert list(lines(leader, "meetings")) != list(lines(leader)), "negative control: who sees them may sort by them"


def test_a_membership_that_ended_closes_a_session_that_is_still_open(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    home = reverse("home.start", kwargs={"school": school_a.school.slug})
    assert client.get(home).status_code == 200
    with writing("a test"), across_schools("a test"):
        Membership.objects.filter(account=school_a.accounts["careers_leader"]).update(ends_on=DAY.replace(day=DAY.day - 1))
    assert client.get(home).status_code == 404
    assert client.post(reverse("imports.export", kwargs={"school": school_a.school.slug})).status_code == 404
