"""X-rays: what is missing, late or contradicts itself, each with the one click that mends it."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.checks import CheckResult, Found, Place, all_checks, checks_summary
from chalkface.web.page import PAGES, page

GROUPS = (
    ("problem", "Put right first", "problem"),
    ("warn", "Look at", "warn"),
    ("note", "Worth knowing", ""),
)


@page("plan/checks/", needs="see_plan", title="Checks")
def checks(request: HttpRequest, access: Access) -> dict:
    summary = checks_summary(access)
    groups = [(title, kind, [_shown(access, one) for one in summary.of(severity)]) for severity, title, kind in GROUPS]
    asked = sum(one.may_run(access) for one in all_checks())
    return {"summary": summary, "groups": groups, "asked": asked, "passed": asked - summary.total}


def _shown(access: Access, result: CheckResult) -> dict:
    return {"result": result, "why": result.check.why, "found": [_found(access, one) for one in result.found]}


def _found(access: Access, one: Found) -> dict:
    """What was found with the way to mend it, for who may go there."""
    return {"label": one.label, "place": one.place, "query": urlencode(one.place.query), "may": _may(access, one.place)}


def _may(access: Access, place: Place) -> bool:
    return place.page in PAGES and access.may(PAGES[place.page].needs)
