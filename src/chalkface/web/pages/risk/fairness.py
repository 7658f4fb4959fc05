"""Is the risk indicator fair: how it treats groups, and how its past scores turned out."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.years import year_label
from chalkface.queries.risk.fairness import past, this_year
from chalkface.web.page import page


@page("risk/fairness/", needs="see_risk_model", title="Is the indicator fair?")
def fairness(request: HttpRequest, access: Access) -> dict:
    found = past(access)
    return {"now": this_year(access), "past": found, "years": ", ".join(map(year_label, found.years))}
