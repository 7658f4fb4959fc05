"""The programme of a year: what is to come, the soonest first; what was held and the whole year are one press away."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.queries.programme import activities
from chalkface.web.page import page
from chalkface.web.paging import page_number
from chalkface.web.school_years import chosen_year, year_choices

WHEN = {"ahead": "To come", "held": "Held", "year": "The whole year"}


@page("programme/", needs="see_programme", title="Programme", menu="Programme", order=40)
def start(request: HttpRequest, access: Access) -> dict:
    year = chosen_year(request.GET.get("of", ""), access.year)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ACTIVITY_KINDS else ""
    words = request.GET.get("words", "")[:100]
    when = request.GET.get("when", "")
    if when not in WHEN:
        is_looking_for = bool(kind or words)
        when = "year" if is_looking_for or year < access.year else "ahead"
    number = page_number(request.GET.get("page", ""))
    found = activities(access, year=year, kind=kind, words=words, when=when, page=number)
    if not found.total and "when" not in request.GET:
        when = "year"
        found = activities(access, year=year, kind=kind, words=words, when=when, page=number)
    asked = {"of": year, "kind": kind, "words": words}
    return {
        "found": found,
        "year": year,
        "kind": kind,
        "title_words": words,
        "when": when,
        "whens": [(urlencode({**asked, "when": code}), label, code == when) for code, label in WHEN.items()],
        "years": year_choices(access.year),
        "kinds": [{"value": code, "label": label.capitalize()} for code, label in ACTIVITY_KINDS.items()],
        "query": urlencode({**asked, "when": when}),
        "counts": access.may("see_encounters"),
    }
