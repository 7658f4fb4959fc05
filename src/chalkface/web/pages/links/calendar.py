"""What a calendar program reads: the programme behind a secret address."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone

from chalkface.queries.calendar_file import feed_file
from chalkface.queries.feeds import feed_at_door
from chalkface.queries.schools import school_at_door
from chalkface.web.page import open_page

WHY = "Calendar programs cannot sign in: the secret in the address opens it, can be cancelled, and shows no student."


@open_page("calendar/<str:token>.ics", title="A calendar feed", why=WHY)
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    access = feed_at_door(token, timezone.localdate())
    if access is None:
        raise Http404
    slug = school_at_door(access.school_id).slug
    page_of = request.build_absolute_uri(reverse("programme.activity", kwargs={"school": slug, "activity": 0}))
    content = feed_file(access, page_of)
    mark = f'"{sha256(content).hexdigest()[:32]}"'
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    if request.headers.get("If-None-Match") == mark:
        answer = HttpResponseNotModified()
    answer["ETag"] = mark
    answer["Cache-Control"] = "private, max-age=3600"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
