"""Remove the example school: one button, said plainly first."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.operations.schools import remove_example
from chalkface.web.page import page, say


@page("settings/example/", needs="change_settings", title="Remove the example school", methods=("GET", "POST"))
def example(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "GET":
        return {}
    remove_example(access)
    logout(request)
    say(request, "The example school is removed, with everybody in it.")
    return redirect("home.choose")
