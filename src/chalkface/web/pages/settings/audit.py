"""The audit trail: who did what, and when. Ids and counts only."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.audit import audit_lines
from chalkface.web.page import page
from chalkface.web.paging import page_number


@page("settings/audit/", needs="see_audit", title="Audit trail")
def audit(request: HttpRequest, access: Access) -> dict:
    return {"found": audit_lines(page_number(request.GET.get("page", "")))}
