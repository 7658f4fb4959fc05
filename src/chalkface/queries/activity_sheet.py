"""Everything that the form of an activity holds, under the names of its questions: the activity, its plan and its lists.

Amounts are as a person writes them (hours "1.5", pounds "12.50"); lists are codes or numbers with a semicolon between.
"""

from collections.abc import Iterable

from chalkface.core.activity_facts import FACT_NAMES
from chalkface.indicators.facts import HOUR
from chalkface.records.models import Activity, ActivityCode, ActivityPartner, ActivityPlan, Offer

# Question of the form: the list of codes that it fills.
CODE_LISTS = {"outcomes": "outcome", "statements": "statement", "skills": "skill"}
OF_ACTIVITY = ("title", "kind", "starts_on", "ends_on", "subject", "mode")
OF_PLAN = ("post_id", "places", "note")
SAID = {True: "yes", False: "no", None: ""}
BETWEEN = ";"


def joined(codes: Iterable[object]) -> str:
    """Codes as one text."""
    return BETWEEN.join(str(code) for code in codes)


def parts(text: str) -> tuple[str, ...]:
    """The codes of such a text, each once, in order."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(BETWEEN) if part.strip()))


def amount(number: int | None, unit: int, decimals: int = 2) -> str:
    """A whole number of small units as the amount a person writes: 90 minutes of 60 are "1.5"; not known is ""."""
    if number is None:
        return ""
    text = f"{number / unit:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plan_of(activity_id: int) -> ActivityPlan | None:
    """What stands behind an activity, where anything was written."""
    return ActivityPlan.objects.filter(activity_id=activity_id).first()


def sheet_of(activity: Activity, plan: ActivityPlan | None) -> dict[str, object]:
    """The values of the form for an activity of the open school, or for one that is not kept yet."""
    lists: dict[str, list[str]] = {name: [] for name in CODE_LISTS}
    names = {code_list: name for name, code_list in CODE_LISTS.items()}
    rows = ActivityCode.objects.filter(activity_id=activity.pk, list__in=names).order_by("position", "pk")
    for code_list, code in rows.values_list("list", "code"):
        lists[names[code_list]].append(code)
    partners = ActivityPartner.objects.filter(activity_id=activity.pk).order_by("pk").values_list("partner_id", flat=True)
    years = Offer.objects.filter(activity_id=activity.pk).order_by("year_group").values_list("year_group", flat=True)
    return {
        **{name: getattr(activity, name) for name in OF_ACTIVITY},
        **{name: SAID[getattr(activity, name)] for name in FACT_NAMES},
        **{name: joined(dict.fromkeys(codes)) for name, codes in lists.items()},
        "hours": amount(activity.hours_e4, HOUR, 4),
        "partners": joined(partners),
        "years": joined(dict.fromkeys(years)),
        **({name: getattr(plan, name) for name in OF_PLAN} if plan else {"post_id": None, "places": None, "note": ""}),
        "staff_hours": amount(plan.staff_minutes if plan else None, 60),
        "cost": amount(plan.cost_pence if plan else None, 100),
    }


def sheet_on_page(activity_id: int) -> dict[str, object] | None:
    """The values of the form with the edition they are of, or None for an activity that is not here."""
    activity = Activity.objects.filter(pk=activity_id).first()
    if activity is None:
        return None
    plan = plan_of(activity_id)
    return {**sheet_of(activity, plan), "edition": plan.edition if plan else 0}
