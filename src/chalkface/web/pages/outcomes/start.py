"""The grid: what students of each year group should come to, what serves it, and where the programme leaves holes."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.years import YEAR_GROUPS, year_label
from chalkface.queries.outcome_grid import outcome_grid
from chalkface.web.page import page

YEARS_BACK = 3


def _chosen(text: str, allowed) -> int | None:
    return next((one for one in allowed if str(one) == text), None)


@page("outcomes/", needs="see_plan", title="Outcomes", menu="Outcomes", order=30)
def start(request: HttpRequest, access: Access) -> dict:
    years = range(access.year + 1, access.year - YEARS_BACK, -1)
    year = _chosen(request.GET.get("of", ""), years) or access.year
    year_group = _chosen(request.GET.get("year_group", ""), YEAR_GROUPS)
    return {
        "grid": outcome_grid(access, year, year_group),
        "year": year,
        "year_group": year_group,
        "years": [{"value": one, "label": year_label(one)} for one in years],
        "year_groups": [{"value": one, "label": f"Year {one}"} for one in YEAR_GROUPS],
        "is_present": year == access.year,
    }
