"""The portfolio of an award: what is in it, the files that go along, and having it made."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.awards import awards
from chalkface.queries.award_files import portfolio_files
from chalkface.queries.last_gate import names_to_keep_back
from chalkface.reports import all_reports
from chalkface.reports.making import enqueue_paper
from chalkface.web.page import page

REPORT = "award-portfolio"
LOOK = "Say that you looked through the files: they go along as they are."


@page("award/<str:award>/portfolio/", needs="keep_award", title="Portfolio", methods=("GET", "POST"), confirms=True)
def portfolio(request: HttpRequest, access: Access, award: str) -> dict | HttpResponse:
    one = awards().get(award)
    if one is None or one.kind != "award":
        raise Http404
    files, names = portfolio_files(access, one), names_to_keep_back(access)
    context = {
        "award": one,
        "papers": [all_reports()[report].title for report in one.papers],
        "files": [(file, bool(names.inside(f"{file.title}\n{file.file_name}"))) for file in files],
        "errors": [],
        "page_title": f"{one.title}: portfolio",
    }
    if request.method != "POST":
        return context
    if files and request.POST.get("looked") != "yes":
        return {**context, "errors": [("looked", LOOK)], "status": 422}
    number = enqueue_paper(access, REPORT, "zip", award=award)
    return redirect("share.making", school=request.resolver_match.kwargs["school"], making=number)
