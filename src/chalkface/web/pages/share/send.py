"""Writing a mail with a paper: whom it goes to, what it says, and whether the file or a dated link goes with it."""

from collections.abc import Mapping
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.links import new_token
from chalkface.operations.sending import draft_sending
from chalkface.operations.sending_tasks import NO_SERVER, mail_is_set_up
from chalkface.queries.people import name_of_account
from chalkface.queries.schools import school_at_door
from chalkface.queries.sendings import mail_of, post_addresses
from chalkface.reports import Report, all_reports, make_report
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

GOVERNOR = "governor-paper"
WAYS = [{"value": "file", "label": "The file, attached (PDF)"}, {"value": "link", "label": "A link that opens it until a day"}]
LASTS = timedelta(days=60)


def _report(access: Access, name: str) -> Report:
    report = all_reports().get(name)
    if report is None or not (report.voice or name == GOVERNOR):
        raise Http404
    if name == GOVERNOR and not access.may("write_paper"):
        raise NotAllowed(f"{access.role} may not send the paper for governors")
    return report


@page("share/send/<slug:paper>/", needs="publish", title="Send a paper", methods=("GET", "POST"))
def send(request: HttpRequest, access: Access, paper: str) -> dict | HttpResponse:
    report, school = _report(access, paper), school_at_door(access.school_id)
    known = post_addresses(access)
    context = {
        "report": report,
        "posts": [{"value": number, "label": shown} for number, (_, shown) in known.items()],
        "ways": WAYS,
        "no_mail": "" if mail_is_set_up() else NO_SERVER,
        "chosen": request.POST.getlist("posts"),
        "errors": [],
    }
    if request.method == "GET" and request.GET.get("draft"):
        return {**context, **_as_drafted(access, request.GET["draft"], paper, known)}
    if request.method == "GET":
        subject = f"{school.name}: careers"
        length, name = "two pages" if paper == GOVERNOR else "one page", name_of_account(access.account_id)
        said = f"This is how careers stands at {school.name} today, on {length}."
        words = f"Dear all,\n\n{said}\n\nWith kind regards\n{name}".strip()
        until = (access.on + LASTS).isoformat()
        return {**context, "given": {"subject": subject, "words": words, "way": "file", "open_until": until}}
    try:
        if not mail_is_set_up():
            raise Refused(NO_SERVER)
        number = _draft(request, access, paper, school.slug)
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    say(request, "Nothing has gone yet: look at it, and then send it.")
    return redirect("share.sending", school=school.slug, sending=number)


def _as_drafted(access: Access, number: str, paper: str, known: Mapping[int, tuple[str, str]]) -> dict:
    """What the form begins with where a draft of one's own is changed. Raises ``Http404`` for any other mail."""
    found = _number(number)
    mail = mail_of(found) if found is not None else None
    if mail is None or (mail.state, mail.paper) != ("draft", paper) or mail.account_number != access.account_id:
        raise Http404
    given = {
        "subject": mail.subject, "words": mail.words, "way": "file" if mail.attached else "link", "draft": mail.id,
        "to": "\n".join(address for address, shown in mail.to if address == shown),
        "open_until": (mail.open_until or access.on + LASTS).isoformat(),
    }  # fmt: skip
    return {"given": given, "chosen": [str(pk) for pk, one in known.items() if one in mail.to]}


def _draft(request: HttpRequest, access: Access, paper: str, slug: str) -> int:
    answers = Answers(request.POST)
    way = answers.choice("way", "How it goes", ("file", "link"), required=True)
    until = answers.day("open_until", "The last day of the link") if way == "link" else None
    subject, words = answers.text("subject", "The subject"), answers.text("words", "The text")
    typed = answers.text("to", "The addresses").replace(",", "\n").replace(";", "\n").split("\n")
    answers.check()
    chosen = [found for one in request.POST.getlist("posts") if (found := _number(one)) is not None]
    to = [*post_addresses(access, chosen).values(), *((one.strip(), one.strip()) for one in typed if one.strip())]
    secret = new_token() if way == "link" else ""
    link = request.build_absolute_uri(reverse("links.paper", kwargs={"token": secret})) if secret else ""
    content = make_report(access, paper, "pdf", on=access.on)
    return draft_sending(
        access, paper=paper, subject=subject, words=words, file_name=f"{paper}-{slug}-{access.on}.pdf", content=content, to=to,
        open_until=until, link=link, secret=secret, replaces=_number(request.POST.get("draft", "")),
    )  # fmt: skip


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 16 else None
