"""Last year's programme made again: the same weeks of another year, all of it or nothing."""

from collections.abc import Iterable
from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.half_terms import same_place
from chalkface.core.years import academic_year_of, year_label
from chalkface.operations.activities import make
from chalkface.operations.activity_sheet import Sheet
from chalkface.operations.operation import note, operation
from chalkface.queries.calendar import half_terms
from chalkface.records.models import Activity, ActivityCode, ActivityPlan, Post, Session

# What an activity is, as against how one sitting of it went: the facts of the day are asked anew.
CARRIED = (
    "title", "kind", "subject", "mode", "hours", "in_school_day", "outcomes", "statements", "skills", "partners", "years",
    "post_id", "staff_hours", "cost", "places", "note",
)  # fmt: skip
CODES_CARRIED = ("recruitment_method",)
MOST = 400


@operation(needs="edit_programme", changes_figures=True)
def copy_programme(access: Access, *, activity_ids: Iterable[int], to_year: int) -> list[int]:
    """Copy activities of an earlier year into ``to_year``, on the same weekday of the same week of the half-term; returns the
    numbers of the copies. Raises ``Refused``, and copies none, when one is gone, is of that year already, was cancelled, or
    has a copy there."""
    wanted = list(dict.fromkeys(activity_ids))
    if not wanted:
        raise Refused("Choose at least one activity.", field="activities")
    if len(wanted) > MOST:
        raise Refused(f"At most {MOST} activities are copied at once.", field="activities")
    rows = list(Activity.objects.filter(pk__in=wanted).order_by("starts_on", "pk"))
    if len(rows) != len(wanted):
        raise Refused("An activity that was chosen is not there any more.", field="activities")
    plans = {plan.activity_id: plan for plan in ActivityPlan.objects.filter(activity__in=rows)}
    copied = ActivityPlan.objects.filter(copied_from__in=rows).values_list("copied_from_id", "activity__starts_on")
    there = {original for original, day in copied if academic_year_of(day) == to_year}
    terms = {year: half_terms(access, year) for year in {to_year, *(academic_year_of(row.starts_on) for row in rows)}}
    made = []
    for row in rows:
        plan = plans.get(row.pk) or ActivityPlan(school_id=access.school_id, activity=row)
        year = academic_year_of(row.starts_on)
        if year == to_year:
            raise Refused(f"“{row.title}” is of {year_label(to_year)} already.", field="activities")
        if plan.cancelled_on is not None:
            raise Refused(f"“{row.title}” was cancelled.", field="activities")
        if row.pk in there:
            raise Refused(f"“{row.title}” has a copy in {year_label(to_year)} already.", field="activities")
        day = same_place(row.starts_on, terms[year], terms[to_year])
        made.append(copy_of(access, Sheet(access, row, plan), day))
    note(copies=len(made))
    return made


def copy_of(access: Access, original: Sheet, on: date) -> int:
    """A copy of an activity that begins on another day, its sessions moved along; inside an operation that runs already."""
    new = {name: getattr(original, name) for name in CARRIED}
    if new["post_id"] is not None and not Post.objects.filter(pk=new["post_id"], ended_on=None).exists():
        new["post_id"] = None
    moved = on - original.starts_on
    ends_on = original.ends_on + moved if original.ends_on else None
    if ends_on and academic_year_of(ends_on) != academic_year_of(on):
        ends_on = None
    number = make(access, {**new, "starts_on": on, "ends_on": ends_on}, deed="copy_activity", was=original.was)
    ActivityPlan.objects.filter(activity_id=number).update(copied_from=original.activity)
    codes = ActivityCode.objects.filter(activity=original.activity, list__in=CODES_CARRIED).order_by("list", "position")
    ActivityCode.objects.bulk_create(
        ActivityCode(school_id=access.school_id, activity_id=number, list=code.list, code=code.code, position=code.position)
        for code in codes
    )
    Session.objects.bulk_create(
        Session(
            school_id=access.school_id, activity_id=number, on=session.on + moved, starts_at=session.starts_at,
            ends_at=session.ends_at, place=session.place, tutor_groups=session.tutor_groups,
        )
        for session in Session.objects.filter(activity=original.activity)
    )  # fmt: skip
    return number
