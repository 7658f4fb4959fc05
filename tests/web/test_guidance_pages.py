"""Guidance on the pages: the caseload, logging with and without a script, notes behind a reason, concerns without words."""

from datetime import date

import pytest

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY
from tests.cast_young import note_words
from tests.signed_in import signed_in_as
from tests.tokens import token
from tests.web.forms import form_with

pytestmark = pytest.mark.django_db
AT = "/s/school-a/guidance/"


@pytest.fixture
def log_at(school_a):
    return f"{AT}log/{school_a.rows['student'].pk}/"


@pytest.fixture
def note_at(school_a):
    return f"{AT}notes/read/{school_a.rows['note'].pk}/"


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def filled(client, address: str, **answers: str) -> dict:
    form = form_with(client.get(address).content, "met_on")
    return {name: values[-1] for name, values in form.items() if values} | answers


def test_the_caseload_says_how_many_were_never_seen_and_why_one_should_be_seen_now(at, school_a):
    page = page_of(at("adviser"), AT)
    assert "1 of 2 students on roll have had no guidance meeting yet." in page
    assert "14 January 2026" in page and "Asked 1 March 2026" in page and "Log a meeting" in page
    assert "Log a meeting" not in page_of(at("careers_leader"), AT)


def test_who_may_open_the_caseload(at):
    answers = {role: at(role).get(AT).status_code for role in ("adviser", "careers_leader", "senco", "tutor", "governor")}
    assert answers == {"adviser": 200, "careers_leader": 200, "senco": 200, "tutor": 403, "governor": 403}


def test_an_adviser_of_two_schools_sees_one_caseload_for_each(at, school_a, school_b):
    with writing("a test"), across_schools("a test"):
        records.Membership.objects.create(school=school_b.school, account=school_a.accounts["adviser"], role="adviser")
    here, there = page_of(at("adviser"), AT), page_of(at("adviser"), "/s/school-b/guidance/")
    assert 'href="/s/school-b/guidance/"' in here and 'href="/s/school-a/guidance/"' in there
    assert token("a", "student", "preferredsurname") in here and token("b", "student", "preferredsurname") not in here
    assert token("a", "student", "preferredsurname") not in there and "Yours elsewhere" not in page_of(at("senco"), AT)


def test_a_meeting_is_logged_without_a_script(at, log_at):
    client = at("adviser")
    assert "Limits of confidentiality" in page_of(client, log_at) and "safeguarding lead" in page_of(client, log_at)
    sent = filled(client, log_at, shared="My plan", minutes="40")
    sent |= {"what-1": "Send the page", "owner_kind-1": "tutor", "due_on-1": "2026-04-01", "need-1": "information"}
    answer = client.post(log_at, sent, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain and "Send the page" in page and "My plan" in page and "1 April 2026" in page


def test_a_refused_form_loses_nothing(at, log_at):
    client = at("adviser")
    sent = filled(client, log_at, met_on="2030-01-01", shared="Typed plan")
    sent |= {"what-1": "Typed action", "owner_kind-1": "tutor"}
    answer = client.post(log_at, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "still to come" in page
    assert "Typed plan" in page and "Typed action" in page and 'value="2030-01-01"' in page


def test_one_more_line_keeps_what_was_typed_and_saves_nothing(at, log_at):
    client = at("adviser")
    page = client.post(log_at, filled(client, log_at, shared="Typed", more="yes")).content.decode()
    assert 'name="what-4"' in page and "Typed" in page
    with across_schools("a test"):
        assert not records.GuidanceMeeting.objects.filter(met_on=DAY).exists()


def test_in_the_row_the_form_comes_stays_and_is_answered_there(at, school_a, log_at):
    client, student = at("adviser"), school_a.rows["student"].pk
    by_script = {"HX-Request": "true", "HX-Target": f"row-{student}"}
    row = client.get(f"{log_at}?in=row", headers=by_script).content.decode()
    assert f'<tr id="row-{student}">' in row and f'id="met_on-{student}"' in row
    sent = filled(client, f"{log_at}?in=row", met_on="2030-01-01")
    assert sent["in"] == "row"
    refused = client.post(log_at, sent, headers=by_script)
    assert refused.status_code == 200 and "still to come" in refused.content.decode()
    done = client.post(log_at, sent | {"met_on": "2026-03-20"}, headers=by_script).content.decode()
    assert "the meeting is kept" in done and f'<tr id="row-{student}">' in done and "Open it" in done


def test_a_meeting_is_mended_and_a_second_hand_is_told(at, school_a):
    client, here = at("adviser"), f"{AT}meetings/{school_a.rows['meeting'].pk}/edit/"
    sent = filled(client, here, shared="Mine")
    assert client.post(here, sent).status_code == 302
    answer = client.post(here, sent | {"shared": "Theirs"})
    assert answer.status_code == 409 and "Theirs" in answer.content.decode()


def test_a_note_is_written_listed_without_words_and_opened_with_a_reason(at, school_a, note_at):
    student, leader = school_a.rows["student"].pk, at("careers_leader")
    listed = page_of(leader, f"{AT}notes/{student}/")
    assert "1 note that you may open" in listed and note_words("a") not in listed
    asked = page_of(leader, note_at)
    assert "Why do you read it?" in asked and note_words("a") not in asked
    refused = leader.post(note_at, {"reason": ""})
    assert refused.status_code == 422 and note_words("a") not in refused.content.decode()
    opened = leader.post(note_at, {"reason": "To prepare the meeting"})
    assert note_words("a") in opened.content.decode() and opened["Cache-Control"] == "no-store"
    with across_schools("a test"):
        read = records.NoteRead.objects.order_by("-pk").first()
        assert (read.role, read.reason) == ("careers_leader", "To prepare the meeting")
    assert "To prepare the meeting" in page_of(at("adviser"), note_at), "the author sees who read it"


def test_the_password_is_asked_before_a_note_is_opened(at, school_a, note_at, client):
    at("careers_leader")
    signed_in_as(client, school_a.accounts["careers_leader"], minutes_ago=11)
    assert client.get(note_at).status_code == 302
    answer = client.post(note_at, {"reason": "Curious"})
    assert answer.status_code == 302 and "/confirm" in answer["Location"]


@pytest.mark.parametrize("role", ["tutor", "teacher", "school_admin", "senior_leader", "governor"])
def test_nobody_else_comes_near_a_note(at, school_a, role, note_at):
    client, student = at(role), school_a.rows["student"].pk
    assert client.get(note_at).status_code == client.post(note_at, {"reason": "Why not"}).status_code == 403
    assert client.get(f"{AT}notes/{student}/").status_code == client.get(f"{AT}notes/{student}/new/").status_code == 403


def test_what_was_typed_in_a_refused_note_comes_back_in_that_answer_alone(at, school_a):
    client, here = at("adviser"), f"{AT}notes/{school_a.rows['student'].pk}/new/"
    words = "zqtyped " * 3_000
    answer = client.post(here, {"words": words})
    assert answer.status_code == 422 and "zqtyped" in answer.content.decode()
    assert "zqtyped" not in page_of(client, here)
    assert not any("zqtyped" in str(value) for value in client.session.values())


def test_a_note_is_shared_with_the_senco_read_by_them_and_taken_back(at, school_a, note_at):
    student, note, senco = school_a.rows["student"].pk, school_a.rows["note"].pk, at("senco")
    assert senco.get(note_at).status_code == 404
    adviser, share_at = at("adviser"), f"{AT}share/{student}/?what=note&note={note}"
    form = form_with(adviser.get(share_at).content, "account")
    sent = {name: values[-1] for name, values in form.items() if values}
    sent |= {"account": str(school_a.accounts["senco"].pk), "reason": "The annual review", "ends_on": "2026-04-01"}
    assert adviser.post(share_at, sent).status_code == 302
    assert "About " in page_of(senco, AT) and note_words("a") in senco.post(note_at, {"reason": "Review"}).content.decode()
    assert "Who read it" not in page_of(senco, note_at)
    with across_schools("a test"):
        made = records.Share.objects.get(what="note").pk
    assert adviser.post(f"{AT}notes/{student}/", {"share": str(made)}).status_code == 302
    assert senco.get(note_at).status_code == 404


def test_nothing_is_shared_with_a_tutor_that_a_tutor_may_not_have(at, school_a):
    student, note = school_a.rows["student"].pk, school_a.rows["note"].pk
    sent = {"what": "note", "note": str(note), "reason": "Why not", "ends_on": "2026-04-01"}
    sent["account"] = str(school_a.accounts["tutor"].pk)
    assert at("adviser").post(f"{AT}share/{student}/", sent).status_code == 422
    assert at("adviser").get(f"{AT}share/{student}/?what=needs").content.decode().count("Kind of") == 0


def test_a_concern_is_recorded_without_a_word_and_taken_up_by_the_senco(at, school_a):
    here = f"{AT}concerns/{school_a.rows['student'].pk}/"
    page = page_of(at("tutor"), here)
    assert "<textarea" not in page.split("<main")[1] and 'type="text"' not in page and "safeguarding system" in page
    assert at("tutor").post(here, {"words": "zqsecret"}).status_code == 302
    assert "You raised 1; 0 were taken up" in page_of(at("tutor"), f"{AT}concerns/")
    with across_schools("a test"):
        number = records.Concern.objects.order_by("-pk").first().pk
    assert at("tutor").post(f"{AT}concerns/", {"concern": str(number)}).status_code == 403
    assert "I have taken this up" in page_of(at("senco"), f"{AT}concerns/")
    assert at("senco").post(f"{AT}concerns/", {"concern": str(number)}).status_code == 302
    assert "You raised 1; 1 was taken up" in page_of(at("tutor"), f"{AT}concerns/")


def test_the_notice_is_the_schools_own_where_it_has_one(at, school_a, log_at):
    client = at("careers_leader")
    form = form_with(client.get("/s/school-a/settings/").content, "confidentiality")
    sent = {name: values[-1] for name, values in form.items() if values}
    client.post("/s/school-a/settings/", sent)
    with across_schools("a test"):
        assert records.School.objects.get(pk=school_a.school.pk).confidentiality == "", "our words as they were are not theirs"
    assert client.post("/s/school-a/settings/", sent | {"confidentiality": "Our own notice"}).status_code == 302
    write = f"{AT}notes/{school_a.rows['student'].pk}/new/"
    assert "Our own notice" in page_of(at("adviser"), log_at) and "Our own notice" in page_of(at("adviser"), write)


def test_fifty_on_a_page_and_few_questions(at, school_a, django_assert_max_num_queries):
    with writing("a test"), across_schools("a test"):
        for number in range(60):
            row = records.Student.objects.create(
                school=school_a.school, key=f"m{number}", legal_forename="Ash", legal_surname=f"Sorrel {number}"
            )
            records.Enrolment.objects.create(
                school=school_a.school, student=row, academic_year=2025, year_group=11, tutor_group="11A"
            )
            records.GuidanceMeeting.objects.create(
                school=school_a.school, key=f"m{number}", student=row, met_on=date(2025, 11, 3)
            )
    client = at("adviser")
    with django_assert_max_num_queries(15):
        page = page_of(client, AT)
    assert page.count('<th role="rowheader" scope="row">') == 50 and "page 1 of 2" in page and len(page) < 60_000


def test_a_wish_to_be_seen_is_found_from_two_places_and_answered_in_a_sentence(at, school_a):
    student, number = school_a.rows["student"].pk, school_a.rows["request"].pk
    here = f"{AT}requests/{number}/"
    client, record = at("adviser"), f"/s/school-a/students/{student}/"
    assert here in page_of(client, AT) and here in page_of(client, record)
    page = page_of(client, here)
    assert "Choosing courses or subjects" in page and token("a", "request", "said") in page and "Log a meeting" in page
    refused = client.post(here, {"answer": " "})
    assert refused.status_code == 422 and "Write a word" in refused.content.decode()
    page = client.post(here, {"answer": "Come on Monday at break"}, follow=True).content.decode()
    assert "Come on Monday at break" in page and "<form" not in page.split("<main")[1]
    assert here not in page_of(client, AT) and here not in page_of(client, record)
    assert client.post(here, {"answer": "Again"}).status_code == 422
    assert "Come on Monday at break" in page_of(at("student"), "/s/school-a/my/")


def test_who_only_reads_of_guidance_sees_the_wish_and_answers_nothing(at, school_a):
    here = f"{AT}requests/{school_a.rows['request'].pk}/"
    for role in ("careers_leader", "tutor"):
        assert at(role).get(here).status_code == 403 and at(role).post(here, {"answer": "No"}).status_code == 403
        page = page_of(at(role), f"/s/school-a/students/{school_a.rows['student'].pk}/")
        assert token("a", "request", "said") in page and here not in page
    assert at("adviser").get(f"{AT}requests/999999/").status_code == 404
