"""What one student answered in a survey. Each look is kept, with who, when and in which role."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.operations.surveys import look_at_answers
from chalkface.queries.surveys import named_answers
from chalkface.web.page import page


@page("surveys/<int:survey>/<int:student>/", needs="see_answers", title="Answers of one student", confirms=True)
def answers(request: HttpRequest, access: Access, survey: int, student: int) -> dict:
    found = named_answers(access, survey, student)
    if found is None:
        raise Http404
    look_at_answers(access, survey_id=survey, student_id=student)
    return {"found": found, "student": student}
