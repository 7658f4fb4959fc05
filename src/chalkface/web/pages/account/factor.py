"""The second factor: asked after the first, and again by a school that needs it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.queries.visits import has_app, has_factor
from chalkface.web.arriving import where_to
from chalkface.web.page import open_page
from chalkface.web.passkeys import question_to_use
from chalkface.web.proving import person_at, proved, wrong_factor

PAGE = "factor"


@open_page("sign-in/second/", title="Your second factor", why="Who opens it is only halfway in.", methods=("GET", "POST"))
def factor(request: HttpRequest) -> dict | HttpResponse:
    person = person_at(request)
    if person is None:
        return redirect("account.sign_in")
    after = person.half.after if person.half else where_to(request, request.POST.get("next") or request.GET.get("next"))
    if not has_factor(person.account.pk):
        return redirect("account.new_factor")
    context = {"next": after, "errors": [], "has_app": has_app(person.account.pk)}
    if request.method == "POST":
        wrong = wrong_factor(request, person, PAGE)
        if wrong is None:
            proved(request, person)
            return redirect(after)
        field, sentence, status = wrong
        context |= {"errors": [(field, sentence)], "status": status}
    return {**context, "question": question_to_use(request, person.account, PAGE)}
