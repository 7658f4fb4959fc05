"""Planning activities: made, changed, taken away again while nobody was there."""

from collections.abc import Iterable, Mapping
from datetime import date

from chalkface.core.access import Access
from chalkface.core.activity_facts import PARTNER_KINDS
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.activity_sheet import MADE_HERE, SAID, Sheet, checked, joined, new_key
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.operation import note, operation
from chalkface.records.models import Activity, ActivityPlan, Participation, Partner

LONGEST_NAME = 300


@operation(needs="edit_programme", changes_figures=True, codes=("kind",))
def write_activity(
    access: Access,
    *,
    title: str,
    kind: str,
    starts_on: date | None,
    ends_on: date | None = None,
    years: Iterable[int | str] = (),
    subject: str = "",
    mode: str = "",
    hours: str = "",
    outcomes: Iterable[str] = (),
    statements: Iterable[str] = (),
    skills: Iterable[str] = (),
    partner_ids: Iterable[int | str] = (),
    new_partner: str = "",
    new_partner_kind: str = "",
    post_id: int | None = None,
    staff_hours: str = "",
    cost: str = "",
    places: int | None = None,
    note: str = "",
    facts: Mapping[str, bool | None] | None = None,
) -> int:
    """Plan an activity; returns its number. Amounts are as a person writes them. Raises ``Refused`` beside each question."""
    partners = [*partner_ids, *_new_partner(access, new_partner, new_partner_kind)]
    new = {
        "title": title, "kind": kind, "starts_on": starts_on, "ends_on": ends_on, "subject": subject, "mode": mode,
        "hours": hours, "post_id": post_id, "staff_hours": staff_hours, "cost": cost, "places": places, "note": note,
        "years": joined(years), "outcomes": joined(outcomes), "statements": joined(statements), "skills": joined(skills),
        "partners": joined(partners), **{name: SAID[value] for name, value in (facts or {}).items()},
    }  # fmt: skip
    return make(access, new)


def make(
    access: Access, new: Mapping[str, object], *, deed: str = "write_activity", was: Mapping[str, object] | None = None
) -> int:
    """An activity with these answers, inside an operation that runs already; codes that another (``was``) has may be taken
    over though they could not be chosen now."""
    begun = Activity(school_id=access.school_id, key=new_key(), title="", kind="", starts_on=access.on)
    sheet = Sheet(access, begun, ActivityPlan(school_id=access.school_id))
    nothing, sheet.was = sheet.was, {**sheet.was, **(was or {})}
    answers = checked(sheet, new)
    sheet.was = nothing
    for name, value in answers.items():
        setattr(sheet, name, value)
    begun.title, begun.kind, begun.starts_on = sheet.title, sheet.kind, sheet.starts_on
    begun.save()
    sheet.pk, sheet.plan.activity = begun.pk, begun
    sheet.save()
    remember(access, sheet, deed=deed)
    return begun.pk


def _new_partner(access: Access, name: str, kind: str) -> list[int]:
    """A partner of that name, made when there is none; nothing for an empty name."""
    name = " ".join(name.split())
    if not name:
        return []
    if len(name) > LONGEST_NAME:
        raise FormRefused([("new_partner", f"A name has at most {LONGEST_NAME} characters.")])
    if kind not in PARTNER_KINDS:
        raise FormRefused([("new_partner_kind", "Choose what kind of partner it is.")])
    there = Partner.objects.filter(name__iexact=name).order_by("pk").first()
    if there is None:
        there = Partner.objects.create(school_id=access.school_id, key=new_key(), name=name, kind=kind)
        note(partner=there.pk)
    return [there.pk]


def sheet_held(access: Access, activity_id: int) -> Sheet:
    """An activity of the school as its form shows it, locked until the operation ends. Raises ``Refused`` when it is gone."""
    activity = held(Activity, activity_id, "activity")
    plan = ActivityPlan.objects.filter(activity=activity).first()
    return Sheet(access, activity, plan or ActivityPlan(school_id=access.school_id, activity=activity))


@operation(needs="edit_programme", changes_figures=True)
def edit_activity(
    access: Access,
    *,
    activity_id: int,
    new: Mapping[str, object],
    edition: int,
    new_partner: str = "",
    new_partner_kind: str = "",
) -> bool:
    """Change the answers ``new`` (by the name of their question; the others stay); returns whether anything changed.

    Raises ``ChangedMeanwhile`` when somebody else changed one of them since the form was opened, ``Refused`` for an answer
    that cannot be taken. Counters of students are right in the same transaction.
    """
    sheet = sheet_held(access, activity_id)
    if unknown := set(new) - set(sheet.was):
        raise Refused(f"An activity has no {sorted(unknown)[0]}.")
    if found := _new_partner(access, new_partner, new_partner_kind):
        new = {**new, "partners": joined([new.get("partners", sheet.partners), *found]).strip(";")}
    return edit(access, sheet, checked(sheet, new), edition=edition, deed="edit_activity")


@operation(needs="edit_programme", changes_figures=True)
def remove_activities(access: Access, *, activity_ids: Iterable[int]) -> int:
    """Take away activities that were planned here and on whose register nobody is; returns how many.

    Raises ``Refused``, and takes none away, when one of them came from a file or has anybody on its register.
    """
    rows = Activity.objects.filter(pk__in=list(activity_ids))
    for activity in rows:
        if not activity.key.startswith(MADE_HERE) or activity.batch_id is not None:
            raise Refused(f"“{activity.title}” came from a file: take that import back, or cancel the activity.")
    listed = Participation.objects.filter(activity__in=rows).select_related("activity").first()
    if listed is not None:
        raise Refused(f"“{listed.activity.title}” has students on its register: cancel it instead.")
    count = len(rows)
    for activity in rows:
        remember(access, activity, deed="remove_activity", fields={"title": [activity.title, ""]})
        activity.delete()
    note(activities=count)
    return count
