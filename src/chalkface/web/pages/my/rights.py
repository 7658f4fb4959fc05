"""What is kept about me and why, in plain words; and, for a student, asking for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.family import SIXTEEN, age_on
from chalkface.core.retention import RULES
from chalkface.core.who_may_ask import OWN_KINDS
from chalkface.operations.rights import ask_about_own
from chalkface.queries.rights import own_requests, who_could_ask
from chalkface.queries.schools import school_at_door
from chalkface.reports.privacy_papers.paper import PrivacyPapers
from chalkface.reports.privacy_papers.telling import notice_older
from chalkface.web.own_door import own_student
from chalkface.web.own_forms import form_key, sent_key
from chalkface.web.page import own_page, say


@own_page("rights/", needs="see_own_pages", title="Your data and you", methods=("GET", "POST"))
def rights(request: HttpRequest, access: Access) -> dict | HttpResponse:
    school, number = school_at_door(access.school_id), own_student(request, access)
    if request.method == "POST":
        try:
            ask_about_own(
                access, student_id=number, key=sent_key(request), kind=request.POST.get("kind", ""),
                said=request.POST.get("said", ""), understands=request.POST.get("understands") == "yes",
            )  # fmt: skip
        except Refused as refused:
            return {**_context(request, access, school, number), "errors": refused.errors, "status": 422}
        say(request, "Asked. It is written down with the day by which you get an answer; you see it here.")
        return redirect("my.rights", school=school.slug)
    return _context(request, access, school, number)


def _context(request: HttpRequest, access: Access, school, number: int) -> dict:
    paper = PrivacyPapers(school.name, school.is_example, {code: rule.months for code, rule in RULES.items()})
    told = {"told": notice_older(paper), "errors": [], "asked": (), "may_ask": access.may("keep_own")}
    if not told["may_ask"]:
        return told
    family = who_could_ask(access, number)
    age = age_on(family.born, access.on)
    return {
        **told, "asked": own_requests(access, number), "titles": OWN_KINDS, "key": form_key(request),
        "kinds": [{"value": code, "label": words} for code, words in OWN_KINDS.items()],
        "given": request.POST, "says_so": age is None or age < SIXTEEN,
    }  # fmt: skip
