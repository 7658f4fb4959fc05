"""Who looked at a student's protected details and confidential notes. Looking here is kept too."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.operations.viewing import look_at_viewings
from chalkface.queries.student_card import student_card
from chalkface.queries.who_looked import viewings as looks_at
from chalkface.web.page import page


@page("students/<int:student>/who-looked/", needs="see_viewings", title="Who looked")
def viewings(request: HttpRequest, access: Access, student: int) -> dict:
    card = student_card(access, student)
    if card is None:
        raise Http404
    looks = looks_at(access, student)
    look_at_viewings(access, student_id=student)
    return {"card": card, "looks": looks, "people": len({look.who for look in looks})}
