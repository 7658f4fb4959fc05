"""The public page as it stands: what is missing or old, what it looks like, and the versions of its files that were made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, NotAllowed, Refused
from chalkface.core.public_page import PUBLISHED, STRENGTHS, Line, gap_sentence, unlawful, unsaid
from chalkface.operations.publishing import publish_site
from chalkface.queries.last_gate import last_gate
from chalkface.queries.public_page import PublishedLine, published, published_file
from chalkface.queries.schools import school_at_door
from chalkface.reports import write_report
from chalkface.reports.public_site.changes import changed
from chalkface.reports.public_site.compose import checked, digest_of
from chalkface.reports.public_site.pack import files
from chalkface.reports.public_site.paper import PublicSite
from chalkface.web.page import page, say

REPORT = "public-site"
STATES = {"missing": "missing", "old": "out of date", "look": "please look", "fine": "fine"}


@page("share/public/", needs="see_plan", title="Public page", methods=("GET", "POST"))
def public(request: HttpRequest, access: Access) -> dict | HttpResponse:
    site, lines = checked(access, access.on)
    missing = unlawful(lines)
    versions = published()
    context = {
        "lines": lines,
        "strengths": STRENGTHS,
        "states": STATES,
        "sentence": gap_sentence(lines),
        "gaps": len(unsaid(lines)),
        "missing": missing,
        "sources": _sources(lines),
        "differs": bool(versions) and any(one.title == PUBLISHED and one.state == "look" for one in lines),
        "changes": None,
        "published": versions,
        "errors": [],
    }
    if request.method == "GET":
        if request.GET.get("as") == "changes" and versions:
            context["changes"] = _changes(access, site, versions[0])
        return context
    if not access.may("publish"):
        raise NotAllowed(f"{access.role} may not publish")
    try:
        if missing and request.POST.get("anyway") != "yes":
            said = f"{missing[0].sentence} Write it first, or say below that you make the files nevertheless."
            raise FormRefused([("anyway", said)])
        made = publish_site(
            access, content=write_report(REPORT, site, "zip"), digest=digest_of(site), gaps=len(unsaid(lines)),
            places=site.places,
        )  # fmt: skip
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    say(request, "The files are made. Download them, and put them on your website.")
    return redirect("share.published", school=request.resolver_match.kwargs["school"], published=made)


def _sources(lines: tuple[Line, ...]) -> list[tuple[str, list[str]]]:
    """What to bear in mind of who asks, once each: the sentence, and of which."""
    found: dict[str, list[str]] = {}
    for one in sorted(lines, key=lambda one: one.asked):
        if one.unconfirmed and one.asked not in found.setdefault(one.unconfirmed, []):
            found[one.unconfirmed].append(one.asked)
    return sorted(found.items())


def _changes(access: Access, site: PublicSite, last: PublishedLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is new and what is gone since the last version. Raises ``Refused`` where a name stands in what would be shown."""
    now = files(site)
    kept = last_gate(access, school_at_door(access.school_id), now, site.places)
    if kept.sentence:
        raise Refused(kept.sentence)
    return changed(published_file(last.id)[2], now)
