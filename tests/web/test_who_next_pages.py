"""Who next on the page: reasons always shown, weights saved without loss, a person who decides otherwise."""

from datetime import timedelta

import pytest

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY
from tests.web.forms import form_with

pytestmark = pytest.mark.django_db
NEXT = "/s/school-a/guidance/next/"


@pytest.fixture
def student(school_a):
    return school_a.rows["student"].pk


def weight(code: str) -> int | None:
    with across_schools("looking"):
        return records.ReasonWeight.objects.filter(reason=code).values_list("weight", flat=True).first()


def test_the_list_says_why_of_each_student_and_nothing_of_the_indicator(at, school_a):
    for role in ("careers_leader", "adviser", "senco"):
        text = at(role).get(NEXT).content.decode()
        assert "Asked to be seen on 1 March 2026" in text
        assert "Said “not yet” on 2 February 2026" in text
        assert not {"amber", "green", "Attendance"} & set(text.replace("<", " ").split())


@pytest.mark.parametrize("role", ["tutor", "teacher", "senior_leader", "governor", "school_admin", "student", "parent"])
def test_nobody_else_opens_any_of_its_pages(at, student, role):
    for address in (NEXT, f"{NEXT}weights/", f"{NEXT}{student}/"):
        assert at(role).get(address).status_code in (403, 404), (role, address)


def test_filters_stay_in_the_address_and_one_that_matches_nobody_says_so(at):
    text = at().get(f"{NEXT}?year_group=9&tutor_group=9A").content.decode()
    assert 'value="9" selected' in text and "of 1 students have at least one reason" in text
    assert "Nobody here has a reason" in at().get(f"{NEXT}?year_group=13").content.decode()


def test_a_weight_is_changed_and_given_back_as_shipped(at):
    page = at()
    form = form_with(page.get(f"{NEXT}weights/").content, "weight_asked")
    answer = page.post(f"{NEXT}weights/", form | {"weight_asked": "77"}, follow=True)
    assert "1 weight was changed." in answer.content.decode() and weight("asked") == 77
    form = form_with(page.get(f"{NEXT}weights/").content, "weight_asked")
    page.post(f"{NEXT}weights/", form | {"shipped": "yes"})
    assert weight("asked") == 40


def test_a_weight_out_of_bounds_is_refused_beside_its_question_and_nothing_typed_is_lost(at):
    page = at()
    form = form_with(page.get(f"{NEXT}weights/").content, "weight_asked")
    answer = page.post(f"{NEXT}weights/", form | {"weight_asked": "101", "weight_absent": "7"})
    text = answer.content.decode()
    assert answer.status_code == 422 and 'href="#weight_asked"' in text and 'value="7"' in text
    assert weight("absent") is None


def test_two_people_who_change_two_weights_both_win_and_who_change_the_same_one_are_asked(at):
    first, second = at(), at()
    one = form_with(first.get(f"{NEXT}weights/").content, "weight_asked")
    other = dict(one)
    first.post(f"{NEXT}weights/", one | {"weight_asked": "50"})
    second.post(f"{NEXT}weights/", other | {"weight_absent": "1"})
    assert (weight("asked"), weight("absent")) == (50, 1)
    answer = second.post(f"{NEXT}weights/", other | {"weight_asked": "60"})
    assert answer.status_code == 409 and weight("asked") == 50
    merged = form_with(answer.content, "weight_asked")
    second.post(f"{NEXT}weights/", merged | {"weight_asked": "60"})
    assert weight("asked") == 60


def test_a_person_decides_otherwise_with_a_reason_until_a_day_and_lifts_it(at, student):
    page = at("adviser")
    until = (DAY + timedelta(days=9)).isoformat()
    wrong = page.post(f"{NEXT}{student}/", {"verdict": "first", "because": "", "until": until})
    assert wrong.status_code == 422 and 'href="#because"' in wrong.content.decode()
    page.post(f"{NEXT}{student}/", {"verdict": "aside", "because": "Ill until Easter.", "until": until})
    text = page.get(NEXT).content.decode()
    assert "Set aside" in text and "Ill until Easter." in text and "Asked to be seen" not in text
    page.post(f"{NEXT}{student}/", {"lift": "yes"})
    assert "Asked to be seen" in page.get(NEXT).content.decode()
    assert "lifted on 20 March 2026" in page.get(f"{NEXT}{student}/").content.decode()


@pytest.mark.parametrize("days", [-1, 367])
def test_a_decision_is_for_a_day_from_today_to_a_year_from_now(at, student, days):
    until = (DAY + timedelta(days=days)).isoformat()
    answer = at("senco").post(f"{NEXT}{student}/", {"verdict": "first", "because": "x", "until": until})
    assert answer.status_code == 422


def test_the_list_of_a_large_year_comes_in_pages_of_fifty(at, school_a):
    with writing("a large year"), across_schools("a large year"):
        for n in range(60):
            one = records.Student.objects.create(
                school=school_a.school, key=f"many-{n}", legal_forename="Many", legal_surname=f"{n:02}"
            )
            records.Enrolment.objects.create(school=school_a.school, student=one, academic_year=2025, year_group=11)
    page = at()
    first, second = (page.get(f"{NEXT}?year_group=11&page={n}").content.decode() for n in (1, 2))
    assert "60 of 60 students in Year 11 have had no guidance meeting." in first
    assert first.count('scope="row"') == 50 and second.count('scope="row"') == 10
    assert "51. " in second
    assert page.get(f"{NEXT}?year_group=11&show=all").content.decode().count('scope="row"') == 60
