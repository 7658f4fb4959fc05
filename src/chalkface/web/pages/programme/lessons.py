"""The curriculum map: which subject links to work in which year group, planned or confirmed, and where there is nothing."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.years import year_label
from chalkface.queries.lessons import curriculum_map
from chalkface.queries.lessons import lessons as lessons_of
from chalkface.web.page import page
from chalkface.web.school_years import any_year
from chalkface.web.voices import TERMS

LONGEST_LIST = 60


@page("programme/lessons/", needs="see_programme", title="Curriculum map")
def lessons(request: HttpRequest, access: Access) -> dict:
    year = any_year(request.GET.get("of", ""), access.year)
    found = curriculum_map(access, year)
    subjects = [subject for subject, _ in found.rows]
    subject = request.GET.get("subject", "")
    chosen = subject if subject in subjects else ""
    return {
        "map": found,
        "subject": chosen,
        "lessons": lessons_of(access, year, subject=chosen)[:LONGEST_LIST],
        "year": year,
        "years": [{"value": one, "label": year_label(one)} for one in range(access.year + 1, access.year - 4, -1)],
        "terms": TERMS,
    }
