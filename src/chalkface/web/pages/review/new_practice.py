"""Noting good practice: what it is, who does it and where, and which statement it answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.practices import note_practice
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page, say
from chalkface.web.statement_choices import statement_choices

FIELDS = ("title", "who", "place", "what", "framework", "statement")


@page("review/practices/new/", needs="note_practice", title="Note good practice", methods=("GET", "POST"))
def new_practice(request: HttpRequest, access: Access) -> dict | HttpResponse:
    school = school_at_door(access.school_id)
    given = request.POST if request.method == "POST" else request.GET
    asked, _, _ = given.get("statement", "").rpartition(":")
    framework = asked or given.get("framework", "")
    framework = framework if framework in frameworks() else school.framework
    context = {"given": given, "framework": framework, "statements": statement_choices(framework), "errors": []}
    if request.method != "POST":
        return context
    try:
        new = {name: given.get(name, "") for name in FIELDS} | {"framework": framework}
        made = note_practice(access, **new)
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    say(request, "It is noted.")
    return redirect(reverse("review.practice", kwargs={"school": school.slug, "practice": made}))
