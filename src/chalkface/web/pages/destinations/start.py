"""The calendar of the year's work on intentions and destinations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.destinations_calendar import COUNTS
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.work_days import set_work_day
from chalkface.queries.work_of_year import year_of_work
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("destinations/", needs="see_destinations", title="Destinations", methods=("GET", "POST"), menu="Destinations", order=77)
def start(request: HttpRequest, access: Access) -> dict | HttpResponse:
    errors, status = [], 200
    if request.method == "POST":
        answers = Answers(request.POST)
        try:
            due, done = answers.day("due_on", "The day", required=True), answers.day("done_on", "The day it was done")
            answers.check()
            work = request.POST.get("work", "")
            set_work_day(access, academic_year=access.year, work=work, due_on=due, done_on=done, edition=answers.edition)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, "The day is saved.")
            return redirect("destinations.start", school=request.resolver_match.kwargs["school"])
    return {
        "status": status,
        "errors": [(f"{name}-{request.POST.get('work', '')}" if name else "", sentence) for name, sentence in errors],
        "given": request.POST if errors else {},
        "found": year_of_work(access),
        "counts": COUNTS,
        "may_set": access.may("keep_destinations"),
        "may_record": access.may("keep_destinations"),
        "may_send": access.may("export_to_authority"),
    }
