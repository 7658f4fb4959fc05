"""The risk-of-NEET indicator: what it is and is not, which model is in use, and how many are in each band."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.risk import BAND_TITLES, BANDS
from chalkface.operations.risk import score_students
from chalkface.operations.risk_models import adopt_model
from chalkface.queries.risk.fairness import this_year
from chalkface.queries.risk.models import held_models, in_use, to_adopt
from chalkface.web.page import page, say


@page("risk/", needs="see_risk_model", title="Risk of NEET", methods=("GET", "POST"))
def start(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "POST":
        return _act(request, access)
    return {
        "bands": this_year(access),
        "band_titles": [BAND_TITLES[band] for band in BANDS],
        "models": held_models(),
        "used": in_use(access.on),
        "to_adopt": to_adopt(),
        "may_keep": access.may("keep_risk"),
        "sees_names": access.may("see_risk"),
    }


def _act(request: HttpRequest, access: Access) -> HttpResponse:
    if "adopt" in request.POST:
        number = adopt_model(access, code=request.POST["adopt"])
        say(request, "The model is copied for your school. Look at its points, then say from when it is in use.")
        return redirect(reverse("risk.model", kwargs={**request.resolver_match.kwargs, "risk_model": number}))
    used = in_use(access.on)
    if used is None:
        raise Refused("No model is in use today: open one and say from when.")
    many = score_students(access, risk_model=used.id)
    say(request, f"{many:,} {'student was' if many == 1 else 'students were'} scored.")
    return redirect(request.path)
