"""T37: the pack of one student holds all that is theirs and nothing of anybody else, and only who may ask gets one."""

import io
import zipfile
from datetime import date, timedelta

import pytest

from chalkface.core.answer_days import bank_holidays, due_on, is_working_day, months_after, resumed
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.half_terms import usual_half_terms
from chalkface.core.other_names import OtherNames
from chalkface.imports.own_lines import own_lines
from chalkface.operations.rights import (
    close_request,
    decide_texts,
    extend_request,
    make_pack,
    pause_request,
    resume_request,
    take_down_request,
)  # fmt: skip
from chalkface.queries.rights import SubjectPack, originals_of, request_of, texts
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.reports import write_report
from tests.cast_young import note_words
from tests.filled import readable

pytestmark = [pytest.mark.trust(37), pytest.mark.django_db]
BORN_16 = date(2010, 3, 20)
UPN = "Z999000000017"


@pytest.fixture
def who(school_a):
    """The careers leader, and a student of sixteen of whom one text tells about another student."""
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=school_a.rows["student"].pk).update(date_of_birth=BORN_16, upn=UPN)
        records.Redaction.objects.all().delete()
        other = school_a.rows["other_student"]
        records.Need.objects.create(
            school=school_a.school, student=school_a.rows["student"], kind="other", raised_on=date(2026, 2, 2),
            detail=f"Sits beside {other.preferred_forename.capitalize()} {other.preferred_surname} and talks.",
            owner_kind="adviser",
        )
        lines = f"UPN,Name\n{UPN},zqaown line\nZ1,{other.legal_surname}\n"
        records.ReceivedFile.of(school_a.rows["batch"], "list.csv", lines.encode()).save()
    return school_a


def ask(company, **more) -> int:
    given = {"kind": "access", "asked_by": "student"} | more
    return take_down_request(company.access("careers_leader"), student_id=company.rows["student"].pk, **given)


def decided(company, number: int, how: str = "names") -> None:
    access = company.access("careers_leader")
    with open_scope(access):
        waiting = [one.code for one in texts(access, request_of(access, number)) if one.must]
    decide_texts(access, request_id=number, decided={code: "keep" if "note" in code else how for code in waiting})


def made_for(access, number: int) -> SubjectPack:
    """The pack as the page makes it: what is in received files is looked for first."""
    with open_scope(access):
        originals = originals_of(access, request_of(access, number), own_lines)
    return make_pack(access, request_id=number, originals=originals)


def pack(company, number: int) -> str:
    paper = made_for(company.access("careers_leader"), number)
    made = write_report("subject-access", paper, "zip")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {"record.html", "record.json"} <= set(archive.namelist())
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def others(company) -> set[str]:
    """What stands on the rows of others: the other student, the carer, who has an account."""
    other, carer = company.rows["other_student"], company.rows["carer"]
    names = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname", "key")
    found = {getattr(other, name) for name in names}
    return found | {carer.name, carer.email} | {account.name for account in company.accounts.values()}


OWN = ("student", "meeting", "agreed", "need", "own_words", "reflection", "request", "intention", "destination", "application",
       "survey_return", "share", "viewing", "overruling", "risk_fact", "risk_override", "rights_request", "chase")  # fmt: skip
NOT_OF_THE_STUDENT = {"key", "sealed", "digest", "code_digest"}


def own_tokens(company) -> set[str]:
    found = {note_words(company.letter)}
    for name in OWN:
        row = company.rows[name]
        for field in readable(row):
            value = getattr(row, field.name) if not field.is_relation else None
            if isinstance(value, str) and value.lower().startswith("zq") and field.name not in NOT_OF_THE_STUDENT:
                found.add(value)
    return found


def test_every_own_canary_is_in_it_and_none_of_other_people(who, proof):
    with across_schools("a test"):
        who.rows["student"].refresh_from_db()
    number = ask(who)
    decided(who, number)
    said = pack(who, number)
    proof("own canaries looked for", len(own_tokens(who)), at_least=25)
    proof("own canaries missing", len([one for one in own_tokens(who) if one not in said]), exactly=0)
    proof("canaries of other people", len([one for one in others(who) if one.casefold() in said.casefold()]), exactly=0)
    assert "zqaown line" in said and "█████" in said


@pytest.mark.trust(37, control=True)
def test_negative_control_without_the_step_of_decisions_another_is_named(who, monkeypatch):
    monkeypatch.setattr("chalkface.queries.rights.OtherNames.inside", lambda self, text: ())
    number = ask(who)
    decided(who, number)
    assert any(one.casefold() in pack(who, number).casefold() for one in others(who))


def test_no_pack_is_made_while_a_text_waits_and_what_is_left_out_is_marked(who):
    number = ask(who)
    with pytest.raises(Refused, match="for a decision"):
        pack(who, number)
    decided(who, number, how="all")
    assert "left out: it is about somebody else" in pack(who, number)
    with across_schools("a test"):
        assert records.Viewing.objects.filter(what="pack").count() == 1
        assert records.NoteRead.objects.filter(reason__contains="copy of the data").count() == 1


def test_the_educational_record_holds_no_notes_scores_or_own_words(who):
    number = ask(who, kind="educational_record", asked_by="parent", carer_id=who.rows["carer"].pk)
    decided(who, number)
    said = pack(who, number)
    assert who.rows["meeting"].shared in said
    for absent in (note_words("a"), who.rows["own_words"].said, who.rows["risk_override"].because):
        assert absent not in said


@pytest.mark.parametrize(
    ("age", "given", "code"),
    [
        (16, {"asked_by": "student"}, "self_16"),
        (15, {"asked_by": "student"}, None),
        (15, {"asked_by": "student", "understands": True}, "self_understands"),
        (15, {"asked_by": "parent", "carer": True}, "parent_under_16"),
        (16, {"asked_by": "parent", "carer": True}, None),
        (16, {"asked_by": "parent", "carer": True, "agrees": True}, "parent_agreed"),
        (15, {"asked_by": "parent"}, None),
        (15, {"asked_by": "other"}, None),
        (15, {"asked_by": "other", "has_authority": True}, "authority"),
        (17, {"asked_by": "parent", "carer": True, "kind": "educational_record"}, "parent_record"),
        (18, {"asked_by": "parent", "carer": True, "kind": "educational_record"}, None),
        (16, {"asked_by": "student", "kind": "educational_record"}, None),
    ],
)
def test_who_may_ask(who, age, given, code):
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=who.rows["student"].pk).update(date_of_birth=date(2026 - age, 3, 20))
    given = dict(given)
    if given.pop("carer", False):
        given["carer_id"] = who.rows["carer"].pk
    if code is None:
        with pytest.raises(Refused):
            ask(who, **given)
        return
    with across_schools("a test"):
        assert records.RightsRequest.objects.get(pk=ask(who, **given)).entitled == code


def test_a_parent_who_is_shut_out_and_an_academys_parent_are_refused(who):
    with writing("a test"), across_schools("a test"):
        records.School.objects.filter(pk=who.school.pk).update(trust="A Trust")
    with pytest.raises(Refused, match="academy"):
        ask(who, kind="educational_record", asked_by="parent", carer_id=who.rows["carer"].pk)
    with writing("a test"), across_schools("a test"):
        records.Carer.objects.filter(pk=who.rows["carer"].pk).update(no_contact=True)
    with pytest.raises(Refused, match="door is shut"):
        ask(who, asked_by="parent", carer_id=who.rows["carer"].pk)


@pytest.mark.parametrize("role", ["adviser", "tutor", "teacher", "senco", "senior_leader", "governor", "school_admin"])
def test_nobody_else_makes_a_pack(who, role):
    number = ask(who)
    with pytest.raises(NotAllowed):
        make_pack(who.access(role), request_id=number, originals=())


def test_a_request_of_another_school_is_not_there(who, school_b):
    number = ask(who)
    with pytest.raises(Refused, match="no pack"):
        make_pack(school_b.access("careers_leader"), request_id=number, originals=())


def test_the_clock_stops_runs_again_and_is_given_two_months(who):
    access, number = who.access("careers_leader"), ask(who)
    with open_scope(access):
        due = request_of(access, number).due_on
    assert due == date(2026, 4, 20)
    pause_request(access, request_id=number)
    with writing("a test"), across_schools("a test"):
        records.RightsRequest.objects.filter(pk=number).update(paused_on=access.on - timedelta(days=6))
    resume_request(access, request_id=number)
    with open_scope(access):
        assert request_of(access, number).due_on == due + timedelta(days=6)
    extend_request(access, request_id=number, because="It is complex.")
    with pytest.raises(Refused):
        extend_request(access, request_id=number, because="Again.")
    with pytest.raises(Refused, match="Say why"):
        close_request(access, request_id=number, state="refused")
    close_request(access, request_id=number, state="answered")
    with pytest.raises(Refused, match="answered"):
        pause_request(access, request_id=number)


def test_days_are_those_of_the_calendar_of_england():
    assert date(2026, 4, 3) in bank_holidays(2026) and date(2026, 12, 28) in bank_holidays(2026)
    assert months_after(date(2026, 1, 31), 1) == date(2026, 3, 2)  # 28 February is a Saturday
    assert months_after(date(2024, 1, 30), 1) == date(2024, 2, 29)
    assert due_on("complaint", date(2026, 3, 1), ()) == date(2026, 3, 31)
    terms = (*usual_half_terms(2025), *usual_half_terms(2026))
    found = due_on("educational_record", date(2026, 7, 20), terms)
    assert found > date(2026, 9, 1) and is_working_day(found)
    assert resumed(date(2026, 4, 1), date(2026, 3, 1), date(2026, 3, 4)) == date(2026, 4, 4)


def test_names_of_others_are_found_and_words_are_not():
    names = OtherNames([("Will", "O'Brien"), ("Mary Jane", "Smith")], own=("Sam", "Carter"))
    assert names.inside("I will ask Sam Carter, he may help") == ()
    assert names.inside("Will sat with o'brien’s and mary jane") == ("Will", "o'brien’s", "mary jane")
    assert names.blacked_out("Mary Jane Smith and Sam") == "█████ █████ and Sam"
