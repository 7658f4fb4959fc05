"""Two questions about something the student was at."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.own import reflect as keep
from chalkface.queries.own_pages import done
from chalkface.web.own_door import own_student
from chalkface.web.own_forms import form_key, sent_key
from chalkface.web.page import own_page, say


@own_page("reflect/<int:activity>/", needs="keep_own", title="What it showed me", methods=("GET", "POST"))
def reflect(request: HttpRequest, access: Access, activity: int) -> dict | HttpResponse:
    number = own_student(request, access)
    thing = next((one for one in done(access, number) if one.activity == activity), None)
    if thing is None:
        raise Http404
    given = {"showed": thing.showed, "next_step": thing.next_step}
    context = {"thing": thing, "given": given, "errors": [], "key": form_key(request)}
    if request.method == "GET":
        return context
    given = {name: request.POST.get(name, "") for name in given}
    try:
        keep(access, student_id=number, key=sent_key(request), activity_id=activity, **given)
    except Refused as refused:
        return {**context, "given": given, "errors": refused.errors, "status": 422}
    say(request, "Kept. It is in your words for a CV now, and your tutor can read it.")
    return redirect("my.did", school=request.resolver_match.kwargs["school"])
