"""For a supervisor: this process answers. It asks nothing of the database."""

from django.http import HttpRequest, HttpResponse

from chalkface.web.page import open_page


@open_page("healthz", title="Alive", why="It says that a process answers, and nothing else.")
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
