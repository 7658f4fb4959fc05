"""Who sees what: the student's choices, who looked, and the whole record to take away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.imports.portable import portable_record
from chalkface.operations.own import choose_sharing
from chalkface.queries.own_pages import person
from chalkface.queries.own_plan import choices
from chalkface.queries.who_looked import who_looked
from chalkface.web.own_door import own_student
from chalkface.web.own_forms import form_key, sent_key
from chalkface.web.page import own_page, say


@own_page("sharing/", needs="keep_own", title="Who sees what", methods=("GET", "POST"))
def sharing(request: HttpRequest, access: Access) -> dict | HttpResponse:
    number = own_student(request, access)
    if request.POST.get("deed") == "record":
        headers = {"Content-Disposition": 'attachment; filename="my-careers-record.zip"'}
        return HttpResponse(portable_record(access, number), content_type="application/zip", headers=headers)
    who = person(access, number)
    context = {
        "who": who,
        "choices": choices(access, number, who.born),
        "looked": who_looked(access, number),
        "errors": [],
        "key": form_key(request),
    }
    if request.method == "GET":
        return context
    try:
        what, answer = request.POST.get("what", ""), request.POST.get("answer", "")
        choose_sharing(access, student_id=number, key=sent_key(request), what=what, is_allowed=answer == "yes")
    except Refused as refused:
        return {**context, "errors": [("main", refused.sentence)], "status": 422}
    say(request, "Kept. It holds from now on, and you can change it at any time.")
    return redirect("my.sharing", school=request.resolver_match.kwargs["school"])
