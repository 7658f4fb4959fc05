"""One survey: how many answered, and what they said."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.disclosure import Hidden
from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.surveys import close_survey
from chalkface.queries.surveys import PER_PAGE, Results, group_choices, results, who_answered
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.paging import page_number


def _sentence(found: Results) -> str:
    """What the survey says in one sentence: how many answered, or the question to which fewest said yes."""
    if not found.fewest:
        return ""
    question, count = found.fewest[0]
    # What is hidden may be of fewer: nothing is said of all then.
    fewest = "Of what is shown, fewest" if any(isinstance(line.total, Hidden) for line in found.lines) else "Fewest"
    return f"{fewest} said yes to “{question.short}”: {count} of those who answered."


@page("surveys/<int:survey>/", needs="see_survey_results", title="What they said", methods=("GET", "POST"))
def survey(request: HttpRequest, access: Access, survey: int) -> dict | HttpResponse:
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        if not access.may("run_surveys"):
            raise NotAllowed(f"{access.role} may not close surveys")
        try:
            if request.POST.get("sure") != "yes":
                raise Refused("Say that it may be closed for good: it cannot be opened again.", field="sure")
            close_survey(access, survey_id=survey, edition=Answers(request.POST).edition)
        except Refused as refused:
            errors = refused.errors
        else:
            say(request, "The survey is closed: nobody answers any more, and what was said can be read.")
            return redirect("surveys.survey", school=request.resolver_match.kwargs["school"], survey=survey)
    found = results(access, survey, request.GET.get("by", ""))
    if found is None:
        raise Http404
    number = page_number(request.GET.get("page", ""))
    names, many = who_answered(access, survey, number)
    return {
        "found": found,
        "line": found.survey,
        "sentence": _sentence(found),
        "groups": group_choices(),
        "names": names,
        "many": many,
        "at": number,
        "pages": -(-many // PER_PAGE),
        "errors": errors,
        "status": 422 if errors else 200,
    }
