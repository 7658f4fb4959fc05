"""The named list of the risk indicator: after the password, with a reason, and each look is kept."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.risk import BAND_TITLES
from chalkface.core.years import YEAR_GROUPS
from chalkface.operations.risk import look_at_risk
from chalkface.queries.risk.bands import named_scores
from chalkface.web.page import page
from chalkface.web.paging import page_number


@page("risk/students/", needs="see_risk", title="Risk of NEET by name", methods=("GET", "POST"), confirms=True)
def students(request: HttpRequest, access: Access) -> dict:
    given, errors, status, found = request.POST, [], 200, None
    band = given.get("band", "red")
    year = given.get("year_group", "")
    if request.method == "POST":
        shown = named_scores(
            access,
            band=band if band in BAND_TITLES else "",
            year_group=int(year) if year in {str(one) for one in YEAR_GROUPS} else None,
            page=page_number(given.get("page", "")),
        )
        try:
            look_at_risk(access, student_ids=[one.id for one in shown.lines], reason=given.get("reason", ""))
        except Refused as refused:
            errors, status = refused.errors, 422
        else:
            found = shown
    return {
        "status": status,
        "errors": errors,
        "given": given,
        "found": found,
        "band": band,
        "bands": [{"value": code, "label": title} for code, title in BAND_TITLES.items()],
        "band_titles": BAND_TITLES,
        "year_groups": [{"value": one, "label": f"Year {one}"} for one in YEAR_GROUPS],
    }
