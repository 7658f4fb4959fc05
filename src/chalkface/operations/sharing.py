"""What a student or a parent chose to be passed on, recorded on their behalf: who said it, and when."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.family import SIXTEEN, age_on
from chalkface.operations.intending import check_day
from chalkface.operations.operation import note, operation
from chalkface.records.models import SharingChoice, Student


@operation(needs="keep_sharing", codes=("what", "said_by"))
def record_choice(
    access: Access, *, student_id: int, what: str, is_allowed: bool, said_by: str, said_on: date | None = None
) -> int:
    """Record a choice that somebody told the school; its number. Earlier ones stay to be seen; the latest counts."""
    return new_choice(access, student_id=student_id, what=what, is_allowed=is_allowed, said_by=said_by, said_on=said_on)


def new_choice(
    access: Access, *, student_id: int, what: str, is_allowed: bool, said_by: str, said_on: date | None = None
) -> int:
    """The same for a deed that is already running (a student's own page).

    A parent may say what goes to the local authority until the student is 16; the rest is the student's own choice. Raises
    ``Refused`` beside what is wrong. The same choice on the same day is one choice.
    """
    wrong = []
    if what not in SharingChoice.WHAT:
        wrong.append(("what", "Choose what the choice is about."))
    if said_by not in ("student", "parent"):
        wrong.append(("said_by", "Say who made the choice: the student or a parent."))
    if wrong:
        raise FormRefused(wrong)
    day = check_day(access, said_on, "said_on")
    born = Student.objects.filter(pk=student_id).values_list("date_of_birth", flat=True).first()
    if born is None and not Student.objects.filter(pk=student_id).exists():
        raise Refused("That student is not there any more.")
    if said_by == "parent":
        age = age_on(born, day)
        if what != "local_authority":
            raise Refused("What a parent sees of a plan or of hopes is the student’s own choice.", field="said_by")
        if age is not None and age >= SIXTEEN:
            raise Refused("On that day the student was 16: from the birthday it is the student’s own choice.", field="said_by")
    said = {"student_id": student_id, "what": what, "is_allowed": is_allowed, "said_by": said_by, "said_on": day}
    newest = SharingChoice.objects.filter(student_id=student_id, what=what, said_by=said_by).order_by("-said_on", "-pk").first()
    if newest is not None and all(getattr(newest, name) == value for name, value in said.items()):
        return newest.pk
    row = SharingChoice.objects.create(school_id=access.school_id, **said, recorded_by=access.account_id)
    note(choice=row.pk)
    return row.pk
