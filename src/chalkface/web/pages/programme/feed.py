"""One's own secret address for a calendar program."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.operations.feeds import cancel_feed, make_feed
from chalkface.queries.feeds import own_feed
from chalkface.web.page import page, say


@page("programme/feed/", needs="subscribe", title="Your calendar feed", methods=("GET", "POST"))
def feed(request: HttpRequest, access: Access) -> dict | HttpResponse:
    held, address = own_feed(access), ""
    if request.method == "POST":
        seen = request.POST.get("feed", "")
        number = int(seen) if seen.isdecimal() and len(seen) < 16 else None
        if request.POST.get("deed") == "cancel":
            cancel_feed(access, feed_id=number or 0)
            say(request, "The address no longer works.")
            return redirect(reverse("programme.feed", kwargs=request.resolver_match.kwargs))
        # Shown in the answer itself and nowhere else: it is kept as a digest only.
        token = make_feed(access, replaces=number)
        address, held = request.build_absolute_uri(reverse("links.calendar", kwargs={"token": token})), own_feed(access)
    return {"feed": held, "address": address}
