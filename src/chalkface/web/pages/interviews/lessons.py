"""Lessons that tutor groups are not to be taken out of."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.interview_lines import WEEKDAYS, read_lessons
from chalkface.operations.interviews import Lesson, drop_lesson, keep_lessons
from chalkface.queries.interviews import kept_lessons
from chalkface.web.forms import row_number
from chalkface.web.page import page, say


@page("interviews/lessons/", needs="plan_interviews", title="Lessons not to be missed", methods=("GET", "POST"))
def lessons(request: HttpRequest, access: Access) -> dict | HttpResponse:
    kept = kept_lessons(access)
    groups = [(group, list(lines)) for group, lines in groupby(kept, key=lambda line: line[1])]
    names = [group for group, _ in groups]
    chosen = request.GET.get("group", "")
    chosen = chosen if chosen in names else next(iter(names), "")
    context = {
        "names": names,
        "chosen": chosen,
        "lines": dict(groups).get(chosen, []),
        "total": len(kept),
        "weekdays": WEEKDAYS,
        "given": {},
        "errors": [],
    }
    if request.method != "POST":
        return context
    try:
        if drop := row_number(request.POST.get("drop", "")):
            drop_lesson(access, lesson_id=drop)
            say(request, "That period is free again.")
        else:
            read = [Lesson(*line) for line in read_lessons(request.POST.get("lines", ""))]
            number = keep_lessons(access, lessons=read, replaces=bool(request.POST.get("replaces")))
            say(request, f"{number} {'lesson is' if number == 1 else 'lessons are'} kept.")
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    return redirect(request.get_full_path())
