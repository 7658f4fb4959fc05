"""The whole plan as a workbook: to work on in a spreadsheet, and to bring back in by an import."""

from django.http import HttpRequest, HttpResponse

from chalkface.core.access import Access
from chalkface.queries.schools import school_at_door
from chalkface.reports import make_report
from chalkface.web.page import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("plan/workbook/", needs="write_plan", title="The plan as a workbook")
def workbook(request: HttpRequest, access: Access) -> HttpResponse | dict:
    if request.GET.get("as") != "xlsx":
        return {"may_import": access.may("commit_import")}
    answer = HttpResponse(make_report(access, "plan-workbook", "xlsx", on=access.on), content_type=XLSX)
    name = f"careers-plan-{school_at_door(access.school_id).slug}-{access.on}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
