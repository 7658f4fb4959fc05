"""The deeds of intentions and applications: what a student wants, where they apply, and how far that is."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.chain import STAGES, Step, latest_step, steps
from chalkface.core.destination_routes import INTENTION_ONLY
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.changing import change
from chalkface.operations.editing import held, remember
from chalkface.operations.intending import check_day, check_student, check_words, new_intention
from chalkface.operations.operation import note, operation
from chalkface.records.models import Application, ApplicationStep, Enrolment

WHAT = "application"
MOST_CHOICES = 9


@operation(needs="keep_aspirations", changes_figures=True)
def record_intention(
    access: Access,
    *,
    student_id: int,
    route: str,
    provider: str = "",
    course: str = "",
    level: int | None = None,
    source: str = "",
    confidence: str = "",
    recorded_on: date | None = None,
) -> int:
    """Write down what a student wants; the number of the row. The newest counts and the earlier ones stay to be seen."""
    given = {"route": route, "provider": provider, "course": course, "level": level}
    return new_intention(
        access, student_id=student_id, **given, source=source, confidence=confidence, recorded_on=recorded_on
    )


@operation(needs="keep_aspirations")
def record_application(
    access: Access,
    *,
    student_id: int,
    route: str,
    provider: str = "",
    course: str = "",
    level: int | None = None,
    choice: int = 1,
    step: str = "applied",
    on: date | None = None,
    source: str = "",
    confidence: str = "",
) -> int:
    """Write an application down with its first step; its number. The same place and course sent again is the same application.

    Raises ``Refused`` for a student who is in neither Year 11 nor Year 13 this year.
    """
    provider, course = provider.strip(), course.strip()
    _check(route, provider, course, level, choice, step, source, confidence)
    day = check_day(access, on, "on")
    check_student(student_id)
    stage = stage_now(access, student_id)
    place = {
        "student_id": student_id,
        "academic_year": access.year + 1,
        "stage": stage,
        "route": route,
        "provider": provider,
        "course": course,
    }
    known = Application.objects.filter(**place).first()
    if known is not None:
        return known.pk
    row = Application.objects.create(
        school_id=access.school_id, **place, level=level, choice=choice, status=step, status_on=day
    )
    _add(access, row, step, day, source, confidence)
    remember(access, row, deed="record_application", fields={})
    return row.pk


@operation(needs="keep_aspirations")
def change_application(
    access: Access,
    *,
    application_id: int,
    edition: int,
    route: str,
    provider: str,
    course: str,
    level: int | None,
    choice: int,
) -> bool:
    """Mend where and what; steps are added, never changed. Raises ``ChangedMeanwhile`` when somebody saved it since."""
    provider, course = provider.strip(), course.strip()
    _check(route, provider, course, level, choice, "applied", "", "")
    row = held(Application, application_id, WHAT)
    new = {"route": route, "provider": provider, "course": course, "level": level, "choice": choice}
    return change(access, row, new, edition=edition, deed="change_application")


@operation(needs="keep_aspirations")
def add_step(
    access: Access, *, application_id: int, step: str, on: date | None = None, source: str = "", confidence: str = ""
) -> int:
    """Say how far an application is; the number of the step. The latest by its day is how the application stands.

    The same step on the same day is one step: sent again, nothing is written.
    """
    if step not in steps():
        raise Refused("Choose one of the steps given.", field="step")
    check_words(route="employment", provider="", course="", level=None, source=source, confidence=confidence)
    day = check_day(access, on, "on")
    row = held(Application, application_id, WHAT)
    known = ApplicationStep.objects.filter(application=row, step=step, on=day).first()
    if known is not None:
        return known.pk
    number = _add(access, row, step, day, source, confidence)
    taken = [Step(*one) for one in ApplicationStep.objects.filter(application=row).values_list("step", "on", "pk")]
    now = latest_step(taken)
    change(access, row, {"status": now.step, "status_on": now.on}, edition=None, deed="add_step")
    return number


def stage_now(access: Access, student_id: int) -> int:
    """The stage of leaving that a student is at this year. Raises ``Refused`` for who is in neither Year 11 nor 13."""
    group = Enrolment.objects.filter(student_id=student_id, academic_year=access.year).values_list("year_group", flat=True)
    stage = next((STAGES[one] for one in group if one in STAGES), None)
    if stage is None:
        raise Refused("Applications are kept for Years 11 and 13: this student is in neither this year.")
    return stage


def _add(access: Access, row: Application, step: str, day: date, source: str, confidence: str) -> int:
    made = ApplicationStep.objects.create(
        school_id=access.school_id,
        application=row,
        step=step,
        on=day,
        source=source,
        confidence=confidence,
        recorded_by=access.account_id,
    )
    note(application=row.pk, step=made.pk)
    return made.pk


def _check(
    route: str, provider: str, course: str, level: int | None, choice: int, step: str, source: str, confidence: str
) -> None:
    check_words(route=route, provider=provider, course=course, level=level, source=source, confidence=confidence)
    wrong = []
    if route == INTENTION_ONLY:
        wrong.append(("route", "An application is for something: choose a route."))
    if not provider:
        wrong.append(("provider", "Say where: the college, employer or university."))
    if not 1 <= choice <= MOST_CHOICES:
        wrong.append(("choice", f"A choice is a number from 1 to {MOST_CHOICES}."))
    if step not in steps():
        wrong.append(("step", "Choose one of the steps given."))
    if wrong:
        raise FormRefused(wrong)
