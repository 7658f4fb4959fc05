"""One lesson link: what it is, whether it was taught and who said so; to change, confirm or take back."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, NotAllowed, Refused
from chalkface.operations.lessons import Taught, confirm_lesson, remove_lesson, unconfirm_lesson, write_lesson
from chalkface.queries.lessons import LessonCard, lesson_card, recorded_lessons
from chalkface.queries.schools import school_at_door
from chalkface.queries.telling import told
from chalkface.web.forms import Answers
from chalkface.web.lesson_form import lesson_choices, read_lesson
from chalkface.web.page import page, say
from chalkface.web.voices import EXTENTS, TERMS


@page("programme/lessons/<int:lesson>/", needs="see_programme", title="A lesson link", methods=("GET", "POST"))
def lesson(request: HttpRequest, access: Access, lesson: int) -> dict | HttpResponse:
    card = lesson_card(access, lesson)
    if card is None:
        raise Http404
    changing = "change" in request.GET and access.may("edit_programme")
    if request.method != "POST":
        return _context(access, card, changing)
    if not access.may("edit_programme"):
        raise NotAllowed(f"{access.role} may not change lesson links")
    deed = request.POST.get("deed", "write")
    try:
        say(request, _do(request, access, card, deed))
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        context = _context(access, card, deed == "write")
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    if deed == "remove":
        return redirect(reverse("programme.lessons", kwargs={"school": school_at_door(access.school_id).slug}))
    return redirect(request.path)


def _context(access: Access, card: LessonCard, changing: bool) -> dict:
    context = {
        "card": card,
        "line": card.line,
        "given": asdict(card.line) if changing else {},
        "errors": [],
        "changing": changing,
        "term_words": TERMS,
        "extents": EXTENTS[:2],
    }
    if changing:
        return {**context, **lesson_choices(card.line.academic_year)}
    if access.may("see_plan"):
        context["told"] = told(card.history)
    if access.may("edit_programme") and not card.line.is_confirmed:
        context["recorded"] = recorded_lessons(access, card.line)
    return context


def _do(request: HttpRequest, access: Access, card: LessonCard, deed: str) -> str:
    """Do what the form asks; returns what to say. Raises ``Refused``."""
    answers, line = Answers(request.POST), card.line
    if deed == "confirm":
        day = answers.day("day", "The day")
        activity = answers.whole("activity_id", "The lesson link", most=2**31)
        extent = answers.choice("extent", "How many had it", ("whole", "some"))
        answers.check()
        taught = Taught(line.id, day, extent != "some", answers.text("said", "The line", limit=2_000))
        confirm_lesson(access, taught=taught, activity_id=activity)
        return "It is confirmed."
    if deed == "take_back":
        unconfirm_lesson(access, lesson_id=line.id, reason=request.POST.get("reason", ""))
        return "The confirmation is taken back."
    if deed == "remove":
        remove_lesson(access, lesson_id=line.id)
        return "The lesson link is off the map."
    new = read_lesson(answers)
    write_lesson(access, lesson_id=line.id, edition=answers.edition, academic_year=line.academic_year, **new)
    return "It is changed."
