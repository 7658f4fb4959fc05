"""Where one is signed in, and how one ends it from here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.operations.visits import end_visits
from chalkface.queries.visits import visits_of
from chalkface.web.forms import whole_number
from chalkface.web.page import account_page, say


@account_page("account/visits/", title="Where you are signed in", why="It is about the person.", methods=("GET", "POST"))
def visits(request: HttpRequest) -> dict | HttpResponse:
    now, number = timezone.now(), request.user.pk
    if request.method == "GET":
        return {"visits": visits_of([number], now).get(number, []), "here": request.visit_id}
    if request.POST.get("deed") == "others":
        end_visits(number, because="own", at=now, but=request.visit_id)
    else:
        end_visits(number, because="own", at=now, only=whole_number(request.POST.get("visit", ""), "The number"))
    say(request, "Signed out there.")
    return redirect("account.visits")
