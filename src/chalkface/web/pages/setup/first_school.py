"""First run: nobody can sign in yet, so whoever opens the page names the school and its first administrator."""

from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.setup import set_up_server
from chalkface.queries.people import anybody_can_sign_in
from chalkface.web.arriving import arrive
from chalkface.web.page import open_page, say

NEEDED = {
    "name": "Give the school's name.",
    "urn": "Give the school's URN: six digits.",
    "email": "Give your e-mail address.",
    "password": "Choose a password.",
}
QUESTIONS = ("urn", "name", "kind", "your_name", "email", "password")


def _field(sentence: str) -> str:
    """The field that a refusal is about, so that the summary leads there."""
    said = sentence.lower()
    return next(
        (field for word, field in (("password", "password"), ("address", "email"), ("urn", "urn")) if word in said), "name"
    )


@open_page(
    "set-up/", title="Set up Chalkface", why="Nobody has an account yet; it closes with the first.", methods=("GET", "POST")
)
def first_school(request: HttpRequest) -> dict | HttpResponse:
    if anybody_can_sign_in():
        raise Http404
    given = {question: request.POST.get(question, "").strip() for question in QUESTIONS}
    given["password"] = request.POST.get("password", "")  # spaces at its ends are part of it, as they are when signing in
    given["kind"] = given["kind"] or "school"
    context = {"given": given, "errors": [], "problems": {}}
    if request.method == "GET":
        return context
    absent = [(question, sentence) for question, sentence in NEEDED.items() if not given[question]]
    if absent:
        return {**context, "errors": absent, "problems": dict(absent), "status": 422}
    try:
        set_up_server(Access(school_id=None, role="operator", on=timezone.localdate()), **given)
    except Refused as refused:
        at = _field(refused.sentence)
        return {**context, "errors": [(at, refused.sentence)], "problems": {at: refused.sentence}, "status": 422}
    account = authenticate(request, username=given["email"].lower(), password=given["password"])
    answer = arrive(request, account, "password")
    say(request, "Your school is ready. Begin with the list of students from your MIS.")
    return answer
