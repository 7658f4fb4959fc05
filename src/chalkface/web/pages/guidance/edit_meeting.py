"""Mending what was written down of a meeting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.confidentiality import notice_of
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.guidance import edit_meeting as change
from chalkface.queries.guidance import MeetingCard, meeting_card
from chalkface.queries.schools import school_at_door
from chalkface.web.forms import Answers
from chalkface.web.meeting_form import CAME_OPTIONS, read_meeting
from chalkface.web.page import page, say


def _given(card: MeetingCard) -> dict:
    return {
        "met_on": card.met_on.isoformat(),
        "attended": {True: "yes", False: "no", None: ""}[card.attended],
        "minutes": "" if card.minutes is None else card.minutes,
        "adviser_level": "" if card.adviser_level is None else card.adviser_level,
        "shared": card.shared,
        "edition": card.edition,
    }


@page("guidance/meetings/<int:meeting>/edit/", needs="keep_guidance", title="Change a meeting", methods=("GET", "POST"))
def edit_meeting(request: HttpRequest, access: Access, meeting: int) -> dict | HttpResponse:
    card = meeting_card(access, meeting, whole=False)
    if card is None:
        raise Http404
    school = school_at_door(access.school_id)
    context = {"card": card, "came": CAME_OPTIONS, "notice": notice_of(school.confidentiality), "errors": []}
    if request.method == "GET":
        return {**context, "given": _given(card)}
    try:
        answers = Answers(request.POST)
        new = read_meeting(answers)
        answers.check()
        change(access, meeting_id=meeting, edition=answers.edition, **new)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "The meeting is kept as you changed it.")
    return redirect("guidance.meeting", school=school.slug, meeting=meeting)
