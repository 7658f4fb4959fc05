"""The plan: what was written down together, what is needed, what was agreed, and the student's word on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.own import answer_agreed, did_my_part
from chalkface.queries.needs import needs_of, own_actions
from chalkface.queries.own_pages import person, theirs
from chalkface.queries.own_plan import plan_texts
from chalkface.web.own_door import own_student
from chalkface.web.own_forms import form_key, sent_key
from chalkface.web.page import own_page, say


@own_page("plan/", needs="see_own_pages", title="Plan", methods=("GET", "POST"))
def plan(request: HttpRequest, access: Access) -> dict | HttpResponse:
    number = own_student(request, access)
    sees = theirs(access, "see_guidance", number)
    context = {"who": person(access, number), "sees_plan": sees, "errors": [], "given": {}}
    if request.method == "POST":
        deed, agreed = request.POST.get("deed", ""), request.POST.get("agreed", "")
        agreed_id = int(agreed) if agreed.isdecimal() and len(agreed) < 16 else 0
        words = request.POST.get("words", "")
        try:
            key = sent_key(request)
            if deed == "done":
                did_my_part(access, student_id=number, key=key, agreed_id=agreed_id, words=words)
                say(request, "Well done. Everybody who is part of it can see that now.")
            else:
                answer_agreed(access, student_id=number, key=key, agreed_id=agreed_id, answer=deed, words=words)
                say(request, "Thank you. Good to know." if deed == "met" else "Thank you for saying so. It is taken up again.")
            return redirect("my.plan", school=request.resolver_match.kwargs["school"])
        except Refused as refused:
            context |= {"errors": [(f"agreed-{agreed_id}", refused.sentence)], "given": request.POST, "status": 422}
    return context | {
        "key": form_key(request),
        "texts": plan_texts(access, number),
        "needs": [one for one in needs_of(access, number) if one.is_open] if sees else (),
        "agreed": own_actions(access, number) if sees else (),
    }
