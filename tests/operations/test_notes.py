"""Confidential notes: sealed where they are kept, opened with a line that says who, shared until a day, and nowhere else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from chalkface.core.access import MEMBER_ROLES, OWN_ROLES, Access, grants
from chalkface.core.errors import FormRefused, NotAllowed, Refused
from chalkface.imports.export import export_zip
from chalkface.imports.portable import portable_record
from chalkface.operations.backups import back_up
from chalkface.operations.notes import may_be_shared_with, read_note, revoke_share, share, write_note
from chalkface.queries.notes import notes_of, reads_of
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.cast import DAY
from tests.cast_young import note_words
from tests.mails import mails_of
from tests.proofs import drawn, gate, some
from tests.signed_in import signed_in_as
from tests.texts import texts
from tests.worked_papers import ASKED, fetched

import_pages()
pytestmark = pytest.mark.django_db
SERVER = Access(None, "operator", DAY)
WORDS = "zqcanary said in confidence"
OLD, NEW = "the old key of this test", "the new key of this test"


@pytest.fixture
def adviser(school_a):
    return school_a.access("adviser")


@pytest.fixture
def note(school_a, adviser) -> int:
    return write_note(adviser, student_id=school_a.rows["student"].pk, words=WORDS)


def kept(model, **narrowed) -> list:
    with across_schools("a test"):
        return list(model.objects.filter(**narrowed).order_by("pk"))


def test_a_note_is_kept_sealed_and_each_reading_with_who_why_and_as_what(school_a, adviser, note):
    assert WORDS not in kept(records.ConfidentialNote, pk=note)[0].sealed
    assert read_note(adviser, note_id=note).words == WORDS
    assert read_note(school_a.access("careers_leader"), note_id=note, reason="To prepare").words == WORDS
    reads = kept(records.NoteRead, note_id=note)
    assert [(one.role, one.reason) for one in reads] == [("adviser", ""), ("careers_leader", "To prepare")]
    with open_scope(adviser):
        assert [one.reason for one in reads_of(adviser, note)] == ["To prepare", ""]


@pytest.mark.trust(7)
def test_whoever_did_not_write_it_says_why_and_otherwise_reads_nothing(school_a, note):
    with pytest.raises(Refused, match="why") as refused:
        read_note(school_a.access("careers_leader"), note_id=note, reason="  ")
    assert WORDS not in str(refused.value) and not kept(records.NoteRead, note_id=note)


@pytest.mark.trust(7)
@pytest.mark.parametrize("role", [role for role in (*MEMBER_ROLES, *OWN_ROLES) if role not in ("adviser", "careers_leader")])
def test_nobody_else_reads_it(school_a, note, role):
    with pytest.raises((NotAllowed, Refused)):
        read_note(school_a.access(role), note_id=note, reason="Why not")
    assert not kept(records.NoteRead, note_id=note)


@pytest.mark.trust(7)
def test_another_advisers_note_and_another_schools_are_not_there(school_a, school_b, adviser, note):
    with writing("a test"), across_schools("a test"):
        records.ConfidentialNote.objects.filter(pk=note).update(author=10**9)
    with pytest.raises(Refused, match="not there"):
        read_note(adviser, note_id=note, reason="Why not")
    with pytest.raises(Refused, match="not there"):
        read_note(school_b.access("careers_leader"), note_id=note, reason="Why not")


def test_a_note_is_corrected_by_an_addendum_of_its_author_alone(school_a, adviser, note):
    student = school_a.rows["student"].pk
    added = write_note(adviser, student_id=student, words="It was Tuesday", corrects_id=note)
    write_note(adviser, student_id=student, words="No, Monday", corrects_id=added)
    opened = read_note(adviser, note_id=note)
    assert (opened.words, [text for _, text in opened.addenda]) == (WORDS, ["It was Tuesday", "No, Monday"])
    with writing("a test"), across_schools("a test"):
        records.ConfidentialNote.objects.filter(pk=note).update(author=school_a.accounts["careers_leader"].pk)
    with pytest.raises(Refused):
        write_note(adviser, student_id=student, words="Mine", corrects_id=note)
    with open_scope(leader := school_a.access("careers_leader")):
        assert note in {one.id for one in notes_of(leader, student)} and added not in {
            one.id for one in notes_of(leader, student)
        }


def test_no_words_too_many_words_and_a_foreign_meeting_are_refused(school_a, adviser):
    student, other = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    for wrong in ({"words": "  "}, {"words": "x" * 20_001}, {"words": "x", "meeting_id": 10**9}):
        with pytest.raises(Refused):
            write_note(adviser, student_id=student, **wrong)
    with pytest.raises(Refused, match="meeting"):
        write_note(adviser, student_id=other, words="x", meeting_id=school_a.rows["meeting"].pk)


@pytest.mark.trust(7)
def test_a_share_opens_a_note_until_its_day_or_until_it_is_taken_back(school_a, adviser, note):
    senco, account = school_a.access("senco"), school_a.accounts["senco"].pk
    common = {"student_id": school_a.rows["student"].pk, "what": "note", "note_id": note, "reason": "The review"}
    number = share(adviser, account=account, ends_on=DAY, **common)
    assert read_note(senco, note_id=note, reason="The review").words == WORDS
    later = Access(senco.school_id, "senco", DAY + timedelta(days=1), senco.account_id)
    with pytest.raises(Refused):
        read_note(later, note_id=note, reason="Still")
    revoke_share(adviser, share_id=number)
    with pytest.raises(Refused):
        read_note(senco, note_id=note, reason="Still")


def test_what_may_be_shared_with_whom_is_what_the_table_of_grants_says():
    assert may_be_shared_with("note") == ("adviser", "senco")
    assert may_be_shared_with("plan") == ("teacher",)
    assert set(may_be_shared_with("answers")) == {"tutor", "senco"}
    assert set(may_be_shared_with("needs")) == {"tutor", "teacher", "adviser", "careers_leader"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "tutor"}, "account"),
        ({"role": "adviser"}, "account"),
        ({"reason": " "}, "reason"),
        ({"ends_on": DAY - timedelta(days=1)}, "ends_on"),
        ({"ends_on": DAY + timedelta(days=400)}, "ends_on"),
        ({"ends_on": None}, "ends_on"),
    ],
)
def test_a_share_that_says_too_little_or_reaches_too_far_is_refused(school_a, adviser, note, wrong, field):
    given = {"role": "senco", "reason": "The review", "ends_on": DAY} | wrong
    given["account"] = school_a.accounts[given.pop("role")].pk
    with pytest.raises(FormRefused) as refused:
        share(adviser, student_id=school_a.rows["student"].pk, what="note", note_id=note, **given)
    assert [name for name, _ in refused.value.errors] == [field]


def test_an_adviser_shares_only_what_is_theirs_to_share(school_a, adviser, note):
    common = {"student_id": school_a.rows["student"].pk, "reason": "Why not", "ends_on": DAY}
    with pytest.raises(Refused, match="careers leader"):
        share(adviser, what="needs", account=school_a.accounts["tutor"].pk, **common)
    with pytest.raises(NotAllowed):
        share(school_a.access("senco"), what="needs", account=school_a.accounts["tutor"].pk, **common)
    assert share(school_a.access("careers_leader"), what="needs", account=school_a.accounts["tutor"].pk, **common)
    with writing("a test"), across_schools("a test"):
        records.ConfidentialNote.objects.filter(pk=note).update(author=10**9)
    with pytest.raises(Refused, match="not there"):
        share(adviser, what="note", note_id=note, account=school_a.accounts["senco"].pk, **common)


def test_with_the_wrong_key_a_sentence_is_read_and_nothing_is_logged_as_read(school_a, adviser, note):
    with override_settings(NOTE_KEYS=(NEW,)), pytest.raises(Refused, match="cannot be opened") as refused:
        read_note(adviser, note_id=note)
    assert WORDS not in str(refused.value) and not kept(records.NoteRead, note_id=note)


def test_a_note_moved_to_another_student_is_not_shown(school_a, adviser, note):
    with writing("a test"), across_schools("a test"):
        records.ConfidentialNote.objects.filter(pk=note).update(student_id=school_a.rows["other_student"].pk)
    with pytest.raises(Refused, match="another student"):
        read_note(adviser, note_id=note)


def readable(school_a, monkeypatch) -> dict[str, bytes]:
    """Everything that anybody is given: each page in every role (the note asked for, not opened), exports, the record."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
    found = {}
    for role in some((*MEMBER_ROLES, *OWN_ROLES), quick=("careers_leader", "student")):
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        for door in PAGES.values():
            own = role in OWN_ROLES
            if door.kind != ("own" if own else "school") or role not in grants()[door.needs].who:
                continue
            if role not in ("careers_leader", *OWN_ROLES, *drawn(MEMBER_ROLES, 3, door.name)):
                continue
            address = reverse(door.name, kwargs=arguments_of(door, school_a))
            ways = ("", "?as=docx") if door.name.startswith("papers.") and door.name not in ASKED else ("",)
            ways += ("?words=zqcanar",) if door.name.endswith(".start") else ()  # the lists that can be searched
            for way in ways:
                answer = client.get(address + way)
                found[f"{role} {door.name}{way}"] = b"\n".join(texts(answer.content))
            made = fetched(client, school_a, door.name, ("docx", "zip"))
            for where, content in made if role == "careers_leader" or gate() != "quick" else ():
                found[f"{role} {where}"] = b"\n".join(texts(content))
    return found


def tables() -> dict[str, bytes]:
    """Every row of every table, sessions and all, as text."""
    found = {}
    with across_schools("a test"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[f"table {table}"] = repr(cursor.fetchall()).encode()
    return found


def everywhere(school_a, folder: Path, monkeypatch, caplog) -> dict[str, bytes]:
    leader_in = Client()
    signed_in_as(leader_in, school_a.accounts["careers_leader"])
    mails = mails_of(school_a, leader_in)
    found = readable(school_a, monkeypatch) | tables() | mails
    found |= {"sessions": repr([one.get_decoded() for one in Session.objects.all()]).encode(), "log": caplog.text.encode()}
    leader, student = school_a.access("careers_leader"), school_a.rows["student"].pk
    record = portable_record(leader, student)
    back_up(SERVER, to=folder / "all.zip", version="test")
    export = export_zip(leader, at=timezone.now())
    for name, body in (("record", record), ("backup", (folder / "all.zip").read_bytes()), ("export", export)):
        found[name] = b"\n".join(texts(body))
    return found


@pytest.mark.trust(7)
@pytest.mark.django_db(transaction=True)
def test_the_words_are_nowhere_but_where_a_note_is_opened(school_a, adviser, note, tmp_path, monkeypatch, caplog, proof):
    caplog.set_level("DEBUG")
    read_note(adviser, note_id=note)
    found = everywhere(school_a, tmp_path, monkeypatch, caplog)
    told = [where for where, text in found.items() if b"zqcanary" in text]
    proof("pages, papers, mails, tables, exports, backups and logs searched", len(found), at_least=150)
    assert sum(where.startswith("mail ") for where in found) >= 3
    proof("of them, with a note's words", len(told), exactly=0)
    assert not any(note_words("a").encode() in text for text in found.values())


@pytest.mark.trust(7, control=True)
@pytest.mark.django_db(transaction=True)
def test_negative_control_words_that_were_not_sealed_are_found(school_a, note, tmp_path, monkeypatch):
    with writing("a test"), across_schools("a test"):
        records.ConfidentialNote.objects.filter(pk=note).update(sealed=WORDS)
    back_up(SERVER, to=tmp_path / "all.zip", version="test")
    assert b"zqcanary" in tables()["table confidential_note"]
    assert any(b"zqcanary" in part for part in texts((tmp_path / "all.zip").read_bytes()))
