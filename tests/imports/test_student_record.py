"""A student's portable record: written at one school, joined at the next, and nothing in it that may not travel."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from chalkface.core.errors import NotAllowed, Refused
from chalkface.imports.formats.student_record.format import FORMAT
from chalkface.imports.parsed import Options, Received
from chalkface.imports.pipeline import commit, import_files, receive, rehearse
from chalkface.imports.portable import portable_record
from chalkface.imports.reading import open_documents
from chalkface.operations.counters import rebuild_counters
from chalkface.operations.imports import choose_matches, undo_import
from chalkface.queries.imports import one_import
from chalkface.records import models as records
from chalkface.records.sealed import Sealed
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY
from tests.cast_young import note_words
from tests.imports.schools import everything
from tests.tokens import token

pytestmark = pytest.mark.django_db
# What is about the student of school A and may not travel with a record that the school writes.
STAYS = [
    ("note", "body"), ("noteread", "reason"), ("overruling", "because"), ("riskfact", "source"), ("riskoverride", "because"),
    ("surveyreturn", "answers"), ("carer", "name"), ("carer", "email"), ("carer", "relation"), ("share", "reason"),
    ("viewing", "reason"), ("student", "senneeds"), ("meeting", "adviser"), ("action", "owner"), ("agreed", "owner"),
    ("request", "said"), ("ownwords", "said"), ("chase", "outcome"), ("agreed", "donewords"), ("student", "key"),
]  # fmt: skip
GOES = [
    ("activity", "title"), ("partner", "name"), ("reflection", "showed"), ("reflection", "nextstep"), ("meeting", "shared"),
    ("need", "detail"), ("agreed", "what"), ("intention", "provider"), ("application", "course"), ("destination", "provider"),
    ("student", "legalsurname"),
]  # fmt: skip


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def sent(school_a) -> bytes:
    """The record of the first student of school A, with a UPN that another school can read."""
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=school_a.rows["student"].pk).update(upn="B370999914001")
        records.School.objects.filter(pk=school_a.school.pk).update(urn="999097")
        records.Activity.objects.filter(pk=school_a.rows["activity"].pk).update(subject="")
    return portable_record(school_a.access("careers_leader"), school_a.rows["student"].pk)


@pytest.fixture
def here(school_b):
    """School B, where the student has arrived: the same person under another number; and its careers leader."""
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=school_b.rows["student"].pk).update(
            upn="B370999914001", legal_forename=token("a", "student", "legalforename"),
            legal_surname=token("a", "student", "legalsurname"),
        )
    return school_b.access("careers_leader")


def test_a_record_holds_the_students_own_past(sent):
    files = parts(sent)
    assert list(files) == ["record.json", "record.html"]
    assert json.loads(files["record.json"])["chalkface-record"] == 1
    for text in files.values():
        missing = [field for field in GOES if token("a", *field) not in text]
        assert not missing


def test_a_record_holds_nothing_that_stays(sent):
    for name, text in parts(sent).items():
        found = [field for field in STAYS if token("a", *field) in text]
        assert not found, name
        assert note_words("a") not in text and "amber" not in text and "WROM" not in text


def test_negative_control_what_stays_is_there_to_be_found(school_a):
    """The cast has a row with each of these words, which are found once they are opened; a note alone is not opened."""
    held = []
    with across_schools("the negative control"):
        for model in (
            records.NoteRead, records.Overruling, records.RiskFact, records.SurveyReturn, records.Carer, records.Share,
            records.Viewing, records.Student, records.GuidanceMeeting, records.Action, records.MeetingRequest,
            records.OwnWords, records.Chase, records.RiskOverride,
        ):  # fmt: skip
            held += [str(row) for row in model.objects.filter(school=school_a.school).values_list()]
            held += [str(row.opened()) for row in model.objects.filter(school=school_a.school) if isinstance(row, Sealed)]
    text = "".join(held)
    assert [field for field in STAYS if token("a", *field) not in text] == [("note", "body")]


def test_the_student_writes_their_own_with_their_own_words(school_a):
    student = school_a.rows["student"].pk
    text = parts(portable_record(school_a.access("student"), student))["record.json"]
    assert token("a", "ownwords", "said") in text and token("a", "need", "detail") in text
    with pytest.raises(Refused):
        portable_record(school_a.access("student"), school_a.rows["other_student"].pk)
    with across_schools("the test"):
        assert not records.Viewing.objects.filter(student_id=student, what="record").exists(), "their own look is their own"


@pytest.mark.parametrize("role", ["parent", "tutor", "adviser", "senco", "school_admin", "governor"])
def test_nobody_else_writes_one(school_a, role):
    with pytest.raises(NotAllowed):
        portable_record(school_a.access(role), school_a.rows["student"].pk)


def test_that_it_was_written_is_kept(school_a, sent):
    with across_schools("the test"):
        look = records.Viewing.objects.get(student_id=school_a.rows["student"].pk, what="record")
        assert (look.account_number, look.role) == (school_a.accounts["careers_leader"].pk, "careers_leader")
        assert records.AuditEntry.objects.filter(operation="note_portable_record").count() == 1


def test_words_in_a_record_are_only_words_on_its_page(school_a):
    with writing("a test"), across_schools("a test"):
        records.GuidanceMeeting.objects.update(shared="<script>alert(1)</script>")
    page = parts(portable_record(school_a.access("careers_leader"), school_a.rows["student"].pk))["record.html"]
    assert "<script" not in page and "&lt;script&gt;" in page


def joined(access) -> dict[str, int]:
    with open_scope(access):
        return {
            "activities": records.Activity.objects.filter(key__startswith="record-999097-").count(),
            "partners": records.Partner.objects.filter(key__startswith="record-999097-").count(),
            "participations": records.Participation.objects.filter(activity__key__startswith="record-999097-").count(),
            "meetings": records.GuidanceMeeting.objects.filter(key__startswith="record-999097-").count(),
            "actions": records.Action.objects.filter(key__startswith="record-999097-").count(),
            "intentions": records.Intention.objects.filter(provider=token("a", "intention", "provider")).count(),
        }


ONE = {"activities": 1, "partners": 1, "participations": 1, "meetings": 1, "actions": 2, "intentions": 1}


def test_the_next_school_joins_it_with_its_own_record(here, school_b, sent):
    (outcome,) = import_files(here, [Received("record.zip", sent)])
    assert outcome.is_committed, outcome.as_json()
    assert joined(here) == ONE
    with open_scope(here):
        activity = records.Activity.objects.get(key__startswith="record-999097-")
        assert token("a", "school", "name") in activity.title, "where it was is said"
        meeting = records.GuidanceMeeting.objects.get(key__startswith="record-999097-")
        assert meeting.student_id == school_b.rows["student"].pk and meeting.shared == token("a", "meeting", "shared")
        assert not records.Change.objects.filter(about="guidance_meeting").exclude(fields={}).exists()


def test_the_same_record_twice_changes_nothing(here, sent):
    import_files(here, [Received("record.zip", sent)])
    before = everything(here)
    (again,) = import_files(here, [Received("record.zip", sent)])
    assert again.is_committed and again.changes == 0
    assert everything(here) == before


def test_a_rehearsal_leaves_nothing_and_an_undo_takes_all_of_it_back(here, sent):
    with writing("a test"), open_scope(here):
        rebuild_counters(here.school_id)
    before = everything(here)
    (tried,) = import_files(here, [Received("record.zip", sent)], rehearse_only=True)
    assert tried.goes_in and everything(here) == before
    (outcome,) = import_files(here, [Received("record.zip", sent)])
    assert everything(here) != before
    undo_import(here, batch_id=outcome.batch)
    assert everything(here) == before


def test_a_name_alone_is_nobody_and_a_person_chooses(here, school_b, sent):
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=school_b.rows["student"].pk).update(upn="", date_of_birth=None)
    (batch,) = receive(here, [Received("record.zip", sent)])
    assert rehearse(here, batch).state == "matching"
    with open_scope(here):
        (asked,) = one_import(batch).matching
    choose_matches(here, batch_id=batch, choices={asked.reference: school_b.rows["student"].pk})
    assert commit(here, batch).is_committed and joined(here) == ONE


def test_a_name_and_a_birthday_are_enough(here, school_b, sent):
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=school_b.rows["student"].pk).update(upn="")
    (outcome,) = import_files(here, [Received("record.zip", sent)])
    assert outcome.is_committed and joined(here) == ONE


def test_a_schools_own_record_is_stopped_at_the_door(school_a, sent):
    (outcome,) = import_files(replace(school_a.access("careers_leader"), on=DAY), [Received("record.zip", sent)])
    assert [stop.code for stop in outcome.stops] == ["own-record"] and not outcome.is_committed


BEGIN = '{"chalkface-record": 1, "school": {"urn": "100001", "name": "A"}, "student": '
SPOILT = [
    '{"chalkface-record": 1',
    '{"chalkface-record": 2, "school": {}, "student": {}}',
    '{"chalkface-record": true, "school": {}, "student": {}}',
    '{"chalkface-record": 1, "school": [], "student": {}}',
    '{"chalkface-record": 1, "school": {"urn": "12", "name": "A"}, "student": {}}',
    '{"chalkface-record": 1, "school": {"urn": "100001", "name": "A\\u0000"}, "student": {}}',
    BEGIN + '{"legal_forename": "Ada"}}',
    BEGIN + '{"legal_forename": "\\ud800", "legal_surname": "B"}}',
    BEGIN + '{"legal_forename": "A", "legal_surname": "B"}, "meetings": {"a": 1}}',
    '{"chalkface-record":' + "[" * 100_000,
]


@pytest.mark.parametrize("content", SPOILT, ids=range(len(SPOILT)))
def test_a_spoilt_record_is_refused_in_words(content):
    with pytest.raises(Refused):
        FORMAT.read(open_documents([Received("record.json", content.encode())]), Options(DAY))


@pytest.mark.parametrize("entry", [
    '{"title": "No id", "kind": "other", "starts_on": "2025-01-01"}', '{"id": "a b", "title": "T", "kind": "other"}',
    '{"id": "a", "title": "T", "kind": "other", "starts_on": 5}', '{"id": "a", "title": ["x", {}], "kind": "other"}',
    '{"id": "a", "kind": "other", "starts_on": "2025-01-01"}',
])  # fmt: skip
def test_an_entry_that_cannot_be_read_is_refused_with_its_place(entry):
    content = BEGIN + '{"legal_forename": "A", "legal_surname": "B"}, "activities": [' + entry + "]}"
    parsed = FORMAT.read(open_documents([Received("record.json", content.encode())]), Options(DAY))
    assert [(bad.row, bad.column) for bad in parsed.refused] == [(1, "activities")] and not parsed.tables
