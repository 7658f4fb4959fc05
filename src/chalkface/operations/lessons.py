"""The curriculum map: lesson links planned, confirmed as taught (which is what figures count), and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.years import YEAR_GROUPS, academic_year_of, year_label
from chalkface.operations.bulk import insert_rows
from chalkface.operations.counters import move_counters
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.operation import note, operation
from chalkface.operations.programme import COLUMNS
from chalkface.operations.voices import answered, open_ask
from chalkface.queries.links import year_groups_taught
from chalkface.queries.students import there_on
from chalkface.records.models import Activity, ActivityCode, Enrolment, LessonLink, Offer, Outcome, Participation, TaughtSubject

KIND = "curriculum_link"
LONGEST_LINE = 2_000
MOST_OF_ONE_ASK = 40  # lessons: a link that fell into wrong hands must not fill the records


@dataclass(frozen=True)
class Taught:
    """What is said of one lesson: on which day it was taught (None: today), to the whole year group or to some classes."""

    lesson_id: int
    on: date | None = None
    whole_year: bool = True
    said: str = ""


@dataclass(frozen=True)
class OwnLesson:
    """A lesson that whoever was asked adds themselves."""

    title: str
    year_group: int
    whole_year: bool = True


@operation(needs="edit_programme")
def write_lesson(
    access: Access,
    *,
    academic_year: int,
    year_group: int,
    subject: str,
    title: str,
    link: str = "",
    term: int = 0,
    outcome_id: int | None = None,
    lesson_id: int | None = None,
    edition: int = 0,
) -> int:
    """Plan a lesson link, or change the one called ``lesson_id``; returns its number. Raises ``FormRefused`` for a subject
    that is not taught to the year group and a lesson that is there already, ``ChangedMeanwhile`` as every edit. The subject
    and year group of a confirmed lesson stand: what figures count would move unseen.
    """
    title, link = " ".join(title.split()), link.strip()
    wrong = _wrong_lesson(academic_year, year_group, subject, title, link, term, outcome_id)
    twins = LessonLink.objects.filter(academic_year=academic_year, year_group=year_group, subject=subject, title=title)
    if twins.exclude(pk=lesson_id).exists():
        wrong.append(("title", f"{subject} has a lesson of this name in Year {year_group} already."))
    if wrong:
        raise FormRefused(wrong)
    values = {
        "year_group": year_group,
        "subject": subject,
        "term": term,
        "title": title,
        "link": link,
        "outcome_id": outcome_id,
    }
    if lesson_id is None:
        row = LessonLink.objects.create(school_id=access.school_id, academic_year=academic_year, **values)
        remember(access, row, deed="write_lesson")
        return row.pk
    row = held(LessonLink, lesson_id, "lesson")
    if row.confirmed_on and (row.subject, row.year_group) != (subject, year_group):
        raise Refused("This lesson is confirmed. Take the confirmation back before you change its subject or year group.")
    edit(access, row, values, edition=edition, deed="write_lesson")
    return row.pk


@operation(needs="edit_programme")
def remove_lesson(access: Access, *, lesson_id: int) -> None:
    """Take a lesson off the map. Raises ``Refused`` for a confirmed one: its confirmation is taken back first."""
    row = held(LessonLink, lesson_id, "lesson")
    if row.confirmed_on:
        raise Refused("This lesson is confirmed. Take the confirmation back first.")
    remember(access, row, deed="remove_lesson", fields={"title": [row.title, ""]})
    row.delete()


@operation(needs="edit_programme", changes_figures=True)
def confirm_lesson(access: Access, *, taught: Taught, activity_id: int | None = None, by: str = "") -> int:
    """Record that a lesson was taught, as the careers leader knows it; returns the number of its activity: a new one, or the
    one that has recorded it already. Raises ``Refused`` for a day that cannot be."""
    row = held(LessonLink, taught.lesson_id, "lesson")
    if activity_id is not None:
        if not Activity.objects.filter(pk=activity_id, kind=KIND, subject=row.subject).exists():
            raise Refused("Choose a lesson link of this subject.", field="activity_id")
        _settle(access, row, activity_id, taught, by)
        return activity_id
    _confirm(access, row, taught, by)
    return row.activity_id


@operation(needs="answer_ask", changes_figures=True)
def confirm_lessons(
    access: Access, *, ask_id: int, taught: Sequence[Taught], own: OwnLesson | None = None, said: str = "", key: str = ""
) -> int:
    """Answer an ask about the lessons of a subject: those taught are confirmed, and one more may be added. Returns how many
    were confirmed now. Raises ``FormRefused`` with a sentence beside each lesson; what was confirmed before stays as it is.
    """
    ask = open_ask(access, ask_id, "lessons", key)
    theirs = {row.pk: row for row in LessonLink.objects.filter(subject=ask.subject, academic_year=ask.academic_year)}
    if not {one.lesson_id for one in taught} <= set(theirs):
        raise Refused("That was not asked of you.")
    by = ask.to_name or (ask.post.title if ask.post else "")
    wrong, many = [], 0
    for one in taught:
        if theirs[one.lesson_id].confirmed_on is None:
            try:
                _confirm(access, held(LessonLink, one.lesson_id, "lesson"), one, by, ask_id=ask.pk)
                many += 1
            except Refused as refused:
                wrong.append((f"{refused.field or 'taught'}-{one.lesson_id}", refused.sentence))
    if own is not None:
        wrong += _add_own(access, ask, own, by)
    if len(said) > LONGEST_LINE:
        wrong.append(("said", "That is too long: a sentence or two is enough."))
    if wrong:
        raise FormRefused(wrong)
    answered(access, ask, said, "confirm_lessons")
    note(confirmed=many)
    return many + (own is not None)


@operation(needs="edit_programme", changes_figures=True)
def unconfirm_lesson(access: Access, *, lesson_id: int, reason: str = "") -> None:
    """Take back that a lesson was taught: the activity that its confirmation made goes, with its register; one that was
    there before stays. Raises ``Refused`` when it is not confirmed."""
    row = held(LessonLink, lesson_id, "lesson")
    if row.confirmed_on is None:
        raise Refused("This lesson is not confirmed.")
    activity = Activity.objects.filter(pk=row.activity_id, key=_key(row)).first()
    was = row.taught_on.isoformat() if row.taught_on else ""
    row.activity = row.taught_on = row.confirmed_on = None
    row.confirmed_by, row.edition = "", row.edition + 1
    row.save()
    if activity is not None:
        came = Participation.objects.filter(activity=activity, attended=True).values_list("student_id", flat=True)
        steps = dict.fromkeys(came, -1)
        move_counters(access.school_id, kind=KIND, starts_on=activity.starts_on, steps=steps)
        activity.delete()
    remember(access, row, deed="unconfirm_lesson", fields={"taught_on": [was, ""]}, reason=reason)


def _key(row: LessonLink) -> str:
    return f"lesson-{row.pk}"


def _confirm(access: Access, row: LessonLink, taught: Taught, by: str, *, ask_id: int | None = None) -> None:
    """Make the activity that figures count. "The whole year group" marks everybody on roll that day as having been there,
    which a register corrects; "some classes" marks nobody: a register says who."""
    day = taught.on or access.on
    if row.confirmed_on is not None:
        raise Refused("This lesson is confirmed already.")
    if day > access.on:
        raise Refused("A lesson cannot be confirmed before it is taught.", field="day")
    if academic_year_of(day) != row.academic_year:
        raise Refused(f"The lesson belongs to {year_label(row.academic_year)}: give a day of that year.", field="day")
    if len(taught.said) > LONGEST_LINE:
        raise Refused("That is too long: a line is enough.", field="said")
    school = access.school_id
    activity = Activity.objects.create(
        school_id=school, key=_key(row), title=row.title, kind=KIND, starts_on=day, subject=row.subject, in_school_day=True
    )
    Offer.objects.create(school_id=school, activity=activity, academic_year=row.academic_year, year_group=row.year_group)
    if row.outcome_id is not None:
        code = Outcome.objects.values_list("code", flat=True).get(pk=row.outcome_id)
        ActivityCode.objects.create(school_id=school, activity=activity, list="outcome", code=code)
    if taught.whole_year:
        students = list(_on_roll(row, day))
        insert_rows(Participation, COLUMNS, [(school, activity.pk, student, True) for student in students])
        move_counters(school, kind=KIND, starts_on=day, steps=dict.fromkeys(students, 1))
    row.ask_id = ask_id or row.ask_id
    _settle(access, row, activity.pk, taught, by, day)


def _settle(access: Access, row: LessonLink, activity_id: int, taught: Taught, by: str, day: date | None = None) -> None:
    row.activity_id = activity_id
    row.taught_on = day or Activity.objects.values_list("starts_on", flat=True).get(pk=activity_id)
    row.confirmed_on, row.confirmed_by, row.said = access.on, by[:200], taught.said.strip()
    row.edition += 1
    row.save()
    remember(access, row, deed="confirm_lesson", fields={"taught_on": ["", row.taught_on.isoformat()]})


def _on_roll(row: LessonLink, day: date):
    """Who was on roll in the lesson's year group on its day."""
    there = Enrolment.objects.filter(there_on(day), academic_year=row.academic_year, year_group=row.year_group)
    return there.order_by("student_id").values_list("student_id", flat=True)


def _add_own(access: Access, ask, own: OwnLesson, by: str) -> list[tuple[str, str]]:
    title = " ".join(own.title.split())
    if len(title) > 300:
        return [("own", "That is too long: a name is enough.")]
    if LessonLink.objects.filter(ask=ask).count() >= MOST_OF_ONE_ASK:
        return [("own", f"{MOST_OF_ONE_ASK} lessons came with this request. Tell the careers leader of the others.")]
    if own.year_group not in year_groups_taught(access, subject=ask.subject, academic_year=ask.academic_year):
        return [("own_year", "Choose the year group that had your lesson.")]
    row, is_new = LessonLink.objects.get_or_create(
        school_id=access.school_id,
        academic_year=ask.academic_year,
        year_group=own.year_group,
        subject=ask.subject,
        title=title,
        defaults={"ask": ask},
    )
    if not is_new:
        return [("own", "That lesson is on the list already.")]
    remember(access, row, deed="write_lesson")
    try:
        _confirm(access, row, Taught(row.pk, whole_year=own.whole_year), by, ask_id=ask.pk)
    except Refused as refused:
        return [("own", refused.sentence)]
    return []


def _wrong_lesson(
    academic_year: int, year_group: int, subject: str, title: str, link: str, term: int, outcome_id: int | None
) -> list[tuple[str, str]]:
    wrong = []
    if not title:
        wrong.append(("title", "What is the lesson called?"))
    elif len(title) > 300:
        wrong.append(("title", "The name is longer than 300 characters: put the rest below."))
    if len(link) > LONGEST_LINE:
        wrong.append(("link", f"This is longer than {LONGEST_LINE:,} characters: shorten it."))
    taught = TaughtSubject.objects.filter(academic_year=academic_year, subject=subject)
    if not taught.exists():
        wrong.append(("subject", f"Choose a subject that is taught in {year_label(academic_year)}."))
    elif year_group not in YEAR_GROUPS or not taught.filter(year_group=year_group).exists():
        wrong.append(("year_group", f"{subject} is not taught to that year group in {year_label(academic_year)}."))
    if term not in range(4):
        wrong.append(("term", "Choose a term."))
    if outcome_id is not None and not Outcome.objects.filter(pk=outcome_id).exists():
        wrong.append(("outcome_id", "That outcome is not there any more."))
    return wrong
