"""Careers leaders' own files through the whole pipeline: people are settled by a number, or by a person."""

import pytest

from chalkface.imports.pipeline import commit, import_files, receive, rehearse
from chalkface.imports.reading import from_paths
from chalkface.operations.imports import choose_matches
from chalkface.queries.imports import one_import
from chalkface.records.models import GuidanceMeeting, ImportBatch, Intention, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import everything


@pytest.fixture
def guidance(shared):
    return from_paths([shared / "data" / "synthetic" / "careers" / "guidance_interview_log.csv"])


def test_the_command_line_refuses_people_it_cannot_tell(roll, guidance):
    before = everything(roll)
    (outcome,) = import_files(roll, guidance)
    assert outcome.state == "matching" and not outcome.goes_in
    refused = outcome.as_json()["refused"]
    assert {row["value"] for row in refused} >= {"Mohammed Ali"}  # two of them, with one birthday
    assert all("matched by name alone" in row["reason"] for row in refused)
    assert everything(roll) == before


def test_a_person_chooses_and_the_choice_is_kept(roll, guidance):
    (batch,) = receive(roll, guidance)
    tried = rehearse(roll, batch)
    assert tried.state == "matching"
    with open_scope(roll):
        asked = one_import(batch).matching
        ali = next(one for one in asked if one.text == "Mohammed Ali")
        assert {candidate.name for candidate in ali.candidates} >= {"Mo Ali", "Mohammed Ali"}
        meant = next(candidate.student for candidate in ali.candidates if candidate.name == "Mohammed Ali")
    choose_matches(roll, batch_id=batch, choices={one.reference: 0 for one in asked} | {ali.reference: meant})
    tried = rehearse(roll, batch)
    assert tried.state == "rehearsed" and tried.goes_in
    assert any("left out" in note for note in tried.notes)
    done = commit(roll, batch)
    assert done.is_committed
    with open_scope(roll):
        assert GuidanceMeeting.objects.filter(student_id=meant).exists()
        assert ImportBatch.objects.get(pk=batch).options["matches"][ali.reference] == meant


def test_the_same_log_twice_is_the_same_meetings(roll, guidance):
    outcomes = []
    for _ in range(2):
        (batch,) = receive(roll, guidance)
        rehearse(roll, batch)
        with open_scope(roll):
            asked = one_import(batch).matching
        choose_matches(roll, batch_id=batch, choices={one.reference: 0 for one in asked})
        outcomes.append(commit(roll, batch))
    assert outcomes[0].created["guidance_meetings"] > 0 and outcomes[1].changes == 0


def test_a_form_with_school_addresses_needs_nobody_to_choose(roll, shared):
    (outcome,) = import_files(
        roll, from_paths([shared / "data" / "synthetic" / "careers" / "intended_destinations_y11_form.csv"])
    )
    assert outcome.is_committed, outcome.as_json()
    with open_scope(roll):
        keys = dict(Student.objects.values_list("pk", "key"))
        assert {keys[pk] for pk in Intention.objects.values_list("student_id", flat=True)} == {"004512", "004513", "004514"}


def test_a_tracker_with_a_day_not_known_yet_is_refused_whole(access, shared):
    (outcome,) = import_files(access, from_paths([shared / "data" / "synthetic" / "careers" / "activity_tracker_2024-25.csv"]))
    assert [bad.row for bad in outcome.refused] == [8] and not any(everything(access)["activities"])


@pytest.mark.parametrize("path", ["oneroster_1p1", "ctf/3709999_CTF_XXXXXXX_001.xml"])
def test_oneroster_and_ctf_know_the_same_twelve(roll, shared, path):
    files = from_paths([shared / "data" / "synthetic" / path])
    (outcome,) = import_files(roll, files)
    assert outcome.is_committed, (outcome.stops, outcome.refused)
    assert outcome.created == {"students": 0, "enrolments": 0}
    (again,) = import_files(roll, files)
    assert again.changes == 0
