"""Thank you: what somebody sees who sent a survey through a link. It says the same to everybody, and not what was sent."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.survey_links import asked_through
from chalkface.web.page import link_page
from chalkface.web.pages.asked.survey import WHY, seal_of


@link_page("q/<str:token>/sent/", needs="answer_survey", title="Thank you", why=WHY, opens="link")
def sent(request: HttpRequest, access: Access, link: int, key: str) -> dict:
    return {"found": asked_through(access, link), "place": seal_of(access, link)[0]}
