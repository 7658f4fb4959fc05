"""The address of the server itself: to the one school, or a choice of schools, or the first-run set-up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.queries.own_door import own_schools
from chalkface.queries.people import anybody_can_sign_in, schools_of_account
from chalkface.web.own_door import IDLE, came_with_pass
from chalkface.web.page import open_page


@open_page("", title="Chalkface", why="It sends everybody to where they belong, and shows nothing of a school.")
def choose(request: HttpRequest) -> dict | HttpResponse:
    if came_with_pass(request):
        return redirect("enter.code")
    if not request.user.is_authenticated:
        return redirect("account.sign_in" if anybody_can_sign_in() else "setup.first_school")
    schools = schools_of_account(request.user.pk, timezone.localdate())
    own = own_schools(request.user.pk, timezone.localdate())
    if own and not schools:
        request.session.set_expiry(IDLE)
    if len(schools) + len(own) == 1:
        return redirect("home.start", school=schools[0].slug) if schools else redirect("my.start", school=own[0][0])
    return {"schools": schools, "own": own}
