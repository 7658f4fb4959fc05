"""Where the school stands today, written from its records; the sentences can be taken into the direction."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.standing import current_state
from chalkface.web.page import page


@page("direction/standing/", needs="see_plan", title="What the records say today")
def standing(request: HttpRequest, access: Access) -> dict:
    return {"sentences": current_state(access, access.on)}
