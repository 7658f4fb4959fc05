"""What stands behind one activity: what it serves, its sittings, who runs it, what it takes, what became of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.outcome_sets import skills
from chalkface.queries.effort import hours_words, pounds_words
from chalkface.queries.history import HistoryLine, history_of
from chalkface.queries.posts import PostLine
from chalkface.queries.programme import ActivityCard
from chalkface.queries.year_groups import year_words, years_said
from chalkface.records.models import Activity, ActivityCode, ActivityPlan, Outcome, Session


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
class Related:
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
    stands_in_for: Related | None
    stand_ins: tuple[Related, ...]
    copied_from: Related | None
    history: tuple[HistoryLine, ...]


def activity_page(access: Access, card: ActivityCard) -> ActivityPage:
    """The rest about an activity of the open school."""
    near = ActivityPlan.objects.filter(Q(activity_id=card.id) | Q(stands_in_for_id=card.id))
    plans = list(near.select_related("activity", "post", "stands_in_for", "copied_from").order_by("pk"))
    plan = next((one for one in plans if one.activity_id == card.id), None) or ActivityPlan()
    outcomes, statements, abilities, adopted = _served(card.id)
    held = sittings(card.id)
    years = years_said(card.offered, adopted, [group for one in held for group in one.groups])
    return ActivityPage(
        plan.edition,
        year_words(years),
        years,
        outcomes,
        statements,
        abilities,
        card.partner_numbers,
        held,
        PostLine(plan.post.pk, plan.post.title, plan.post.holder).label if plan.post else "",
        f"{hours_words(plan.staff_minutes)} hours" if plan.staff_minutes is not None else "",
        pounds_words(plan.cost_pence) if plan.cost_pence is not None else "",
        plan.places,
        plan.note,
        plan.cancelled_on,
        plan.cancelled_because,
        _related(plan.stands_in_for),
        tuple(_related(one.activity) for one in plans if one.stands_in_for_id == card.id),
        _related(plan.copied_from),
        history_of(Activity(pk=card.id)),
    )


def _related(activity: Activity | None) -> Related | None:
    return Related(activity.pk, activity.title, activity.starts_on) if activity else None


@dataclass(frozen=True)
class Standing:
    """An activity, and whether it takes place."""

    id: int
    title: str
    starts_on: date
    cancelled_on: date | None
    cancelled_because: str


def standing(activity_id: int) -> Standing | None:
    """An activity of the open school and whether it was cancelled, or None."""
    columns = ("pk", "title", "starts_on", "plans__cancelled_on", "plans__cancelled_because")
    found = Activity.objects.filter(pk=activity_id).values_list(*columns).first()
    return Standing(*found) if found else None


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


def _served(
    activity_id: int,
) -> tuple[tuple[Served, ...], tuple[Served, ...], tuple[Served, ...], dict[str, int | None]]:
    """Outcomes, statements and skills, and the year group that each outcome is adopted for."""
    lists: dict[str, list[str]] = {"outcome": [], "statement": [], "skill": []}
    rows = ActivityCode.objects.filter(activity_id=activity_id, list__in=lists).order_by("position", "pk")
    for name, code in rows.values_list("list", "code"):
        lists[name].append(code)
    columns = ("code", "pk", "wording", "year_group")
    adopted = {code: rest for code, *rest in Outcome.objects.filter(code__in=lists["outcome"]).values_list(*columns)}
    found = {code: adopted.get(code, (None, "", None)) for code in lists["outcome"]}
    return (
        tuple(Served(code, wording, pk) for code, (pk, wording, _) in found.items()),
        tuple(map(_statement, lists["statement"])),
        tuple(Served(code, skills().get(code, code)) for code in lists["skill"]),
        {code: year for code, (_, _, year) in found.items()},
    )


def _statement(code: str) -> Served:
    edition, _, number = code.partition(":")
    known = frameworks().get(edition)
    if known is None or number not in known.statements:
        return Served(code, "")
    area = next(area for area in known.areas if any(one.code == number for one in area.statements))
    return Served(number, known.statements[number].text, None, edition, area.code)
