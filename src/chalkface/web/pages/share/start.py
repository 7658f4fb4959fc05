"""Where the plan is told to others: the five voices, the public page, calendars, and what was made."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.operations.sending_tasks import mail_is_set_up
from chalkface.queries.making import own_papers
from chalkface.queries.public_page import published
from chalkface.queries.sendings import sendings
from chalkface.reports import Report, all_reports
from chalkface.web.page import page
from chalkface.web.paper_file import NAMES

GOVERNOR = "governor-paper"
WANTS = {
    "parent-page": "What is coming, which choices come when, whom to ask",
    "partner-page": "A clear ask, what others do, an easy yes",
    "staff-page": "What is coming, what is asked of me, how it is going",
    "student-page": "What is coming for me, one thing to do now, whom to ask",
}

STATES = {"draft": "not sent yet", "waiting": "waiting its turn", "sending": "being sent", "sent": "sent", "failed": "not sent"}


def _forms(report: Report) -> list[tuple[str, str]]:
    return [(ending, NAMES[ending]) for ending in report.formats if ending in ("pdf", "docx", "pptx")]


@page("share/", needs="see_plan", title="Share", menu="Share", order=78)
def start(request: HttpRequest, access: Access) -> dict:
    reports = all_reports()
    titles = {code: report.title for code, report in reports.items()}
    return {
        "governor": _forms(reports[GOVERNOR]),
        "voices": [one for one in reports.values() if one.voice],
        "wants": WANTS,
        "forms": _forms,
        "mails": mail_is_set_up() and access.may("publish"),
        "sent": sendings() if access.may("publish") else (),
        "titles": titles,
        "states": STATES,
        "latest": next(iter(published()), None),
        "papers": [(one, titles.get(one.report, one.report), NAMES.get(one.ending, one.ending)) for one in own_papers(access)],
    }
