"""The public page as it stands: what is missing or old, what it looks like, and the versions that were published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.public_page import STRENGTHS, gap_sentence, unsaid
from chalkface.operations.publishing import publish_site
from chalkface.queries.public_page import published
from chalkface.reports import write_report
from chalkface.reports.public_site.compose import checked, digest_of
from chalkface.web.page import page, say

REPORT = "public-site"
STATES = {"missing": "missing", "old": "out of date", "look": "please look", "fine": "fine"}


@page("share/public/", needs="see_plan", title="Public page", methods=("GET", "POST"))
def public(request: HttpRequest, access: Access) -> dict | HttpResponse:
    site, lines = checked(access, access.on)
    context = {
        "lines": lines,
        "strengths": STRENGTHS,
        "states": STATES,
        "sentence": gap_sentence(lines),
        "gaps": len(unsaid(lines)),
        "published": published(),
        "errors": [],
    }
    if request.method == "GET":
        return context
    if not access.may("publish"):
        raise NotAllowed(f"{access.role} may not publish")
    try:
        publish_site(access, content=write_report(REPORT, site, "zip"), digest=digest_of(site), gaps=len(unsaid(lines)))
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    say(request, "A version is kept. Take its files and put them on your website.")
    return redirect("share.public", school=request.resolver_match.kwargs["school"])
