"""The parents and carers of a student: recorded, shut out or let in, and the accounts of the family."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.carers import add_carer, change_carer, give_own_account, keep_from_own_child, lift_block
from chalkface.operations.people import end_membership
from chalkface.queries.carers import CarerLine, family
from chalkface.queries.people import members_to_name
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

FIELDS = ("name", "relation", "email", "no_contact", "starts_on", "ends_on")


def _given(line: CarerLine | None) -> dict[str, object]:
    if line is None:
        return dict.fromkeys(FIELDS, "") | {"edition": 0}
    days = {name: getattr(line, name).isoformat() if getattr(line, name) else "" for name in ("starts_on", "ends_on")}
    texts = {name: getattr(line, name) for name in ("name", "relation", "email", "edition")}
    return texts | days | {"no_contact": "yes" if line.no_contact else ""}


def _save(access: Access, student: int, answers: Answers, carer: int | None) -> None:
    values = {
        "name": answers.text("name", "The name"),
        "relation": answers.text("relation", "The relation"),
        "email": answers.text("email", "The e-mail address"),
        "no_contact": answers.text("no_contact", "No contact") == "yes",
        "starts_on": answers.day("starts_on", "The first day"),
        "ends_on": answers.day("ends_on", "The last day"),
    }
    answers.check()
    if carer is None:
        add_carer(access, student_id=student, **values)
    else:
        change_carer(access, carer_id=carer, edition=answers.edition, **values)


def _number(sent: str) -> int:
    return int(sent) if sent.isdecimal() and len(sent) < 16 else 0


def _act(access: Access, student: int, request: HttpRequest, theirs: dict[int, CarerLine]) -> str:
    """Do what the form asks for; returns the sentence that says so."""
    deed, carer = request.POST.get("deed", "save"), _number(request.POST.get("carer", ""))
    if carer and carer not in theirs:
        raise Refused("That parent or carer is not there any more.")
    if deed == "works_here":
        keep_from_own_child(access, carer_id=carer, account_number=_number(request.POST.get("account", "")))
        return "Their work no longer shows them their own child."
    if deed == "lift":
        lift_block(access, carer_id=carer)
        return "Their work shows them this record again."
    if deed == "account":
        password = request.POST.get("password") or None
        give_own_account(
            access, student_id=student, carer_id=carer or None, email=request.POST.get("account_email", ""), password=password
        )
        return "They have an account and can sign in."
    if deed == "end_account":
        end_membership(
            access, membership_id=_number(request.POST.get("membership", "")), ends_on=access.on - timedelta(days=1)
        )
        return "Their account no longer opens anything here."
    _save(access, student, Answers(request.POST), carer or None)
    return "That is saved."


@page("students/<int:student>/carers/", needs="see_carers", title="Parents and carers", methods=("GET", "POST"))
def carers(request: HttpRequest, access: Access, student: int) -> dict | HttpResponse:
    found = family(access, student)
    if found is None:
        raise Http404
    theirs = {line.id: line for line in found.carers}
    chosen = theirs.get(_number(request.GET.get("carer", "") or request.POST.get("carer", "")))
    context = {
        "family": found,
        "chosen": chosen,
        "given": _given(chosen),
        "staff": [{"value": account, "label": f"{name}, {role.replace('_', ' ')}"} for account, role, name in
                  (members_to_name(access, MEMBER_ROLES) if access.may("keep_carers") else ())],
        "errors": [],
    }  # fmt: skip
    if request.method == "GET":
        return context
    if request.POST.get("deed") == "end_account":
        ours = {line.membership for line in found.carers} | {found.membership}
        if _number(request.POST.get("membership", "")) not in ours:
            raise Http404
    try:
        say(request, _act(access, student, request, theirs))
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    return redirect("students.carers", school=request.resolver_match.kwargs["school"], student=student)
