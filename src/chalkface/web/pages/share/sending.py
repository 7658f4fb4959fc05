"""One mail: exactly what will go, and after that what went, to how many, and its link."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.sending import cancel_paper_link, drop_draft
from chalkface.operations.sending_tasks import NO_SERVER, enqueue_sending, mail_is_set_up
from chalkface.queries.links import gone_makers
from chalkface.queries.sendings import OPENS, mail_of
from chalkface.web.page import page, say


@page("share/sent/<int:sending>/", needs="publish", title="A mail with a paper", methods=("GET", "POST"))
def sending(request: HttpRequest, access: Access, sending: int) -> dict | HttpResponse:
    mail = mail_of(sending)
    if mail is None:
        raise Http404
    if request.GET.get("as") == "file":
        answer = HttpResponse(mail.content, content_type=mail.content_type)
        answer["Content-Disposition"] = f'inline; filename="{mail.file_name}"'
        return answer
    is_kept = not mail.attached and mail.cancelled_on is None and mail.open_until >= access.on
    has_left = is_kept and bool(gone_makers(access, [mail.account_number]))
    context = {
        "mail": mail,
        "no_mail": "" if mail_is_set_up() else NO_SERVER,
        "has_left": has_left,
        "is_own": mail.account_number is not None and mail.account_number == access.account_id,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "waits": mail.state in ("waiting", "sending"),
        "link_open": is_kept and not has_left and mail.state in OPENS,
        "errors": [],
    }
    if request.method == "GET":
        return context
    school, deed = request.resolver_match.kwargs["school"], request.POST.get("deed", "")
    try:
        if deed == "drop":
            drop_draft(access, sending_id=sending)
            say(request, "The draft is gone, and nobody was written to.")
            return redirect("share.start", school=school)
        if deed == "cancel":
            cancel_paper_link(access, sending_id=sending)
        elif deed == "send":
            enqueue_sending(access, sending_id=sending)
    except Refused as refused:
        return {**context, "errors": refused.errors, "status": 422}
    return redirect("share.sending", school=school, sending=sending)
