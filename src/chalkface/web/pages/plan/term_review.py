"""One term review: the agenda as it was written, what was said and decided, and each decision on its way to an action."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.term_reviews import edit_review, remove_review
from chalkface.queries.schools import school_at_door
from chalkface.queries.term_reviews import TermReviewCard, term_review
from chalkface.reports import write_report
from chalkface.reports.term_agenda.compose import paper_of
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@page("plan/reviews/<int:term_review>/", needs="see_plan", title="A term review", methods=("GET", "POST"))
def term_review_page(request: HttpRequest, access: Access, term_review: int) -> dict | HttpResponse:
    card = card_of(term_review)
    if request.GET.get("as", "") in FORMATS and request.method == "GET":
        return _file(access, card, request.GET["as"])
    context = {"card": card, "errors": [], "wrong": {}, "edition": card.edition}
    if request.method == "GET":
        return {**context, "given": _as_given(card)}
    school = request.resolver_match.kwargs["school"]
    try:
        if request.POST.get("deed") == "remove":
            remove_review(access, review_id=card.id)
            say(request, "The review is removed.")
            return redirect("plan.reviews", school=school)
        changed = _edit(request, access, card)
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        edition = request.POST.get("edition") or card.edition
        errors = refused.errors
        return {**context, "given": request.POST, "edition": edition, "errors": errors, "wrong": dict(errors), "status": 422}
    say(request, "What you wrote down is kept." if changed else "Nothing was changed.")
    return redirect(request.path)


def card_of(number: int) -> TermReviewCard:
    """The review, or 404."""
    card = term_review(number)
    if card is None:
        raise Http404
    return card


def _edit(request: HttpRequest, access: Access, card: TermReviewCard) -> bool:
    answers = Answers(request.POST)
    new = {
        "present": answers.text("present", "Who was there", limit=500),
        "notes": answers.text("notes", "Notes"),
        "decisions": answers.text("decisions", "Decisions", limit=5000),
        "next_on": answers.day("next_on", "The day of the next meeting"),
    }
    answers.check()
    return edit_review(access, review_id=card.id, edition=answers.edition, new=new)


def _file(access: Access, card: TermReviewCard, ending: str) -> HttpResponse:
    school = school_at_door(access.school_id)
    answer = HttpResponse(write_report("term-agenda", paper_of(school, card), ending), content_type=FORMATS[ending])
    answer["Content-Disposition"] = f'attachment; filename="term-review-{school.slug}-{card.on}.{ending}"'
    return answer


def _as_given(card: TermReviewCard) -> dict[str, str]:
    next_on = card.next_on.isoformat() if card.next_on else ""
    return {"present": card.present, "notes": card.notes, "decisions": card.decisions_text, "next_on": next_on}
