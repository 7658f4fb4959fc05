"""Surveys in the browser: answered once on a phone, read as figures, opened by name only with the look kept."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chalkface.core.surveys import questionnaires
from chalkface.queries.who_next import why_now
from chalkface.records.models import Account, AuditEntry, Enrolment, Membership, OwnAccount, Student, SurveyReturn, Viewing
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="key" value="([0-9a-f-]{36})"')
WORDS = "More visits to garages, please"


def mine(company, name: str = "survey") -> str:
    return reverse("my.survey", kwargs={"school": company.school.slug, "survey": company.rows[name].pk})


def results_page(company, name: str = "survey") -> str:
    return reverse("surveys.survey", kwargs={"school": company.school.slug, "survey": company.rows[name].pk})


def key_of(page) -> str:
    return KEY.search(page.content.decode()).group(1)


def sent(company) -> list[SurveyReturn]:
    with across_schools("a test looks"):
        return list(SurveyReturn.objects.filter(survey=company.rows["survey"]))


def others_sent(company, many: int, answers: dict, *, first: int = 0) -> None:
    """Further students of Year 9, who sent the open survey."""
    school = company.school
    with open_scope(company.access("careers_leader")), writing("a test"):
        for n in range(first, first + many):
            one = Student.objects.create(school=school, key=f"more{n}", legal_forename=f"More{n}", legal_surname="Else")
            Enrolment.objects.create(school=school, student=one, academic_year=2025, year_group=9, tutor_group="9B")
            SurveyReturn.objects.create(
                school=school, survey=company.rows["survey"], student=one, sent_at="2026-03-01T12:00Z", key=UUID(int=n),
                answers=answers,
            )  # fmt: skip


def test_a_student_answers_on_one_small_page_and_something_is_given_back(at, school_a):
    browser = at("student")
    start = browser.get(reverse("my.start", kwargs={"school": school_a.school.slug}))
    assert mine(school_a) in start.content.decode()
    page = browser.get(mine(school_a))
    assert page.status_code == 200
    assert len(page.content) < 60_000
    answers = {"key": key_of(page), "V-LANG": "1", "V-HELP": "1", "V-TALK": "2", "V-OPEN": WORDS}
    after = browser.post(mine(school_a), answers, follow=True)
    text = after.content.decode()
    assert "Thank you" in text
    assert "A sector is a part of the economy" in text  # what was not right is explained
    assert reverse("my.people", kwargs={"school": school_a.school.slug}) in text
    (row,) = sent(school_a)
    assert row.answers == {"V-LANG": 1, "V-HELP": 1, "V-TALK": 2, "V-OPEN": WORDS}
    start = browser.get(reverse("my.start", kwargs={"school": school_a.school.slug}))
    assert mine(school_a) not in start.content.decode()


def test_the_same_form_sent_again_is_the_same_and_another_form_changes_nothing(at, school_a):
    browser = at("student")
    page, other = browser.get(mine(school_a)), browser.get(mine(school_a))
    first = browser.post(mine(school_a), {"key": key_of(page), "V-HELP": "4"})
    again = browser.post(mine(school_a), {"key": key_of(page), "V-HELP": "4"})
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"]) == (302, mine(school_a))
    late = browser.post(mine(school_a), {"key": key_of(other), "V-HELP": "1"})
    assert late.status_code == 422
    assert "sent this survey already" in late.content.decode()
    (row,) = sent(school_a)
    assert row.answers == {"V-HELP": 4}


def test_a_sending_asks_the_database_little(at, school_a):
    browser = at("student")
    key = key_of(browser.get(mine(school_a)))
    with CaptureQueriesContext(connection) as asked:
        assert browser.post(mine(school_a), {"key": key, "V-HELP": "4"}).status_code == 302
    said = [one["sql"].split()[0] for one in asked.captured_queries]
    # Who it is (three for an account, two for a pass), the survey, the enrolment; the return and the audit line, with the end
    # of the audit chain read and moved (and on PostgreSQL held, in one message that begins with the keys).
    assert (said.count("SELECT"), said.count("INSERT"), said.count("UPDATE")) == (6, 2, 1)
    assert said.count("SET") == (connection.vendor == "postgresql")


@pytest.mark.parametrize("value", ["5", "-1", "x", "3.0", "٣"])
def test_a_value_that_is_not_an_answer_is_refused_and_nothing_typed_is_lost(at, school_a, value):
    browser = at("student")
    key = key_of(browser.get(mine(school_a)))
    page = browser.post(mine(school_a), {"key": key, "V-HELP": value, "V-CONF": "2", "V-OPEN": WORDS})
    text = page.content.decode()
    assert page.status_code == 422
    assert WORDS in text
    assert re.search(r'name="V-CONF" value="2" checked', text)
    assert sent(school_a) == []
    # The key was not used up by the refusal.
    assert browser.post(mine(school_a), {"key": key_of(page), "V-HELP": "3"}).status_code == 302
    assert len(sent(school_a)) == 1


def test_nothing_answered_and_questions_of_another_form_are_refused(at, school_a):
    browser = at("student")
    key = key_of(browser.get(mine(school_a)))
    assert browser.post(mine(school_a), {"key": key, "V-OPEN": "  "}).status_code == 422
    assert browser.post(mine(school_a), {"key": key, "V-HELP": "3", "V-ELSE": "1"}).status_code == 422
    assert browser.post(mine(school_a), {"V-HELP": "3"}).status_code == 422  # no key
    assert sent(school_a) == []


def test_a_closed_survey_takes_no_answer_and_a_parent_gets_no_survey(at, school_a):
    page = at("student").post(mine(school_a, "past_survey"), {"key": str(UUID(int=3)), "V-HELP": "3"})
    assert page.status_code == 422
    assert at("parent").get(mine(school_a)).status_code == 403


def test_a_survey_for_another_year_is_not_there(at, school_a):
    with open_scope(school_a.access("careers_leader")), writing("a test"):
        type(school_a.rows["survey"]).objects.filter(pk=school_a.rows["survey"].pk).update(year_groups="7")
    browser = at("student")
    assert browser.get(mine(school_a)).status_code == 404
    assert browser.post(mine(school_a), {"key": str(UUID(int=3)), "V-HELP": "3"}).status_code == 404
    assert sent(school_a) == []


def test_no_answer_stands_in_the_audit_trail(at, school_a):
    browser = at("student")
    browser.post(mine(school_a), {"key": key_of(browser.get(mine(school_a))), "V-HELP": "2", "V-OPEN": WORDS})
    with across_schools("a test looks"):
        (line,) = AuditEntry.objects.filter(operation="send_answers")
    assert WORDS not in str(line.about)
    assert line.about["questions"] == 2


def test_who_asked_to_talk_is_on_the_list_of_who_next_until_a_meeting(at, school_a):
    student, adviser = school_a.rows["student"].pk, school_a.access("adviser")
    browser = at("student")
    browser.post(mine(school_a), {"key": key_of(browser.get(mine(school_a))), "V-TALK": "2", "V-CONF": "1"})
    with open_scope(adviser):
        assert "survey" in [one.code for one in why_now(adviser, [student])[student]]
    with across_schools("a test"), writing("a test"):
        SurveyReturn.objects.filter(student=student).update(answers={"V-TALK": 1, "V-CONF": 1})
    with open_scope(adviser):
        assert "survey" not in [one.code for one in why_now(adviser, [student])[student]]


def test_figures_are_exact_for_who_may_know_and_kept_back_from_others_while_the_survey_is_open(at, school_a):
    others_sent(school_a, 12, {"V-CONF": 4, "V-OPEN": WORDS})
    others_sent(school_a, 8, {"V-CONF": 1}, first=12)
    leader = at().get(results_page(school_a)).content.decode()
    assert "12 of 20" in leader
    assert WORDS in leader
    governor = at("governor").get(results_page(school_a)).content.decode()
    assert "Not yet" in governor
    assert "12 of 20" not in governor


def test_a_small_group_is_hidden_from_people_without_names_and_not_written_as_nought(at, school_a):
    others_sent(school_a, 3, {"V-CONF": 4, "V-OPEN": WORDS})
    at().post(results_page(school_a), {"edition": "0", "sure": "yes"})
    governor = at("governor").get(results_page(school_a)).content.decode()
    assert "it is not nought" in governor
    assert "3 of 3" not in governor
    assert "0%" not in re.sub(r"<script.*?</script>", "", governor, flags=re.S)
    assert WORDS not in governor
    leader = at().get(results_page(school_a)).content.decode()
    assert "3 of 3" in leader
    assert WORDS not in leader  # three who wrote would know each other's hand
    assert "What was written is not shown" in leader


def test_named_answers_ask_for_the_password_and_each_look_is_kept(at, school_a):
    student = school_a.rows["student"].pk
    which = {"school": school_a.school.slug, "survey": school_a.rows["past_survey"].pk, "student": student}
    address = reverse("surveys.answers", kwargs=which)
    late = Client()
    signed_in_as(late, school_a.accounts["careers_leader"], minutes_ago=11)
    assert late.get(address).status_code != 200
    page = at().get(address)
    assert page.status_code == 200
    with across_schools("a test looks"):
        assert Viewing.objects.filter(student=student, what="answers").count() == 1
    assert at("tutor").get(address).status_code == 404  # not shared with them
    assert at("governor").get(address).status_code == 403
    with across_schools("a test looks"):
        assert Viewing.objects.filter(student=student, what="answers").count() == 1


def test_another_students_answers_are_not_there_for_a_student(at, school_a):
    others_sent(school_a, 6, {"V-OPEN": WORDS})
    with across_schools("a test"), writing("a test"):
        account = Account.objects.create(email="second@a.example", name="Second", password="!")
        member = Membership.objects.create(school=school_a.school, account=account, role="student")
        OwnAccount.objects.create(school=school_a.school, membership=member, student=Student.objects.get(key="more0"))
    browser = at("student")
    assert WORDS not in browser.get(mine(school_a)).content.decode()
    own = Client()
    signed_in_as(own, account)
    assert WORDS in own.get(mine(school_a)).content.decode()


def test_the_careers_leader_opens_a_survey_and_a_mistake_loses_nothing(at, school_a):
    address = reverse("surveys.new", kwargs={"school": school_a.school.slug})
    good = {
        "questionnaire": "plans", "year_groups": ["9", "11"], "opens_on": DAY.isoformat(),
        "closes_on": (DAY + timedelta(days=7)).isoformat(), "title": "A minute", "gives_back": "We read it on Friday.",
    }  # fmt: skip
    browser = at()
    page = browser.post(address, good | {"closes_on": "2020-01-01"})
    assert page.status_code == 422
    assert "We read it on Friday." in page.content.decode()
    assert browser.post(address, good | {"year_groups": []}).status_code == 422
    assert browser.post(address, good | {"questionnaire": "older"}).status_code == 422  # not for Year 9
    page = browser.post(address, good, follow=True)
    assert "A minute" in page.content.decode()
    for role in ("adviser", "tutor", "governor"):
        assert at(role).post(address, good).status_code == 403
        assert at(role).post(results_page(school_a), {"edition": "0"}).status_code == 403
    assert "A minute" in browser.get(reverse("surveys.start", kwargs={"school": school_a.school.slug})).content.decode()


def test_what_everybody_said_is_given_back_once_the_survey_is_closed(at, school_a):
    others_sent(school_a, 12, {"V-CONF": 4})
    others_sent(school_a, 8, {"V-CONF": 1}, first=12)
    browser = at("student")
    browser.post(mine(school_a), {"key": key_of(browser.get(mine(school_a))), "V-CONF": "4"})
    assert "What everybody said" not in browser.get(mine(school_a)).content.decode()
    at().post(results_page(school_a), {"edition": "0", "sure": "yes"})
    text = browser.get(mine(school_a)).content.decode()
    assert "13 of 21" in text


def test_a_survey_is_closed_only_by_who_says_so(at, school_a):
    answer = at().post(results_page(school_a), {"edition": "0"})
    assert answer.status_code == 422 and "cannot be opened again" in answer.content.decode()
    assert "Close it today" in at().get(results_page(school_a)).content.decode()  # control: it is open
    at().post(results_page(school_a), {"edition": "0", "sure": "yes"})
    assert "Close it today" not in at().get(results_page(school_a)).content.decode()


def test_the_questions_of_the_play_are_held():
    assert "younger" in questionnaires()
