"""Sittings of an activity: when and where each is, and which tutor groups it is for."""

from datetime import date, time

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused
from chalkface.core.words import day_words
from chalkface.core.years import academic_year_of
from chalkface.operations.activities import sheet_held
from chalkface.operations.activity_sheet import Sheet
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.operation import note, operation
from chalkface.records.models import Enrolment, Session

LONGEST_PLACE, LONGEST_GROUPS = 200, 300


@operation(needs="edit_programme")
def add_session(
    access: Access,
    *,
    activity_id: int,
    on: date | None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    tutor_groups: str = "",
) -> int:
    """Add a sitting; ``tutor_groups`` are written with commas or semicolons between. Returns its number.

    A sitting after the activity's last day moves that day. Raises ``Refused`` beside the question that is wrong.
    """
    sheet = sheet_held(access, activity_id)
    groups = tuple(dict.fromkeys(group.strip() for group in tutor_groups.replace(",", ";").split(";") if group.strip()))
    errors = _wrong(sheet, on, starts_at, ends_at, place, groups)
    if errors:
        raise FormRefused(errors)
    if on > (sheet.ends_on or sheet.starts_on):
        edit(access, sheet, {"ends_on": on}, edition=sheet.edition, deed="add_session")
    session = Session.objects.create(
        school_id=access.school_id, activity_id=sheet.pk, on=on, starts_at=starts_at, ends_at=ends_at, place=place.strip(),
        tutor_groups=";".join(groups),
    )  # fmt: skip
    remember(access, sheet, deed="add_session", fields={"sessions": ["", words_of(session)]})
    note(session=session.pk)
    return session.pk


@operation(needs="edit_programme")
def remove_session(access: Access, *, session_id: int) -> int:
    """Take a sitting away; returns the number of its activity. Marks stay: they belong to the activity."""
    session = held(Session, session_id, "session")
    sheet = sheet_held(access, session.activity_id)
    remember(access, sheet, deed="remove_session", fields={"sessions": [words_of(session), ""]})
    session.delete()
    return sheet.pk


def words_of(session: Session) -> str:
    """A sitting in words, for the history: 5 November 2026, 09:00 to 10:00, main hall, 9A, 9B."""
    hours = " to ".join(f"{one:%H:%M}" for one in (session.starts_at, session.ends_at) if one)
    parts = (day_words(session.on), hours, session.place, session.tutor_groups.replace(";", ", "))
    return ", ".join(part for part in parts if part)


def _wrong(
    sheet: Sheet, on: date | None, starts_at: time | None, ends_at: time | None, place: str, groups: tuple[str, ...]
) -> list[tuple[str, str]]:
    errors = []
    if on is None:
        return [("on", "Day is missing.")]
    year = academic_year_of(on)
    if on < sheet.starts_on:
        errors.append(("on", f"The activity begins on {day_words(sheet.starts_on)}: change its first day before this."))
    elif year != academic_year_of(sheet.starts_on):
        errors.append(("on", "That day is in another academic year: plan it as an activity of its own."))
    if ends_at and not starts_at:
        errors.append(("starts_at", "Say when it begins, too."))
    if starts_at and ends_at and ends_at <= starts_at:
        errors.append(("ends_at", "It ends before it begins."))
    if len(place) > LONGEST_PLACE:
        errors.append(("place", f"A place has at most {LONGEST_PLACE} characters."))
    if len(";".join(groups)) > LONGEST_GROUPS:
        errors.append(("tutor_groups", "These are too many tutor groups for one session: leave them empty for everybody."))
    elif groups:
        known = Enrolment.objects.filter(academic_year=year, tutor_group__in=groups).values_list("tutor_group", flat=True)
        # A coming year has no tutor groups until its lists are imported: then any may be written.
        there = set(known) if Enrolment.objects.filter(academic_year=year).exists() else set(groups)
        errors += [("tutor_groups", f"There is no tutor group {one[:20]} in that year.") for one in groups if one not in there]
    return errors
