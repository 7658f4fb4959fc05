"""What stands behind one activity: what it serves, its sittings, who runs it, what it takes, what became of it."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.outcome_sets import skills
from chalkface.queries.activity_sheet import plan_of
from chalkface.queries.effort import hours_words, pounds_words
from chalkface.queries.history import HistoryLine, history_of
from chalkface.queries.year_groups import year_groups_of, year_words
from chalkface.records.models import Activity, ActivityCode, ActivityPartner, ActivityPlan, Outcome, Session


@dataclass(frozen=True)
class Served:
    """An outcome, statement or skill that the activity serves; ``id`` is the adopted outcome's number."""

    code: str
    words: str
    id: int | None = None
    framework: str = ""
    benchmark: str = ""


@dataclass(frozen=True)
class Sitting:
    """A session as it is read: hours and place in words, the tutor groups it is for."""

    id: int
    on: date
    hours: str
    place: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Another activity that this one has to do with."""

    id: int
    title: str
    starts_on: date


@dataclass(frozen=True)
class ActivityPage:
    """Everything about an activity besides its facts and its register."""

    edition: int
    years: str
    year_groups: tuple[int, ...]
    outcomes: tuple[Served, ...]
    statements: tuple[Served, ...]
    skills: tuple[Served, ...]
    partners: tuple[tuple[int, str], ...]
    sittings: tuple[Sitting, ...]
    post: str
    staff: str
    cost: str
    places: int | None
    note: str
    cancelled_on: date | None
    cancelled_because: str
    stands_in_for: Told | None
    stand_ins: tuple[Told, ...]
    copied_from: Told | None
    history: tuple[HistoryLine, ...]


def activity_page(access: Access, activity_id: int) -> ActivityPage | None:
    """One activity of the open school, or None."""
    activity = Activity.objects.filter(pk=activity_id).first()
    if activity is None:
        return None
    plan = plan_of(activity_id) or ActivityPlan()
    near = [number for number in (plan.stands_in_for_id, plan.copied_from_id) if number]
    others = Activity.objects.filter(pk__in=near) | Activity.objects.filter(plans__stands_in_for_id=activity_id)
    told = {pk: Told(pk, title, day) for pk, title, day in others.distinct().values_list("pk", "title", "starts_on")}
    outcomes, statements, abilities = _served(activity_id)
    years = year_groups_of([activity_id]).get(activity_id, ())
    partners = ActivityPartner.objects.filter(activity_id=activity_id).order_by("partner__name")
    return ActivityPage(
        plan.edition,
        year_words(years),
        years,
        outcomes,
        statements,
        abilities,
        tuple(partners.values_list("partner_id", "partner__name")),
        sittings(activity_id),
        (plan.post.title + (f" ({plan.post.holder})" if plan.post.holder else " (vacant)")) if plan.post else "",
        f"{hours_words(plan.staff_minutes)} hours" if plan.staff_minutes is not None else "",
        pounds_words(plan.cost_pence) if plan.cost_pence is not None else "",
        plan.places,
        plan.note,
        plan.cancelled_on,
        plan.cancelled_because,
        told.get(plan.stands_in_for_id),
        tuple(one for pk, one in told.items() if pk not in near),
        told.get(plan.copied_from_id),
        history_of(activity),
    )


def sittings(activity_id: int) -> tuple[Sitting, ...]:
    """The sessions of an activity, by day and time."""
    rows = Session.objects.filter(activity_id=activity_id).order_by("on", "starts_at", "pk")
    return tuple(
        Sitting(
            one.pk,
            one.on,
            " to ".join(f"{at:%H:%M}" for at in (one.starts_at, one.ends_at) if at),
            one.place,
            tuple(group for group in one.tutor_groups.split(";") if group),
        )
        for one in rows
    )


def _served(activity_id: int) -> tuple[tuple[Served, ...], tuple[Served, ...], tuple[Served, ...]]:
    lists: dict[str, list[str]] = {"outcome": [], "statement": [], "skill": []}
    rows = ActivityCode.objects.filter(activity_id=activity_id, list__in=lists).order_by("position", "pk")
    for name, code in rows.values_list("list", "code"):
        lists[name].append(code)
    adopted = {code: (pk, wording) for pk, code, wording in Outcome.objects.filter(code__in=lists["outcome"]).values_list(
        "pk", "code", "wording"
    )}  # fmt: skip
    outcomes = tuple(Served(code, *reversed(adopted.get(code, (None, "")))) for code in lists["outcome"])
    return outcomes, tuple(map(_statement, lists["statement"])), tuple(
        Served(code, skills().get(code, code)) for code in lists["skill"]
    )  # fmt: skip


def _statement(code: str) -> Served:
    edition, _, number = code.partition(":")
    known = frameworks().get(edition)
    if known is None or number not in known.statements:
        return Served(code, "")
    area = next(area for area in known.areas if any(one.code == number for one in area.statements))
    return Served(number, known.statements[number].text, None, edition, area.code)
