"""The pages of the loop: what each person sees and may press, the link of one action, and the figure that moves."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chalkface.core.links import new_token
from chalkface.operations.agreed_links import cancel_agreed_link, make_agreed_link
from chalkface.operations.needs import agree, raise_need, say_done, student_answers
from chalkface.queries.digests import digest_text
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY

pytestmark = pytest.mark.django_db
AT = "/s/school-a/guidance/"


@pytest.fixture
def begun(school_a) -> tuple[int, int]:
    """A need of the first student, owned by the adviser, and an action for it that is the tutor's; by their numbers."""
    adviser, student = school_a.access("adviser"), school_a.rows["student"].pk
    need = raise_need(adviser, student_id=student, kind="information", detail="Courses nearby")
    action = agree(
        adviser, student_id=student, need_id=need, what="Ring the college\nand ask for Ms Hill", owner_kind="tutor",
        due_on=DAY - timedelta(days=1),
    )  # fmt: skip
    return need, action


def row(model, number: int):
    with across_schools("a test"):
        return model.objects.get(pk=number)


def share_plan(school_a) -> None:
    """The cast's own share has run out by the day of the play; this one runs."""
    with writing("a test"), across_schools("a test"):
        records.Share.objects.filter(what="plan").update(ends_on=DAY)


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"{AT}{path}")
    assert answer.status_code == status, path
    return answer.content.decode()


def test_the_walk_from_agreed_to_met(at, school_a, begun):
    need, action = begun
    page = read(at("tutor"), "mine/")
    assert "Ring the college" in page and "To do" in page
    assert at("tutor").post(f"{AT}agreed/{action}/", {"deed": "done", "words": "Rang"}).status_code == 302
    assert "Ring the college" not in read(at("tutor"), "mine/") and "Ring the college" in read(at("adviser"), "mine/")
    student_answers(school_a.access("student"), agreed_id=action, answer="not_yet", words="Nobody rang back")
    page = read(at("careers_leader"), "needs/?filter=not_yet")
    assert "Ring the college" in page and "says “not yet”" in page
    assert "Nobody rang back" in read(at("tutor"), f"agreed/{action}/")
    refused = at("adviser").post(f"{AT}agreed/{action}/", {"deed": "confirm"})
    assert refused.status_code == 422 and "not done yet" in refused.content.decode()
    at("tutor").post(f"{AT}agreed/{action}/", {"deed": "done", "words": "Rang again"})
    at("adviser").post(f"{AT}agreed/{action}/", {"deed": "confirm"})
    assert row(records.Need, need).met_on == DAY
    assert "Closed 20 March 2026" in read(at("adviser"), f"agreed/{action}/")


def test_the_list_counts_filters_and_ages(at, school_a, begun):
    page = read(at("careers_leader"), "needs/")
    assert "2 agreed actions are not done; 2 agreed actions are past the date" in page  # with the cast's own
    assert 'href="?filter=open&amp;age=0">up to 14 days</a> 1' in page and "more than 42 days</a> 1" in page
    assert "Ring the college" in read(at("careers_leader"), "needs/?kind=information&owner=tutor&year=9&age=0")
    for narrowed in ("kind=family", "owner=senco", "year=11", "age=2", "kind=nobody", "filter=closed"):
        assert "Ring the college" not in read(at("careers_leader"), f"needs/?{narrowed}"), narrowed
    assert "Nothing here" in read(at("careers_leader"), "needs/?filter=closed")
    read(at("careers_leader"), "needs/?year=x&age=7&filter=strange&page=99&owner=%22")


def test_a_need_without_a_step_is_listed_until_something_is_agreed(at, school_a):
    number = raise_need(school_a.access("adviser"), student_id=school_a.rows["student"].pk, kind="travel_money")
    assert f"/guidance/needs/{number}/" in read(at("adviser"), "needs/")
    client = at("adviser")
    wrong = client.post(f"{AT}needs/{number}/", {"deed": "agree", "what": "Ask for a pass", "owner_kind": ""})
    assert wrong.status_code == 422 and "Choose whose task it is" in wrong.content.decode()
    assert 'value="Ask for a pass"' in wrong.content.decode()
    tutor = school_a.accounts["tutor"].pk
    sent = {"deed": "agree", "what": "Ask for a pass", "owner_kind": f"tutor:{tutor}", "due_on": "2026-04-01"}
    assert client.post(f"{AT}needs/{number}/", sent).status_code == 302
    with across_schools("a test"):
        made = records.Action.objects.get(need_id=number)
    assert (made.owner_kind, made.owner_account, made.owner) == ("tutor", tutor, school_a.accounts["tutor"].name)


def test_a_need_is_raised_from_its_form_and_nothing_typed_is_lost(at, school_a):
    student = school_a.rows["student"].pk
    client = at("adviser")
    page = read(client, f"needs/new/{student}/")
    assert "Talking with home" in page and "What was said in confidence does not belong here" in page
    wrong = client.post(f"{AT}needs/new/{student}/", {"kind": "", "detail": "The bus"})
    assert wrong.status_code == 422 and 'value="The bus"' in wrong.content.decode()
    loose = agree(school_a.access("adviser"), student_id=student, what="Ask for a pass", owner_kind="tutor")
    made = client.post(f"{AT}needs/new/{student}/", {"kind": "travel_money", "detail": "The bus", "actions": [loose]})
    assert made.status_code == 302
    assert row(records.Need, row(records.Action, loose).need_id).kind == "travel_money"
    for role in ("careers_leader", "tutor", "senco", "teacher"):
        assert at(role).get(f"{AT}needs/new/{student}/").status_code == 403


def test_who_may_not_see_it_finds_nothing(at, school_a, school_b, begun):
    need, action = begun
    paths = (f"needs/{need}/", f"agreed/{action}/")
    for path in paths:
        read(at("teacher"), path, 404)
        for role in ("governor", "senior_leader", "school_admin"):
            read(at(role), path, 403)
    share_plan(school_a)
    for path in paths:
        read(at("teacher"), path)
    with writing("a test"), across_schools("a test"):
        records.Share.objects.all().update(revoked_on=DAY)
    for path in paths:
        read(at("teacher"), path, 404)
    assert at("careers_leader").get(f"{AT}agreed/{school_b.rows['agreed'].pk}/").status_code == 404


def test_only_buttons_that_would_work_are_there(at, school_a, begun):
    _, action = begun
    assert "Say that it is done" in read(at("tutor"), f"agreed/{action}/")
    assert f"{AT}needs/new/" in read(at("adviser"), f"needs/{begun[0]}/")
    assert f"{AT}needs/new/" not in read(at("careers_leader"), f"needs/{begun[0]}/")
    for role in ("adviser", "senco", "careers_leader"):
        page = read(at(role), f"agreed/{action}/")
        assert "Say that it is done" not in page and "Hand it on" in page and "Make the link" in page
    assert "Hand it on" not in read(at("tutor"), f"agreed/{action}/")
    say_done(school_a.access("tutor"), agreed_id=action)
    assert "Is the need met?" in read(at("adviser"), f"agreed/{action}/")
    assert "write why" in read(at("careers_leader"), f"agreed/{action}/")
    assert "Is the need met?" not in read(at("senco"), f"agreed/{action}/")
    assert at("tutor").post(f"{AT}agreed/{action}/", {"deed": "hand_on", "owner_kind": "senco"}).status_code == 403


def test_a_leader_without_a_reason_is_told_beside_the_question(at, school_a, begun):
    _, action = begun
    say_done(school_a.access("tutor"), agreed_id=action)
    wrong = at("careers_leader").post(f"{AT}agreed/{action}/", {"deed": "confirm", "reason": ""})
    assert wrong.status_code == 422 and "write why you say this in their place" in wrong.content.decode()


# -- the link --


def test_a_link_shows_the_first_name_and_what_was_agreed_and_nothing_else(at, school_a, begun):
    _, action = begun
    client = at("senco")
    made = client.post(f"{AT}agreed/{action}/", {"deed": "link", "to_name": "Mr Hill", "expires_on": "2026-03-30"})
    page = made.content.decode()
    token = re.search(r"/l/([\w-]+)/", page)[1]
    student = school_a.rows["student"]
    mail = re.search(r'href="(mailto:[^"]+)"', page)[1]
    assert made.status_code == 200 and made["Cache-Control"] == "no-store" and student.preferred_forename not in mail
    assert "college" not in mail
    shown = Client().get(f"/l/{token}/").content.decode()
    assert student.preferred_forename in shown and "Ring the college" in shown and "and ask for Ms Hill" in shown
    assert "Your answer, with the day, is seen by" in shown and "19 March 2026" in shown and "30 March 2026" in shown
    for secret in (student.preferred_surname, student.legal_surname, student.upn, "Courses nearby", "zqaneed", "zqaaction"):
        assert secret not in shown, secret
    assert token not in client.get(f"{AT}agreed/{action}/").content.decode()


def test_who_holds_the_link_says_done_once(at, school_a, begun):
    _, action = begun
    _, token = make_agreed_link(school_a.access("senco"), agreed_id=action, to_name="Mr Hill", expires_on=DAY)
    long = Client().post(f"/l/{token}/", {"words": "x" * 2_001})
    assert long.status_code == 422 and "x" * 2_001 in long.content.decode()
    for words in ("Rang them", "Again"):
        answer = Client(enforce_csrf_checks=True).post(f"/l/{token}/", {"words": words})
        assert answer.status_code == 302 and answer["Location"] == f"/l/{token}/?done"
    assert "It is kept that this is done" in Client().get(f"/l/{token}/?done").content.decode()
    assert "nothing more to do here" in Client().get(f"/l/{token}/").content.decode()
    kept = row(records.Action, action)
    assert (kept.status, kept.done_words, kept.need_met) == ("done", "Rang them", None)
    with across_schools("a test"):
        about = [vars(one) for one in (*records.AuditEntry.objects.all(), *records.Change.objects.all())]
    assert "Rang them" not in str(about) and "Rang them" not in str(vars(row(records.Ask, records_ask(action))))


def records_ask(action: int) -> int:
    with across_schools("a test"):
        return records.Ask.objects.get(action_id=action).pk


def test_a_wrong_cancelled_ended_or_replaced_link_of_an_action_is_the_same_404(at, school_a, begun):
    _, action = begun
    leader = school_a.access("careers_leader")
    _, replaced = make_agreed_link(leader, agreed_id=action, to_name="A")
    number, cancelled = make_agreed_link(leader, agreed_id=action, to_name="A")
    cancel_agreed_link(leader, ask_id=number)
    number, ended = make_agreed_link(leader, agreed_id=action, to_name="A")
    with writing("a test"), across_schools("a test"):
        records.Ask.objects.filter(pk=number).update(expires_on=DAY - timedelta(days=1))
    answers = [Client().get(f"/l/{token}/") for token in (new_token(), replaced, cancelled, ended)]
    assert {one.status_code for one in answers} == {404} and len({one.content for one in answers}) == 1
    for token in (replaced, cancelled, ended):
        assert Client().post(f"/l/{token}/", {"words": "Done"}).status_code == 404
    assert row(records.Action, action).status == "to_do"


def test_links_for_students_stay_out_of_the_pages_about_the_programme(at, school_a, begun):
    _, action = begun
    number, _ = make_agreed_link(school_a.access("senco"), agreed_id=action, to_name="Mr Hillhouse")
    leader = at("careers_leader")
    assert "Hillhouse" not in leader.get("/s/school-a/review/voices/").content.decode()
    assert leader.get(f"/s/school-a/review/asked/{number}/").status_code == 404
    assert "Hillhouse" in read(leader, f"agreed/{action}/") and "Hillhouse" not in read(at("tutor"), f"agreed/{action}/")


# -- the figure, the digest, what it costs --


def test_the_figure_of_the_loop_is_the_indicator_and_opens(at, school_a, begun):
    _, action = begun
    page = read(at("careers_leader"), "loop/")
    assert "0 of 3 agreed actions that are due" in page and "?filter=due&amp;kind=information" in page
    say_done(school_a.access("tutor"), agreed_id=action)
    at("adviser").post(f"{AT}agreed/{action}/", {"deed": "confirm"})
    page = read(at("careers_leader"), "loop/")
    assert "1 of 3 agreed actions that are due" in page
    assert "Ring the college" in read(at("careers_leader"), "needs/?filter=closed&kind=information")
    governor = at("governor")
    assert "The number is hidden" in read(governor, "loop/") and "Information" not in read(governor, "loop/")
    assert at("school_admin").get(f"{AT}loop/").status_code == 403


def test_a_digest_says_how_many_are_late_and_names_nobody(school_a, begun):
    tutor = school_a.access("tutor")
    with open_scope(tutor):
        text = digest_text(tutor, "A school")
    assert "2 things that you do for a student, past the date" in text  # the student says "not yet" to the cast's own
    assert "Ring" not in text and "zqastudent" not in text
    say_done(tutor, agreed_id=begun[1])
    with open_scope(tutor):
        assert "1 thing that you do for a student, past the date" in digest_text(tutor, "A school")


def test_sixty_of_them_take_no_more_questions_than_six(at, school_a, begun):
    adviser = school_a.access("adviser")

    def asked(role: str, path: str) -> int:
        client = at(role)
        with CaptureQueriesContext(connection) as queries:
            read(client, path)
        return len(queries)

    paths = (("careers_leader", "needs/"), ("tutor", "mine/"), ("tutor", "needs/"), ("careers_leader", "loop/"),
             ("adviser", f"needs/{begun[0]}/"))  # fmt: skip
    few = [asked(*path) for path in paths]
    for number in range(60):
        student = school_a.rows["student" if number % 2 else "other_student"].pk
        need = raise_need(adviser, student_id=student, kind="family") if number % 3 else None
        agree(adviser, student_id=student, need_id=need, what=f"Step {number}", owner_kind="tutor")
        agree(adviser, student_id=school_a.rows["student"].pk, need_id=begun[0], what=f"More {number}", owner_kind="tutor")
    many = [asked(*path) for path in paths]
    assert max(many) <= 15 and all(after <= before + 1 for after, before in zip(many, few, strict=True)), (few, many)
