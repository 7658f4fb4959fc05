"""The school's own days for the year's work on destinations, and when each piece was done."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.destinations_calendar import calendar, in_year
from chalkface.core.errors import Refused
from chalkface.operations.editing import edit
from chalkface.operations.operation import note, operation
from chalkface.records.models import WorkDay


@operation(needs="keep_destinations", codes=("work",))
def set_work_day(
    access: Access, *, academic_year: int, work: str, due_on: date, done_on: date | None = None, edition: int = 0
) -> None:
    """Set when a piece of work is due this year, and that it is done. Raises ``Refused`` for work that is none, a day of
    another year, or a done day to come; ``ChangedMeanwhile`` when somebody else set another day since."""
    if work not in {one.work for one in calendar()}:
        raise Refused("That is not a piece of the year’s work.")
    if not in_year(due_on, academic_year):
        raise Refused("This day is not in the school year: choose one from 1 September to 31 August.", field="due_on")
    if done_on is not None and done_on > access.on:
        raise Refused("It cannot be done on a day to come.", field="done_on")
    row, made = WorkDay.objects.select_for_update().get_or_create(
        school_id=access.school_id, academic_year=academic_year, work=work, defaults={"due_on": due_on, "done_on": done_on}
    )
    note(work_day=row.pk)
    if not made:
        edit(access, row, {"due_on": due_on, "done_on": done_on}, edition=edition, deed="set_work_day")
