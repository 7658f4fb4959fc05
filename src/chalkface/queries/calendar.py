"""The programme by day: half-terms of a year, and what happens in one of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.paginator import Paginator
from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.half_terms import HalfTermDays, usual_half_terms
from chalkface.core.years import first_day, last_day
from chalkface.queries.year_groups import year_groups_of, year_words
from chalkface.records.models import Activity, ActivityPlan, HalfTerm, Session

MOST_SHOWN = 120


def half_terms(access: Access, year: int) -> tuple[HalfTermDays, ...]:
    """The six half-terms of an academic year; the usual pattern where the school has written none."""
    written = HalfTerm.objects.filter(academic_year=year).order_by("number")
    held = {number: HalfTermDays(number, *days) for number, *days in written.values_list("number", "starts_on", "ends_on")}
    return tuple(held.get(term.number, term) for term in usual_half_terms(year)) if held else usual_half_terms(year)


def span(year: int, number: int, terms: tuple[HalfTermDays, ...]) -> tuple[date, date]:
    """The days that a half-term's page shows: from its first until the next begins, so that no day of the year is lost."""
    first = first_day(year) if number == 1 else terms[number - 1].starts_on
    last = last_day(year) if number == 6 else terms[number].starts_on - timedelta(days=1)
    return first, last


@dataclass(frozen=True)
class Entry:
    """One line of the calendar: a session, or an activity that has none. ``groups`` are tutor groups, where it is for some."""

    id: int
    title: str
    kind: str
    on: date
    until: date | None
    starts_at: time | None
    ends_at: time | None
    place: str
    groups: str
    years: tuple[int, ...]
    session: int | None
    cancelled_because: str | None
    stands_in_for: str

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_because is not None

    @property
    def month(self) -> str:
        """2026-11, by which a list is parted."""
        return f"{self.on:%Y-%m}"

    @property
    def month_words(self) -> str:
        """November 2026"""
        return f"{self.on:%B %Y}"

    @property
    def day_words(self) -> str:
        """Tuesday 3 November"""
        return f"{self.on:%A} {self.on.day} {self.on:%B}"

    @property
    def years_words(self) -> str:
        """Years 9 and 10"""
        return year_words(self.years)

    @property
    def hours(self) -> str:
        """09:00 to 10:00, or "" where no time is known."""
        return " to ".join(f"{one:%H:%M}" for one in (self.starts_at, self.ends_at) if one)


@dataclass(frozen=True)
class Agenda:
    """A half-term: its entries by day, how many of them are cancelled, how many say no year group and so are left out."""

    entries: tuple[Entry, ...]
    total: int
    cancelled: int
    without_year: int
    page: int
    pages: int


def calendar(
    access: Access, year: int, *, half_term: int = 0, year_group: int | None = None, kind: str = "", page: int = 1
) -> Agenda:
    """What happens in a half-term (0: in the whole year, on one page), by day and time, narrowed by year group and kind."""
    first, last = (first_day(year), last_day(year)) if not half_term else span(year, half_term, half_terms(access, year))
    found = [entry for entry in entries(first, last) if not kind or entry.kind == kind]
    without = 0
    if year_group is not None:
        without = len({entry.id for entry in found if not entry.years})
        found = [entry for entry in found if year_group in entry.years]
    pages = Paginator(found, MOST_SHOWN if half_term else max(len(found), 1))
    shown = pages.get_page(page)
    cancelled = len({entry.id for entry in found if entry.is_cancelled})
    return Agenda(tuple(shown.object_list), len({one.id for one in found}), cancelled, without, shown.number, pages.num_pages)


def entries(first: date, last: date) -> list[Entry]:
    """Every session between two days and every activity without one that lies there, by day, time and title: four reads."""
    sitting = Session.objects.filter(on__gte=first, on__lte=last).values("activity_id")  # on whatever day its activity begins
    here = Activity.objects.filter(Q(starts_on__gte=first, starts_on__lte=last) | Q(pk__in=sitting)).order_by()
    columns = ("pk", "title", "kind", "starts_on", "ends_on")
    activities = {pk: rest for pk, *rest in here.values_list(*columns)}
    sessions = defaultdict(list)
    for session in Session.objects.filter(activity__in=here).order_by("on", "starts_at", "pk"):
        sessions[session.activity_id].append(session)
    wanted = {
        pk
        for pk, (_, _, starts_on, ends_on) in activities.items()
        if any(first <= one.on <= last for one in sessions[pk]) or (not sessions[pk] and first <= starts_on <= last)
    }
    plans = {
        activity: (because if cancelled else None, other or "")
        for activity, cancelled, because, other in ActivityPlan.objects.filter(activity_id__in=wanted).values_list(
            "activity_id", "cancelled_on", "cancelled_because", "stands_in_for__title"
        )
    }
    years = year_groups_of(wanted)
    found = []
    for pk in wanted:
        title, kind, starts_on, ends_on = activities[pk]
        about = (years.get(pk, ()), *plans.get(pk, (None, "")))
        if sessions[pk]:
            found += [_of_session(pk, title, kind, one, about) for one in sessions[pk] if first <= one.on <= last]
        else:
            until = ends_on if ends_on and ends_on > starts_on else None
            found.append(Entry(pk, title, kind, starts_on, until, None, None, "", "", about[0], None, *about[1:]))
    return sorted(found, key=lambda one: (one.on, one.starts_at or time.min, one.title, one.id))


def _of_session(pk: int, title: str, kind: str, one: Session, about: tuple) -> Entry:
    groups = one.tutor_groups.replace(";", ", ")
    times = (one.starts_at, one.ends_at, one.place, groups)
    return Entry(pk, title, kind, one.on, None, *times, about[0], one.pk, *about[1:])
