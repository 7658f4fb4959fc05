"""The plan over a year: actions as lines by objective, the days of objectives, term reviews."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.plan_timeline import MONTHS, plan_year
from chalkface.web.page import page
from chalkface.web.school_years import any_year


@page("plan/timeline/", needs="see_plan", title="Timeline of the plan")
def timeline(request: HttpRequest, access: Access) -> dict:
    year = any_year(request.GET.get("of", ""), access.year)
    return {"plan": plan_year(access, year), "months": MONTHS}
