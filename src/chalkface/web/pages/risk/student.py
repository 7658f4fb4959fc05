"""What the risk indicator says of one student and why, rule by rule; a person may say otherwise. Each look is kept."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.risk import BAND_TITLES, STATE_WORDS
from chalkface.operations.risk import lift_otherwise, look_at_risk, say_otherwise
from chalkface.queries.risk.bands import said_of
from chalkface.queries.risk.explained import explained
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

USUAL = timedelta(days=120)
OPENED = "Opened the explanation of one student"


@page("risk/students/<int:student>/", needs="see_risk", title="Why this band", methods=("GET", "POST"), confirms=True)
def student(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    found = explained(access, student)
    if found is None:
        raise Http404
    errors, status = [], 200
    if request.method == "POST":
        try:
            _say(request, access, student)
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            return redirect(request.path)
    look_at_risk(access, student_ids=[student], reason=OPENED)
    said = said_of(access, student)
    return {
        "status": status,
        "errors": errors,
        "given": request.POST,
        "found": found,
        "said": said,
        "current": next((one for one in said if one.is_current), None),
        "states": STATE_WORDS,
        "band_titles": BAND_TITLES,
        "bands": [{"value": code, "label": title} for code, title in BAND_TITLES.items()],
        "until": access.on + USUAL,
        "may_keep": access.may("keep_risk"),
    }


def _say(request: HttpRequest, access: Access, student: int) -> None:
    if "lift" in request.POST:
        lift_otherwise(access, student_id=student)
        say(request, "That is lifted: the indicator’s own band holds again.")
        return
    answers = Answers(request.POST)
    band = answers.choice("band", "The band", BAND_TITLES, required=True)
    because = answers.text("because", "Why", required=True, limit=500)
    until = answers.day("until", "Until when", required=True)
    answers.check()
    say_otherwise(access, student_id=student, band=band, because=because, until=until)
    say(request, "That is kept, and holds instead of the indicator’s band.")
