"""A new objective, from nothing or in one step from a statement that is not met."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.objectives import answer_finding, write_objective
from chalkface.queries.direction import objective_options
from chalkface.queries.schools import school_at_door
from chalkface.queries.suggestions import Suggestion, suggestion
from chalkface.web.forms import Answers, whole_number
from chalkface.web.objective_form import STATUSES, choices, read
from chalkface.web.page import page, say


@page("direction/objectives/new/", needs="edit_direction", title="A new objective", methods=("GET", "POST"))
def new_objective(request: HttpRequest, access: Access) -> dict | HttpResponse:
    framework, statement = _statement(request)
    offered = choices(access)
    context = {
        "framework": framework,
        "statement": statement,
        "choices": offered,
        "statuses": STATUSES,
        "others": objective_options() if statement else [],
        "errors": [],
    }
    if request.method == "GET":
        students = "pupils" if school_at_door(access.school_id).says_pupil else "students"
        start = suggestion(access, framework, statement, students=students) if statement else None
        return {**context, "given": _given(start)}
    try:
        number = _do(request, access, framework, statement, offered)
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    return redirect("direction.objective", school=request.resolver_match.kwargs["school"], objective=number)


def _statement(request: HttpRequest) -> tuple[str, str]:
    framework, statement = request.GET.get("framework", ""), request.GET.get("statement", "")
    if not framework and not statement:
        return "", ""
    if framework not in frameworks() or statement not in frameworks()[framework].statements:
        raise Http404
    return framework, statement


def _given(start: Suggestion | None) -> dict[str, object]:
    if start is None:
        return {"status": "draft"}
    return {
        "title": start.title,
        "problem": start.problem,
        "student_group": start.student_group,
        "outcome": start.outcome,
        "indicator": start.indicator,
        "target_percent": "" if start.target_percent is None else start.target_percent,
        "target_on": start.target_on.isoformat(),
        "status": "draft",
    }


def _do(request: HttpRequest, access: Access, framework: str, statement: str, offered: dict[str, list]) -> int:
    """Write the objective, or add the finding to one there is; returns its number. Raises ``Refused``."""
    if request.POST.get("deed") == "add" and statement:
        number = whole_number(request.POST.get("objective", ""), "The objective")
        answer_finding(access, objective_id=number, framework=framework, statement=statement)
        say(request, "The finding is added to this objective.")
        return number
    answers = Answers(request.POST)
    new = read(answers, offered)
    status = answers.choice("status", "The status", [one["value"] for one in STATUSES], required=True)
    answers.check()
    findings = ((framework, statement),) if statement else ()
    number = write_objective(access, **new, status=status, findings=findings)
    say(request, "The objective is written. Its baseline is the figure of today." if new["indicator"] else "It is written.")
    return number
