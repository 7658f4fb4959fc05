"""Where the plan is told to others: the papers, the public page, calendars, and what was made and sent."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.making import own_papers
from chalkface.reports import all_reports
from chalkface.web.page import page
from chalkface.web.paper_file import NAMES


@page("share/", needs="see_plan", title="Share", menu="Share", order=78)
def start(request: HttpRequest, access: Access) -> dict:
    titles = {code: report.title for code, report in all_reports().items()}
    return {
        "papers": [(one, titles.get(one.report, one.report), NAMES.get(one.ending, one.ending)) for one in own_papers(access)],
    }
