"""The plan as it is told to students, or to parents and carers: the same page that the school gives out on paper."""

import logging
from typing import Literal

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.queries.keeping import kept
from chalkface.queries.own_pages import person
from chalkface.queries.schools import school_at_door
from chalkface.reports import tell_report
from chalkface.reports.told import Told
from chalkface.web.own_door import own_student
from chalkface.web.page import own_page

log = logging.getLogger(__name__)
TOLD_TO = {"student": "student-page", "parent": "parent-page"}


@own_page("school/", needs="see_programme", title="Careers at this school")
def school(request: HttpRequest, access: Access) -> dict:
    who, code = person(access, own_student(request, access)), TOLD_TO[access.role]
    # A whole year group opens it in one lesson; what is planned may be ten minutes old here, figures never are.
    here = school_at_door(access.school_id)
    told = kept(here, f"told {code}", lambda: _told(access, code), on=access.on, year=access.year, shared=False)
    return {"who": who, "told": told}


def _told(access: Access, code: str) -> Told | Literal[False]:
    """What the page says. False where it is held back: somebody's name, or very few, stand in what would be told. Staff read
    under Share what and where, nobody else does."""
    try:
        return tell_report(access, code, on=access.on)
    except Refused:
        log.warning("the page for %s is held back: see Share", code)
        return False
