"""The programme of a year: its activities in one table."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import year_label
from chalkface.queries.programme import activities
from chalkface.web.page import page
from chalkface.web.paging import page_number

YEARS_BACK = 7


def _year(text: str, now: int) -> int:
    return int(text) if text.isdecimal() and len(text) == 4 and now - YEARS_BACK <= int(text) <= now + 1 else now


@page("programme/", needs="see_programme", title="Programme", menu="Programme", order=40)
def start(request: HttpRequest, access: Access) -> dict:
    year = _year(request.GET.get("of", ""), access.year)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ACTIVITY_KINDS else ""
    words = request.GET.get("words", "")[:100]
    return {
        "found": activities(access, year=year, kind=kind, words=words, page=page_number(request.GET.get("page", ""))),
        "year": year,
        "kind": kind,
        "title_words": words,
        "years": [{"value": y, "label": year_label(y)} for y in range(access.year + 1, access.year - YEARS_BACK, -1)],
        "kinds": [{"value": code, "label": label.capitalize()} for code, label in ACTIVITY_KINDS.items()],
        "query": urlencode({"of": year, "kind": kind, "words": words}),
        "counts": access.may("see_encounters"),
    }
