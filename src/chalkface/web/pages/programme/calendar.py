"""The programme by day: one half-term as a list that reads on a phone and prints on a page."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.half_terms import half_term_of
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import YEAR_GROUPS, first_day, last_day, year_label
from chalkface.queries.activity_choices import year_options
from chalkface.queries.calendar import calendar as agenda_of
from chalkface.queries.calendar import half_terms, span
from chalkface.queries.calendar_file import year_file
from chalkface.web.page import page
from chalkface.web.paging import page_number
from chalkface.web.school_years import chosen_year, year_choices


@page("programme/calendar/", needs="see_programme", title="Calendar")
def calendar(request: HttpRequest, access: Access) -> dict | HttpResponse:
    year = chosen_year(request.GET.get("of", ""), access.year)
    if request.GET.get("as") == "ics":
        return _file(request, access, year)
    terms = half_terms(access, year)
    asked = request.GET.get("half", "")
    now = half_term_of(access.on, terms) if first_day(year) <= access.on <= last_day(year) else 1
    half = int(asked) if asked in ("1", "2", "3", "4", "5", "6") else now
    kind = request.GET.get("kind", "")
    kind = kind if kind in ACTIVITY_KINDS else ""
    group = request.GET.get("year_group", "")
    group = group if group in map(str, YEAR_GROUPS) else ""
    found = agenda_of(
        access, year, half_term=half, year_group=int(group) if group else None, kind=kind,
        page=page_number(request.GET.get("page", "")),
    )  # fmt: skip
    narrowed = {"of": year, "year_group": group, "kind": kind}
    return {
        "found": found,
        "year": year,
        "term": terms[half - 1],
        "span": span(year, half, terms),
        "tabs": [
            {"label": term.name.capitalize(), "url": f"?{urlencode({**narrowed, 'half': term.number})}",
             "current": term.number == half}
            for term in terms
        ],
        "kind": kind,
        "group": group,
        "kinds": [{"value": code, "label": label.capitalize()} for code, label in ACTIVITY_KINDS.items()],
        "kind_words": ACTIVITY_KINDS,
        "groups": year_options(access),
        "years": year_choices(access.year),
        "query": urlencode({**narrowed, "half": half}),
    }  # fmt: skip


def _file(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    school = request.resolver_match.kwargs["school"]
    page_of = request.build_absolute_uri(reverse("programme.activity", kwargs={"school": school, "activity": 0}))
    answer = HttpResponse(year_file(access, year, page_of), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="careers-{year_label(year).replace("/", "-")}.ics"'
    return answer
