"""How a figure was counted: its definition, its groups, the imports behind it, and by name who is missing."""

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.core.csv_cells import safe_cell
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.tutor_groups import reading_order
from chalkface.core.years import YEARS, year_label
from chalkface.frameworks.load import frameworks
from chalkface.imports.formats import formats
from chalkface.queries.breakdowns import breakdown
from chalkface.queries.figures import leaving_year_in_review
from chalkface.queries.gaps import MissingStudent, counts_students, missing, missing_students, reach_of_names
from chalkface.queries.provenance import how_counted
from chalkface.web.page import page
from chalkface.web.paging import page_number

ON_A_PAGE = 50
YEARS_BACK = 6


@page("figures/<slug:indicator>/", needs="see_figures", title="How it was counted")
def figure(request: HttpRequest, access: Access, indicator: str) -> dict | HttpResponse:
    year = _year(request.GET.get("year", ""), access)
    try:
        how = how_counted(access, indicator=indicator, on=access.on, year=year)
    except Refused as refused:
        raise Http404 from refused
    reach = reach_of_names(access, indicator)
    if request.GET.get("download") == "csv":
        return _download(access, indicator, year)
    last = leaving_year_in_review(access.on)
    context = {
        "how": how,
        "breakdown": breakdown(access, indicator=indicator, on=access.on, year=year),
        "year": year,
        "years": [{"value": one, "label": year_label(one)} for one in range(last + 1, last - YEARS_BACK, -1)],
        "statements": _statements(indicator),
        "format_titles": {code: one.title for code, one in formats().items()},
        "sees_names": reach is not None,
        "groups_only": reach == "group",
        "are_students": counts_students(indicator),
        "page_title": how.title,
    }
    if reach is not None:
        context |= _people(request, access, indicator, year)
    return context


def _year(text: str, access: Access) -> int:
    return int(text) if text in map(str, YEARS) else leaving_year_in_review(access.on)


def _statements(indicator: str) -> list[tuple[str, str, str]]:
    """The framework, its title and the statement for each that the indicator answers."""
    return [
        (one.code, f"{one.title}, {one.edition}", one.indicators[indicator])
        for one in frameworks().values()
        if indicator in one.indicators
    ]


def _people(request: HttpRequest, access: Access, indicator: str, year: int) -> dict:
    """The list behind the gap, filtered and a page at a time; other things than students are listed whole."""
    if not counts_students(indicator):
        return {"others": missing(access, indicator=indicator, on=access.on, year=year)}
    people = missing_students(access, indicator=indicator, on=access.on, year=year)
    asked = {name: request.GET.get(name, "") for name in ("year_group", "tutor_group")}
    found = [one for one in people if all(not value or str(getattr(one, name)) == value for name, value in asked.items())]
    number = page_number(request.GET.get("page", ""))
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(number, pages)
    return {
        "people": found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "found": len(found),
        "page": number,
        "pages": pages,
        "asked": asked,
        "year_groups": _values(people, "year_group"),
        "tutor_groups": _values(people, "tutor_group"),
    }


def _values(people: list[MissingStudent], name: str) -> list[dict[str, str]]:
    values = {getattr(one, name) for one in people}
    in_order = sorted((value for value in values if value), key=lambda value: reading_order(str(value)))
    return [{"value": str(value), "label": f"Year {value}" if name == "year_group" else value} for value in in_order]


def _download(access: Access, indicator: str, year: int) -> HttpResponse:
    """The list as a spreadsheet. Raises ``NotAllowed`` for who may see no names."""
    if reach_of_names(access, indicator) is None:
        raise NotAllowed(f"{access.role} may not see who is behind {indicator}")
    if counts_students(indicator):
        people = missing_students(access, indicator=indicator, on=access.on, year=year)
        rows = [
            {"student_id": one.key, "name": one.name, "year_group": one.year_group, "tutor_group": one.tutor_group}
            for one in people
        ]
    else:
        rows = missing(access, indicator=indicator, on=access.on, year=year)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0] if rows else ["student_id", "name"])
    writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{indicator}-{access.on}.csv"'
    return response
