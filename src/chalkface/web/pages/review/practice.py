"""One good practice: to read, to print as a card, to change, and to invite somebody to take it up."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.practices import edit_practice, remove_practice
from chalkface.queries.practices import PracticeCard, practice_card, who_lacks
from chalkface.queries.schools import school_at_door
from chalkface.queries.telling import told
from chalkface.reports import write_report
from chalkface.reports.good_practice_card.compose import compose
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.statement_choices import statement_choices

FIELDS = ("title", "who", "place", "what", "framework", "statement")


@page("review/practices/<int:practice>/", needs="answer_ask", title="Good practice", methods=("GET", "POST"))
def practice(request: HttpRequest, access: Access, practice: int) -> dict | HttpResponse:
    card = practice_card(access, practice)
    if card is None:
        raise Http404
    if request.GET.get("as") == "pdf":
        return _card(access, card)
    context = _context(access, card, request)
    if request.method != "POST":
        return context
    try:
        if request.POST.get("deed") == "remove":
            remove_practice(access, practice_id=practice)
            say(request, "It is removed.")
            return redirect(reverse("review.practices", kwargs={"school": school_at_door(access.school_id).slug}))
        new = {name: request.POST.get(name, "") for name in FIELDS}
        edit_practice(access, practice_id=practice, edition=Answers(request.POST).edition, new=new)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "changing": True, "status": 422}
    say(request, "It is changed.")
    return redirect(request.path)


def _context(access: Access, card: PracticeCard, request: HttpRequest) -> dict:
    line = card.line
    framework = line.framework or school_at_door(access.school_id).framework
    changing = "change" in request.GET and access.may("note_practice")
    context = {"card": card, "line": line, "given": asdict(line), "errors": [], "changing": changing, "framework": framework}
    context["statements"] = statement_choices(framework)
    context["text"] = _text(line.framework, line.statement)
    if access.may("ask_voices") and not changing:
        context["lacking"] = who_lacks(access, card)
    if access.may("see_plan") and not changing:
        context["told"] = told(card.history)
    return context


def _text(framework: str, statement: str) -> str:
    edition = frameworks().get(framework)
    return edition.statements[statement].text if edition and statement in edition.statements else ""


def _card(access: Access, card: PracticeCard) -> HttpResponse:
    paper = compose(access, access.on, practice=card.line.id)
    answer = HttpResponse(write_report("good-practice-card", paper, "pdf"), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="good-practice-{card.line.id}.pdf"'
    return answer
