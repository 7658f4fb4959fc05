"""An activity that does not take place, and what takes its place."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.activities import sheet_held
from chalkface.operations.activity_sheet import Sheet
from chalkface.operations.copying import copy_of
from chalkface.operations.editing import remember, written
from chalkface.operations.operation import note, operation
from chalkface.queries.activity_sheet import joined, parts
from chalkface.records.models import ActivityPlan, Change, Participation

LONGEST_REASON = 300


@operation(needs="edit_programme", changes_figures=True)
def cancel_activity(
    access: Access, *, activity_id: int, because: str, stand_in_id: int | None = None, stand_in_on: date | None = None
) -> int | None:
    """Cancel an activity, with a reason and perhaps a stand-in; returns the number of the stand-in.

    A stand-in that is still to come is used as it is; of one that has been, a copy is made on ``stand_in_on`` (the day of
    the cancelled one unless given). Whoever was listed and not marked, and the year groups it was open to, go with it; with
    no stand-in the year groups are kept in its history only, as it is open to nobody now. Raises ``Refused`` when anybody
    was marked, when it is cancelled already, and for a stand-in that cannot be one.
    """
    because = because.strip()
    if not because:
        raise Refused("Say why it is cancelled.", field="because")
    if len(because) > LONGEST_REASON:
        raise Refused(f"The reason has at most {LONGEST_REASON} characters.", field="because")
    sheet = sheet_held(access, activity_id)
    if sheet.plan.cancelled_on is not None:
        raise Refused("It is cancelled already.")
    marked = Participation.objects.filter(activity_id=activity_id).exclude(attended=None).count()
    if marked:
        raise Refused(
            f"It has taken place: {marked} {'mark is' if marked == 1 else 'marks are'} on its register. Take those back first."
        )
    stand_in = _stand_in(access, sheet, stand_in_id, stand_in_on) if stand_in_id is not None else None
    if stand_in is not None:
        _hand_over(sheet, stand_in)
    fields = {"years": [sheet.years, ""]} if sheet.years else {}
    sheet.years = ""
    sheet.plan.cancelled_on, sheet.plan.cancelled_because = access.on, because
    sheet.edition += 1
    sheet.save()
    fields["cancelled_on"] = ["", written(access.on)]
    remember(access, sheet, deed="cancel_activity", reason=because, fields=fields)
    return stand_in.pk if stand_in else None


@operation(needs="edit_programme", changes_figures=True)
def restore_activity(access: Access, *, activity_id: int) -> None:
    """Let a cancelled activity take place after all, open to the year groups it was open to. Its stand-in, where it had one,
    stays in the programme as an activity of its own, with whoever is listed there. Raises ``Refused`` when it is not
    cancelled."""
    sheet = sheet_held(access, activity_id)
    if sheet.plan.cancelled_on is None:
        raise Refused("It is not cancelled.")
    before = written(sheet.plan.cancelled_on)
    last = Change.objects.filter(about="activity", number=sheet.pk, deed="cancel_activity").order_by("-at", "-pk").first()
    sheet.years = last.fields.get("years", [""])[0] if last else ""
    sheet.plan.cancelled_on, sheet.plan.cancelled_because = None, ""
    sheet.edition += 1
    sheet.save()
    ActivityPlan.objects.filter(stands_in_for_id=activity_id).update(stands_in_for=None)
    remember(access, sheet, deed="restore_activity", fields={"cancelled_on": [before, ""]})


def _stand_in(access: Access, sheet: Sheet, number: int, on: date | None) -> Sheet:
    if number == sheet.pk:
        raise Refused("An activity cannot stand in for itself.", field="stand_in")
    other = sheet_held(access, number)
    if other.plan.cancelled_on is not None:
        raise Refused("The stand-in is cancelled itself.", field="stand_in")
    if other.starts_on < access.on:
        other = sheet_held(access, copy_of(access, other, on or sheet.starts_on))
    if other.plan.stands_in_for_id not in (None, sheet.pk):
        raise Refused("It stands in for another activity already.", field="stand_in")
    other.plan.stands_in_for = sheet.activity
    return other


def _hand_over(sheet: Sheet, stand_in: Sheet) -> None:
    """The list of students that nobody marked, and the year groups, move to the stand-in."""
    listed = Participation.objects.filter(activity_id=sheet.pk)
    there = set(Participation.objects.filter(activity_id=stand_in.pk).values_list("student_id", flat=True))
    listed.filter(student_id__in=there).delete()
    note(moved=listed.update(activity_id=stand_in.pk))
    stand_in.years = joined(dict.fromkeys([*parts(stand_in.years), *parts(sheet.years)]))
    stand_in.edition += 1
    stand_in.save()
    remember(stand_in.access, stand_in, deed="stand_in", fields={"stands_in_for": ["", sheet.title]})
