"""Surveys of parents, staff and partners: answered through a link, without a name, once however often it is sent."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.links import digest_of, new_token
from chalkface.operations.purging import purge_school
from chalkface.operations.survey_links import (
    BEYOND,
    TIMES_ASKED,
    cancel_survey_link,
    make_survey_links,
    send_open_answers,
)
from chalkface.operations.surveys import open_survey
from chalkface.records.models import AuditEntry, Membership, OpenReturn, Survey, SurveyLink, TryCount
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.pages.asked.survey import MOST_IN_WINDOW
from tests.cast import DAY

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="key" value="([0-9a-f-]{36})"')
WORDS = "A list of dates on one page"


@pytest.fixture
def link(school_a, at):
    """The secret of a link for everybody to the parents' survey."""
    ((_, token),) = make_survey_links(school_a.access("careers_leader"), survey_id=school_a.rows["parents_survey"].pk)
    return token


@pytest.fixture
def once(school_a, at):
    """The survey of staff, and the secret of a link that is one person's."""
    leader = school_a.access("careers_leader")
    survey = open_survey(leader, questionnaire="staff", year_groups=(), opens_on=DAY, closes_on=DAY, asked=40)
    ((_, token),) = make_survey_links(leader, survey_id=survey, names=["Rowan Ash"])
    return survey, token


def sent(survey: int) -> list[OpenReturn]:
    with across_schools("a test looks"):
        return list(OpenReturn.objects.filter(survey_id=survey).order_by("pk"))


def answer(token: str, key: str = "", **answers):
    return Client().post(f"/q/{token}/", {"key": key or str(uuid4()), **answers})


def test_a_parent_answers_on_one_small_page_without_cookie_account_or_name(school_a, link):
    browser = Client()
    page = browser.get(f"/q/{link}/")
    text = page.content.decode()
    assert page.status_code == 200 and len(page.content) < 60_000
    assert "Who sees what" in text and "data-tab" in text
    answers = {"key": KEY.search(text).group(1), "V-PAR-LEADER": "5", "V-PAR-OPEN": WORDS}
    after = browser.post(f"/q/{link}/", answers, follow=True)
    assert after.redirect_chain == [(f"/q/{link}/sent/", 302)] and b"Thank you" in after.content
    assert not browser.cookies
    row = sent(school_a.rows["parents_survey"].pk)[-1]
    assert row.answers == {"V-PAR-LEADER": 5, "V-PAR-OPEN": WORDS}
    assert {field.name for field in OpenReturn._meta.fields} == {"id", "school", "survey", "sent_on", "key", "answers"}


def test_the_same_form_sent_again_is_one_return(school_a, link):
    survey, key = school_a.rows["parents_survey"].pk, str(uuid4())
    before = len(sent(survey))
    first, again = (answer(link, key, **{"V-PAR-LEADER": "5"}) for _ in range(2))
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"]) == (302, f"/q/{link}/sent/")
    assert len(sent(survey)) == before + 1
    answer(link, **{"V-PAR-LEADER": "4"})  # another form: another parent
    assert len(sent(survey)) == before + 2


def test_what_does_not_belong_is_refused_beside_the_question_and_what_was_typed_stays(link):
    wrong = answer(link, **{"V-PAR-LEADER": "99", "V-PAR-OPEN": WORDS})
    assert wrong.status_code == 422
    assert WORDS in wrong.content.decode() and "Choose one of the answers given" in wrong.content.decode()
    assert answer(link).status_code == 422  # nothing is answered
    assert Client().post(f"/q/{link}/", {"V-PAR-LEADER": "5"}).status_code == 422  # no key


def test_a_link_for_one_person_is_good_once_and_nothing_leads_from_it_to_what_was_sent(school_a, once):
    survey, token = once
    key = str(uuid4())
    assert answer(token, key, **{"V-STA-CONF": "5"}).status_code == 302
    assert answer(token, key, **{"V-STA-CONF": "5"}).status_code == 302  # the same form, sent again
    other = answer(token, **{"V-STA-CONF": "1"})
    assert other.status_code == 422 and "for one answer" in other.content.decode()
    assert [row.answers for row in sent(survey)] == [{"V-STA-CONF": 5}]
    assert Client().get(f"/q/{token}/")["Location"] == f"/q/{token}/sent/"
    with across_schools("a test looks"):
        link = SurveyLink.objects.get(digest=digest_of(token))
        lines = AuditEntry.objects.filter(operation="send_open_answers")
        assert link.is_used and lines.count() == 2
        assert all(set(line.about) <= {"questions", "again"} for line in lines)
        assert not TryCount.objects.filter(what="survey").exists()  # it would say when the one whose name it bears sent


def test_the_number_of_an_answer_says_nothing_of_the_order_in_which_they_came(school_a, link):
    for step in range(1, 6):
        assert answer(link, **{"V-PAR-CONF": str(step)}).status_code == 302
    numbers = [row.pk for row in sent(school_a.rows["parents_survey"].pk)][-5:]
    assert all(abs(one - other) > 1 for one in numbers for other in numbers if one != other)


def written_by(table: str) -> dict[int, str]:
    """What PostgreSQL itself keeps of each row of a table: which transaction wrote it, in the order in which they lie there."""
    with across_schools("a test looks"), connection.cursor() as cursor:
        cursor.execute(f"SELECT id, xmin::text FROM {table} ORDER BY ctid")
        return dict(cursor.fetchall())


def test_by_night_what_the_database_keeps_of_deeds_leads_from_no_answer_to_its_hour_or_its_link(school_a, at, monkeypatch):
    leader = school_a.access("careers_leader")
    survey = open_survey(leader, questionnaire="staff", year_groups=(), opens_on=DAY, closes_on=DAY, asked=40)
    made = make_survey_links(leader, survey_id=survey, names=[f"Colleague {n}" for n in range(8)])
    for step, (_, token) in enumerate(made):
        assert answer(token, **{"V-STA-CONF": str(step % 5 + 1)}).status_code == 302
    before = [(row.pk, row.key, row.answers, row.sent_on) for row in sent(survey)]
    numbers = [row[0] for row in before]
    with across_schools("a test looks"):
        links = list(SurveyLink.objects.filter(survey_id=survey).values_list("pk", flat=True))
        lines = list(AuditEntry.objects.filter(operation="send_open_answers").values_list("pk", flat=True))

    def deeds() -> tuple[list[str], list[str], list[str]]:
        found = {table: written_by(table) for table in ("open_return", "survey_link", "audit_entry")}
        parts = (("open_return", numbers), ("survey_link", links), ("audit_entry", lines))
        return tuple([found[table][one] for one in rows] for table, rows in parts)

    postgres = connection.vendor == "postgresql"
    if postgres:  # control: on the day itself each answer lies beside its link and its line
        answers, used, told = deeds()
        assert len({*answers}) == len(made) and {*answers} == {*used} == {*told}
    purge_school(Access(school_a.school.pk, "operator", DAY))
    assert not postgres or len({*deeds()[0]}) == len(made)  # what came today waits for the night
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY + timedelta(days=1))
    purge_school(Access(school_a.school.pk, "operator", DAY + timedelta(days=1)))
    assert [(row.pk, row.key, row.answers, row.sent_on) for row in sent(survey)] == before
    if postgres:
        answers, used, told = deeds()
        assert len({*answers}) == len({*used}) == 1 and not {*answers, *used} & {*told}
        lying = [number for number in written_by("open_return") if number in numbers]
        assert lying == sorted(lying)


def test_an_answer_that_comes_while_the_night_writes_others_anew_is_kept(school_a, at, monkeypatch):
    survey = open_survey(
        school_a.access("careers_leader"), questionnaire="staff", year_groups=(), opens_on=DAY, closes_on=DAY, asked=40
    )
    (_, token), *_ = make_survey_links(school_a.access("careers_leader"), survey_id=survey, names=["A Colleague"])
    assert answer(token, **{"V-STA-CONF": "3"}).status_code == 302
    come = []

    def comes_before_the_deletion(execute, sql, params, many, context):
        if not come and sql.startswith("DELETE") and "open_return" in sql:
            come.append(sql)
            with across_schools("a test"), writing("a test"):
                OpenReturn.objects.create(school=school_a.school, survey_id=survey, sent_on=DAY, key=uuid4(), answers={})
        return execute(sql, params, many, context)

    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY + timedelta(days=1))
    with connection.execute_wrapper(comes_before_the_deletion):
        purge_school(Access(school_a.school.pk, "operator", DAY + timedelta(days=1)))
    assert come and len(sent(survey)) == 2


def test_a_page_of_links_that_is_loaded_again_makes_no_second_one(school_a, at):
    page = reverse("surveys.links", kwargs={"school": school_a.school.slug, "survey": school_a.rows["parents_survey"].pk})
    browser, form = at(), {"who": "all", "key": str(uuid4())}

    def made(form: dict) -> int:
        with across_schools("a test looks"):
            before = SurveyLink.objects.count()
        browser.post(page, form)
        with across_schools("a test looks"):
            return SurveyLink.objects.count() - before

    assert [made(form), made(form), made({**form, "key": str(uuid4())})] == [1, 0, 1]
    assert "were made already" in browser.post(page, form, follow=True).content.decode()


def test_a_link_dies_with_its_survey_when_cancelled_and_before_it_opens(school_a, link, monkeypatch):
    survey = school_a.rows["parents_survey"].pk
    never = Client().get(f"/q/{new_token()}/")
    assert never.status_code == 404
    for change in ({"closed_on": DAY}, {"opens_on": DAY + timedelta(days=1)}, {"closes_on": DAY - timedelta(days=1)},
                   {"audience": "students"}, {"questionnaire": "gone"}):  # fmt: skip
        was = {name: getattr(school_a.rows["parents_survey"], name) for name in change}
        with writing("a test"), across_schools("a test"):
            Survey.objects.filter(pk=survey).update(**change)
        for path in (f"/q/{link}/", f"/q/{link}/sent/"):
            gone = Client().get(path)
            assert (gone.status_code, gone.content) == (404, never.content), change
        assert answer(link, **{"V-PAR-LEADER": "5"}).status_code == 404
        with writing("a test"), across_schools("a test"):
            Survey.objects.filter(pk=survey).update(**was)
    assert Client().get(f"/q/{link}/").status_code == 200  # control: all is as before
    with writing("a test"), across_schools("a test"):
        SurveyLink.objects.filter(digest=digest_of(link)).update(cancelled_on=DAY)
    assert Client().get(f"/q/{link}/").content == never.content


def test_a_link_dies_with_the_membership_of_who_made_it(school_a, link):
    assert Client().get(f"/q/{link}/").status_code == 200
    with writing("a test"), across_schools("a test"):
        maker = Membership.objects.filter(account=school_a.accounts["careers_leader"], school=school_a.school)
        maker.update(ends_on=DAY - timedelta(days=1))
    assert Client().get(f"/q/{link}/").status_code == 404


@pytest.mark.parametrize("change", [{"closed_on": DAY}, {"audience": "students"}, {"closes_on": DAY - timedelta(days=1)}])
def test_the_deed_asks_again_whether_the_survey_is_open_whatever_a_page_lets_through(school_a, link, change):
    door = Access(school_a.school.pk, "link", DAY)
    deed = {"digest": digest_of(link), "key": uuid4(), "answers": {"V-PAR-LEADER": "5"}}
    with writing("a test"), across_schools("a test"):
        Survey.objects.filter(pk=school_a.rows["parents_survey"].pk).update(**change)
    with pytest.raises(Refused, match="not open any more"):
        send_open_answers(door, **deed)
    with pytest.raises(Refused, match="not open any more"):
        send_open_answers(door, **deed | {"digest": digest_of(new_token())})
    with pytest.raises(Refused):
        make_survey_links(school_a.access("careers_leader"), survey_id=school_a.rows["parents_survey"].pk)


def test_a_cancelled_link_takes_nothing_and_another_schools_cannot_be_cancelled(school_a, school_b, link):
    with across_schools("a test looks"):
        number = SurveyLink.objects.get(digest=digest_of(link)).pk
    with pytest.raises(Refused):
        cancel_survey_link(school_b.access("careers_leader"), link_id=number)
    cancel_survey_link(school_a.access("careers_leader"), link_id=number)
    with pytest.raises(Refused, match="not open any more"):
        send_open_answers(Access(school_a.school.pk, "link", DAY), digest=digest_of(link), key=uuid4(), answers={})


@pytest.mark.parametrize("names", [["x" * 201], [f"Person {n}" for n in range(101)]])
def test_names_are_not_too_many_and_not_too_long(school_a, names):
    with pytest.raises(Refused, match="At most 100 names"):
        make_survey_links(school_a.access("careers_leader"), survey_id=school_a.rows["parents_survey"].pk, names=names)


def test_a_survey_of_students_has_no_links_and_one_without_words_no_marks(school_a, at):
    for name in ("surveys.links", "surveys.words", "surveys.mark"):
        there = reverse(name, kwargs={"school": school_a.school.slug, "survey": school_a.rows["past_survey"].pk})
        assert at().get(there).status_code == 404


def test_the_secret_of_an_ask_opens_no_survey_and_the_other_way_round(school_a, link):
    assert Client().get(f"/l/{link}/").status_code == 404
    token = new_token()
    with writing("a test"), across_schools("a test"):
        type(school_a.rows["ask"]).objects.filter(pk=school_a.rows["ask"].pk).update(digest=digest_of(token))
    assert Client().get(f"/l/{token}/").status_code == 200
    assert Client().get(f"/q/{token}/").status_code == 404


def test_the_page_may_run_our_script_and_send_and_nothing_else(link):
    page = Client().get(f"/q/{link}/")
    policy = page["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "connect-src 'self'" in policy and "default-src 'none'" in policy
    assert page["Referrer-Policy"] == "no-referrer" and page["Cache-Control"] == "no-store"
    assert "unsafe" not in policy


def test_a_flood_through_one_link_is_held_and_another_link_is_not(school_a, link, monkeypatch):
    ((_, other),) = make_survey_links(school_a.access("careers_leader"), survey_id=school_a.rows["parents_survey"].pk)
    monkeypatch.setattr("chalkface.web.pages.asked.survey.MOST_IN_WINDOW", 3)
    assert MOST_IN_WINDOW >= 200  # a hall of parents who all scan one code
    said = [answer(link, **{"V-PAR-LEADER": "5"}).status_code for _ in range(5)]
    assert said == [302, 302, 302, 422, 422]
    assert answer(other, **{"V-PAR-LEADER": "5"}).status_code == 302


def test_more_answers_than_people_were_asked_are_not_taken(school_a, once):
    survey, _ = once
    ((_, token),) = make_survey_links(school_a.access("careers_leader"), survey_id=survey)
    with writing("a test"), across_schools("a test"):
        Survey.objects.filter(pk=survey).update(asked=1)
        OpenReturn.objects.bulk_create(
            OpenReturn(school=school_a.school, survey_id=survey, sent_on=DAY, key=uuid4(), answers={})
            for _ in range(TIMES_ASKED + BEYOND - 1)
        )
    assert answer(token, **{"V-STA-CONF": "5"}).status_code == 302
    full = answer(token, **{"V-STA-CONF": "5"})
    assert full.status_code == 422 and "no more are taken" in full.content.decode()


def test_the_leader_makes_links_sees_them_once_and_cancels_one(school_a, at):
    survey = school_a.rows["parents_survey"].pk
    browser, page = at(), reverse("surveys.links", kwargs={"school": school_a.school.slug, "survey": survey})
    made = browser.post(page, {"who": "once", "names": "Rowan Ash\n\nSorrel Lane\nRowan Ash"}).content.decode()
    secrets = set(re.findall(r"/q/([\w-]{32})/", made))
    assert len(secrets) == 2 and made.count("<svg") >= 2 and "Rowan Ash" in made
    again = browser.get(page).content.decode()
    assert not secrets & set(re.findall(r"[\w-]{32}", again)) and "Sorrel Lane" in again
    number = re.search(r'name="cancel" value="(\d+)"', again).group(1)
    assert browser.post(page, {"cancel": number}).status_code == 302
    with across_schools("a test looks"):
        assert SurveyLink.objects.get(pk=number).cancelled_on == DAY
    empty = browser.post(page, {"who": "once", "names": "  "})
    assert empty.status_code == 422 and "a name in each line" in empty.content.decode()


def test_answers_without_a_name_are_small_numbers_to_everybody_and_nothing_before_the_end(school_a, at):
    survey = school_a.rows["parents_survey"].pk
    page = reverse("surveys.survey", kwargs={"school": school_a.school.slug, "survey": survey})
    with writing("a test"), across_schools("a test"):
        OpenReturn.objects.bulk_create(
            OpenReturn(
                school=school_a.school, survey_id=survey, sent_on=DAY, key=uuid4(),
                answers={"V-PAR-LEADER": 5 if number < 11 else 1, "V-PAR-CONF": 5 if number < 5 else 1},
            )
            for number in range(11)
        )  # fmt: skip
    assert "Know who leads" not in at().get(page).content.decode()  # still open
    with writing("a test"), across_schools("a test"):
        Survey.objects.filter(pk=survey).update(closed_on=DAY)
    text = at().get(page).content.decode()  # twelve answered, one of them left these questions out
    row = {short: re.search(rf"{short}</th>(.*?)</tr>", text, re.S).group(1) for short in ("Know who leads careers",
           "Feel able to help their child choose")}  # fmt: skip
    assert "11 of 12" not in row["Know who leads careers"]  # one missed: hidden from the leader too
    assert "5 of 12" in row["Feel able to help their child choose"]
    assert "Answer by answer" not in text
    assert "by=" not in text  # nothing to divide by


def test_a_survey_of_staff_says_how_many_are_asked(school_a, at):
    form = {"questionnaire": "staff", "opens_on": DAY.isoformat(), "closes_on": DAY.isoformat(), "title": "", "gives_back": ""}
    page = reverse("surveys.new", kwargs={"school": school_a.school.slug})
    wrong = at().post(page, form)
    assert wrong.status_code == 422 and "How many do you ask?" in wrong.content.decode()
    made = at().post(page, form | {"asked": "40"})
    assert made.status_code == 302 and made["Location"].endswith("/links/")
    start = at().get(reverse("surveys.start", kwargs={"school": school_a.school.slug})).content.decode()
    assert "0 of 40" in start
