"""Culture: what surveys of students, parents, staff and partners say together, over the years."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.culture import culture, headline
from chalkface.web.page import page


@page("culture/", needs="see_impact", title="Culture")
def start(request: HttpRequest, access: Access) -> dict:
    found = culture(access)
    return {"found": found, "headline": headline(found)}
