"""The partners of the programme: how much each has done this year and last, what, for how many, and when it was last here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Max, Q

from chalkface.core.access import Access, Scope
from chalkface.core.activity_facts import PARTNER_KINDS
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.core.years import first_day, last_day
from chalkface.records.models import ActivityPartner, Participation, Partner

PAGE = 50


def kind_words(kind: str) -> str:
    """What a kind of partner is called."""
    return PARTNER_KINDS.get(kind, kind.replace("_", " "))


@dataclass(frozen=True)
class PartnerLine:
    """A partner with the activities it took part in this year and last (to come or held), their kinds in words, the last day
    that is over, and how many different students were reached this year (None: not for this person to see)."""

    id: int
    name: str
    kind: str
    this_year: int
    last_year: int
    kinds: tuple[str, ...]
    last_seen: date | None
    reached: int | None


@dataclass(frozen=True)
class PartnerList:
    """A page of partners; ``kinds`` are those that the school has, for a filter."""

    lines: tuple[PartnerLine, ...]
    page: int
    pages: int
    total: int
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class PartnerActivity:
    """One activity of a partner; ``came`` is how many were marked as there (None: not for this person to see)."""

    id: int
    title: str
    kind: str
    starts_on: date
    came: int | None


@dataclass(frozen=True)
class PartnerCard:
    """One partner with its activities, the latest first."""

    line: PartnerLine
    approved_technical: bool | None
    size: str
    postcode: str
    activities: tuple[PartnerActivity, ...]


def partners(access: Access, *, kind: str, words: str, page: int) -> PartnerList:
    """The partners of the open school by name, narrowed by kind and by words of the name."""
    rows = Partner.objects.all()
    kinds = tuple(rows.order_by("kind").values_list("kind", flat=True).distinct())
    if kind:
        rows = rows.filter(kind=kind)
    for word in words.split()[:5]:
        rows = rows.filter(name__icontains=word)
    pages = Paginator(rows.order_by("name", "pk").values_list("pk", "name", "kind"), PAGE)
    shown = pages.get_page(page)
    return PartnerList(_lines(access, list(shown.object_list)), shown.number, pages.num_pages, pages.count, kinds)


def partner_card(access: Access, partner_id: int) -> PartnerCard | None:
    """One partner of the open school, or None."""
    row = Partner.objects.filter(pk=partner_id).first()
    if row is None:
        return None
    (line,) = _lines(access, [(row.pk, row.name, row.kind)])
    links = ActivityPartner.objects.filter(partner_id=partner_id).exclude(activity__plans__cancelled_on__isnull=False)
    columns = ("activity_id", "activity__title", "activity__kind", "activity__starts_on")
    found = list(links.order_by("-activity__starts_on", "activity__title", "activity_id").values_list(*columns))
    came = _came([pk for pk, *_ in found]) if _may_count(access) else None
    activities = tuple(
        PartnerActivity(pk, title, ACTIVITY_KINDS.get(kind, kind), day, None if came is None else came.get(pk, 0))
        for pk, title, kind, day in found
    )
    return PartnerCard(line, row.approved_technical, row.size, row.postcode, activities)


def partner_sentence(line: PartnerLine, students: str) -> str:
    """What a partner did, as a sentence: "3 activities this year and 2 last year; last here on 3 March 2026; 41 different
    students reached this year."."""
    many = (
        f"{line.this_year:,} {'activity' if line.this_year == 1 else 'activities'} this year and {line.last_year:,} last year"
    )
    said = [many, f"last here on {day_words(line.last_seen)}" if line.last_seen else "not been here yet"]
    if line.reached is not None:
        said.append(f"{line.reached:,} different {students} reached this year")
    return "; ".join(said) + "."


def _may_count(access: Access) -> bool:
    """Counts of who took part are exact: they are for who may see what every student took part in."""
    return access.scope("see_encounters") is Scope.SCHOOL


def _came(activities: list[int]) -> dict[int, int]:
    rows = Participation.objects.filter(activity_id__in=activities, attended=True).order_by()
    return dict(rows.values_list("activity_id").annotate(Count("pk")))


def _lines(access: Access, found: list[tuple[int, str, str]]) -> tuple[PartnerLine, ...]:
    ids = [pk for pk, *_ in found]
    year, before = access.year, access.year - 1
    links = ActivityPartner.objects.filter(partner_id__in=ids).exclude(activity__plans__cancelled_on__isnull=False).order_by()
    this = Q(activity__starts_on__gte=first_day(year), activity__starts_on__lte=last_day(year))
    last = Q(activity__starts_on__gte=first_day(before), activity__starts_on__lte=last_day(before))
    counted = links.values("partner_id").annotate(
        this=Count("pk", filter=this),
        last=Count("pk", filter=last),
        seen=Max("activity__starts_on", filter=Q(activity__starts_on__lt=access.on)),
    )
    counts = {row["partner_id"]: row for row in counted}
    kinds: dict[int, set[str]] = defaultdict(set)
    for partner_id, kind in links.filter(this | last).values_list("partner_id", "activity__kind").distinct():
        kinds[partner_id].add(ACTIVITY_KINDS.get(kind, kind))
    reached = _reached(ids, year) if _may_count(access) else None
    nothing = {"this": 0, "last": 0, "seen": None}
    return tuple(
        PartnerLine(
            pk,
            name,
            kind_words(kind),
            (row := counts.get(pk, nothing))["this"],
            row["last"],
            tuple(sorted(kinds.get(pk, ()))),
            row["seen"],
            None if reached is None else reached.get(pk, 0),
        )
        for pk, name, kind in found
    )


def _reached(ids: list[int], year: int) -> dict[int, int]:
    """How many different students were at an activity of each partner in an academic year.

    The activities first, then who came to them: joined in one statement, a database reads every participation there is.
    """
    held: dict[int, set[int]] = defaultdict(set)
    links = ActivityPartner.objects.filter(
        partner_id__in=ids, activity__starts_on__gte=first_day(year), activity__starts_on__lte=last_day(year)
    )
    links = links.exclude(activity__plans__cancelled_on__isnull=False)
    for partner, activity in links.order_by().values_list("partner_id", "activity_id"):
        held[partner].add(activity)
    came: dict[int, set[int]] = defaultdict(set)
    rows = Participation.objects.filter(activity_id__in=set().union(*held.values()), attended=True).order_by()
    for activity, student in rows.values_list("activity_id", "student_id"):
        came[activity].add(student)
    return {partner: len(set().union(*(came[one] for one in activities))) for partner, activities in held.items()}
