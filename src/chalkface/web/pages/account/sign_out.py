"""Sign out: a form, so that no link or picture can do it for you."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.operations.visits import end_visits
from chalkface.web.page import open_page


@open_page("sign-out/", title="Sign out", why="Leaving needs no right.", methods=("GET", "POST"))
def sign_out(request: HttpRequest) -> dict | HttpResponse:
    if request.method == "GET":
        return {}
    if request.user.is_authenticated:
        end_visits(request.user.pk, because="own", at=timezone.now(), only=request.visit_id)
    logout(request)
    response = redirect("account.sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
