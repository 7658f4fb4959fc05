"""Small questions of the papers for staff, parents, students and partners; none is about one student."""

from collections import Counter, defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.activity_facts import PARTNER_KINDS
from chalkface.core.years import first_day
from chalkface.queries.year_groups import year_groups_of
from chalkface.records.models import Activity, ActivityPartner, Post

LEADER = "careers leader"
LESSON = "curriculum_link"
# Somebody from outside is met in these, whether or not anybody wrote down who.
WITH_OUTSIDERS = (
    "employer_encounter", "workplace_experience", "provider_encounter", "higher_education_visit",
)  # fmt: skip


def who_leads() -> str:
    """Who holds the post of careers leader, "" where nobody does or there is no such post."""
    return Post.objects.filter(title__iexact=LEADER, ended_on=None).values_list("holder", flat=True).first() or ""


def partners_of_year(access: Access) -> tuple[tuple[str, int, int], ...]:
    """(kind in words, how many partners, in how many activities) of the academic year until the day, the most first."""
    partners, activities = defaultdict(set), defaultdict(set)
    for partner, kind, activity in _took_part(access).values_list("partner_id", "partner__kind", "activity_id"):
        partners[kind].add(partner)
        activities[kind].add(activity)
    found = ((PARTNER_KINDS.get(kind, kind.replace("_", " ")), len(partners[kind]), len(activities[kind])) for kind in partners)
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def still_without(access: Access, years: tuple[int, ...]) -> tuple[int, ...]:
    """Of these year groups, those for which nothing with anybody from outside was on the programme in the academic year so far,
    named as a partner or not. Whether each student was there is another question, which registers answer."""
    held = {*_took_part(access).values_list("activity_id", flat=True)}
    met = year_groups_of(held | {*_of_year(access).filter(kind__in=WITH_OUTSIDERS).values_list("pk", flat=True)})
    return tuple(year for year in years if not any(year in groups for groups in met.values()))


def lessons_held(access: Access) -> frozenset[tuple[str, int]]:
    """(subject, year group) of lesson links that were on the programme in the academic year so far, beside those of the map."""
    rows = dict(_of_year(access).filter(kind=LESSON).exclude(subject="").values_list("pk", "subject"))
    return frozenset((rows[pk], year) for pk, years in year_groups_of(set(rows)).items() for year in years)


def given_by_one(activity_ids: Collection[int]) -> frozenset[int]:
    """Of these activities, those that one partner gives alone: nobody else is looked for."""
    rows = ActivityPartner.objects.filter(activity_id__in=activity_ids).order_by()
    found = Counter(rows.values_list("activity_id", flat=True))
    return frozenset(activity for activity, many in found.items() if many == 1)


def _of_year(access: Access) -> QuerySet:
    held = Activity.objects.filter(starts_on__gte=first_day(access.year), starts_on__lte=access.on)
    return held.exclude(plans__cancelled_on__isnull=False).order_by()


def _took_part(access: Access) -> QuerySet:
    held = ActivityPartner.objects.filter(activity__starts_on__gte=first_day(access.year), activity__starts_on__lte=access.on)
    return held.exclude(activity__plans__cancelled_on__isnull=False).order_by()
