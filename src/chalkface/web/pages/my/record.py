"""What the school holds about me: details, what happened, what I answered. Wrong details are put right by the school."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.own_record import own_record
from chalkface.web.own_door import own_student
from chalkface.web.page import own_page


@own_page("record/", needs="see_identity", title="My record")
def record(request: HttpRequest, access: Access) -> dict:
    return {"found": own_record(access, own_student(request, access))}
