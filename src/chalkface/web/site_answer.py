"""The public page, shown as it will be on the school's website, under rules of its own: its sheet of style stands in it."""

import re
from base64 import b64encode
from hashlib import sha256

from django.http import HttpResponse

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_SHUT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src"


def site_answer(content: bytes) -> HttpResponse:
    """The page for who is signed in; no search engine is to keep it. Of styles only the sheet that it came with is let in, by
    its digest, so that nothing typed into the page could bring another."""
    answer = HttpResponse(content, content_type="text/html; charset=utf-8")
    sheet = _STYLE.search(content)
    digest = b64encode(sha256(sheet[1]).digest()).decode() if sheet else ""
    answer["Content-Security-Policy"] = f"{_SHUT} 'sha256-{digest}'" if sheet else f"{_SHUT} 'none'"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
