"""Good practice: what is done well, by whom and where, and who wants to take it up."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.practices import practices as all_practices
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page


@page("review/practices/", needs="answer_ask", title="Good practice")
def practices(request: HttpRequest, access: Access) -> dict:
    return {"practices": all_practices(access), "framework": school_at_door(access.school_id).framework}
