"""Links and QR codes to a survey of parents, staff or partners: made, printed from the answer, cancelled."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.survey_links import cancel_survey_link, make_survey_links
from chalkface.queries.survey_links import links_of
from chalkface.queries.surveys import survey_line
from chalkface.web.forms import row_number
from chalkface.web.own_forms import form_key
from chalkface.web.page import page, say
from chalkface.web.qr import qr_svg

# The keys of forms that made links: a page that is loaded again makes no second live link.
MADE, MOST_KEPT = "survey_links_made", 20


def _slip(request: HttpRequest, name: str, token: str) -> dict[str, object]:
    address = request.build_absolute_uri(reverse("asked.survey", kwargs={"token": token}))
    return {"name": name, "address": address, "qr": qr_svg(address, "QR code that opens the survey")}


@page("surveys/<int:survey>/links/", needs="run_surveys", title="Links and QR codes", methods=("GET", "POST"))
def links(request: HttpRequest, access: Access, survey: int) -> dict | HttpResponse:
    line = survey_line(access, survey)
    if line is None or line.is_named:
        raise Http404
    context = {"line": line, "slips": [], "given": request.POST, "errors": [], "key": form_key(request)}
    if request.method == "POST":
        try:
            if request.POST.get("cancel"):
                cancel_survey_link(access, link_id=row_number(request.POST["cancel"]))
                say(request, "The link is cancelled. What was sent through it stays.")
                return redirect("surveys.links", school=request.resolver_match.kwargs["school"], survey=survey)
            made_before = request.session.get(MADE, [])
            if context["key"] in made_before:
                say(request, "These links were made already, and shown once. If they are lost, cancel them and make others.")
                return redirect("surveys.links", school=request.resolver_match.kwargs["school"], survey=survey)
            names = request.POST.get("names", "").splitlines() if request.POST.get("who") == "once" else []
            if request.POST.get("who") == "once" and not any(name.strip() for name in names):
                raise Refused("Write whom each link is for, a name in each line.", field="names")
            made = make_survey_links(access, survey_id=survey, names=names)
        except Refused as refused:
            context |= {"errors": refused.errors, "status": 422}
        else:
            request.session[MADE] = [*made_before[1 - MOST_KEPT :], context["key"]]
            context["slips"] = [_slip(request, *one) for one in made]
    return {**context, "links": links_of(access, survey)}
