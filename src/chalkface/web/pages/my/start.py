"""The first page of a student or a parent: one thing to do, what is ahead, what came of it."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.needs import own_actions
from chalkface.queries.own_next import next_steps
from chalkface.queries.own_pages import children, coming, done, next_meeting, person, theirs, wishes
from chalkface.web.own_door import own_student
from chalkface.web.page import own_page


@own_page("", needs="see_own_pages", title="Start")
def start(request: HttpRequest, access: Access) -> dict:
    number = own_student(request, access)
    who = person(access, number)
    agreed = own_actions(access, number) if theirs(access, "see_guidance", number) else ()
    things = done(access, number)
    asked = wishes(access, number)
    return {
        "who": who,
        "children": children(access) if access.role == "parent" else (),
        "steps": next_steps(access, who, agreed=agreed, done=things),
        "meeting": next_meeting(access, number),
        "agreed": [line for line in agreed if line.status != "done"],
        "sees_plan": theirs(access, "see_guidance", number),
        "coming": coming(access, who),
        "said": next((one for one in things if one.is_said), None),
        "latest": things[0] if things else None,
        "count": len(things),
        "answered": next((wish for wish in asked if not wish.is_open and wish.answer), None),
        "waiting": next((wish for wish in asked if wish.is_open), None),
    }
