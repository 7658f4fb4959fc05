"""Who of a tutor group has a way in to their own pages, and who needs a slip."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.tutor_groups import reading_order
from chalkface.operations.passes import cancel_passes
from chalkface.queries.passes import tutor_groups, ways_in
from chalkface.web.page import page, say


@page("students/passes/", needs="see_passes", title="Ways in", methods=("GET", "POST"))
def passes(request: HttpRequest, access: Access) -> dict | HttpResponse:
    groups = sorted(tutor_groups(access), key=reading_order)
    asked = request.POST.get("group") or request.GET.get("group") or ""
    group = asked if asked in groups else (groups[0] if groups else "")
    context = {"groups": groups, "group": group, "lines": ways_in(access, group) if group else (), "errors": []}
    if request.method == "GET":
        return context
    sent = request.POST.get("student", "")
    try:
        cancel_passes(access, student_id=int(sent) if sent.isdecimal() and len(sent) < 16 else 0)
    except Refused as refused:
        return {**context, "errors": [("main", refused.sentence)], "status": 422}
    say(request, "Their slips no longer work, and a visit that was going on has ended.")
    return redirect(reverse("students.passes", kwargs={"school": request.resolver_match.kwargs["school"]}) + f"?group={group}")
