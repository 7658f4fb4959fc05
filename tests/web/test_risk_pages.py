"""The pages of the risk indicator: few see names, each look is kept, and small numbers are not shown to others."""

from datetime import timedelta

import pytest

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY
from tests.web.forms import form_with

pytestmark = pytest.mark.django_db
RISK = "/s/school-a/risk/"


@pytest.fixture
def student(school_a):
    return school_a.rows["student"]


@pytest.fixture
def model(at, school_a):
    """The starting point, taken over and in use from September, by the pages themselves."""
    with writing("no other"), across_schools("no other"):
        records.RiskModel.objects.update(in_use_from=None)
    page = at()
    where = page.post(RISK, {"adopt": "starting-point"})["Location"]
    form = form_with(page.get(where).content, "points_R-ATT2")
    page.post(where, form | {"in_use_from": "2025-09-01"})
    return where


def looks(what: str = "risk") -> list[tuple[str, str]]:
    with across_schools("looking"):
        return list(records.Viewing.objects.filter(what=what).order_by("pk").values_list("role", "reason"))


def test_a_model_is_taken_over_put_in_use_and_scores_everybody_with_reasons(at, model, student):
    answer = at().post(RISK, {"score": "yes"}, follow=True)
    assert "were scored" in answer.content.decode() or "was scored" in answer.content.decode()
    with across_schools("looking"):
        score = records.RiskScore.objects.get(student=student, scored_on=DAY)
        words = {one["code"]: one["words"] for one in score.reasons if one["state"] == "counted"}
    assert words["R-ATT1"] == "Attendance: 87.1%"
    text = at().post(f"{RISK}students/", {"band": "", "reason": "to test"}).content.decode()
    assert "Attendance: 87.1%" in text and "not known" in text


def test_no_name_is_shown_before_a_reason_is_given_and_every_look_is_kept(at, model, student):
    page = at("senco")
    page.post(RISK, {"score": "yes"})
    assert student.name not in page.get(f"{RISK}students/").content.decode()
    refused = page.post(f"{RISK}students/", {"band": "", "reason": " "})
    assert refused.status_code == 422 and student.name not in refused.content.decode()
    assert looks() == []
    page.post(f"{RISK}students/", {"band": "", "reason": "choosing whom to meet"})
    assert set(looks()) == {("senco", "choosing whom to meet")}
    page.get(f"{RISK}students/{student.pk}/")
    assert ("senco", "Opened the explanation of one student") in looks()


def test_each_rule_is_explained_and_what_is_not_known_says_so(at, model, student):
    text = at().get(f"{RISK}students/{student.pk}/").content.decode()
    assert "Attendance: 87.1%" in text and "9 January 2026" in text
    assert "Suspensions: not known" in text
    assert "tests could be answered" in text


def test_a_person_says_otherwise_with_a_reason_until_a_day_and_lifts_it(at, model, student):
    page, address = at("senco"), f"{RISK}students/{student.pk}/"
    until = (DAY + timedelta(days=30)).isoformat()
    assert page.post(address, {"band": "red", "because": "", "until": until}).status_code == 422
    page.post(address, {"band": "red", "because": "Has lost their place.", "until": until})
    assert "A person said red until 19 April 2026" in page.get(address).content.decode()
    page.post(address, {"lift": "yes"})
    assert "A person said" not in page.get(address).content.decode()


@pytest.mark.parametrize(
    "role", ["adviser", "senior_leader", "governor", "tutor", "teacher", "school_admin", "student", "parent"]
)
def test_nobody_else_sees_a_name_or_a_reason(at, student, role):
    for address in (f"{RISK}students/", f"{RISK}students/{student.pk}/"):
        assert at(role).get(address).status_code in (403, 404), (role, address)


@pytest.mark.parametrize("role", ["adviser", "senior_leader", "governor"])
def test_who_may_see_how_it_counts_may_not_change_it_and_sees_no_small_number(at, model, school_a, role):
    at().post(RISK, {"score": "yes"})
    page = at(role)
    text = page.get(RISK).content.decode() + page.get(f"{RISK}fairness/").content.decode()
    assert "is not shown" in text and school_a.rows["student"].legal_surname not in text
    assert "2 of 2" not in text and "1 of 2" not in text
    assert page.post(RISK, {"score": "yes"}).status_code == 403
    assert page.post(model, {"points_R-ATT1": "9", "edition": "1"}).status_code == 403


def test_points_and_bands_are_saved_wrong_ones_refused_and_nothing_typed_is_lost(at, model):
    page = at()
    form = form_with(page.get(model).content, "points_R-ATT2")
    answer = page.post(model, form | {"points_R-ATT2": "many", "from_red": "2"})
    assert answer.status_code == 422 and 'value="many"' in answer.content.decode()
    answer = page.post(model, form | {"from_red": "2"})
    assert answer.status_code == 422 and 'href="#from_red"' in answer.content.decode()
    page.post(model, form | {"points_R-ATT2": "4", "value_R-ATT2": "75", "from_red": "8"})
    saved = form_with(page.get(model).content, "points_R-ATT2")
    assert [saved[name] for name in ("points_R-ATT2", "value_R-ATT2", "from_red")] == [["4"], ["75"], ["8"]]


def test_two_people_who_change_one_model_lose_nothing(at, model):
    first, second = at(), at("senco")
    form = form_with(first.get(model).content, "points_R-ATT2")
    first.post(model, form | {"points_R-ATT2": "3"})
    assert second.post(model, form | {"points_R-LAC": "5"}).status_code == 302
    assert second.post(model, form | {"points_R-ATT2": "1"}).status_code == 409
    saved = form_with(first.get(model).content, "points_R-ATT2")
    assert (saved["points_R-ATT2"], saved["points_R-LAC"]) == (["3"], ["5"])


def test_taking_a_second_model_into_use_ends_the_first(at, model):
    page = at()
    where = page.post(RISK, {"adopt": "marlshire"})["Location"]
    form = form_with(page.get(where).content, "points_M1")
    page.post(where, form | {"in_use_from": "2026-03-01"})
    with across_schools("looking"):
        until = dict(records.RiskModel.objects.values_list("code", "in_use_until"))
    assert str(until["starting-point"]) == "2026-02-28" and until["marlshire"] is None


def test_it_is_said_that_nothing_is_known_where_there_are_no_past_scores(at):
    with writing("nothing scored"), across_schools("nothing scored"):
        records.RiskScore.objects.all().delete()
    text = at().get(f"{RISK}fairness/").content.decode()
    assert "whether the indicator is right is not known" in text and "Nobody has been scored this year" in text


@pytest.mark.parametrize("page", ["", "students/", "fairness/"])
def test_every_page_says_what_the_indicator_may_never_be_used_for(at, page):
    assert "never decides who is offered" in " ".join(at().get(f"{RISK}{page}").content.decode().split())
