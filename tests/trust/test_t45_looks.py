"""T45: the reason, person and moment of each look stand in the chain as a digest, and how many there were: a look that is
altered, put in or taken out is found."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.operations import viewing
from chalkface.operations.erasing import erase_student, full_name
from chalkface.operations.erasures import list_erasure, mark_of
from chalkface.operations.notes import read_note
from chalkface.operations.purging import erase_again
from chalkface.operations.retention import approve_run, carry_out_run, plan_retention
from chalkface.operations.risk import look_at_risk
from chalkface.operations.schools import remove_example
from chalkface.operations.viewing import look_at_identity
from chalkface.queries import audit_check
from chalkface.queries.audit_check import check_trail
from chalkface.queries.retention import to_go
from chalkface.records.models import AuditEntry, Enrolment, Erasure, LegalHold, NoteRead, RetentionRun, Student, Viewing
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY
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
    proof("altered looks that were not found", int(not found()), exactly=0)


def test_a_look_that_was_put_in_is_found(looked):
    with across_schools("a test"), writing("a test"):
        Viewing.objects.create(
            school=looked.school, student=looked.rows["student"], what="identity", at=timezone.now(), role="senco"
        )
        assert ["put in" in sentence for sentence in found()] == [True]


def take_out(kind, many: int = 1) -> None:
    with across_schools("a test"), writing("a test"):
        numbers = kind.objects.exclude(look=None).order_by("pk").values_list("pk", flat=True)[:many]
        kind.objects.filter(pk__in=list(numbers)).delete()


@pytest.mark.parametrize("kind", [Viewing, NoteRead], ids=["details", "a note"])
def test_a_look_that_was_taken_out_is_found_with_its_month(kind, looked, proof):
    take_out(kind)
    sentences = found()
    proof("looks taken out that were not found", 1 - len(sentences), exactly=0)
    assert sentences[0].startswith(f"1 look of {timezone.now():%Y-%m} taken out")


def erased(looked) -> None:
    with across_schools("a test"), writing("a test"):
        LegalHold.objects.all().delete()
    student = looked.rows["student"]
    erase_student(looked.access("careers_leader"), student_id=student.pk, typed=full_name(student), because="request")


def test_looks_that_went_with_their_student_are_none_that_were_taken_out_and_hide_none(looked):
    other = looked.rows["other_student"].pk
    look_at_identity(looked.access("careers_leader"), student_id=other)
    erased(looked)
    with across_schools("a test"):
        assert Viewing.objects.exclude(look=None).values_list("student_id", flat=True).get() == other
    assert found() == []
    take_out(Viewing)
    assert [sentence[:9] for sentence in found()] == ["1 look of"]


def test_looks_that_go_again_after_a_restore_are_told_by_the_line_of_the_server(looked, tmp_path):
    student, school = looked.rows["student"], looked.school
    with across_schools("a test"), writing("a test"):
        list_erasure(Erasure(school_number=school.pk, student_number=student.pk, because="request", erased_at=timezone.now(),
                             mark=mark_of(school.urn, student.pk, student.key)))  # fmt: skip
    assert erase_again(Access(None, "operator", DAY), source=tmp_path / "none.zip") == 1
    with across_schools("a test"):
        assert not Viewing.objects.exclude(look=None).exists()
    assert found() == []


def test_a_month_of_which_lines_were_pruned_is_left_out(looked):
    take_out(NoteRead)
    with across_schools("a test"):
        lines = list(audit_check.lines_of(looked.school.pk))
        assert len(list(audit_check._looks_taken_out(looked.school.pk, lines))) == 1
        assert not list(audit_check._looks_taken_out(looked.school.pk, lines[1:]))


def test_looks_of_an_example_school_that_was_removed_are_told_by_the_line_of_the_server(looked):
    with across_schools("a test"), writing("a test"):
        type(looked.school).objects.filter(pk=looked.school.pk).update(is_example=True)
    remove_example(looked.access("careers_leader"))
    with across_schools("a test"):
        assert not Viewing.objects.exists() and AuditEntry.objects.filter(school_id=looked.school.pk).exists()
    assert found() == []


def test_looks_of_notes_that_went_by_a_list_are_told_by_its_line(looked):
    leader = looked.access("careers_leader")
    with across_schools("a test"), writing("a test"):
        RetentionRun.objects.all().delete()
        LegalHold.objects.all().delete()
        Student.objects.filter(pk=looked.rows["student"].pk).update(left_on=leader.on - timedelta(days=800))
        Enrolment.objects.filter(student=looked.rows["student"]).update(academic_year=2022)
    number = plan_retention(leader)
    with across_schools("a test"):
        run = RetentionRun.objects.get(pk=number)
        total = sum(to_go(run).values())
    approve_run(leader, run_id=number, edition=run.edition, typed=total)
    carry_out_run(leader, run_id=number)
    with across_schools("a test"):
        assert not NoteRead.objects.exists() and Viewing.objects.exclude(look=None).exists()
    assert found() == []


def test_a_look_that_comes_while_others_go_does_not_make_up_for_one_of_them(monkeypatch):
    states = iter(dict.fromkeys([("looks", first), ("looks", 2)], "202611") for first in (1, 3))
    said: dict[str, int] = {}
    monkeypatch.setattr(viewing, "counted_looks", lambda school: next(states))
    monkeypatch.setattr(viewing, "note", said.update)
    with viewing.telling_looks_that_go(7):
        pass
    assert said == {"looks_gone_7_202611": 1}


@pytest.mark.trust(45, control=True)
def test_negative_control_without_the_count_in_the_line_a_student_who_went_looks_like_tampering(looked, monkeypatch):
    monkeypatch.setattr(viewing, "counted_looks", lambda school: {})
    erased(looked)
    assert len(found()) == 1


@pytest.mark.trust(45, control=True)
def test_negative_control_without_the_sum_a_look_that_was_taken_out_goes_unseen(looked, monkeypatch):
    monkeypatch.setattr(audit_check, "_looks_taken_out", lambda chain, lines: ())
    take_out(NoteRead)
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
