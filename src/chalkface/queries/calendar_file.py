"""The programme as an iCalendar file: days, hours, places and what it is. No student is in it, nor any note."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import first_day, last_day, year_label
from chalkface.queries.calendar import Entry, entries
from chalkface.queries.year_groups import year_words
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def feed_file(access: Access, page_of: str) -> bytes:
    """This academic year and the next, for a calendar program; ``page_of`` is the address of an activity, 0 for its number."""
    with open_scope(access):
        return _file(access, access.year, access.year + 1, page_of)


def year_file(access: Access, year: int, page_of: str) -> bytes:
    """One academic year, to be kept as a file."""
    return _file(access, year, year, page_of)


def _file(access: Access, first: int, last: int, page_of: str) -> bytes:
    school = School.objects.get(pk=access.school_id)
    made = Calendar()
    made.add("prodid", "-//Chalkface//Careers programme//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Careers, {school.name}")
    made.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    named = year_label(first) if first == last else f"{year_label(first)} and {year_label(last)}"
    made.add("x-wr-caldesc", f"The careers programme of {named}.")
    stamp = datetime.combine(access.on, time.min, UTC)
    for entry in entries(first_day(first), last_day(last)):
        made.add_component(_event(entry, school.urn, stamp, page_of))
    made.add_missing_timezones(first_date=first_day(first), last_date=last_day(last) + DAY)
    return made.to_ical()


def _event(entry: Entry, urn: str, stamp: datetime, page_of: str) -> Event:
    event = Event()
    own = f"session-{entry.session}" if entry.session else f"activity-{entry.id}"
    event.add("uid", f"{own}@{urn}.chalkface")
    event.add("dtstamp", stamp)
    event.add("summary", f"Cancelled: {entry.title}" if entry.is_cancelled else entry.title)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    first, last = _when(entry)
    event.add("dtstart", first)
    event.add("dtend", last)
    if entry.place:
        event.add("location", entry.place)
    for_whom = entry.groups or year_words(entry.years)
    kind = ACTIVITY_KINDS.get(entry.kind, entry.kind)
    said = [kind[:1].upper() + kind[1:], f"for {for_whom}" if for_whom else ""]
    if entry.stands_in_for:
        said.append(f"in place of {entry.stands_in_for}")
    event.add("description", ", ".join(one for one in said if one))
    event.add("url", page_of.replace("/0/", f"/{entry.id}/"))
    return event


def _when(entry: Entry) -> tuple[date | datetime, date | datetime]:
    """With hours from one time to another; without, whole days, the last one included."""
    if entry.starts_at is None:
        return entry.on, (entry.until or entry.on) + DAY
    first = datetime.combine(entry.on, entry.starts_at, LONDON)
    last = datetime.combine(entry.on, entry.ends_at, LONDON) if entry.ends_at else first + HOUR
    return first, last
