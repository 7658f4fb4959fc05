"""How much each reason of "who next" weighs at this school, and how many students each is true of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.who_next import MOST_WEIGHT, reasons
from chalkface.operations.who_next import PREFIX, set_weights
from chalkface.queries.who_next import touched
from chalkface.queries.who_next.standing import edition_of_weights
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("guidance/next/weights/", needs="set_weights", title="What counts in who next", methods=("GET", "POST"))
def weights(request: HttpRequest, access: Access) -> dict | HttpResponse:
    errors, status = [], 200
    if request.method == "POST":
        try:
            changed = set_weights(access, **_asked(request))
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, f"{changed} {'weight was' if changed == 1 else 'weights were'} changed.")
            return redirect(request.path)
    return {
        "status": status,
        "errors": errors,
        "given": request.POST,
        "reasons": touched(access),
        "prefix": PREFIX,
        "edition": request.POST.get("edition") or edition_of_weights(),
    }


def _asked(request: HttpRequest) -> dict:
    """The weights that the form asks for; the button "as shipped" asks for those of the content."""
    answers = Answers(request.POST)
    if "shipped" in request.POST:
        return {"weights": {code: one.weight for code, one in reasons().items()}, "edition": answers.edition}
    asked = {
        code: answers.whole(PREFIX + code, f"The weight of “{one.title}”", required=True, most=MOST_WEIGHT)
        for code, one in reasons().items()
        if PREFIX + code in request.POST
    }
    answers.check()
    return {"weights": asked, "edition": answers.edition}
