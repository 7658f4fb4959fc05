"""The programme of a year: its activities in one table."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.queries.programme import activities
from chalkface.web.page import page
from chalkface.web.paging import page_number
from chalkface.web.school_years import chosen_year, year_choices

WHEN = {"ahead": "To come, the soonest first", "held": "Held, the latest first"}


@page("programme/", needs="see_programme", title="Programme", menu="Programme", order=40)
def start(request: HttpRequest, access: Access) -> dict:
    year = chosen_year(request.GET.get("of", ""), access.year)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ACTIVITY_KINDS else ""
    words = request.GET.get("words", "")[:100]
    when = request.GET.get("when", "")
    when = when if when in WHEN else ""
    number = page_number(request.GET.get("page", ""))
    return {
        "found": activities(access, year=year, kind=kind, words=words, when=when, page=number),
        "year": year,
        "kind": kind,
        "title_words": words,
        "when": when,
        "whens": [{"value": code, "label": label} for code, label in WHEN.items()],
        "years": year_choices(access.year),
        "kinds": [{"value": code, "label": label.capitalize()} for code, label in ACTIVITY_KINDS.items()],
        "query": urlencode({"of": year, "kind": kind, "when": when, "words": words}),
        "counts": access.may("see_encounters"),
    }
