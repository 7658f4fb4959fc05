"""Who read what: every look at what is protected at this school, narrowed down by person, student, kind and days.

Looking here is kept too.
"""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.years import YEARS
from chalkface.operations.viewing import look_at_readings, look_at_viewings
from chalkface.queries.readings import KINDS, ReadingFilters
from chalkface.queries.readings import readings as all_readings
from chalkface.web.page import page
from chalkface.web.paging import page_number


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 15 else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def filters_of(query) -> ReadingFilters:
    """The filters that an address asks for; anything that is not a filter is ignored."""
    kind = query.get("kind", "")
    return ReadingFilters(
        account=_number(query.get("person", "")), student=_number(query.get("student", "")),
        kind=kind if kind in KINDS else "", since=_day(query.get("since", "")), until=_day(query.get("until", "")),
    )  # fmt: skip


@page("settings/who-read-what/", needs="see_viewings", title="Who read what", confirms=True)
def readings(request: HttpRequest, access: Access) -> dict:
    filters = filters_of(request.GET)
    found = all_readings(access, filters, page_number(request.GET.get("page", "")))
    if found.student_name:
        look_at_viewings(access, student_id=filters.student)
    else:
        look_at_readings(access, lines=len(found.lines))
    kept = {"person": filters.account, "student": filters.student, "kind": filters.kind}
    kept |= {"since": filters.since, "until": filters.until}
    kept = {name: str(value) for name, value in kept.items() if value}
    return {
        "found": found, "filters": filters, "narrowed": bool(kept), "query": urlencode(kept),
        "without_student": urlencode({name: value for name, value in kept.items() if name != "student"}),
        "people": [{"value": number, "label": name} for number, name in found.people],
        "kinds": [
            {"value": code, "label": title} for code, (title, _) in KINDS.items()
            if access.may({"notes": "read_notes", "exports": "see_audit"}.get(code, "see_viewings"))
        ],
    }  # fmt: skip
