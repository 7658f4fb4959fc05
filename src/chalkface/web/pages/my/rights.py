"""What is kept about me and why, in plain words, and how to ask for it."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.retention import RULES
from chalkface.queries.schools import school_at_door
from chalkface.reports.privacy_papers.paper import PrivacyPapers
from chalkface.reports.privacy_papers.telling import notice_older
from chalkface.web.page import own_page


@own_page("rights/", needs="see_own_pages", title="Your data and you")
def rights(request: HttpRequest, access: Access) -> dict:
    school = school_at_door(access.school_id)
    paper = PrivacyPapers(school.name, school.is_example, {code: rule.months for code, rule in RULES.items()})
    return {"told": notice_older(paper)}
