"""One benchmark: how each of its statements stands, and by what."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.frameworks.load import frameworks
from chalkface.queries.reviews import review_as_it_stands
from chalkface.queries.statements import evidence_counts
from chalkface.web.page import page


@page("review/benchmarks/<slug:framework>/<str:benchmark>/", needs="see_review", title="A benchmark")
def benchmark(request: HttpRequest, access: Access, framework: str, benchmark: str) -> dict:
    if framework not in frameworks():
        raise Http404
    review = review_as_it_stands(access, framework=framework, on=access.on)
    shown = next((one for one in review.benchmarks if one.code == benchmark), None)
    if shown is None:
        raise Http404
    codes = [one.code for one in review.benchmarks]
    at = codes.index(benchmark)
    return {
        "review": review,
        "benchmark": shown,
        "evidence": evidence_counts(access, framework),
        "before": codes[at - 1] if at else None,
        "after": codes[at + 1] if at + 1 < len(codes) else None,
        "page_title": f"{shown.code}. {shown.title}",
    }
