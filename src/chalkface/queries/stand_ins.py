"""Activities that serve the same outcome as one that cannot take place, the closest first, each with why."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.core.years import academic_year_of, year_label
from chalkface.indicators.facts import HOUR
from chalkface.queries.activity_sheet import amount
from chalkface.queries.effort import pounds_words
from chalkface.queries.year_groups import year_groups_of, year_words
from chalkface.records.models import Activity, ActivityCode, ActivityPlan

MOST = 12
LISTS = ("outcome", "statement")


@dataclass(frozen=True)
class StandIn:
    """An activity that could take the place; ``is_ahead``: it is planned already, else a copy of it is made."""

    id: int
    title: str
    kind: str
    starts_on: date
    is_ahead: bool
    why: str


def stand_ins_for(access: Access, activity_id: int) -> tuple[StandIn, ...]:
    """What serves the same outcomes (or, where it serves none, the same statements): of those held before, the latest time
    of each title. Cancelled ones are left out, and those that stand in for another already."""
    served = _served(activity_id)
    if not served:
        return ()
    shared = defaultdict(set)
    codes = ActivityCode.objects.filter(list=served[0], code__in=served[1]).exclude(activity_id=activity_id)
    for other, code in codes.values_list("activity_id", "code"):
        shared[other].add(code)
    plans = {plan.activity_id: plan for plan in ActivityPlan.objects.filter(activity_id__in=shared)}
    years = year_groups_of({*shared, activity_id})
    own = set(years.get(activity_id, ()))
    found, seen = [], set()
    rows = list(Activity.objects.filter(pk__in={*shared, activity_id}).order_by("-starts_on", "pk"))
    title_of_own = next((row.title for row in rows if row.pk == activity_id), "")
    for row in rows:
        if row.pk == activity_id:
            continue
        plan = plans.get(row.pk)
        taken = plan is not None and (plan.cancelled_on or plan.stands_in_for_id not in (None, activity_id))
        is_ahead = row.starts_on >= access.on
        name = (row.title.casefold(), is_ahead and row.pk)
        if taken or name in seen or (not is_ahead and row.title == title_of_own):
            continue
        seen.add(name)
        theirs = set(years.get(row.pk, ()))
        closeness = (-len(shared[row.pk]), not (own & theirs), not is_ahead, abs((row.starts_on - access.on).days))
        found.append((closeness, StandIn(row.pk, row.title, ACTIVITY_KINDS.get(row.kind, row.kind), row.starts_on, is_ahead,
                                         _why(access, row, plan, shared[row.pk], theirs, is_ahead))))  # fmt: skip
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0])[:MOST])


def serves_anything(activity_id: int) -> bool:
    """Whether it is said which outcome or statement an activity serves."""
    return ActivityCode.objects.filter(activity_id=activity_id, list__in=LISTS).exists()


def _served(activity_id: int) -> tuple[str, list[str]] | None:
    for name in LISTS:
        codes = list(ActivityCode.objects.filter(activity_id=activity_id, list=name).values_list("code", flat=True))
        if codes:
            return name, codes
    return None


def _why(access: Access, row: Activity, plan: ActivityPlan | None, shared: set[str], years: set[int], is_ahead: bool) -> str:
    """Serves EXP-8; Year 8; held last year; 1 h; £0."""
    held = academic_year_of(row.starts_on)
    last = {access.year: "held this year", access.year - 1: "held last year"}.get(held, f"held in {year_label(held)}")
    hours = amount(row.hours_e4, HOUR, 1)
    parts = [
        f"serves {', '.join(sorted(code.partition(':')[2] or code for code in shared))}",
        year_words(years),
        f"planned for {day_words(row.starts_on)}" if is_ahead else last,
        f"{hours} h" if hours else "",
        pounds_words(plan.cost_pence) if plan and plan.cost_pence is not None else "cost not known",
    ]
    return "; ".join(part for part in parts if part)
