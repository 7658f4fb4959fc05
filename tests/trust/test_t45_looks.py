"""T45: the reason, person and moment of each look stand in the chain as a digest; a look that is altered or put in is found."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from chalkface.operations.notes import read_note
from chalkface.operations.risk import look_at_risk
from chalkface.operations.viewing import look_at_identity
from chalkface.queries import audit_check
from chalkface.queries.audit_check import check_trail
from chalkface.records.models import AuditEntry, NoteRead, Viewing
from chalkface.records.tenancy import across_schools, writing
from tests.proofs import scale

pytestmark = [pytest.mark.django_db, pytest.mark.trust(45)]
REASON = "choosing whom to meet before the half-term"


@pytest.fixture
def looked(school_a):
    leader, student = school_a.access("careers_leader"), school_a.rows["student"].pk
    look_at_identity(leader, student_id=student)
    look_at_risk(leader, student_ids=[student], reason=REASON)
    read_note(leader, note_id=school_a.rows["note"].pk, reason="a worry of the tutor")
    return school_a


def found() -> list[str]:
    with across_schools("a test"):
        return [one.sentence for one in check_trail(()).faults]


TAMPERINGS = {
    "another reason": lambda rows: rows.update(reason="because I was asked to"),
    "no reason": lambda rows: rows.update(reason=""),
    "another person": lambda rows: rows.update(account_number=F("account_number") + 1),
    "another role": lambda rows: rows.update(role="senco"),
    "another moment": lambda rows: rows.update(at=F("at") + timedelta(minutes=1)),
    "the name of another look": lambda rows: rows.update(look="0" * 32),
    "no name": lambda rows: rows.update(look=None),
}


@pytest.mark.parametrize("kind", [Viewing, NoteRead], ids=["details", "a note"])
@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_a_look_that_is_altered_is_found(tampering, kind, looked, proof):
    assert found() == []
    with across_schools("a test"), writing("a test"):
        number = kind.objects.order_by("-pk").exclude(look=None).values_list("pk", flat=True).first()
        TAMPERINGS[tampering](kind.objects.filter(pk=number))
    proof("altered looks that were not found", 1 - len(found()), exactly=0)


def test_a_look_that_was_put_in_is_found_and_one_that_went_with_its_student_is_none(looked):
    with across_schools("a test"), writing("a test"):
        Viewing.objects.create(
            school=looked.school, student=looked.rows["student"], what="identity", at=timezone.now(), role="senco"
        )
        assert ["put in" in sentence for sentence in found()] == [True]
        Viewing.objects.all().delete()
        assert found() == []


def test_the_reason_itself_is_in_no_line_and_is_not_found_by_trying(looked):
    with across_schools("a test"):
        lines = [str(about) for about in AuditEntry.objects.values_list("about", flat=True)]
        names = set(Viewing.objects.exclude(look=None).values_list("look", flat=True))
    assert not any(REASON in line or "worry" in line for line in lines) and all(len(name) == 32 for name in names)


def test_many_looks_are_all_as_their_lines_say(looked, proof):
    leader, student = looked.access("careers_leader"), looked.rows["student"].pk
    for number in range(scale(quick=20, full=500)):
        look_at_risk(leader, student_ids=[student], reason=f"{REASON} {number}")
    proof("sound looks that were called otherwise", len(found()), exactly=0)


@pytest.mark.trust(45, control=True)
def test_negative_control_without_the_digest_another_reason_goes_unseen(looked, monkeypatch):
    monkeypatch.setattr(audit_check, "_looks_otherwise", lambda chain, lines: ())
    with across_schools("a test"), writing("a test"):
        Viewing.objects.exclude(look=None).update(reason="because I was asked to")
    assert found() == []
