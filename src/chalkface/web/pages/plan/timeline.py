"""The plan over a year: actions as lines by objective, the days of objectives, term reviews."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.years import YEARS
from chalkface.queries.plan_timeline import MONTHS, plan_year
from chalkface.web.page import page


@page("plan/timeline/", needs="see_plan", title="Timeline of the plan")
def timeline(request: HttpRequest, access: Access) -> dict:
    asked = request.GET.get("of", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in YEARS else None
    return {"plan": plan_year(access, year), "months": MONTHS}
