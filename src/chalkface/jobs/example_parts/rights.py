"""What somebody of the example school asks of their data, and a first list of what is due to go."""

from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.operations.retention import plan_retention
from chalkface.operations.rights import take_down_request
from chalkface.records.models import Enrolment

ORDER = 96


def fill(access: Access, today: date) -> None:
    """One student of Year 11 asks for everything held about them; the list of what is due is made and waits to be read."""
    eldest = Enrolment.objects.filter(academic_year=access.year, year_group=11).order_by("student_id").first()
    take_down_request(
        access, student_id=eldest.student_id, kind="access", asked_by="student", asked_on=today - timedelta(days=9),
        understands=True,
    )  # fmt: skip
    plan_retention(access)
