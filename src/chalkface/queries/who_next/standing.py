"""What people decided about one student's place, and how far the weights were changed."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.who_next import VERDICTS
from chalkface.queries.who_next.ranking import Line, lines
from chalkface.records.models import Account, Overruling, ReasonWeight, Student


@dataclass(frozen=True)
class Decision:
    """One decision about a student's place, with who made it and until when it holds."""

    id: int
    verdict: str
    because: str
    made_on: date
    by: str
    until: date
    lifted_on: date | None
    is_current: bool

    @property
    def words(self) -> str:
        """First; Later; Set aside."""
        return VERDICTS[self.verdict]


def line_of(access: Access, student_id: int) -> Line | None:
    """One student with their reasons (none, of one who is not on roll), or None where the access may see no such student."""
    found = lines(access, [student_id])
    if found:
        return found[0]
    student = Student.objects.filter(pk=student_id).first()
    return Line(student_id, student.name, None, "", None, "", (), "", None, "") if student else None


def decisions(access: Access, student_id: int) -> tuple[Decision, ...]:
    """Every decision about one student, the newest first."""
    rows = list(Overruling.objects.filter(student_id=student_id).order_by("-made_on", "-pk"))
    names = dict(Account.objects.filter(pk__in={row.made_by for row in rows if row.made_by}).values_list("pk", "name"))
    return tuple(
        Decision(
            row.pk, row.verdict, row.because, row.made_on, names.get(row.made_by, ""), row.until, row.lifted_on,
            row.lifted_on is None and row.made_on <= access.on <= row.until,
        )
        for row in rows
    )  # fmt: skip


def edition_of_weights() -> int:
    """Grows whenever somebody changes a weight; a form is saved on top of the one it was opened with."""
    return max(ReasonWeight.objects.values_list("edition", flat=True), default=0)
