"""What the student took part in, with what they said about it."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.own_pages import done, person
from chalkface.queries.skills import skills_practised
from chalkface.web.own_door import own_student
from chalkface.web.page import own_page


@own_page("did/", needs="see_encounters", title="What I did")
def did(request: HttpRequest, access: Access) -> dict:
    number = own_student(request, access)
    return {"who": person(access, number), "things": done(access, number), "skills": skills_practised(access, number)}
