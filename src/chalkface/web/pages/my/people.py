"""Who can help: names, roles, and what each is for."""

from django.http import HttpRequest

from chalkface.core.access import ROLES, Access
from chalkface.queries.own_pages import person
from chalkface.queries.own_people import helpers
from chalkface.web.own_door import own_student
from chalkface.web.page import own_page


@own_page("people/", needs="see_own_pages", title="Who can help")
def people(request: HttpRequest, access: Access) -> dict:
    who = person(access, own_student(request, access))
    return {"who": who, "helpers": helpers(access, who), "roles": ROLES}
