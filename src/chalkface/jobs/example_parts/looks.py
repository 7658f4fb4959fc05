"""Who looked at what at the example school today: dates of birth, the risk indicator with its reason, a confidential note."""

from datetime import date

from chalkface.core.access import Access
from chalkface.jobs.example_parts import as_member
from chalkface.operations.notes import read_note
from chalkface.operations.risk import look_at_risk
from chalkface.operations.viewing import look_at_identity
from chalkface.records.models import ConfidentialNote, Enrolment
from chalkface.records.tenancy import open_scope

ORDER = 97


def fill(access: Access, today: date) -> None:
    """A few looks of three people at Year 11."""
    leader, senco, adviser = (as_member(access, role) for role in ("careers_leader", "senco", "adviser"))
    year = Enrolment.objects.filter(academic_year=access.year, year_group=11)
    eldest = list(year.order_by("student_id").values_list("student_id", flat=True)[:12])
    look_at_risk(leader, student_ids=eldest, reason="choosing whom to meet before the half-term")
    for student in eldest[:2]:
        look_at_identity(senco, student_id=student)
    look_at_identity(leader, student_id=eldest[0])
    with open_scope(adviser):
        note = ConfidentialNote.objects.order_by("pk").values_list("pk", flat=True).first()
    read_note(adviser, note_id=note)
    read_note(leader, note_id=note, reason="the tutor asked how to help; looking for what was agreed")
