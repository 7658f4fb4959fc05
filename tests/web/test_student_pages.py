"""The list of students and the record of one: who sees whom, and how much of them."""

import re

import pytest
from django.test import Client

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.confirming import SESSION
from tests.cast import token
from tests.web.importing import words

pytestmark = pytest.mark.django_db
# A name as lists show it; the second begins like the first.
OWN, OTHER = token("a", "student", "preferredsurname") + "<", token("a", "student", "preferredsurnameother2")


@pytest.fixture
def many(school_a):
    """Sixty more students in Year 10, the first ten with the pupil premium; their encounters go down as the numbers go up."""
    school = school_a.school
    with writing("a test"), across_schools("a test"):
        for number in range(60):
            student = records.Student.objects.create(
                school=school, key=f"k{number}", legal_forename="Ash", legal_surname=f"Sorrel{number:02d}",
                pupil_premium=number < 10, eal=None, looked_after=False, sen_provision="K" if number < 5 else "N",
            )  # fmt: skip
            records.Enrolment.objects.create(
                school=school, student=student, academic_year=2025, year_group=10, tutor_group="10A" if number % 2 else "10B",
                encounters=60 - number,
            )  # fmt: skip
    return school


def body(client: Client, path: str = "", **query) -> str:
    answer = client.get(f"/s/school-a/students/{path}", query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def listed(markup: str) -> list[str]:
    """The names in the table, in its order."""
    return re.findall(r'<th scope="row"><a href="[^"]*/students/\d+/">([^<]+)</a>', markup)


def number_of(client: Client, **query) -> int:
    return int(re.search(r'<p class="lead">([\d,]+) ', body(client, **query))[1].replace(",", ""))


def test_a_page_holds_fifty_and_all_of_them_are_one_step_away(at, many):
    leader = at("careers_leader")
    first, second = body(leader), body(leader, page="2")
    assert "62 students on roll today" in words(first)
    assert len(listed(first)) == 50 and len(listed(second)) == 12
    assert not set(listed(first)) & set(listed(second))
    assert len(listed(body(leader, show="all"))) == 62


@pytest.mark.parametrize("page", ["0", "999", "-1", "two", "1e9", "٣"])
def test_a_page_that_is_not_there_shows_one_that_is(at, many, page):
    assert listed(body(at("careers_leader"), page=page))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"words": "sorrel07"}, 1),
        ({"words": "sorrel ash"}, 60),
        ({"words": "nobody"}, 0),
        ({"year_group": "10"}, 60),
        ({"year_group": "9"}, 2),
        ({"year_group": "ten"}, 62),
        ({"tutor_group": "10A"}, 30),
        ({"tutor_group": "10A", "words": "sorrel07"}, 1),
        ({"pupil_premium": "yes", "year_group": "10"}, 10),
        ({"pupil_premium": "no"}, 50),
        ({"eal": "unknown", "year_group": "10"}, 60),
        ({"sen": "yes", "year_group": "10"}, 5),
        ({"pupil_premium": "yes", "sen": "no", "year_group": "10"}, 5),
        ({"pupil_premium": "perhaps"}, 62),
    ],
)
def test_filters_narrow_the_list(at, many, query, count):
    assert number_of(at("careers_leader"), **query) == count


def test_filters_stay_in_the_links_of_the_page(at, many):
    page = body(at("careers_leader"), year_group="10", pupil_premium="no")
    assert re.search(r'href="\?[^"]*year_group=10[^"]*pupil_premium=no[^"]*sort=encounters', page.replace("&amp;", "&"))
    assert '<option value="10" selected>' in page


@pytest.mark.parametrize("role", ["adviser", "school_admin", "tutor"])
def test_only_who_may_filter_by_characteristics_does(at, many, role):
    page = body(at(role))
    assert "Pupil premium" not in page and 'name="sen"' not in page
    assert number_of(at(role), pupil_premium="yes") == number_of(at(role)), "an address typed by hand narrows nothing"


def test_the_list_is_sorted_by_what_is_asked(at, many):
    leader = at("careers_leader")
    assert listed(body(leader, year_group="10", sort="name"))[0] == "Ash Sorrel00"
    assert listed(body(leader, year_group="10", sort="encounters"))[0] == "Ash Sorrel59"
    assert listed(body(leader, year_group="10", sort="password"))[0] == "Ash Sorrel00"


def test_a_tutor_sees_their_own_group_and_nobody_else(at, school_a, many):
    tutor = at("tutor")
    page = body(tutor)
    assert "1 student on roll today" in words(page) and "Sorrel" not in page and OTHER not in page
    assert number_of(tutor, tutor_group="9B") == 0
    own, other = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    assert OWN in body(tutor, f"{own}/")
    assert tutor.get(f"/s/school-a/students/{other}/").status_code == 404


def test_the_columns_are_those_the_role_may_read(at):
    def heads(role: str) -> list[str]:
        return re.findall(r"<th[^>]*scope=\"col\"[^>]*>(?:<a[^>]*>)?([^<]+)", body(at(role)))

    assert [head.strip() for head in heads("careers_leader")][-1] == "Guidance meetings"
    assert [head.strip() for head in heads("teacher")][-1] == "Providers"
    assert [head.strip() for head in heads("school_admin")] == ["Name", "Year and group"]


# What each section of a record shows, by the fields of the cast that stand in it.
SECTIONS = {
    "encounters": ("activity", "title"),
    "guidance": ("meeting", "adviser"),
    "agreed actions": ("action", "what"),
    "hopes": ("intention", "provider"),
    "destinations": ("destination", "provider"),
    "the kind of need, which is elsewhere": ("student", "senneeds"),
    "shared plan": ("meeting", "shared"),
    "needs": ("need", "detail"),
    "applications": ("application", "provider"),
    "reflections": ("reflection", "showed"),
    "own words": ("ownwords", "said"),
    "interviews": ("round", "title"),
    "surveys": ("survey", "titlepastsurvey"),
    "answers to surveys": ("surveyreturn", "answers"),
    "confidential notes": ("note", "body"),
}
PLAN = {"guidance", "agreed actions", "shared plan", "needs"}
TEACHERS = {"encounters", "reflections", "hopes", "applications", "own words"}
SEES = {
    "careers_leader": TEACHERS | PLAN | {"destinations", "interviews", "surveys"},
    "senco": TEACHERS | PLAN | {"destinations", "interviews"},
    "adviser": TEACHERS | PLAN | {"destinations", "interviews", "surveys"},
    "tutor": TEACHERS | PLAN | {"interviews"},
    "teacher": TEACHERS,
    "school_admin": set(),
}


@pytest.mark.parametrize("role", SEES)
def test_a_record_shows_each_role_its_own_sections(at, school_a, role):
    page = body(at(role), f"{school_a.rows['student'].pk}/")
    assert {section for section, field in SECTIONS.items() if token("a", *field) in page} == SEES[role]
    assert ("May need an adjustment" in page) is (role in ("careers_leader", "senco", "adviser"))


@pytest.mark.parametrize("role", SEES)
def test_a_record_shows_no_identity_but_the_birthday_to_the_adviser(at, school_a, role):
    page = body(at(role), f"{school_a.rows['student'].pk}/")
    assert "ZQUa1" not in page and "ZQLa1" not in page and "WROM" not in page and "1 September 2023" not in page
    assert ("1 February 2012" in page) is (role == "adviser")


def test_a_record_can_be_narrowed_to_one_kind_of_event(at, school_a):
    page = body(at("careers_leader"), f"{school_a.rows['student'].pk}/", kind="guidance")
    events = page[page.index('class="timeline"') :]
    events = events[: events.index("</ol>")]
    assert token("a", "meeting", "adviser") in events and token("a", "activity", "title") not in events


@pytest.mark.parametrize("role", ["governor", "senior_leader"])
def test_those_without_names_open_neither_list_nor_record(at, school_a, role):
    for path in ("", f"{school_a.rows['student'].pk}/"):
        assert at(role).get(f"/s/school-a/students/{path}").status_code == 403


def test_a_student_of_another_school_is_not_there(at, school_a, school_b):
    assert at("careers_leader").get(f"/s/school-a/students/{school_b.rows['student'].pk}/").status_code == 404


def test_who_has_left_is_no_longer_on_the_list_but_keeps_a_record(at, school_a):
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=school_a.rows["student"].pk).update(left_on="2026-01-31")
    leader = at("careers_leader")
    assert OWN not in body(leader)
    assert "Has left." in body(leader, f"{school_a.rows['student'].pk}/")


def test_filters_that_are_seldom_used_are_folded_until_one_is_set(at, many):
    leader = at("careers_leader")
    assert '<details class="help"><summary>More filters' in body(leader)
    assert '<details class="help" open><summary>More filters' in body(leader, eal="no")
    assert "More filters" not in body(at("adviser"))


def looks(school) -> list[tuple[str, int, str]]:
    with across_schools("a test"):
        rows = records.Viewing.objects.filter(school=school.school, reason="").order_by("pk")
        return list(rows.values_list("what", "account_number", "role"))


@pytest.mark.parametrize("role", ["careers_leader", "senco", "school_admin"])
def test_identity_is_shown_to_three_roles_and_each_look_is_kept(at, school_a, role):
    page = body(at(role), f"{school_a.rows['student'].pk}/details/")
    assert "ZQUa1" in page and "ZQLa1" in page and "1 February 2012" in page and "1 September 2023" in page
    assert ("WROM" in page) is (role == "senco") and (token("a", "student", "senneeds") in page) is (role == "senco")
    assert looks(school_a) == [("identity", school_a.accounts[role].pk, role)]
    body(at(role), f"{school_a.rows['student'].pk}/details/")
    assert len(looks(school_a)) == 2, "a second look is a second line"


@pytest.mark.parametrize("page", ["details/", "portable/"])
def test_protected_pages_ask_for_the_password_again_and_keep_no_look_before(at, school_a, page):
    leader = at("careers_leader")
    session = leader.session
    session[SESSION] = 0  # the password was given long ago
    session.save()
    answer = leader.get(f"/s/school-a/students/{school_a.rows['student'].pk}/{page}")
    assert answer.status_code == 302 and "confirm" in answer["Location"]
    assert looks(school_a) == []


@pytest.mark.parametrize("role", ["adviser", "tutor", "teacher", "governor"])
def test_nobody_else_opens_identity_the_portable_record_or_who_looked(at, school_a, role):
    for page in ("details/", "portable/", "who-looked/"):
        assert at(role).get(f"/s/school-a/students/{school_a.rows['student'].pk}/{page}").status_code == 403
    assert looks(school_a) == []


def test_a_look_at_a_student_who_is_not_there_is_not_kept(at, school_a, school_b):
    for page in ("details/", "portable/", "who-looked/"):
        assert at("careers_leader").get(f"/s/school-a/students/{school_b.rows['student'].pk}/{page}").status_code == 404
    assert looks(school_a) == [] == looks(school_b)


def shared_needs(school_a, role: str, ends_on: str) -> None:
    with writing("a test"), across_schools("a test"):
        records.Share.objects.create(
            school=school_a.school, what="needs", student=school_a.rows["student"], account_number=school_a.accounts[role].pk,
            reason="a placement", made_on="2026-03-01", ends_on=ends_on,
        )  # fmt: skip


@pytest.mark.parametrize("role", ["tutor", "teacher", "adviser", "careers_leader"])
def test_the_kind_of_need_is_read_while_it_is_shared_and_the_reading_is_kept(at, school_a, role):
    path, need = f"{school_a.rows['student'].pk}/", token("a", "student", "senneeds")
    assert need not in body(at(role), path) and looks(school_a) == []
    shared_needs(school_a, role, "2026-03-20")
    assert need in body(at(role), path)
    assert looks(school_a) == [("needs", school_a.accounts[role].pk, role)]


def test_a_share_that_has_ended_shows_nothing(at, school_a):
    shared_needs(school_a, "tutor", "2026-03-19")
    assert token("a", "student", "senneeds") not in body(at("tutor"), f"{school_a.rows['student'].pk}/")


def test_who_looked_names_people_to_the_careers_leader_and_is_kept_itself(at, school_a):
    page = body(at("careers_leader"), f"{school_a.rows['student'].pk}/who-looked/")
    assert token("a", "account", "namesenco") in page and token("a", "viewing", "reason") in page
    assert token("a", "noteread", "reason") in page and "a confidential note" in page
    assert token("a", "note", "body") not in page
    assert looks(school_a) == [("viewings", school_a.accounts["careers_leader"].pk, "careers_leader")]


def test_the_portable_record_comes_as_a_zip_and_is_kept(at, school_a):
    leader, path = at("careers_leader"), f"/s/school-a/students/{school_a.rows['student'].pk}/portable/"
    assert leader.get(path).status_code == 200 and looks(school_a) == []
    answer = leader.post(path)
    assert answer["Content-Type"] == "application/zip" and answer.content.startswith(b"PK")
    assert token("a", "student", "legalsurname") not in answer["Content-Disposition"]
    assert looks(school_a) == [("record", school_a.accounts["careers_leader"].pk, "careers_leader")]


def test_a_record_can_be_narrowed_to_one_year_and_keeps_its_kind(at, school_a):
    with writing("a test"), across_schools("a test"):
        records.Intention.objects.create(
            school=school_a.school, student=school_a.rows["student"], recorded_on="2024-10-01", route="employment",
            provider="Long ago Ltd",
        )  # fmt: skip
    path, leader = f"{school_a.rows['student'].pk}/", at("careers_leader")
    assert "Long ago Ltd" in body(leader, path)
    now = body(leader, path, year="2025")
    assert "Long ago Ltd" not in now and "?kind=intention&amp;year=2025" in now
    then = body(leader, path, year="2024", kind="intention")
    assert "Long ago Ltd" in then and token("a", "activity", "title") not in then[then.index('class="timeline"') :]
    for odd in ("1999", "abc", "٢٠٢٥"):
        assert "Long ago Ltd" in body(leader, path, year=odd), "an address typed by hand narrows nothing"


def test_what_the_student_wants_teachers_to_know_stands_on_top(at, school_a):
    page = body(at("teacher"), f"{school_a.rows['student'].pk}/")
    top = page.index("What I want my teachers to know")
    assert top < page.index("What happened") and token("a", "ownwords", "said") in page[top : top + 300]
    assert "5 January 2026" in page[top : top + 400]
