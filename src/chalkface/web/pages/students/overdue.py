"""What was agreed and is past its date: the address it once had leads to the list of the loop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page


@page("students/overdue/", needs="see_guidance", title="Agreed, and past its date")
def overdue(request: HttpRequest, access: Access) -> HttpResponse:
    needs = reverse("guidance.needs", kwargs={"school": school_at_door(access.school_id).slug})
    return redirect(f"{needs}?filter=overdue")
