"""Answering what one was asked: the same form for a member and for whoever holds a link, so written once."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.datastructures import MultiValueDict

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.agreed_links import done_by_link
from chalkface.operations.asking import mark_opened
from chalkface.operations.lessons import OwnLesson, Taught, confirm_lessons
from chalkface.operations.voices import answer_ask, answer_invitation
from chalkface.queries.lessons import LessonLine, lessons
from chalkface.queries.links import agreed_at_door, year_groups_taught
from chalkface.queries.practices import practice_line
from chalkface.queries.voices import AskCard, ask_card
from chalkface.web.forms import Answers
from chalkface.web.voices import ANSWERS, EXTENTS, TERMS

ON_ONE_SCREEN = 4  # statements: on a phone more than that is a wall


def answering(request: HttpRequest, access: Access, ask_id: int, *, key: str = "") -> dict | HttpResponse:
    """The form of an ask, or, once it was sent, the way to its next screen. What was typed stays when it cannot be taken."""
    card = ask_card(access, ask_id)
    if card is None:
        raise Refused("That was not asked of you.")
    # A mail program that tries the link has not read it.
    if card.line.opened_on is None and request.META["REQUEST_METHOD"] != "HEAD":
        mark_opened(access, ask_id=ask_id)
    part = _part(request.GET.get("part", ""), card)
    context = _context(access, card, part) | {"given": MultiValueDict(), "errors": []}
    if request.method != "POST":
        context["is_done"] = "done" in request.GET and card.line.answered_on is not None
        return context
    try:
        after = _take(request, access, card, part, key)
    except Refused as refused:
        return {**context, "given": request.POST, "errors": refused.errors, "status": 422}
    return HttpResponseRedirect(f"{request.path}?{after}")


def _part(asked: str, card: AskCard) -> int:
    """Which screen of the statements is shown, from 0."""
    last = max(0, len(card.statements) - 1) // ON_ONE_SCREEN
    return min(int(asked), last) if asked.isdecimal() and len(asked) < 4 else 0


def _context(access: Access, card: AskCard, part: int) -> dict:
    parts = max(0, len(card.statements) - 1) // ON_ONE_SCREEN + 1
    context = {"card": card, "part": part, "parts": parts, "answers": ANSWERS}
    match card.line.purpose:
        case "statements":
            context["shown"] = card.statements[part * ON_ONE_SCREEN :][:ON_ONE_SCREEN]
            context["minutes"] = 1 + len(card.statements) // 3
        case "lessons":
            context["lessons"] = _lessons(access, card)
            groups = year_groups_taught(access, subject=card.subject, academic_year=card.academic_year or access.year)
            context["own_years"] = [{"value": group, "label": f"Year {group}"} for group in groups]
            context |= {"extents": EXTENTS, "terms": TERMS, "minutes": 2}
        case "practice":
            context["practice"] = practice_line(card.practice_id)
            context["minutes"] = 1
        case "agreed":
            context["agreed"] = agreed_at_door(access, card.line.id)
            context["minutes"] = 1
    return context


def _lessons(access: Access, card: AskCard) -> tuple[LessonLine, ...]:
    return lessons(access, card.academic_year or access.year, subject=card.subject)


def _take(request: HttpRequest, access: Access, card: AskCard, part: int, key: str) -> str:
    """Do what the form asks; returns the query of the next screen. Raises ``Refused``."""
    answers = Answers(request.POST)
    match card.line.purpose:
        case "statements":
            return _take_levels(answers, access, card, part, key)
        case "lessons":
            _take_lessons(answers, access, card, key)
        case "agreed":
            done_by_link(access, ask_id=card.line.id, words=answers.text("words", "What you say", limit=2_000), key=key)
        case _:
            answer_invitation(
                access, ask_id=card.line.id, answer=request.POST.get("answer", ""), said=request.POST.get("said", ""), key=key
            )
    return "done"


def _take_levels(answers: Answers, access: Access, card: AskCard, part: int, key: str) -> str:
    shown = card.statements[part * ON_ONE_SCREEN :][:ON_ONE_SCREEN]
    is_last = (part + 1) * ON_ONE_SCREEN >= len(card.statements)
    fields = {one.code: one.field for one in shown}
    try:
        answer_ask(
            access,
            ask_id=card.line.id,
            levels={one.code: answers.given.get(f"level-{one.field}", "") for one in shown},
            reasons={one.code: answers.given.get(f"reason-{one.field}", "") for one in shown},
            said=answers.given.get("said", ""),
            finished=is_last,
            key=key,
        )
    except FormRefused as refused:
        named = [(f"level-{fields[code]}" if code in fields else code, words) for code, words in refused.errors]
        raise FormRefused(named) from refused
    return "done" if is_last else f"part={part + 1}"


def _take_lessons(answers: Answers, access: Access, card: AskCard, key: str) -> None:
    taught = []
    for one in _lessons(access, card):
        if one.is_confirmed:
            continue
        extent = answers.choice(f"taught-{one.id}", one.title, ("whole", "some"))
        day, said = answers.day(f"day-{one.id}", "The day"), answers.text(f"line-{one.id}", "The line", limit=2_000)
        if extent:
            taught.append(Taught(one.id, day, extent == "whole", said))
    title = answers.text("own", "The lesson", limit=300)
    extent = answers.choice("own_extent", "Your own lesson", ("whole", "some"))
    year = answers.whole("own_year", "The year group") if title else None
    if title and year is None:
        answers.wrong("own_year", "Choose the year group that had your lesson.")
    answers.check()
    own = OwnLesson(title, year, extent != "some") if title and year is not None else None
    confirm_lessons(access, ask_id=card.line.id, taught=taught, own=own, said=answers.given.get("said", ""), key=key)
