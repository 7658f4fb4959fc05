"""An adviser, a room or a student is not there: the round is mended."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.interview_days import report_absence
from chalkface.queries.interviews import round_card
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.pages.interviews.round import repaired_words


@page("interviews/<int:round>/absence/", needs="plan_interviews", title="Somebody is away", methods=("GET", "POST"))
def absence(request: HttpRequest, access: Access, round: int) -> dict | HttpResponse:
    card = round_card(access, round)
    if card is None:
        raise Http404
    ahead = [one for one in card.coming if one.state == "booked" and one.on >= access.on]
    who = [(f"adviser:{name}", f"Adviser: {name}") for name in card.advisers]
    who += [(f"room:{name}", f"Room: {name}") for name in card.rooms]
    students = {one.student_id: f"{one.name}, {one.tutor_group}" for one in ahead}
    context = {
        "card": card,
        "who": [{"value": value, "label": label} for value, label in who],
        "students": [{"value": number, "label": label} for number, label in sorted(students.items(), key=lambda one: one[1])],
        "given": {},
        "errors": [],
    }
    if request.method != "POST":
        return context
    try:
        answers = Answers(request.POST)
        on = answers.day("on", "The day", required=True)
        student = answers.number_of("student", "The person", students)
        kind, _, name = answers.choice("who", "Who or what", [value for value, _ in who]).partition(":")
        if bool(kind) == bool(student):
            answers.wrong("who", "Choose an adviser or a room, or one person: one of the two.")
        answers.check()
        absent = {"student_id": student} if student else {kind: name}
        done = report_absence(access, round_id=round, on=on, **absent)
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, repaired_words(done))
    return redirect("interviews.round", school=request.resolver_match.kwargs["school"], round=round)
