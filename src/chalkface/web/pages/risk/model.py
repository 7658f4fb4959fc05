"""One risk model: its tests, points and bands, to read, and for those who keep it to change."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.risk import BAND_TITLES, MOST_POINTS, TESTS, Rule, risk_facts
from chalkface.operations.risk_models import change_model, flat
from chalkface.queries.risk.models import held_model
from chalkface.queries.year_groups import year_words
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("risk/model/<int:risk_model>/", needs="see_risk_model", title="A risk model", methods=("GET", "POST"))
def model(request: HttpRequest, access: Access, risk_model: int) -> dict | HttpResponse:
    held = held_model(risk_model)
    if held is None:
        raise Http404
    errors, status = [], 200
    if request.method == "POST":
        try:
            changed = change_model(
                access, risk_model=risk_model, answers=request.POST.dict(), edition=Answers(request.POST).edition
            )
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            say(request, "The model is saved. Scores change when everybody is scored again." if changed else "Nothing changed.")
            return redirect(request.path)
    now = flat(held.model, held.in_use_from)
    return {
        "status": status,
        "errors": errors,
        "held": held,
        "values": now | {name: text for name, text in request.POST.items() if name in now},
        "rules": [_shown(rule) for rule in held.model.rules],
        "band_titles": BAND_TITLES,
        "most": MOST_POINTS,
        "may_keep": access.may("keep_risk"),
    }


def _shown(rule: Rule) -> dict:
    fact = risk_facts()[rule.fact]
    unit = {"percent": "%", "level": "level"}.get(fact.unit, "")
    return {
        "rule": rule,
        "fact": fact,
        "test": "is yes" if rule.test == "is" else TESTS[rule.test],
        "unit": unit,
        "years": year_words(rule.years),
    }
