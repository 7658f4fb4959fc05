"""The programme: its list, one activity, and a register that changes only whom one may mark."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import token
from tests.web.importing import words

pytestmark = pytest.mark.django_db
TITLE, PARTNER = token("a", "activity", "title"), token("a", "partner", "name")
SURNAME, OTHER = token("a", "student", "preferredsurname"), token("a", "student", "preferredsurnameother2")


def body(client: Client, path: str = "", **query) -> str:
    answer = client.get(f"/s/school-a/programme/{path}", query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def register_of(school_a) -> str:
    return f"/s/school-a/programme/{school_a.rows['activity'].pk}/register/"


def marks(school_a) -> dict[int, bool | None]:
    with across_schools("a test"):
        rows = records.Participation.objects.filter(activity=school_a.rows["activity"])
        return dict(rows.values_list("student_id", "attended"))


def test_the_list_says_what_happened_when_with_whom_and_who_came(at):
    page = words(body(at("careers_leader")))
    assert "1 activity in 2025/26." in page
    assert TITLE in page and "Employer encounter" in page and "5 November 2025" in page and PARTNER in page
    assert "Came" in page


def test_those_without_encounters_see_the_programme_but_not_how_many_came(at, school_a):
    governor = at("governor")
    assert TITLE in body(governor) and "Came" not in body(governor)
    assert "not marked" not in body(governor, f"{school_a.rows['activity'].pk}/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"of": "2024"}, False),
        ({"of": "2025"}, True),
        ({"of": "the year before"}, True),
        ({"kind": "employer_encounter"}, True),
        ({"kind": "provider_encounter"}, False),
        ({"kind": "anything"}, True),
        ({"words": TITLE[:6].upper()}, True),
        ({"words": "not in its title"}, False),
    ],
)
def test_the_list_is_narrowed_by_year_kind_and_title(at, query, found):
    assert (TITLE in body(at("careers_leader"), **query)) is found


def test_an_activity_shows_what_makes_it_meaningful_and_how_its_register_stands(at, school_a):
    page = words(body(at("careers_leader"), f"{school_a.rows['activity'].pk}/"))
    assert "1 came, 0 did not, 0 are not marked." in page
    assert "Its purpose was shared beforehand Not known" in page


def test_a_register_is_offered_for_the_groups_one_may_mark(at, school_a):
    address = f"{school_a.rows['activity'].pk}/"
    assert "group=9A" in body(at("tutor"), address) and "group=9B" not in body(at("tutor"), address)
    assert "group=9B" in body(at("careers_leader"), address)
    assert "Take a register" not in body(at("adviser"), address)


def test_a_tutor_marks_their_own_group(at, school_a):
    own = school_a.rows["student"].pk
    tutor = at("tutor")
    page = tutor.get(register_of(school_a), {"group": "9A"}).content.decode()
    assert SURNAME in page and OTHER not in page
    answer = tutor.post(f"{register_of(school_a)}?group=9A", {f"mark-{own}": "no"}, follow=True)
    assert "The register of 9A is saved: 1 mark changed." in words(answer.content.decode())
    assert marks(school_a) == {own: False}


def test_a_tutor_who_asks_for_another_group_gets_their_own(at, school_a):
    page = at("tutor").get(register_of(school_a), {"group": "9B"}).content.decode()
    assert "Register of 9A" in page and OTHER not in page


@pytest.mark.parametrize("group", ["9A", "9B"])
def test_forged_numbers_of_students_of_another_group_change_nothing(at, school_a, group):
    own, other = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    before = marks(school_a)
    answer = at("tutor").post(f"{register_of(school_a)}?group={group}", {f"mark-{other}": "yes"}, follow=True)
    assert "0 marks changed" in words(answer.content.decode())
    assert marks(school_a) == before == {own: True}


def test_numbers_of_another_school_and_made_up_marks_change_nothing(at, school_a, school_b):
    own = school_a.rows["student"].pk
    sent = {f"mark-{school_b.rows['student'].pk}": "yes", f"mark-{own}": "perhaps", "mark-": "yes", "mark-x": "no"}
    at("careers_leader").post(f"{register_of(school_a)}?group=9A", sent)
    assert marks(school_a) == {own: True}
    assert at("careers_leader").get(f"/s/school-a/programme/{school_b.rows['activity'].pk}/register/").status_code == 404


def test_a_mark_is_taken_back_and_who_was_never_marked_is_not_added(at, school_a):
    own, other = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    leader = at("careers_leader")
    leader.post(f"{register_of(school_a)}?group=9B", {f"mark-{other}": ""})
    assert other not in marks(school_a), "nobody was said to have been invited"
    leader.post(f"{register_of(school_a)}?group=9A", {f"mark-{own}": ""})
    assert marks(school_a) == {own: None}


def test_all_on_the_list_can_be_set_to_came_without_a_script(at, school_a):
    own = school_a.rows["student"].pk
    with writing("a test"), across_schools("a test"):
        records.Participation.objects.filter(student_id=own).update(attended=False)
        for number in (1, 2):
            student = records.Student.objects.create(school=school_a.school, key=f"k{number}", legal_forename="Ash")
            records.Enrolment.objects.create(
                school=school_a.school, student=student, academic_year=2025, year_group=9, tutor_group="9A"
            )
            if number == 1:
                invited = student
        records.Participation.objects.create(school=school_a.school, activity=school_a.rows["activity"], student=invited)
    tutor = at("tutor")
    assert 'name="all" value="yes"' in tutor.get(register_of(school_a), {"group": "9A"}).content.decode()
    page = tutor.get(register_of(school_a), {"group": "9A", "all": "yes"}).content.decode()
    chosen = dict(re.findall(r'name="mark-(\d+)" value="(\w*)" checked', page))
    assert chosen == {str(own): "no", str(invited.pk): "yes", str(student.pk): ""}, "a mark that is there stays"
    assert page.index("not on the list") < page.index(f'name="mark-{student.pk}"')
    assert marks(school_a) == {own: False, invited.pk: None}, "nothing is kept until the button is pressed"


def test_everybody_came_keeps_what_was_tapped_before_it_and_saves_nothing(at, school_a):
    own = school_a.rows["student"].pk
    sent = {f"mark-{own}": "no", "all": "yes"}
    page = at("tutor").post(f"{register_of(school_a)}?group=9A", sent)
    assert page.status_code == 200
    assert re.findall(r'name="mark-(\d+)" value="(\w*)" checked', page.content.decode()) == [(str(own), "no")]
    assert marks(school_a) == {own: True}


def test_what_was_tapped_stays_when_the_register_is_refused(at, school_a):
    own = school_a.rows["student"].pk
    with writing("a test"), across_schools("a test"):
        records.ActivityPlan.objects.filter(activity=school_a.rows["activity"]).update(cancelled_on=date(2025, 11, 1))
    page = at("tutor").post(f"{register_of(school_a)}?group=9A", {f"mark-{own}": "no"})
    assert page.status_code == 422 and "was cancelled" in words(page.content.decode())
    assert re.findall(r'name="mark-(\d+)" value="(\w*)" checked', page.content.decode()) == [(str(own), "no")]
    assert marks(school_a) == {own: True}


def test_where_nobody_of_a_group_was_listed_all_of_it_can_be_set_to_came(at, school_a):
    page = at("careers_leader").get(register_of(school_a), {"group": "9B", "all": "yes"}).content.decode()
    other = school_a.rows["other_student"].pk
    assert re.findall(r'name="mark-(\d+)" value="(\w*)" checked', page) == [(str(other), "yes")]
    assert "not on the list" not in page


@pytest.mark.parametrize("role", ["governor", "senior_leader", "adviser", "senco"])
def test_who_takes_no_registers_has_none(at, school_a, role):
    assert at(role).get(register_of(school_a)).status_code == 403
    assert at(role).post(register_of(school_a), {f"mark-{school_a.rows['student'].pk}": "no"}).status_code == 403
    assert True in marks(school_a).values()


def test_a_register_begins_with_a_group_that_is_on_the_list(at, school_a):
    with writing("a test"), across_schools("a test"):
        records.Participation.objects.filter(school=school_a.school).update(student=school_a.rows["other_student"])
    leader = at("careers_leader")
    assert "Register of 9B" in leader.get(register_of(school_a)).content.decode()
    page = body(leader, f"{school_a.rows['activity'].pk}/")
    assert page.index("group=9B") < page.index("Another group") < page.index("group=9A")


@pytest.mark.parametrize(
    ("when", "expected"), [("", "XYZ"), ("ahead", "XYZ"), ("held", ""), ("year", "ZYX"), ("nonsense", "XYZ")]
)
def test_a_year_begins_with_what_is_to_come_the_soonest_first(at, school_a, when, expected):
    day = school_a.access("governor").on
    with writing("a test"), across_schools("a test"):
        records.Activity.objects.filter(school=school_a.school).delete()
        for number, title in enumerate("XYZ"):  # X is today
            records.Activity.objects.create(
                school=school_a.school, key=title, title=title, kind="other", starts_on=day + timedelta(days=number)
            )
    page = body(at("governor"), when=when)
    assert "".join(re.findall(r">([XYZ])</a>", page)) == expected
    assert f"{len(expected)} activities " in page
