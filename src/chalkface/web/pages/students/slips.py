"""Slips to cut up and hand out: made when the form is sent, printed from the answer, and shown never again."""

from django.http import HttpRequest
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.passes import shown
from chalkface.core.tutor_groups import reading_order
from chalkface.operations.passes import DAYS, LONGEST_DAYS, MadePass, make_passes
from chalkface.queries.passes import tutor_groups
from chalkface.web.forms import whole_number
from chalkface.web.page import page
from chalkface.web.qr import qr_svg


def _slip(request: HttpRequest, made: MadePass) -> dict[str, object]:
    address = request.build_absolute_uri(reverse("enter.slip", kwargs={"token": made.token}))
    return {"made": made, "code": shown(made.code), "qr": qr_svg(address, "QR code that opens the page")}


@page("students/slips/", needs="keep_passes", title="Slips", methods=("GET", "POST"))
def slips(request: HttpRequest, access: Access) -> dict:
    groups = sorted(tutor_groups(access), key=reading_order)
    group = request.POST.get("group") or request.GET.get("group") or (groups[0] if groups else "")
    given = {"group": group, "days": request.POST.get("days", str(DAYS))}
    context = {"groups": groups, "given": given, "slips": [], "errors": [], "longest": LONGEST_DAYS}
    if request.method == "GET":
        return context
    numbers = {name: request.POST.get(name, "") for name in ("student", "carer")}
    numbers = {name: int(sent) for name, sent in numbers.items() if sent.isdecimal() and len(sent) < 16}
    try:
        made = make_passes(
            access,
            student_ids=[numbers["student"]] if "student" in numbers else (),
            tutor_group="" if numbers else group,
            carer_id=numbers.get("carer"),
            days=whole_number(given["days"], "For how many days"),
        )
    except Refused as refused:
        return {**context, "errors": [(refused.field or "days", refused.sentence)], "status": 422}
    typed_at = request.build_absolute_uri(reverse("enter.code"))
    return {**context, "slips": [_slip(request, one) for one in made], "typed_at": typed_at.split("//", 1)[1]}
