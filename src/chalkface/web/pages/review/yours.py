"""What was asked of the person's own posts."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.queries.voices import own_asks
from chalkface.web.page import page


@page("review/yours/", needs="answer_ask", title="Asked of you")
def yours(request: HttpRequest, access: Access) -> dict:
    return {"asks": own_asks(access), "framework": school_at_door(access.school_id).framework}
