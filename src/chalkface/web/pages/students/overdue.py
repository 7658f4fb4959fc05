"""What was agreed with students and is past its date: one list to work from."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.overdue import overdue_actions
from chalkface.web.page import page
from chalkface.web.paging import page_number


@page("students/overdue/", needs="see_guidance", title="Agreed, and past its date")
def overdue(request: HttpRequest, access: Access) -> dict:
    return {"found": overdue_actions(access, page_number(request.GET.get("page", "")))}
