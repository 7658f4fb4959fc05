"""One student's record: what they want their teachers to know, what is open, and everything that happened, in order."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.core.years import academic_year_of, year_label
from chalkface.operations.own import ABOUT
from chalkface.operations.viewing import look_at_needs
from chalkface.queries.open_now import for_teachers, open_now
from chalkface.queries.skills import skills_practised
from chalkface.queries.student_card import student_card
from chalkface.queries.timeline import Event, kinds, timeline
from chalkface.web.page import PAGES, page

# What can be done with a record, by the page that does it; those that the person may open are offered.
DOORS = {
    "guidance.log": "Log a meeting",
    "guidance.new_need": "Add a need",
    "guidance.notes": "Confidential notes",
    "guidance.share": "Share something",
    "guidance.overrule": "Place in who next",
    "guidance.raise_concern": "Record a concern raised",
    "destinations.student": "Intentions and destinations",
    "destinations.choices": "What may be passed on",
    "risk.student": "Risk indicator",
    "students.identity": "Identity and protected details",
    "students.carers": "Parents and carers",
    "students.portable": "Portable record",
    "students.viewings": "Who looked",
    "rights.ask": "Ask about their data",
    "students.erase": "Hold or erase",
}


def _opens(access: Access, name: str) -> bool:
    return name in PAGES and access.may(PAGES[name].needs)


def _items(access: Access, events: Iterable[Event]) -> Iterator[dict[str, object]]:
    """Events for the template; ``place`` only where the person may go."""
    for event in events:
        place = event.place if event.place is not None and _opens(access, event.place.page) else None
        yield {"when": event.on, "title": event.title, "text": event.text, "place": place}


def _tabs(events: Sequence[Event], kind: str, year: str) -> list[dict[str, object]]:
    """A tab for each kind of event that there is in the year shown."""
    tabs = []
    for code, label in (("", "Everything"), *((one.code, one.title) for one in kinds().values())):
        count = sum(code in ("", event.kind) for event in events)
        if count or code in ("", kind):
            query = {name: value for name, value in (("kind", code), ("year", year)) if value}
            tabs.append({"label": label, "url": f"?{urlencode(query)}", "current": code == kind, "count": count})
    return tabs


@page("students/<int:student>/", needs="see_students", title="A student")
def record(request: HttpRequest, access: Access, student: int) -> dict:
    card = student_card(access, student)
    if card is None:
        raise Http404
    if card.sen_needs:
        look_at_needs(access, student_id=student)
    events = timeline(access, student)
    years = sorted({academic_year_of(event.on) for event in events if event.on is not None}, reverse=True)
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    kind, year = kind if kind in kinds() else "", year if year in map(str, years) else ""
    of_year = [event for event in events if not year or (event.on and str(academic_year_of(event.on)) == year)]
    return {
        "card": card,
        "said": for_teachers(access, student),
        "open_now": open_now(access, student),
        "skills": skills_practised(access, student),
        "events": list(_items(access, [event for event in of_year if kind in ("", event.kind)])),
        "tabs": _tabs(of_year, kind, year),
        "years": [{"value": "", "label": "All years"}, *({"value": str(one), "label": year_label(one)} for one in years)],
        "chosen": {"kind": kind, "year": year},
        "doors": [(label, name) for name, label in DOORS.items() if _opens(access, name)],
        "opens": {name: _opens(access, name) for name in ("guidance.need", "guidance.agreed", "guidance.answer_request")},
        "asked_about": ABOUT,
        "states": {
            "to_do": ("to do", ""),
            "doing": ("being done", ""),
            "done": ("done, not confirmed", ""),
            "not_yet": ("the student says: not yet", "warn"),
        },
    }
