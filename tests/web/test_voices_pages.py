"""The pages of asking, answering, the curriculum map, good practice and carrying over, for who may do what."""

import re

import pytest
from django.test import Client

from chalkface.operations.asking import make_ask
from chalkface.operations.practices import note_practice
from chalkface.records.models import Ask, GoodPractice, Judgement, LessonLink
from chalkface.records.tenancy import across_schools
from tests.cast import DAY, YEAR

pytestmark = pytest.mark.django_db
SCHOOL = "/s/school-a/"


def body(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_ask_is_preselected_by_the_statement_it_comes_from(at):
    page = body(at("careers_leader").get(f"{SCHOOL}review/ask/?statement=gatsby-2025:4.1"))
    assert re.search(r'value="4\.1" checked', page) and len(re.findall(r'name="statements" value="[^"]+" checked', page)) == 1


def test_a_wrong_ask_keeps_what_was_typed(at):
    sent = {"purpose": "statements", "framework": "gatsby-2025", "statements": ["4.1"], "voice": "parent", "message": "Please."}
    answer = at("careers_leader").post(f"{SCHOOL}review/ask/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Who is asked?" in page and "Please." in page
    assert re.search(r'value="4\.1" checked', page) and re.search(r'value="parent" selected', page)


def test_the_state_of_every_ask_is_listed_for_the_careers_leader_alone(at, school_a):
    make_ask(
        school_a.access("careers_leader"), purpose="statements", voice="parent", framework="gatsby-2025", statements=("1.3",),
        to_name="A parent of Year 9",
    )  # fmt: skip
    page = body(at("careers_leader").get(f"{SCHOOL}review/voices/"))
    assert "A parent of Year 9" in page and "Waiting, open until 3 April 2026" in page
    for role in ("teacher", "governor", "senior_leader"):
        assert at(role).get(f"{SCHOOL}review/voices/").status_code == 403


def test_a_member_answers_from_their_own_page_and_sees_only_what_is_theirs(at, school_a):
    own = school_a.rows["ask"].pk  # put to a post that the careers leader holds
    leader = at("careers_leader")
    assert f"/review/yours/{own}/" in body(leader.get(f"{SCHOOL}review/yours/"))
    answer = leader.post(f"{SCHOOL}review/yours/{own}/", {"level-4-1": "partly", "reason-4-1": "So far."})
    assert answer.status_code == 302 and "Thank you" in body(leader.get(answer["Location"]))
    with across_schools("a test"):
        assert Judgement.objects.get(judge=f"ask-{own}").level == "partly"
    teacher = at("teacher")
    assert "Nothing is asked of you" in body(teacher.get(f"{SCHOOL}review/yours/"))
    for method in (teacher.get, teacher.post):
        turned = method(f"{SCHOOL}review/yours/{own}/")
        assert turned.status_code == 302 and turned["Location"] == f"{SCHOOL}review/yours/"
    assert teacher.get(f"{SCHOOL}review/yours/99999/").status_code == 404


def test_a_lesson_is_planned_confirmed_and_taken_back(at, school_a):
    leader, subject = at("careers_leader"), school_a.rows["lesson"].subject
    sent = {"of": YEAR, "subject": subject, "year_group": 9, "title": "Pricing a job", "term": 2}
    assert leader.post(f"{SCHOOL}programme/lessons/new/", sent | {"year_group": 11}).status_code == 422
    page = leader.post(f"{SCHOOL}programme/lessons/new/", sent)["Location"]
    assert "planned, not confirmed yet" in body(leader.get(page))
    assert "1 more have one planned" in body(leader.get(f"{SCHOOL}programme/lessons/"))
    wrong = leader.post(page, {"deed": "confirm", "extent": "whole", "day": "2027-01-01"})
    assert wrong.status_code == 422 and "before it is taught" in wrong.content.decode()
    assert leader.post(page, {"deed": "confirm", "extent": "whole", "day": "2026-03-02"}).status_code == 302
    assert "taught 2 March 2026" in body(leader.get(page))
    map_page = body(leader.get(f"{SCHOOL}programme/lessons/"))
    assert "1 of 1 subjects of year groups have a lesson link confirmed" in map_page and "The figure counts 1" in map_page
    leader.post(page, {"deed": "take_back", "reason": "Another class."})
    assert "planned, not confirmed yet" in body(leader.get(page))
    assert at("teacher").post(page, {"deed": "confirm"}).status_code == 403
    assert "it also knows the lesson links" not in body(at("governor").get(f"{SCHOOL}programme/lessons/"))


def test_a_lesson_that_somebody_else_changed_is_put_together_not_overwritten(at, school_a):
    leader, lesson = at("careers_leader"), school_a.rows["lesson"]
    page = f"{SCHOOL}programme/lessons/{lesson.pk}/"
    sent = {"subject": lesson.subject, "year_group": 9, "term": 2, "title": lesson.title, "outcome_id": lesson.outcome_id}
    leader.post(page, sent | {"edition": 0, "link": "Theirs"})
    answer = leader.post(page, sent | {"edition": 0, "link": "Mine"})
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode() and "Mine" in answer.content.decode()
    assert leader.post(page, sent | {"edition": 1, "link": "Both"}).status_code == 302
    with across_schools("a test"):
        assert LessonLink.objects.get(pk=lesson.pk).link == "Both"


def test_good_practice_is_noted_printed_and_offered(at, school_a):
    leader = at("careers_leader")
    wrong = leader.post(f"{SCHOOL}review/practices/new/", {"title": "A lab day", "what": ""})
    assert wrong.status_code == 422 and "A lab day" in wrong.content.decode()
    sent = {"title": "A lab day", "what": "A day in the lab.", "statement": "4.1", "framework": "gatsby-2025"}
    page = leader.post(f"{SCHOOL}review/practices/new/", sent)["Location"]
    assert "Print as a card" in body(leader.get(page)) and "purpose=practice" in body(leader.get(page))
    assert leader.get(f"{page}?as=pdf").content.startswith(b"%PDF")
    read = body(at("teacher").get(page))
    assert "A day in the lab." in read and "Invite" not in read and "Change it" not in read
    assert at("teacher").post(page, {"title": "x", "what": "y"}).status_code == 403
    with across_schools("a test"):
        assert GoodPractice.objects.get(title="A lab day").edition == 0
    assert "A lab day" in body(leader.get(f"{SCHOOL}review/statements/gatsby-2025/4.1/"))


def test_good_practice_that_somebody_else_changed_is_put_together(at, school_a):
    leader = at("careers_leader")
    number = note_practice(school_a.access("careers_leader"), title="A lab day", what="One day.")
    page = f"{SCHOOL}review/practices/{number}/"
    leader.post(page, {"edition": 0, "title": "A lab day", "what": "Two days."})
    assert leader.post(page, {"edition": 0, "title": "A lab day", "what": "Three days."}).status_code == 409


def test_a_statement_leads_to_what_can_be_done_about_it(at):
    page = body(at("careers_leader").get(f"{SCHOOL}review/statements/gatsby-2025/4.2/"))
    for address in ("direction/objectives/new/", "plan/new-action/", "review/ask/", "review/practices/new/"):
        assert re.search(rf'href="[^"]*{address}\?[^"]*4\.2"', page), address
    governor = body(at("governor").get(f"{SCHOOL}review/statements/gatsby-2025/4.2/"))
    assert "Make it an" not in governor and "review/ask/" not in governor


def test_judgements_are_carried_over_from_the_page(at, school_a):
    leader = at("careers_leader")
    page = body(leader.get(f"{SCHOOL}review/carry/?editions=gatsby-2014--gatsby-2025"))
    assert "nothing earlier" in page and "asks for more than" in page and "the same as" in page
    leader.post(f"{SCHOOL}review/carry/", {"editions": "gatsby-2014--gatsby-2025"})
    assert "No judgement waits" in body(leader.get(f"{SCHOOL}review/carry/?editions=gatsby-2014--gatsby-2025"))
    assert at("governor").get(f"{SCHOOL}review/carry/").status_code == 403


def test_an_ask_by_link_leaves_the_day_it_was_opened(at, school_a):
    number, token = make_ask(
        school_a.access("careers_leader"), purpose="lessons", subject=school_a.rows["lesson"].subject, to_name="Head of music"
    )
    assert "Which of these lessons were taught?" in Client().get(f"/l/{token}/").content.decode()
    with across_schools("a test"):
        assert Ask.objects.get(pk=number).opened_on == DAY
    lesson = school_a.rows["lesson"].pk
    wrong = Client().post(f"/l/{token}/", {f"taught-{lesson}": "whole", f"day-{lesson}": "yesterday", "own": "Mine"})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "must be a day" in page and "Choose the year group" in page and 'value="Mine"' in page
    sent = {f"taught-{lesson}": "whole", "own": "Mine", "own_year": "9", "own_extent": "some"}
    assert Client().post(f"/l/{token}/", sent).status_code == 302
    with across_schools("a test"):
        found = LessonLink.objects.filter(ask_id=number).order_by("pk").values_list("title", "confirmed_by")
        assert list(found) == [(school_a.rows["lesson"].title, "Head of music"), ("Mine", "Head of music")]
