"""Leaving: the visit ends, and the browser forgets what it showed."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.web.page import own_page


@own_page("leave/", needs="see_own_pages", title="Sign out", methods=("GET", "POST"))
def leave(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "GET":
        return {}
    logout(request)  # flushes the session, a pass's too
    answer = redirect("enter.code")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
