"""The partners of the programme in one table: what they did this year and last."""

from urllib.parse import urlencode

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.partners import kind_words, partners
from chalkface.web.page import page
from chalkface.web.paging import page_number


@page("partners/", needs="see_programme", title="Partners", menu="Partners", order=60)
def start(request: HttpRequest, access: Access) -> dict:
    kind = request.GET.get("kind", "")[:30]
    words = request.GET.get("words", "")[:100]
    found = partners(access, kind=kind, words=words, page=page_number(request.GET.get("page", "")))
    return {
        "found": found,
        "kind": kind if kind in found.kinds else "",
        "name_words": words,
        "kinds": [{"value": code, "label": kind_words(code).capitalize()} for code in found.kinds],
        "query": urlencode({"kind": kind, "words": words}),
    }
