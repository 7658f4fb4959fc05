"""Small questions of the papers for staff, parents, students and partners; none is about one student."""

from collections import defaultdict

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.activity_facts import PARTNER_KINDS
from chalkface.core.years import first_day
from chalkface.queries.year_groups import year_groups_of
from chalkface.records.models import ActivityPartner, Post

LEADER = "careers leader"


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
    """Of these year groups, those for which nothing with a partner was on the programme in the academic year so far. Whether
    each student was there is another question, which registers answer."""
    met = year_groups_of(set(_took_part(access).values_list("activity_id", flat=True)))
    return tuple(year for year in years if not any(year in groups for groups in met.values()))


def _took_part(access: Access) -> QuerySet:
    held = ActivityPartner.objects.filter(activity__starts_on__gte=first_day(access.year), activity__starts_on__lte=access.on)
    return held.exclude(activity__plans__cancelled_on__isnull=False).order_by()
