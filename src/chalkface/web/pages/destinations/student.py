"""One student's way from an intention to a destination, and the forms to write it down."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.applications import add_step, change_application, record_application, record_intention
from chalkface.operations.destinations import record_destination, remove_destination
from chalkface.queries.student_card import student_card
from chalkface.queries.student_chain import StudentChain, student_chain
from chalkface.web.destination_form import entry_of, guide, options, route_options
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

TITLE = "From intention to destination"


@page("destinations/students/<int:student>/", needs="see_aspirations", title=TITLE, methods=("GET", "POST"))
def student(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    card = student_card(access, student)
    if card is None:
        raise Http404
    found = student_chain(access, student)
    errors, status, deed = [], 200, request.POST.get("deed", "")
    if request.method == "POST":
        answers = Answers(request.POST)
        try:
            if deed not in DEEDS:
                raise Refused("That is not something this page can do.")
            sentence = DEEDS[deed](access, student, answers, found)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, sentence)
            return redirect("destinations.student", school=request.resolver_match.kwargs["school"], student=student)
    which = deed + (request.POST.get("application", "") if deed in ("step", "mend") else "")
    return {
        "status": status,
        "errors": [(f"{which}-{name}" if name else "", sentence) for name, sentence in errors],
        "wrong": dict(errors),
        "deed": which if errors else "",
        "given": request.POST if errors else {},
        "card": card,
        "found": found,
        "options": options(),
        "intended": route_options(undecided=True),
        "guide": guide(),
        "may_write": access.may("keep_aspirations"),
        "may_record": access.may("keep_destinations"),
        "may_apply": card.year_group in (11, 13),
        "sees_choices": access.may("see_sharing"),
        "sees_calendar": access.may("see_destinations"),
    }


def _place(answers: Answers) -> dict:
    return {
        "route": answers.text("route", "The route", limit=40),
        "provider": answers.text("provider", "The place", limit=300),
        "course": answers.text("course", "The course", limit=300),
        "level": answers.whole("level", "The level", most=8),
    }


def _sure(answers: Answers) -> dict:
    return {
        "source": answers.text("source", "The source", limit=40),
        "confidence": answers.text("confidence", "How sure", limit=40),
    }


def _intention(access: Access, student: int, answers: Answers, _: StudentChain) -> str:
    given = {**_place(answers), **_sure(answers), "recorded_on": answers.day("recorded_on", "The day")}
    answers.check()
    record_intention(access, student_id=student, **given)
    return "The intention is written down."


def _application(access: Access, student: int, answers: Answers, _: StudentChain) -> str:
    given = {**_place(answers), **_sure(answers), "on": answers.day("on", "The day")}
    given["choice"] = answers.whole("choice", "The choice", least=1, most=9) or 1
    given["step"] = answers.text("step", "The step", limit=40) or "applied"
    answers.check()
    record_application(access, student_id=student, **given)
    return "The application is written down."


def _of(answers: Answers, found: StudentChain) -> int:
    number = answers.number_of("application", "The application", [one.id for one in found.applications], required=True)
    answers.check()
    return number


def _step(access: Access, student: int, answers: Answers, found: StudentChain) -> str:
    number, step, on = _of(answers, found), answers.text("step", "The step", required=True), answers.day("on", "The day")
    sure = _sure(answers)
    answers.check()
    add_step(access, application_id=number, step=step, on=on, **sure)
    return "The step is added."


def _mend(access: Access, student: int, answers: Answers, found: StudentChain) -> str:
    number, given = _of(answers, found), _place(answers)
    choice = answers.whole("choice", "The choice", least=1, most=9) or 1
    answers.check()
    change_application(access, application_id=number, edition=answers.edition, choice=choice, **given)
    return "The application is changed."


def _leaving(answers: Answers, found: StudentChain) -> dict[str, int]:
    known = {f"{one.stage}-{one.academic_year}": one for one in found.leavings}
    chosen = answers.choice("leaving", "Which year", known, required=True)
    answers.check()
    return {"stage": known[chosen].stage, "academic_year": known[chosen].academic_year}


def _destination(access: Access, student: int, answers: Answers, found: StudentChain) -> str:
    leaving = _leaving(answers, found)
    seen = answers.whole(f"seen-{leaving['stage']}-{leaving['academic_year']}", "The record", most=2**62) or 0
    entry = entry_of(answers, student, seen)
    answers.check()
    made = record_destination(access, **leaving, entry=entry)
    return "The destination is recorded." if made else "That was known already: nothing was changed."


def _remove(access: Access, student: int, answers: Answers, found: StudentChain) -> str:
    numbers = [one.id for _, one in found.destinations]
    number = answers.number_of("destination", "The record", numbers, required=True)
    answers.check()
    remove_destination(access, destination_id=number, reason=answers.text("reason", "The reason"))
    return "The record is taken out."


DEEDS: dict[str, Callable[[Access, int, Answers, StudentChain], str]] = {
    "intention": _intention,
    "application": _application,
    "step": _step,
    "mend": _mend,
    "destination": _destination,
    "remove": _remove,
}
