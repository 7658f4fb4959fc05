"""The plan as it is told to students, or to parents and carers: the same page that the school gives out on paper."""

import logging

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.queries.keeping import kept
from chalkface.queries.own_pages import person
from chalkface.queries.schools import school_at_door
from chalkface.reports import tell_report
from chalkface.web.own_door import own_student
from chalkface.web.page import own_page

log = logging.getLogger(__name__)
TOLD_TO = {"student": "student-page", "parent": "parent-page"}


@own_page("school/", needs="see_programme", title="Careers at this school")
def school(request: HttpRequest, access: Access) -> dict:
    who, code = person(access, own_student(request, access)), TOLD_TO[access.role]
    try:
        # A whole year group opens it in one lesson; what is planned may be ten minutes old here, figures never are.
        told = kept(
            school_at_door(access.school_id), f"told {code}", lambda: tell_report(access, code, on=access.on),
            on=access.on, year=access.year, shared=False,
        )  # fmt: skip
    except Refused:
        # Somebody's name, or very few, stand in what would be told: staff read under Share what and where, nobody else does.
        log.warning("the page for %s is held back: see Share", code)
        told = None
    return {"who": who, "told": told}
