"""The register of an interview day, on a phone: who came, who did not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.interview_days import MARKS, mark_register
from chalkface.queries.interviews import round_card
from chalkface.web.page import page, say


@page("interviews/<int:round>/register/", needs="mark_interviews", title="Register", methods=("GET", "POST"))
def register(request: HttpRequest, access: Access, round: int) -> dict | HttpResponse:
    card = round_card(access, round)
    if card is None:
        raise Http404
    days = {day.isoformat(): coming for day, coming in card.days if day <= access.on}
    sent = request.GET.get("day", "")
    chosen = sent if sent in days else next(reversed(days), "")
    coming = days.get(chosen, [])
    marks = {one.id: one.state for one in coming}
    errors, status = [], 200
    if request.method == "POST":
        given = {number: request.POST.get(f"mark-{number}", state) for number, state in marks.items()}
        try:
            changed = mark_register(access, round_id=round, marks=given)
        except Refused as refused:
            errors, status, marks = refused.errors, 422, {**marks, **{k: v for k, v in given.items() if v in MARKS}}
        else:
            say(request, f"The register is saved: {changed} {'mark' if changed == 1 else 'marks'} changed.")
            slug = request.resolver_match.kwargs["school"]
            return redirect(reverse("interviews.register", kwargs={"school": slug, "round": round}) + f"?day={chosen}")
    return {
        "card": card, "day": coming[0].on if coming else None, "coming": coming, "marks": marks, "errors": errors,
        "days": [{"value": one, "label": f"{who[0].on:%a %-d %b}"} for one, who in days.items()], "status": status,
        "counts": [sum(one.state == state for one in coming) for state in ("came", "missed", "booked")],
    }  # fmt: skip
