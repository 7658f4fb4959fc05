"""Writing an outcome of the school's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.years import YEAR_GROUPS
from chalkface.frameworks.outcome_sets import ANY_TERM, TERMS, areas, term_words
from chalkface.operations.outcomes import write_outcome
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


def choices() -> dict[str, object]:
    """The answers of the selects of an outcome's form."""
    return {
        "areas": [{"value": one.code, "label": one.name} for one in areas().values()],
        "year_groups": [{"value": one, "label": f"Year {one}"} for one in YEAR_GROUPS],
        "terms": [{"value": one, "label": term_words(one).capitalize()} for one in (ANY_TERM, *TERMS)],
    }


def place_of(answers: Answers) -> dict[str, object]:
    """Year group, area, term and wording as the form sent them."""
    return {
        "wording": answers.text("wording", "The outcome", required=True, limit=1_000),
        "year_group": answers.number_of("year_group", "The year group", YEAR_GROUPS, required=True),
        "area": answers.choice("area", "The area", areas(), required=True),
        "term": answers.number_of("term", "The term", (ANY_TERM, *TERMS)) or ANY_TERM,
    }


@page("outcomes/new/", needs="edit_outcomes", title="Write an outcome", methods=("GET", "POST"))
def new(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "GET":
        return {**choices(), "given": request.GET, "errors": []}
    try:
        answers = Answers(request.POST)
        place, code = place_of(answers), answers.text("code", "The code", limit=40)
        answers.check()
        row = write_outcome(access, **place, code=code)
    except Refused as refused:
        return {**choices(), "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, f"The outcome is written, with the code {row.code}.")
    return redirect("outcomes.outcome", school=request.resolver_match.kwargs["school"], outcome=row.pk)
