"""The caseload: every student on roll, when they were last seen and why they should be seen now."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.guidance import SEEN, CaseFilters, caseload
from chalkface.queries.notes import shared_with_me
from chalkface.queries.people import schools_of_account
from chalkface.web.page import page
from chalkface.web.paging import page_number

ORDERS = ("name", "year", "seen", "meetings")


def filters_of(query) -> CaseFilters:
    """The filters that an address asks for; anything else is ignored."""
    year, sort, seen = query.get("year_group", ""), query.get("sort", ""), query.get("seen", "")
    return CaseFilters(
        words=query.get("words", "")[:100],
        year_group=int(year) if year.isdecimal() and len(year) <= 2 else None,
        tutor_group=query.get("tutor_group", "")[:50],
        seen=seen if seen in SEEN else "",
        sort=sort if sort in ORDERS else "seen",
    )


@page("guidance/", needs="see_who_next", title="Guidance", menu="Guidance", order=76)
def start(request: HttpRequest, access: Access) -> dict:
    filters = filters_of(request.GET)
    kept = {name: value for name, value in request.GET.items() if name not in ("page", "sort") and value}
    found = caseload(access, filters, page_number(request.GET.get("page", "")))
    here = request.resolver_match.kwargs["school"]
    return {
        "found": found,
        "filters": filters,
        "narrowed": bool(kept),
        "query": urlencode(kept),
        "year_groups": [{"value": year, "label": f"Year {year}"} for year in found.year_groups],
        "seen": [{"value": code, "label": label} for code, label in SEEN.items()],
        "others": [one for one in schools_of_account(access.account_id, access.on) if one.slug != here],
        "shared": shared_with_me(access),
    }
