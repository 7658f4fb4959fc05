"""What to type into the official form: a sheet to print, statement by statement."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.frameworks.load import frameworks
from chalkface.queries.reviews import form_lines
from chalkface.web.page import page


@page("review/official/<slug:framework>/", needs="see_review", title="For the official form")
def official(request: HttpRequest, access: Access, framework: str) -> dict:
    if framework not in frameworks():
        raise Http404
    lines = form_lines(access, framework=framework, on=access.on)
    return {
        "edition": frameworks()[framework],
        "lines": lines,
        "unanswered": [line.code for line in lines if not line.band],
        "doubtful": [line for line in lines if line.unconfirmed],
    }
