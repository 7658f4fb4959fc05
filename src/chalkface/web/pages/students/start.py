"""The students on roll: one table, with filters that stay in the address."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access, Scope
from chalkface.core.tutor_groups import reading_order
from chalkface.queries.students import CHARACTERISTICS, NO, UNKNOWN, YES, StudentFilters, students
from chalkface.web.page import page
from chalkface.web.paging import page_number

CHOICES = (YES, NO, UNKNOWN)


def filters_of(query) -> StudentFilters:
    """The filters that an address asks for; anything that is not a filter is ignored."""
    year = query.get("year_group", "")
    chosen = {name: query[name] for name in ("sen", *CHARACTERISTICS) if query.get(name) in CHOICES}
    return StudentFilters(
        words=query.get("words", "")[:100],
        year_group=int(year) if year.isdecimal() and len(year) <= 2 else None,
        tutor_group=query.get("tutor_group", "")[:50],
        sort=query.get("sort", "name"),
        **chosen,
    )


@page("students/", needs="see_students", title="Students", menu="Students", order=75)
def start(request: HttpRequest, access: Access) -> dict:
    filters = filters_of(request.GET)
    everything = request.GET.get("show") == "all"
    found = students(access, filters, page_number(request.GET.get("page", "")), all_at_once=everything)
    kept = {name: value for name, value in request.GET.items() if name not in ("page", "show", "sort") and value}
    return {
        "found": found,
        "filters": filters,
        "year_groups": [{"value": year, "label": f"Year {year}"} for year in found.year_groups],
        "tutor_groups": sorted(found.tutor_groups, key=reading_order),
        "narrowed": bool(kept),
        "query": urlencode(kept),
        "characteristics": CHARACTERISTICS if access.may("filter_by_characteristics") else {},
        "choices": [{"value": YES, "label": "Yes"}, {"value": NO, "label": "No"}, {"value": UNKNOWN, "label": "Not known"}],
        "chosen": {name: getattr(filters, name) for name in ("sen", *CHARACTERISTICS)},
        "counters": access.may("see_encounters"),
        "meetings": access.scope("see_guidance") in (Scope.SCHOOL, Scope.GROUP),
    }
