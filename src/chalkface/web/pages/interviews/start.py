"""Interview days: the rounds there are, and what they are planned from."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.interviews import rounds
from chalkface.web.page import page


@page("interviews/", needs="see_interviews", title="Interview days")
def start(request: HttpRequest, access: Access) -> dict:
    return {"rounds": rounds(access)}
