"""A paper that is being made: how far it is, and the file once it is there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.operations.making import KEPT, forget_paper
from chalkface.queries.making import paper_asked, paper_file, paper_progress
from chalkface.queries.schools import school_at_door
from chalkface.reports import all_reports
from chalkface.reports.making import enqueue_paper
from chalkface.web.confirming import is_confirmed, to_confirm
from chalkface.web.page import page, say
from chalkface.web.paper_file import NAMES, file_answer


@page("share/making/<int:making>/", needs="see_plan", title="A paper being made", methods=("GET", "POST"))
def making(request: HttpRequest, access: Access, making: int) -> dict | HttpResponse:
    line = paper_asked(making)
    report = all_reports().get(line.report) if line else None
    if line is None or report is None:
        raise Http404
    school = request.resolver_match.kwargs["school"]
    if request.method == "POST":
        if request.POST.get("deed") == "again" and report.confirms:  # asks first, on its own page
            return redirect("award.portfolio", school=school, award=line.options["award"])
        if request.POST.get("deed") == "again":
            number = enqueue_paper(access, line.report, line.ending, **line.options)
            return redirect("share.making", school=school, making=number)
        forget_paper(access, making_id=making)
        say(request, "That paper was thrown away.")
        return redirect("share.start", school=school)
    if request.GET.get("as") == "file":
        if not (report.needs and access.may(report.needs)):
            raise NotAllowed(f"{access.role} may not have {line.report}")
        if report.confirms and not is_confirmed(request):
            return to_confirm(request)
        content = paper_file(making)
        if content is None:
            raise Http404
        return file_answer(content, f"{line.report}-{school_at_door(access.school_id).slug}-{line.asked_on}", line.ending)
    return {
        "line": line,
        "report": report,
        "form": NAMES.get(line.ending, line.ending),
        "progress": paper_progress(access, making) if line.is_open else None,
        "days": KEPT.days,
        "is_own": access.account_id is not None and line.by == access.account_id,
        "may_have": bool(report.needs) and access.may(report.needs),
    }
