"""Planning a lesson link: subject, year group, term, what it is and what it links to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.lessons import write_lesson
from chalkface.queries.schools import school_at_door
from chalkface.web.forms import Answers
from chalkface.web.lesson_form import lesson_choices, read_lesson
from chalkface.web.page import page, say
from chalkface.web.school_years import any_year


@page("programme/lessons/new/", needs="edit_programme", title="Plan a lesson link", methods=("GET", "POST"))
def new_lesson(request: HttpRequest, access: Access) -> dict | HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    year = any_year(given.get("of", ""), access.year)
    context = {"given": given, "year": year, "errors": [], **lesson_choices(year)}
    if request.method != "POST":
        return context
    try:
        made = write_lesson(access, academic_year=year, **read_lesson(Answers(request.POST)))
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    say(request, "The lesson link is on the map.")
    return redirect(reverse("programme.lesson", kwargs={"school": school_at_door(access.school_id).slug, "lesson": made}))
