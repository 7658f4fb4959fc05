"""One objective: how far it is, what it answers, what it is reached by, who does what, and its history."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.objectives import (
    answer_finding,
    close_objective,
    drop_finding,
    reopen_objective,
    set_baseline,
)
from chalkface.queries.direction import ObjectiveCard, objective_card
from chalkface.queries.schools import school_at_door
from chalkface.queries.telling import told
from chalkface.web.forms import Answers, whole_number
from chalkface.web.page import page, say

LETTERS = {"R": "does the work", "A": "answers for it", "C": "is asked", "I": "is told"}
SHORT = 90


@page("direction/objectives/<int:objective>/", needs="see_plan", title="An objective", methods=("GET", "POST"))
def objective(request: HttpRequest, access: Access, objective: int) -> dict | HttpResponse:
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            say(request, _do(request, access, objective))
            return redirect(request.path)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors = refused.errors
    school = school_at_door(access.school_id)
    card = objective_card(access, objective, school=school)
    if card is None:
        raise Http404
    return {
        "card": card,
        "one": card.line,
        "told": told(card.history),
        "letters": LETTERS,
        "statements": _statements(school.framework, card) if access.may("edit_direction") else [],
        "given": request.POST,
        "errors": errors,
        "status": 422 if errors else 200,
    }


def _statements(framework: str, card: ObjectiveCard) -> list[dict[str, str]]:
    """The statements of the school's edition that the objective does not answer yet."""
    edition = frameworks()[framework]
    answered = {(one.framework, one.statement) for one in card.findings}
    return [
        {"value": f"{edition.code}:{code}", "label": _short(f"{code} {one.text}")}
        for code, one in edition.statements.items()
        if (edition.code, code) not in answered
    ]


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"


def _do(request: HttpRequest, access: Access, objective: int) -> str:
    """Do what the form asks; returns what to say. Raises ``Refused``."""
    answers = Answers(request.POST)
    match request.POST.get("deed"):
        case "close":
            close_objective(
                access, objective_id=objective, edition=answers.edition, reason=answers.text("closed_because", "The reason")
            )
            return "The objective is closed."
        case "reopen":
            reopen_objective(access, objective_id=objective, edition=answers.edition)
            return "The objective is taken up again."
        case "answer":
            framework, _, statement = answers.text("statement", "The statement").partition(":")
            answer_finding(access, objective_id=objective, framework=framework, statement=statement)
            return "The finding is added, with its sentence of today."
        case "drop":
            drop_finding(access, finding_id=whole_number(request.POST.get("finding", ""), "The finding"))
            return "The finding is taken away."
        case "baseline":
            day = answers.day("baseline_on", "The day")
            answers.check()
            kept = set_baseline(access, objective_id=objective, on=day)
            return "The baseline is measured." if kept else "The figure of that day is hidden, so no number is kept."
    raise Refused("Choose what to do with the objective.")
