"""The plans of those about to leave: one table to work from."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.chain import SHORT_OF, confidences, sources, title_in
from chalkface.queries.plans_of_leavers import plans as plans_of
from chalkface.queries.plans_of_leavers import standings
from chalkface.web.page import page
from chalkface.web.paging import page_number

ON_A_PAGE = 50
FILTERS = {**SHORT_OF, "no_guarantee": "No offer at all"}


@page("destinations/plans/", needs="see_aspirations", title="Plans of this year’s leavers")
def plans(request: HttpRequest, access: Access) -> dict:
    asked = {name: request.GET.get(name, "") for name in ("year", "group", "short")}
    everybody = plans_of(access)
    groups = sorted({line.year_group for line in everybody})
    year = int(asked["year"]) if asked["year"] in map(str, groups) else (groups[0] if groups else 11)
    of_year = [line for line in everybody if line.year_group == year]
    found = [line for line in of_year if not asked["group"] or line.tutor_group == asked["group"]]
    if asked["short"] == "no_guarantee":
        found = [line for line in found if not line.has_offer]
    elif asked["short"] in SHORT_OF:
        found = [line for line in found if asked["short"] in line.short]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(page_number(request.GET.get("page", "")), pages)
    return {
        "asked": asked,
        "year": year,
        "years": [{"value": group, "label": f"Year {group}"} for group in groups],
        "groups": sorted({line.tutor_group for line in of_year if line.tutor_group}),
        "filters": [{"value": code, "label": title} for code, title in FILTERS.items()],
        "short_of": SHORT_OF,
        "lines": found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "found": len(found),
        "page": number,
        "pages": pages,
        "query": urlencode({**asked, "year": year}),
        "standing": next(iter(standings(of_year)), None),
        "source": lambda code: title_in(sources(), code),
        "sure": lambda code: title_in(confidences(), code),
        "sees_calendar": access.may("see_destinations"),
    }
