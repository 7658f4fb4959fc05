"""The public page, shown as it will be on the school's website, under rules of its own: its sheet of style stands in it."""

from django.http import HttpResponse

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def site_answer(content: bytes) -> HttpResponse:
    """The page for who is signed in; no search engine is to keep it."""
    answer = HttpResponse(content, content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = POLICY
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
