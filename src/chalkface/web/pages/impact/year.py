"""One leaving year: the routes by group, and who of the leavers is not known."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.core.years import YEARS
from chalkface.queries.gaps import missing_students, reach_of_names
from chalkface.queries.impact import GROUP_TITLES, leavers_by_group
from chalkface.web.page import page
from chalkface.web.paging import page_number

MOST_NAMES = 60


@page("impact/<int:year>/", needs="see_impact", title="Leavers of a year")
def year(request: HttpRequest, access: Access, year: int) -> dict:
    if year not in YEARS:
        raise Http404
    stage, by = page_number(request.GET.get("stage", "")), request.GET.get("by", "sex")
    stage, by = stage if stage == 18 else 16, by if by in GROUP_TITLES else "sex"
    shown = {code: leavers_by_group(access, on=access.on, year=year, stage=code, by=by) for code in (16, 18)}
    found = shown[stage] or shown[18]
    indicator = f"destination-known-at-{found.stage.code if found else stage}"
    names = []
    if found and not found.are_plans and reach_of_names(access, indicator):
        names = missing_students(access, indicator=indicator, on=access.on, year=year)
    return {
        "year": year,
        "found": found,
        "stages": [one.stage for one in shown.values() if one],
        "by": by,
        "by_title": GROUP_TITLES[by],
        "groups": [{"value": code, "label": title} for code, title in GROUP_TITLES.items()],
        "indicator": indicator,
        "names": names[:MOST_NAMES],
        "more_names": len(names) - MOST_NAMES,
    }
