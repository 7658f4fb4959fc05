"""A short survey: answered once, with something given back."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.device_seal import device_seal
from chalkface.core.errors import Refused
from chalkface.operations.surveys import send_answers
from chalkface.queries.own_pages import person
from chalkface.queries.own_surveys import others_said, own_survey
from chalkface.web.own_door import own_student
from chalkface.web.own_forms import form_key, sent_key
from chalkface.web.page import own_page


@own_page("survey/<int:survey>/", needs="keep_own", title="A short survey", methods=("GET", "POST"))
def survey(request: HttpRequest, access: Access, survey: int) -> dict | HttpResponse:
    number = own_student(request, access)
    given = {name: value for name, value in request.POST.items() if name.startswith("V-")}
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            send_answers(access, student_id=number, survey_id=survey, key=sent_key(request), answers=given)
            return redirect("my.survey", school=request.resolver_match.kwargs["school"], survey=survey)
        except Refused as refused:
            errors = refused.errors
    found = own_survey(access, number, survey, person(access, number).year_group)
    if found is None:
        raise Http404
    place, seal = device_seal(
        settings.SECRET_KEY, school_id=access.school_id, student_id=number, about=f"survey {survey}"
    )
    context = {"found": found, "given": given, "errors": errors, "key": form_key(request), "status": 422 if errors else 200}
    context |= {"place": place, "seal": seal}
    if found.is_sent:
        back = found.questionnaire.gives_back(found.answers)
        return {**context, "back": back, "others": others_said(access, found)}
    return context
