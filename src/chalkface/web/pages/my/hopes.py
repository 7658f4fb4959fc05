"""What the student would like to do, what teachers should know, and what was said before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.destination_routes import titles
from chalkface.core.errors import Refused
from chalkface.operations.own import say_hopes, say_words, wanted
from chalkface.queries.own_pages import person, theirs, words_for_teachers
from chalkface.queries.own_plan import hopes as said_hopes
from chalkface.web.own_door import own_student
from chalkface.web.own_forms import form_key, sent_key
from chalkface.web.page import own_page, say

WORDS = {
    "for_teachers": ("What should your teachers know about you?", "How you learn best, what helps, what you would rather not."),
    "strength": ("What are you good at?", "At school or anywhere else."),
    "wish": ("What would you like to happen this year?", "A place to see, somebody to meet, something to try."),
}


@own_page("hopes/", needs="see_own_pages", title="What I want", methods=("GET", "POST"))
def hopes(request: HttpRequest, access: Access) -> dict | HttpResponse:
    number = own_student(request, access)
    said = said_hopes(access, number)
    words = words_for_teachers(access, number)
    given = {kind: words[kind].said if kind in words else "" for kind in WORDS}
    given |= {"route": said[0].route if said else "", "course": said[0].course if said else ""}
    context = {
        "who": person(access, number),
        "hopes": said,
        "sees_hopes": theirs(access, "see_aspirations", number),
        "routes": [{"value": code, "label": title} for code, title in wanted().items()],
        "titles": titles(),
        "questions": WORDS,
        "words": words,
        "given": given,
        "errors": [],
        "key": form_key(request),
    }
    if request.method == "GET":
        return context
    sent = {name: request.POST.get(name, given[name]) for name in given}
    deed = request.POST.get("deed", "")
    try:
        key = sent_key(request)
        if deed == "hopes":
            say_hopes(access, student_id=number, key=key, route=sent["route"], course=sent["course"])
            say(request, "Kept. What you said before stays below, so that you can see how it changes.")
        else:
            said_now = "" if request.POST.get("take_back") else sent.get(deed, "")
            say_words(access, student_id=number, key=key, kind=deed, said=said_now)
            say(request, "Kept: your teachers can read it." if said_now.strip() else "Taken back: nobody reads it any more.")
    except Refused as refused:
        return {**context, "given": sent, "errors": refused.errors, "status": 422}
    return redirect("my.hopes", school=request.resolver_match.kwargs["school"])
