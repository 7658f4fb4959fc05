"""Attacks on what is kept of a young person: each test is something that somebody could try, and finds shut."""

from dataclasses import replace
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.links import digest_of, new_token
from chalkface.operations.agreed_links import done_by_link, make_agreed_link
from chalkface.operations.asking import cancel_ask, renew_link
from chalkface.operations.carers import give_own_account, lift_block
from chalkface.operations.concerns import raise_concern
from chalkface.operations.guidance import log_meeting
from chalkface.operations.interviews import set_wishes
from chalkface.operations.needs import raise_need, student_answers
from chalkface.operations.notes import revoke_share, write_note
from chalkface.operations.own import ask_for_meeting, reflect, say_hopes
from chalkface.operations.passes import use_pass
from chalkface.operations.people import add_member
from chalkface.operations.risk import say_otherwise
from chalkface.operations.who_next import overrule
from chalkface.queries.interviews import round_card
from chalkface.queries.notes import reads_of
from chalkface.queries.own_door import access_of_pass
from chalkface.queries.people import access_at_door
from chalkface.queries.surveys import results
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.web.discover import import_pages
from chalkface.web.own_door import SESSION as PASS
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY
from tests.signed_in import signed_in_as

import_pages()
pytestmark = pytest.mark.django_db
SOON = DAY + timedelta(days=30)
MY = "/s/school-a/my/"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)


def put(model, **values):
    with writing("a test"), across_schools("a test"):
        return model.objects.create(**values)


def slip(school, student, **values) -> records.Pass:
    given = {"made_on": DAY, "expires_on": SOON, "used_at": timezone.now()} | values
    secrets = {"digest": digest_of(new_token()), "code_digest": digest_of(new_token())}
    return put(records.Pass, school=school, student=student, **secrets, **given)


def came_with(one: records.Pass) -> Client:
    client = Client()
    session = client.session
    session[PASS] = one.pk
    session.save()
    return client


def with_password(account) -> str:
    with writing("a test"), across_schools("a test"):
        account.set_password("a long enough password")
        account.save()
    return "a long enough password"


def sign_in(client: Client, account) -> None:
    answer = client.post("/sign-in/", {"email": account.email, "password": with_password(account)})
    assert answer.status_code == 302


# -- one computer, several people --


def test_a_student_who_signs_in_after_another_s_slip_sees_their_own_page(school_a):
    other = school_a.rows["other_student"]
    client = came_with(slip(school_a.school, other))
    assert other.preferred_forename in unescape(client.get(MY).content.decode())
    sign_in(client, school_a.accounts["student"])
    shown = unescape(client.get(MY).content.decode())
    assert other.preferred_forename not in shown and school_a.rows["student"].preferred_forename in shown


def test_a_teacher_who_signs_in_after_a_student_s_slip_is_not_the_student(school_a):
    client = came_with(slip(school_a.school, school_a.rows["student"]))
    sign_in(client, school_a.accounts["teacher"])
    assert client.get(MY).status_code == 404
    assert client.get("/s/school-a/").status_code == 200


def test_a_pass_ends_when_its_student_has_left(school_a):
    student = school_a.rows["student"]
    one = slip(school_a.school, student)
    assert access_of_pass(one.pk, timezone.now(), on=DAY) is not None
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=student.pk).update(left_on=DAY - timedelta(days=1))
    assert access_of_pass(one.pk, timezone.now(), on=DAY) is None


# -- a member who is a parent here --


def test_a_parent_who_begins_to_work_here_is_kept_from_their_child(school_a):
    admin, student = school_a.access("school_admin"), school_a.rows["student"]
    give_own_account(
        admin, student_id=student.pk, carer_id=school_a.rows["carer"].pk, email="late@a.example", password="ten letters or more"
    )
    add_member(admin, email="late@a.example", role="adviser", name="Late")
    with across_schools("a test"):
        account = records.Account.objects.get(email="late@a.example")
        assert records.Carer.objects.get(pk=school_a.rows["carer"].pk).account_number == account.pk
    assert access_at_door(account.pk, "school-a", DAY).kept_from == {student.pk}


def test_what_a_file_agreed_for_a_member_s_own_child_is_not_there(school_a):
    student = school_a.rows["student"]
    row = put(
        records.Action, school=school_a.school, key="by-file", meeting=school_a.rows["meeting"], what="Through the meeting",
        owner_kind="adviser", due_on=DAY, status="to_do",
    )  # fmt: skip
    for role in ("careers_leader", "adviser", "senco"):
        access = school_a.access(role)
        with open_scope(access):
            assert records.Action.objects.filter(pk=row.pk).exists()
        with open_scope(replace(access, kept_from=frozenset({student.pk}))):
            assert not records.Action.objects.filter(pk=row.pk).exists(), role


def test_a_link_for_what_was_agreed_is_renewed_and_ended_by_no_other_deed(school_a):
    """Renewing would open the action of a member's own child, and bring a dead link of an earlier owner back to life."""
    adviser, leader = school_a.access("adviser"), school_a.access("careers_leader")
    with writing("a test"), across_schools("a test"):
        records.Action.objects.filter(pk=school_a.rows["agreed"].pk).update(status="to_do")
    ask, _ = make_agreed_link(adviser, agreed_id=school_a.rows["agreed"].pk, to_name="The coach")
    for deed in (renew_link, cancel_ask):
        with pytest.raises(Refused, match="not there"):
            deed(leader, ask_id=ask)


def test_figures_of_a_survey_leave_a_member_s_own_child_out(school_a):
    """Else the difference to the answers of all others would be the child's."""
    leader, past = school_a.access("careers_leader"), school_a.rows["past_survey"].pk
    kept = replace(leader, kept_from=frozenset({school_a.rows["student"].pk}))
    for access, many in ((leader, 1), (kept, 0)):
        with open_scope(access):
            found = results(access, past)
        assert [line.total.denominator for line in found.lines] == ([many] * len(found.lines))
        assert bool(found.lines) == bool(many)
        assert found.survey.uptake.numerator == many


# -- what the audit trail tells --


def about_of(name: str) -> dict:
    with across_schools("a test"):
        return records.AuditEntry.objects.filter(operation=name).latest("pk").about


def test_the_audit_trail_does_not_say_about_whom_a_concern_was_raised(school_a):
    raise_concern(school_a.access("tutor"), student_id=school_a.rows["student"].pk)
    said = about_of("raise_concern")
    assert said.pop("student_id") is None and set(said) == {"concern"}


def test_the_audit_trail_holds_numbers_of_records_and_nothing_that_was_said_of_a_student(school_a):
    """Whoever keeps accounts reads the trail and may not read hopes, needs, bands, wishes or answers."""
    student = school_a.rows["student"].pk
    own, leader, adviser = school_a.access("student"), school_a.access("careers_leader"), school_a.access("adviser")
    with writing("a test"), across_schools("a test"):
        records.Action.objects.filter(pk=school_a.rows["agreed"].pk).update(status="done", done_on=DAY)
        records.MeetingRequest.objects.all().update(withdrawn_on=DAY)
    activity = school_a.rows["activity"].pk
    say_hopes(own, student_id=student, key=uuid4(), route="apprenticeship", course="")
    reflect(own, student_id=student, key=uuid4(), activity_id=activity, showed="A", next_step="B", rating=2)
    ask_for_meeting(own, student_id=student, key=uuid4(), about="work")
    student_answers(own, agreed_id=school_a.rows["agreed"].pk, answer="not_yet")
    raise_need(adviser, student_id=student, kind="information")
    log_meeting(adviser, student_id=student, met_on=DAY, attended=False, minutes=31)
    set_wishes(
        adviser, round_id=school_a.rows["round"].pk, student_id=student, priority=8, adviser_account=None, needs_access=True
    )
    say_otherwise(leader, student_id=student, band="red", because="Because", until=SOON)
    overrule(leader, student_id=student, verdict="aside", because="Because", until=SOON)
    for name in ("say_hopes", "reflect", "ask_for_meeting", "student_answers", "raise_need", "log_meeting", "set_wishes",
                 "say_otherwise", "overrule"):  # fmt: skip
        about = {key: value for key, value in about_of(name).items() if value is not None}
        told = {key for key, value in about.items() if type(value) is not int and key != "until"}
        assert not told | ({"rating", "minutes", "priority"} & set(about)), (name, about)


# -- a tutor at interview days --


def test_a_tutor_is_not_told_that_a_student_needs_a_room_without_steps(school_a):
    one = school_a.rows["round"]
    why = "No time outside the lessons they are not to miss is in a room that everybody can get into."
    with writing("a test"), across_schools("a test"):
        records.InterviewRound.objects.filter(pk=one.pk).update(state="told")
        records.Appointment.objects.filter(round=one).delete()
        for row in records.Invitee.objects.filter(round=one):
            row.left_out = why
            row.save()
    for role, told in (("tutor", False), ("adviser", True)):
        access = school_a.access(role)
        with open_scope(access):
            waiting = round_card(access, one.pk).waiting
        assert waiting and (waiting[0].why == why) is told


# -- the wall under the own pages --


@pytest.mark.parametrize("role", ("student", "parent"))
def test_no_row_of_another_student_is_read_with_the_access_of_one(role, school_a):
    student, other = school_a.rows["student"], school_a.rows["other_student"]
    put(records.Intention, school=school_a.school, student=other, recorded_on=DAY, route="apprenticeship", position=7)
    with open_scope(school_a.access(role)):
        assert set(records.Student.objects.values_list("pk", flat=True)) == {student.pk}
        for model in (records.Enrolment, records.Intention):
            assert set(model.objects.values_list("student_id", flat=True)) == {student.pk}, model


# -- guards that stand behind others --


def test_a_share_is_for_one_person_from_its_first_day(school_a):
    student, note, senco = school_a.rows["student"], school_a.rows["note"], school_a.access("senco")
    given = {"what": "note", "student": student, "note": note, "reason": "Because", "ends_on": SOON}
    put(records.Share, school=school_a.school, account_number=school_a.accounts["tutor"].pk, made_on=DAY, **given)
    put(records.Share, school=school_a.school, account_number=senco.account_id, made_on=DAY + timedelta(days=1), **given)
    for access, opens in ((senco, False), (replace(senco, on=DAY + timedelta(days=1)), True)):
        with open_scope(access):
            assert records.ConfidentialNote.objects.filter(pk=note.pk).exists() is opens


def test_a_shared_plan_opens_no_answers(school_a):
    tutor, student = replace(school_a.access("tutor"), groups=frozenset()), school_a.rows["student"]
    given = {"student": student, "account_number": tutor.account_id, "made_on": DAY, "reason": "Because", "ends_on": SOON}
    for what, opens in (("plan", False), ("answers", True)):
        put(records.Share, school=school_a.school, what=what, **given)
        with open_scope(tutor):
            assert records.SurveyReturn.objects.filter(student=student).exists() is opens


@pytest.mark.parametrize("over", ({"expires_on": DAY - timedelta(days=1)}, {"cancelled_on": DAY}, {"used_at": timezone.now()}))
def test_a_pass_that_ended_while_somebody_looked_at_it_is_not_used(over, school_a):
    one = slip(school_a.school, school_a.rows["student"], **({"used_at": None} | over))
    with pytest.raises(Refused):
        use_pass(school_a.access("student"), pass_id=one.pk, at=timezone.now())
    good = slip(school_a.school, school_a.rows["student"], used_at=None)
    use_pass(school_a.access("student"), pass_id=good.pk, at=timezone.now())


def test_who_reads_every_note_adds_to_their_own_alone(school_a):
    both = replace(school_a.access("careers_leader"), also=frozenset({"adviser"}))
    with pytest.raises(Refused, match="Only the author"):
        write_note(both, student_id=school_a.rows["student"].pk, words="In their name", corrects_id=school_a.rows["note"].pk)


def test_an_adviser_takes_back_no_share_of_a_colleague(school_a):
    other = replace(school_a.access("adviser"), account_id=school_a.accounts["governor"].pk)
    with pytest.raises(Refused, match="not there"):
        revoke_share(other, share_id=school_a.rows["share"].pk)


def test_with_whom_a_note_was_shared_does_not_read_who_else_opened_it(school_a):
    note, senco = school_a.rows["note"], school_a.access("senco")
    put(
        records.Share, school=school_a.school, what="note", student=school_a.rows["student"], note=note, made_on=DAY,
        account_number=senco.account_id, reason="Because", ends_on=SOON,
    )  # fmt: skip
    for access, many in ((senco, 0), (school_a.access("adviser"), 1)):
        with open_scope(access):
            assert records.ConfidentialNote.objects.filter(pk=note.pk).exists()
            assert len(reads_of(access, note.pk)) == many


def test_a_link_for_one_purpose_does_nothing_of_another(school_a):
    leader, agreed = school_a.access("careers_leader"), school_a.rows["agreed"].pk
    with writing("a test"), across_schools("a test"):
        records.Action.objects.filter(pk=agreed).update(status="to_do")
    number, token = make_agreed_link(leader, agreed_id=agreed, to_name="The coach")
    access, key = Access(school_a.school.pk, "link", DAY), digest_of(token)
    with writing("a test"), across_schools("a test"):
        records.Ask.objects.filter(pk=number).update(purpose="lessons")
    with pytest.raises(Refused, match="not asked of you"):
        done_by_link(access, ask_id=number, key=key)
    with writing("a test"), across_schools("a test"):
        records.Ask.objects.filter(pk=number).update(purpose="agreed")
    with pytest.raises(Refused, match="not asked of you"):
        done_by_link(access, ask_id=number, key=digest_of("another"))
    assert done_by_link(access, ask_id=number, key=key)


def test_nobody_lifts_what_keeps_them_from_their_own_child(school_a):
    leader, carer = school_a.access("careers_leader"), school_a.rows["carer"].pk
    with writing("a test"), across_schools("a test"):
        records.Carer.objects.filter(pk=carer).update(account_number=leader.account_id)
    with pytest.raises(Refused, match="Somebody else has to decide"):
        lift_block(leader, carer_id=carer)


# -- forms of students and parents --


@pytest.mark.parametrize("role", ("student", "parent"))
def test_no_own_form_is_taken_without_its_token(role, school_a):
    client = Client(enforce_csrf_checks=True)
    signed_in_as(client, school_a.accounts[role])
    doors = [door for door in PAGES.values() if door.kind == "own" and "POST" in door.methods]
    assert len(doors) >= 6
    for door in doors:
        address = reverse(door.name, kwargs=arguments_of(door, school_a))
        assert client.post(address, {"key": str(uuid4())}).status_code == 403, door.name
    for address in ("/in/", "/in/some-secret/", "/sign-in/"):
        assert client.post(address, {}).status_code == 403, address
