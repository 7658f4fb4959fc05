"""The thread of one thing: why it is there, whom it reached, what else serves the same end."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.queries.places import Link
from chalkface.queries.schools import school_at_door
from chalkface.queries.thread import thread
from chalkface.web.frame import words_of
from chalkface.web.page import PAGES, page


@page("thread/<slug:kind>/<str:of>/", needs="see_plan", title="Thread")
def show(request: HttpRequest, access: Access, kind: str, of: str) -> dict:
    students = words_of(school_at_door(access.school_id).says_pupil)["students"]
    found = thread(access, kind, of, students=students)
    if found is None:
        raise Http404

    def way(link: Link) -> dict | None:
        """The page's name and arguments, for who may open it."""
        door = PAGES.get(link.place.page)
        if door is None or not access.may(door.needs):
            return None
        return {"page": link.place.page, "arguments": dict(link.place.arguments), "query": urlencode(link.place.query)}

    place = way(Link(found.title, found.place))
    return {"thread": found, "way": way, "place": place, "page_title": f"Thread: {found.title}"}
