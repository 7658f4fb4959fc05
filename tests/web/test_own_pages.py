"""The pages of students and parents: what each shows, what is written through them, once, and for nobody else."""

import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from html import unescape
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chalkface.core.errors import Refused
from chalkface.operations import own_writing
from chalkface.operations.own import ask_for_meeting, did_my_part, reflect, say_hopes, say_words, wanted
from chalkface.records.models import (
    Action,
    Activity,
    Intention,
    MeetingRequest,
    OwnWords,
    OwnWrite,
    Reflection,
    Session,
    SharingChoice,
)
from chalkface.records.tenancy import across_schools, writing
from chalkface.reports import tell_report
from tests.cast import DAY
from tests.signed_in import signed_in_as

OWN = ("start", "plan", "did", "hopes", "people", "school", "ask", "evidence", "sharing", "leave")
OF_PARENTS = ("start", "plan", "did", "hopes", "people", "school", "leave")
MOST_ASKED = 15


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)


def at(page: str, **more) -> str:
    return reverse(f"my.{page}", kwargs={"school": "school-a", **more})


def come_in(account) -> Client:
    client = Client()
    signed_in_as(client, account)
    return client


@pytest.fixture
def student(school_a) -> Client:
    return come_in(school_a.accounts["student"])


@pytest.fixture
def parent(school_a) -> Client:
    return come_in(school_a.accounts["parent"])


def key_of(answer) -> str:
    return re.search(r'name="key" value="([^"]+)"', answer.content.decode())[1]


def stored(model, **about) -> list:
    with across_schools("a test"):
        return list(model.objects.filter(**about).order_by("pk"))


def sent(client: Client, page: str, **form):
    form.setdefault("key", str(uuid4()))
    return client.post(at(page), form)


@pytest.mark.django_db
@pytest.mark.parametrize("page", OWN)
def test_a_student_opens_each_of_their_pages_and_can_always_leave(page, student):
    answer = student.get(at(page))
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert at("leave") in answer.content.decode() and 'class="menu"' not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("page", OWN)
def test_a_parent_opens_those_that_are_for_parents(page, parent):
    assert parent.get(at(page)).status_code == (200 if page in OF_PARENTS else 403)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "name"), [("student", "student-page"), ("parent", "parent-page")])
def test_each_reads_the_page_that_the_school_gives_out_to_them(role, name, school_a, request):
    client = request.getfixturevalue(role)
    text = unescape(client.get(at("school")).content.decode())
    with CaptureQueriesContext(connection) as asked:  # it is gathered for the first of a year group, and kept for the next
        assert unescape(client.get(at("school")).content.decode()).count("<h2") == text.count("<h2")
    assert len(asked) <= MOST_ASKED
    told = tell_report(school_a.access("careers_leader"), name, on=DAY)
    assert len(told.sections) >= 4 and all(f">{section.title}<" in text for section in told.sections)
    other = tell_report(school_a.access("careers_leader"), "staff-page", on=DAY)
    assert not all(f">{section.title}<" in text for section in other.sections)
    assert at("school") in client.get(at("start")).content.decode()


@pytest.mark.django_db
def test_a_page_that_would_name_a_student_is_held_back_and_says_nothing_of_why(parent, school_a, caplog):
    named = school_a.rows["student"].legal_surname
    with writing("a test's own setting"), across_schools("a test"):
        Session.objects.update(on=DAY + timedelta(days=9))
        title = f"Talk by {school_a.rows['student'].legal_forename} {named}"
        Activity.objects.filter(pk=school_a.rows["activity"].pk).update(title=title)
    answer = parent.get(at("school"))
    main = answer.content.decode().partition("<main")[2]
    assert answer.status_code == 200 and "not ready yet" in main and named not in main
    assert "held back" in caplog.text and named not in caplog.text


@pytest.mark.django_db
def test_what_a_student_says_of_an_activity_is_kept_shown_and_may_be_said_anew(student, school_a):
    activity = school_a.rows["activity"].pk
    first = student.get(at("reflect", activity=activity))
    for words in ("It was louder than I thought.", "I would go again."):
        answer = student.post(
            at("reflect", activity=activity), {"key": str(uuid4()), "showed": words, "next_step": ""}, follow=True
        )
        assert answer.status_code == 200
    assert first.status_code == 200
    (row,) = stored(Reflection, school=school_a.school)
    assert (row.showed, row.edition) == ("I would go again.", 2) and row.said_on == DAY


@pytest.mark.django_db
def test_an_empty_answer_is_refused_and_the_key_may_be_used_again(student, school_a):
    page = at("reflect", activity=school_a.rows["activity"].pk)
    key = key_of(student.get(page))
    answer = student.post(page, {"key": key, "showed": " ", "next_step": ""})
    assert answer.status_code == 422 and key_of(answer) == key
    assert student.post(page, {"key": key, "showed": "Now.", "next_step": ""}).status_code == 302


@pytest.mark.django_db
def test_a_student_reflects_on_nothing_they_were_not_at(student, school_a, school_b):
    assert student.get(at("reflect", activity=school_b.rows["activity"].pk)).status_code == 404
    with writing("a test"), across_schools("a test"):
        school_a.rows["activity"].participations.all().delete()
    assert student.get(at("reflect", activity=school_a.rows["activity"].pk)).status_code == 404


@pytest.mark.django_db
def test_hopes_are_added_and_what_was_said_before_stays(student, school_a):
    before = len(stored(Intention, school=school_a.school))
    assert sent(student, "hopes", deed="hopes", route="undecided", course="animals, maybe").status_code == 302
    rows = stored(Intention, school=school_a.school)
    assert len(rows) == before + 1 and (rows[-1].route, rows[-1].source) == ("undecided", "student")
    assert "animals, maybe" in student.get(at("hopes")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("route", ["deceased", "custody", "unknown", "neet", "", "nonsense"])
def test_nobody_is_offered_what_only_happens_to_people(route, student):
    assert route not in wanted()
    assert sent(student, "hopes", deed="hopes", route=route).status_code == 422


@pytest.mark.django_db
def test_words_for_teachers_are_replaced_and_taken_back(student, school_a):
    sent(student, "hopes", deed="for_teachers", for_teachers="Please say it twice.")
    now = stored(OwnWords, school=school_a.school, withdrawn_on=None)
    assert [row.said for row in now] == ["Please say it twice."]
    sent(student, "hopes", deed="for_teachers", for_teachers="Please say it twice.", take_back="yes")
    assert not stored(OwnWords, school=school_a.school, withdrawn_on=None)


@pytest.mark.django_db
def test_a_wish_to_be_seen_is_one_until_it_is_answered_or_taken_back(student, school_a):
    (first,) = stored(MeetingRequest, school=school_a.school)
    assert sent(student, "ask", about="work", said="Again.").status_code == 422
    assert sent(student, "ask", deed="take_back", request=first.pk).status_code == 302
    assert sent(student, "ask", about="work", said="Again.").status_code == 302
    assert [row.about for row in stored(MeetingRequest, school=school_a.school, withdrawn_on=None)] == ["work"]


@pytest.mark.django_db
def test_a_student_shares_the_plan_at_any_age_and_the_rest_from_16(student, school_a):
    assert sent(student, "sharing", what="plan_with_parents", answer="yes").status_code == 302
    assert sent(student, "sharing", what="hopes_with_parents", answer="no").status_code == 422
    assert [row.what for row in stored(SharingChoice, school=school_a.school, said_by="student")] == ["plan_with_parents"]


@pytest.mark.django_db
def test_a_parent_sees_the_plan_once_it_is_shared_and_no_longer_when_that_is_taken_back(student, parent, school_a):
    words = school_a.rows["agreed"].what.encode()
    assert words not in parent.get(at("plan")).content
    sent(student, "sharing", what="plan_with_parents", answer="yes")
    assert words in parent.get(at("plan")).content
    sent(student, "sharing", what="plan_with_parents", answer="no")
    assert words not in parent.get(at("plan")).content


@pytest.mark.django_db
def test_a_parent_reads_neither_reflections_nor_words_for_teachers_nor_wishes(parent, student, school_a):
    sent(student, "sharing", what="plan_with_parents", answer="yes")
    shown = b"".join(parent.get(at(page)).content for page in OF_PARENTS)
    for name, field in (("reflection", "showed"), ("own_words", "said"), ("request", "said")):
        assert getattr(school_a.rows[name], field).encode() not in shown, name
    assert school_a.rows["agreed"].what.encode() in shown


@pytest.mark.django_db
def test_a_parent_says_that_their_own_task_is_done_and_no_other(parent, student, school_a):
    sent(student, "sharing", what="plan_with_parents", answer="yes")
    agreed = school_a.rows["agreed"]
    with writing("a test"), across_schools("a test"):
        Action.objects.filter(pk=agreed.pk).update(status="to_do", done_on=None, owner_kind="tutor", student_said="")
    assert sent(parent, "plan", deed="done", agreed=agreed.pk).status_code == 422
    with writing("a test"), across_schools("a test"):
        Action.objects.filter(pk=agreed.pk).update(owner_kind="parent", owner_account=None)
    assert sent(parent, "plan", deed="done", agreed=agreed.pk, words="We went.").status_code == 302
    (row,) = stored(Action, pk=agreed.pk)
    assert (row.status, row.done_words) == ("done", "We went.")


@pytest.mark.django_db
def test_a_student_of_the_school_writes_nothing_of_another(school_a):
    """Every deed of the own pages, aimed at somebody else's record: refused, and nothing changes."""
    mine, other = school_a.access("student"), school_a.rows["other_student"].pk
    before = {model: len(stored(model)) for model in (Reflection, Intention, OwnWords, MeetingRequest, SharingChoice, OwnWrite)}
    deeds = (
        lambda key: reflect(
            mine, student_id=other, key=key, activity_id=school_a.rows["activity"].pk, showed="x", next_step=""
        ),
        lambda key: say_hopes(mine, student_id=other, key=key, route="undecided"),
        lambda key: say_words(mine, student_id=other, key=key, kind="wish", said="x"),
        lambda key: ask_for_meeting(mine, student_id=other, key=key, about="work"),
        lambda key: did_my_part(mine, student_id=other, key=key, agreed_id=school_a.rows["agreed"].pk),
    )
    for deed in deeds:
        with pytest.raises(Refused):
            deed(uuid4())
    assert {model: len(stored(model)) for model in before} == before


@pytest.mark.django_db
def test_another_childs_number_is_not_there(parent, student, school_a, school_b):
    for number in (school_a.rows["other_student"].pk, school_b.rows["student"].pk, 10**14, "x"):
        for client in (parent, student):
            assert client.get(at("start"), {"child": number}).status_code == 404


@pytest.mark.django_db
def test_those_who_can_help_are_named_by_role_and_nothing_else_of_them_is_shown(student, school_a):
    shown = student.get(at("people")).content.decode()
    assert school_a.accounts["adviser"].name in shown and school_a.accounts["tutor"].name in shown
    assert school_a.accounts["governor"].name not in shown and "@a.example" not in shown


@pytest.mark.django_db
def test_the_words_for_a_cv_and_the_whole_record_are_files_to_keep(student):
    word = student.get(at("evidence"), {"as": "word"})
    assert word.content[:2] == b"PK" and "what-i-did.docx" in word["Content-Disposition"]
    record = student.post(at("sharing"), {"deed": "record"})
    assert record.content[:2] == b"PK" and record["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_an_account_of_a_student_lands_on_their_pages_and_ends_with_the_membership(student, school_a):
    assert student.get("/")["Location"] == at("start")
    with writing("a test"), across_schools("a test"):
        school_a.accounts["student"].memberships.update(ends_on=DAY.replace(day=1))
    assert student.get(at("start")).status_code == 404


@pytest.mark.django_db
def test_leaving_ends_the_visit_and_empties_the_browser(student):
    answer = student.post(at("leave"))
    assert '"cache"' in answer["Clear-Site-Data"]
    assert student.get(at("start")).status_code == 302


@pytest.mark.django_db
def test_the_same_form_sent_twice_is_done_once_and_answered_alike(school_a):
    access, key = school_a.access("student"), uuid4()
    number = school_a.rows["student"].pk
    answers = [say_hopes(access, student_id=number, key=key, route="undecided", course=words) for words in ("one", "two")]
    assert answers[0] == answers[1]
    assert not stored(Intention, school=school_a.school, course="two")
    with pytest.raises(Refused):
        say_words(access, student_id=number, key=key, kind="wish", said="another deed under the same key")


@pytest.fixture
def with_threads(school_a, tmp_path, monkeypatch):
    """The database of the play as threads of a server have it: on SQLite a file, since the tests' own is in memory."""
    if connection.vendor == "sqlite":
        file = tmp_path / "race.sqlite3"
        copy = sqlite3.connect(file)
        connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(file))
    return school_a


def in_threads(many: int, work) -> list:
    """What ``work(place)`` returned in each of ``many`` threads that began at the same moment."""
    together, came = Barrier(many), []

    def one(place: int) -> None:
        together.wait(timeout=60)
        try:
            came.append(work(place))
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=(place,)) for place in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def hopes_at_once(company, key) -> tuple[list, int, int]:
    """Six send a hope of their own under one key at the same moment: the answers, the claims and the hopes that are kept."""
    access, number = company.access("student"), company.rows["student"].pk
    answers = in_threads(
        6, lambda place: say_hopes(access, student_id=number, key=key, route="undecided", course=f"way {place}")
    )
    ((claims, hopes),) = in_threads(
        1, lambda _: (len(stored(OwnWrite, key=key)), len(stored(Intention, school_id=access.school_id, source="student")))
    )
    return answers, claims, hopes


@pytest.mark.django_db(transaction=True)
def test_of_many_with_one_key_at_the_same_moment_one_writes_and_all_are_answered(with_threads):
    answers, claims, hopes = hopes_at_once(with_threads, uuid4())
    assert len(answers) == 6 and all(answer == answers[0] for answer in answers)
    assert (claims, hopes) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_negative_control_without_the_claim_each_would_write(with_threads, monkeypatch):
    monkeypatch.setattr(own_writing, "_claim", lambda access, student, key, deed: OwnWrite(pk=0))
    assert hopes_at_once(with_threads, uuid4())[2] == 6


@pytest.mark.django_db
def test_a_form_without_a_key_writes_nothing(student, school_a):
    before = len(stored(Intention))
    for key in ("", "7", "x" * 5000):
        assert sent(student, "hopes", key=key, deed="hopes", route="undecided").status_code == 422
    assert len(stored(Intention)) == before


@pytest.mark.django_db
def test_the_keys_of_two_students_do_not_meet(school_a):
    """A key belongs to one student: another's, guessed or copied, answers nothing of theirs."""
    access, key = school_a.access("student"), UUID(int=99)
    other = school_a.rows["other_student"].pk
    theirs = replace(access, owns=frozenset((code, other) for code, _ in access.owns))
    first = say_hopes(access, student_id=school_a.rows["student"].pk, key=key, route="undecided")
    second = say_hopes(theirs, student_id=other, key=key, route="undecided")
    assert first != second and len(stored(OwnWrite, key=key)) == 2
