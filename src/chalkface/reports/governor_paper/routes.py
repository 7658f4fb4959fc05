"""Where leavers went, for the paper: four routes over the years, with what is published for England."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.years import year_label
from chalkface.queries.impact import MeasureOverYears, impact_of
from chalkface.records.schools import School
from chalkface.reports.governor_paper.paper import LeaversOfYear, Route

ROUTES = {
    16: ("level-3-programme-at-16", "apprenticeship-at-16"),
    18: ("apprenticeship-at-18", "higher-education-at-18"),
}


def routes_of(access: Access, school: School, on: date) -> tuple[tuple[Route, ...], str]:
    """The routes, and what the published shares beside them are ("" when there are none). All as anybody may see it."""
    found, leaving = [], []
    for stage in impact_of(access, school, on=on, for_others=True).stages:
        for indicator in ROUTES[stage.stage.code]:
            one = stage.measure(indicator)
            after = f"Year {11 if stage.stage.code == 16 else 13}"
            route = Route(one.measure.title, after, _years(one), one.trend_for_all if one.has_moved else "")
            leaving += [year.label for year in route.years if year.national is not None]
            found.append(route)
    if not leaving:
        return tuple(found), ""
    years = min(leaving) if min(leaving) == max(leaving) else f"{min(leaving)} to {max(leaving)}"
    return tuple(found), f"England in the Department for Education's destination measures, leavers of {years}"


def _years(one: MeasureOverYears) -> tuple[LeaversOfYear, ...]:
    england = {figure.year.leaving: figure.share for figure in one.england}
    return tuple(LeaversOfYear(year_label(year), count, england.get(year)) for year, count in one.years if count is not None)
