"""A student's date of birth, numbers and protected details. Each look is kept, with who, when and in which role."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.operations.viewing import look_at_identity
from chalkface.queries.student_card import identity as identity_of
from chalkface.web.page import page


@page("students/<int:student>/details/", needs="see_identity", title="Identity and protected details", confirms=True)
def identity(request: HttpRequest, access: Access, student: int) -> dict:
    found = identity_of(access, student)
    if found is None:
        raise Http404
    look_at_identity(access, student_id=student)
    return {"found": found, "student": student}
