"""The pages of outcomes: the grid, one outcome with who was left out, and forms that lose nothing."""

import re

import pytest
from django.test import Client

from chalkface.core.access import MEMBER_ROLES
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import token
from tests.web.importing import words

pytestmark = pytest.mark.django_db
WORDING = token("a", "outcome", "wording")
SURNAME, OTHER = token("a", "student", "preferredsurname"), token("a", "student", "preferredsurnameother2")
NEW = {"wording": "Has met a farmer.", "year_group": "9", "area": "EXP", "term": "2", "code": ""}


def body(client: Client, path: str = "", **query) -> str:
    answer = client.get(f"/s/school-a/outcomes/{path}", query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def sent(client: Client, path: str, form: dict, status: int = 302):
    answer = client.post(f"/s/school-a/outcomes/{path}", form)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer


def kept(code: str = "EXP-9"):
    with across_schools("a test"):
        return records.Outcome.objects.get(school__slug="school-a", code=code)


def test_the_grid_says_first_how_it_stands(at):
    page = words(body(at("careers_leader")))
    assert "1 outcome; none have no activity this year; none are thin; none are served four times or more." in page
    assert "EXP-9" in page and "2×" in page and "Skills practised" in page


def test_holes_are_marked_in_words_and_named(at, school_a):
    sent(at("careers_leader"), "adopt/", {"set": "career-development", "area": ["BAL", "BIG"], "year_group": ["9"]})
    page = words(body(at("careers_leader")))
    assert "3 outcomes; 2 have no activity this year" in page and page.count("no activity") >= 3
    assert "Can name two rights of a young person at work." in page
    of_year = words(body(at("careers_leader"), year_group="9"))
    assert "Outcomes for Year 9" in of_year and WORDING in of_year
    assert WORDING not in body(at("careers_leader"), year_group="8")


def test_a_year_group_is_laid_out_by_area_and_term(at, school_a):
    def row() -> list[str]:
        table = body(at("careers_leader"), year_group="9").partition("by area and term")[2]
        cells = table.partition("Exploring work")[2].partition("</tr>")[0]
        return ["EXP-9" in cell for cell in cells.split("<td>")[1:]]

    assert row() == [True, False, False, False]
    with across_schools("a test"), writing("a test"):
        records.Outcome.objects.filter(school=school_a.school).update(term=3)
    assert row() == [False, False, True, False]


def test_another_academic_year_counts_its_own_activities_and_nobody_reached(at):
    page = words(body(at("careers_leader"), of="2024", year_group="9"))
    assert "1 has no activity in that year" in page and "Met it so far" not in page
    assert "Met it so far" in words(body(at("careers_leader"), of="nonsense", year_group="9"))


def test_one_outcome_says_who_was_left_out_by_name_to_who_may_see_it(at, school_a):
    path = f"{school_a.rows['outcome'].pk}/"
    page = words(body(at("careers_leader"), path))
    assert WORDING in page and token("a", "activity", "title") in page and token("a", "objective", "title") in page
    assert "1 of 2 Year 9 students have not met this outcome; 1 of them has the pupil premium." in page
    assert OTHER in page and f"{SURNAME} " not in page  # she was there, he was not


def test_a_governor_sees_neither_names_nor_numbers_of_so_few(at, school_a):
    path = f"{school_a.rows['outcome'].pk}/"
    for role in ("governor", "senior_leader"):
        page = words(body(at(role), path))
        assert WORDING in page and "hidden: so few are on one side" in page
        assert OTHER not in page and "of 2" not in page
    assert "of 2" not in words(body(at("governor"), year_group="9"))
    assert "1 of 2" in words(body(at("careers_leader"), year_group="9"))  # negative control


def test_a_tutor_sees_those_of_their_groups_only(at, school_a):
    with writing("a test"), across_schools("a test"):
        records.Participation.objects.all().update(attended=False)
    page = words(body(at("tutor"), f"{school_a.rows['outcome'].pk}/"))
    assert SURNAME in page and OTHER not in page
    assert "1 student in your tutor groups met none" in page


def test_somebody_of_another_school_finds_no_outcome_of_this_one(at, school_a, school_b):
    number = school_b.rows["outcome"].pk
    for path in (f"{number}/", f"{number}/edit/"):
        assert at("careers_leader").get(f"/s/school-a/outcomes/{path}").status_code == 404


def test_the_set_is_adopted_with_two_clicks_and_again_without_harm(at):
    leader = at("careers_leader")
    page = body(leader, "adopt/")
    areas = re.findall(r'name="area" value="(\w+)" checked', page)
    years = re.findall(r'name="year_group" value="(\d+)" checked', page)
    assert len(areas) == 6 and years == ["7", "8", "9", "10", "11", "12", "13"]
    form = {"set": "career-development", "area": areas, "year_group": years}
    sent(leader, "adopt/", form)
    assert "46 outcomes adopted." in words(body(leader))
    sent(leader, "adopt/", form)
    assert "You have all of these already." in words(body(leader))
    assert kept().wording == WORDING


def test_adopting_nothing_is_said_beside_the_questions(at):
    answer = sent(at("careers_leader"), "adopt/", {"set": "career-development", "area": ["BIG"]}, 422)
    assert "Choose at least one year group." in answer.content.decode()
    assert re.findall(r'name="area" value="(\w+)" checked', answer.content.decode()) == ["BIG"]
    answer = sent(at("careers_leader"), "adopt/", {"set": "none", "area": ["BIG"], "year_group": ["9"]}, 422)
    assert "There is no outcome set" in words(answer.content.decode())


def test_an_own_outcome_is_written_and_shown(at):
    leader = at("careers_leader")
    answer = sent(leader, "new/", NEW)
    made = kept("EXP-9b")
    assert (made.wording, made.term) == ("Has met a farmer.", 2)
    assert "with the code EXP-9b" in words(leader.get(answer["Location"]).content.decode())


def test_the_form_begins_with_the_place_it_was_opened_for(at):
    page = body(at("careers_leader"), "new/", year_group="8", area="BIG", code="BIG-8x")
    assert '<option value="8" selected' in page and '<option value="BIG" selected' in page and 'value="BIG-8x"' in page


def test_wrong_answers_are_all_said_and_nothing_typed_is_lost(at):
    wrong = {**NEW, "year_group": "6", "area": "", "code": "EXP-9"}
    page = sent(at("careers_leader"), "new/", wrong, 422).content.decode()
    assert "The year group: choose one of the answers given." in page and "The area is missing." in page
    assert "Has met a farmer." in page
    page = sent(at("careers_leader"), "new/", {**NEW, "code": "EXP-9"}, 422).content.decode()
    assert "There is an outcome with the code EXP-9 already" in page and "Has met a farmer." in page


def test_an_outcome_is_changed_and_its_history_says_so(at, school_a):
    leader, path = at("careers_leader"), f"{school_a.rows['outcome'].pk}/"
    form = {"wording": "In our words.", "year_group": "9", "area": "EXP", "term": "3", "edition": "0"}
    sent(leader, f"{path}edit/", form)
    assert (kept().wording, kept().term) == ("In our words.", 3)
    page = words(body(leader, path))
    assert "History" in page and "became In our words." in page and token("a", "account", "namecareers_leader") in page


def test_two_people_who_edit_one_outcome_are_shown_both_texts(at, school_a):
    leader, path = at("careers_leader"), f"{school_a.rows['outcome'].pk}/edit/"
    form = {"wording": "Hers.", "year_group": "9", "area": "EXP", "term": "1", "edition": "0"}
    sent(leader, path, form)
    page = sent(leader, path, {**form, "wording": "His."}, 409).content.decode()
    assert "Hers." in page and "His." in page and kept().wording == "Hers."
    edition = re.search(r'name="edition" value="(\d+)"', page).group(1)
    sent(leader, path, {**form, "wording": "Ours.", "edition": edition})
    assert kept().wording == "Ours."


def test_a_wrong_answer_of_an_edit_keeps_what_was_typed_and_the_edition(at, school_a):
    path = f"{school_a.rows['outcome'].pk}/edit/"
    form = {"wording": "Typed.", "year_group": "", "area": "EXP", "term": "1", "edition": "0"}
    page = sent(at("careers_leader"), path, form, 422).content.decode()
    assert "Typed." in page and "The year group is missing." in page and 'name="edition" value="0"' in page


def test_an_outcome_is_retired_with_a_reason_and_brought_back(at, school_a):
    leader, path = at("careers_leader"), f"{school_a.rows['outcome'].pk}/"
    page = sent(leader, f"{path}edit/", {"deed": "retire", "edition": "0", "reason": ""}, 422).content.decode()
    assert "Say in a few words why it is retired" in page
    sent(leader, f"{path}edit/", {"deed": "retire", "edition": "0", "reason": "Not ours any more."})
    assert kept().retired_on is not None
    assert "Retired outcomes (1)" in words(body(leader)) and WORDING in body(leader, "retired/")
    assert "Not ours any more." in words(body(leader, path))
    sent(leader, f"{path}edit/", {"deed": "bring_back", "edition": "1"})
    assert kept().retired_on is None


def test_only_who_may_edit_is_offered_it(at, school_a):
    path = f"{school_a.rows['outcome'].pk}/"
    assert "Change or retire it" in body(at("careers_leader"), path)
    for role in set(MEMBER_ROLES) - {"careers_leader", "school_admin"}:
        client = at(role)
        assert "Change or retire it" not in body(client, path) and "Write an outcome" not in body(client)
        for form in ("new/", "adopt/", f"{path}edit/"):
            assert client.get(f"/s/school-a/outcomes/{form}").status_code == 403
    assert at("school_admin").get("/s/school-a/outcomes/").status_code == 403


def test_a_school_without_outcomes_is_shown_the_way_to_begin(at):
    with writing("a test"), across_schools("a test"):
        records.LessonLink.objects.all().update(outcome=None)
        records.ObjectiveOutcome.objects.all().delete()
        records.Outcome.objects.all().delete()
    page = body(at("careers_leader"))
    assert "Look at the sets" in page and "/s/school-a/outcomes/adopt/" in page
    assert "Look at the sets" not in body(at("governor"))
