"""One round: how good its schedule is, who comes when, who has no time and why."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.csv_cells import csv_text
from chalkface.core.errors import Refused
from chalkface.core.interview_planning.model import OTHER_ADVISER, RATHER_NOT
from chalkface.operations.interview_days import Repaired, give_time, lock, rebook, tell
from chalkface.operations.interview_tasks import enqueue_plan
from chalkface.operations.interviews import ADVISERS, set_wishes
from chalkface.queries.interviews import RoundCard, planning, round_card
from chalkface.queries.people import members_to_name
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

SHOWN = 60
STATES = {"booked": "booked", "came": "came", "missed": "did not come"}


def day_shown(card: RoundCard, sent: str, today: date) -> int:
    """Which of the round's days an address asks for; otherwise the next one, and the last when all are over."""
    days = [day.isoformat() for day, _ in card.days]
    if sent in days:
        return days.index(sent)
    return next((number for number, (day, _) in enumerate(card.days) if day >= today), len(days) - 1)


@page("interviews/<int:round>/", needs="see_interviews", title="A round of interviews", methods=("GET", "POST"))
def round_(request: HttpRequest, access: Access, round: int) -> dict | HttpResponse:
    card = round_card(access, round)
    if card is None:
        raise Http404
    if request.GET.get("as") == "csv":
        return _as_csv(card)
    may_plan = access.may("plan_interviews")
    number = day_shown(card, request.GET.get("day", ""), access.on)
    day, coming = card.days[number] if card.days else (None, [])
    people = {one.student_id: one.name for one in (*card.waiting, *(one for one in coming if one.state == "booked"))}
    advisers = [(number, name) for number, _, name in members_to_name(access, ADVISERS)] if may_plan else []
    context = {
        "card": card,
        "day": day,
        "coming": coming,
        "days": [{"value": one.isoformat(), "label": f"{one:%a %-d %b}, {len(who)}"} for one, who in card.days],
        "states": STATES,
        "waiting": card.waiting[:SHOWN],
        "planning": planning(access, round) if may_plan else "",
        "people": [{"value": who, "label": name} for who, name in people.items()],
        "free": [{"value": one.id, "label": _time(one)} for one in card.free[:SHOWN]],
        "advisers": [{"value": number, "label": name} for number, name in advisers],
        "prices": (OTHER_ADVISER, RATHER_NOT),
        "given": {},
        "errors": [],
    }
    if request.method != "POST":
        return context
    try:
        say(request, _done(request, access, card, {number for number, _ in advisers}))
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    here = reverse("interviews.round", kwargs={"school": request.resolver_match.kwargs["school"], "round": round})
    return redirect(f"{here}?day={day.isoformat()}" if day else here)


def repaired_words(done: Repaired) -> str:
    """What came of looking for new times, in a sentence."""
    found = f"{done.placed} of {done.displaced} found a new time"
    moved = f"{done.others} other{'' if done.others == 1 else 's'} moved for it"
    return f"{found}; {moved}." + ("" if not done.unplaced else " Those without a time are listed with the reason.")


def _time(one) -> str:
    return f"{one.on:%a %-d %b}, period {one.period}, {one.adviser}"


def _done(request: HttpRequest, access: Access, card: RoundCard, advisers: set[int]) -> str:
    answers, what = Answers(request.POST), request.POST.get("do", "")
    if what == "plan":
        enqueue_plan(access, round_id=card.id)
        return "The round is being planned. That takes some seconds; open the page again to see the schedule."
    if what == "tell":
        tell(access, round_id=card.id)
        return "The round is told: students and tutors see the times now."
    if what == "rebook":
        return repaired_words(rebook(access, round_id=card.id))
    if what in ("lock", "unlock"):
        number = answers.number_of("appointment", "The appointment", [one.id for one in card.coming], required=True)
        answers.check()
        lock(access, appointment_id=number, locked=what == "lock")
        kept = "The time is locked: it stays when the round is planned again."
        return kept if what == "lock" else "The time is free to move."
    known = [one.student_id for one in (*card.waiting, *card.coming)]
    student = answers.number_of("student", "The person", known, required=True)
    if what == "wishes":
        adviser = answers.number_of("adviser", "The adviser", advisers)
        priority = answers.whole("priority", "Urgency", required=True, most=9)
        answers.check()
        set_wishes(
            access, round_id=card.id, student_id=student, priority=priority, adviser_account=adviser,
            needs_access=bool(request.POST.get("needs_access")),
        )  # fmt: skip
        return "That is kept, and counts when the round is planned."
    slot = answers.number_of("slot", "The time", [one.id for one in card.free], required=True)
    answers.check()
    give_time(access, round_id=card.id, student_id=student, slot_id=slot)
    return "The new time is kept."


def _as_csv(card: RoundCard) -> HttpResponse:
    headings = ("Name", "Tutor group", "Day", "Period", "From", "Until", "Room", "Adviser", "State")
    lines = [
        (
            one.name, one.tutor_group, one.on.isoformat(), str(one.period),
            f"{one.starts_at:%H:%M}" if one.starts_at else "", f"{one.ends_at:%H:%M}" if one.ends_at else "",
            one.room, one.adviser, STATES[one.state],
        )
        for one in card.coming
    ]  # fmt: skip
    response = HttpResponse(csv_text(headings, lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="interviews.csv"'
    return response
