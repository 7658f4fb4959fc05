"""The paper behind a dated link that went by mail: the file as it was sent, and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from chalkface.queries.sendings import PDF, paper_at_door
from chalkface.web.page import open_page

WHY = "Whoever was sent a paper by mail has no account: the secret in the address opens that one file until a day."


@open_page("paper/<str:token>/", title="A paper that was sent", why=WHY)
def paper(request: HttpRequest, token: str) -> HttpResponse:
    found = paper_at_door(token, timezone.localdate())
    if found is None:
        raise Http404
    name, content = found
    answer = HttpResponse(content, content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
