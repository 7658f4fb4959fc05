"""One criterion: what the records say, what the school says itself, and the files it attached."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.awards import VIEWS, award
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.award import attach_to_criterion, remove_from_criterion, say_of_criterion
from chalkface.operations.evidence import ACCEPTED, LARGEST
from chalkface.queries.award import criterion_shown, words_history
from chalkface.queries.award_files import criterion_files
from chalkface.queries.telling import told
from chalkface.web.forms import Answers, row_number
from chalkface.web.page import page, say
from chalkface.web.pages.award.award import opens


@page("award/<str:award>/criteria/<str:criterion>/", needs="see_review", title="Criterion", methods=("GET", "POST"))
def criterion(request: HttpRequest, access: Access, award: str, criterion: str) -> dict | HttpResponse:
    shown = criterion_shown(access, award, criterion)
    if shown is None:
        raise Http404
    context = _context(access, award, shown)
    if request.method != "POST":
        return context
    try:
        say(request, _do(request, access, award, criterion))
    except ChangedMeanwhile:
        raise
    except Refused as refused:
        errors = [(name or "file", sentence) for name, sentence in refused.errors]
        return {**context, "given": {**context["given"], **request.POST.dict()}, "errors": errors, "status": 422}
    return redirect(request.path)


def _context(access: Access, code: str, shown) -> dict:
    return {
        "award": award(code),
        "shown": shown,
        "criterion": shown.criterion,
        "opens": opens(access),
        "files": criterion_files(code, shown.criterion.code),
        "told": told(words_history(code, shown.criterion.code)) if access.may("see_plan") else (),
        "views": VIEWS,
        "view_options": [{"value": view, "label": words.capitalize()} for view, words in VIEWS.items()],
        "given": {"view": shown.view, "own_words": shown.own_words, "edition": shown.edition},
        "errors": [],
        "accept": ACCEPTED,
        "largest": LARGEST // 1024 // 1024,
        "page_title": shown.criterion.title,
    }


def _do(request: HttpRequest, access: Access, code: str, criterion: str) -> str:
    """Do what the form asks; returns what to say. Raises ``Refused``."""
    given, deed = request.POST, request.POST.get("deed", "say")
    if deed == "attach":
        file = request.FILES.get("file")
        if file is None:
            raise Refused("Choose a file first.")
        attach_to_criterion(
            access, award_code=code, criterion=criterion, title=given.get("title", ""), file_name=file.name,
            content=file.read(LARGEST + 1),
        )  # fmt: skip
        return "The file is kept with this criterion."
    if deed == "remove":
        number = row_number(given.get("evidence", ""))
        remove_from_criterion(access, award_code=code, criterion=criterion, evidence_id=number)
        return "The file is removed."
    answers = Answers(given)
    view = answers.choice("view", "How you see it", VIEWS)
    own_words = answers.text("own_words", "What you say of it")
    answers.check()
    changed = say_of_criterion(
        access, award_code=code, criterion=criterion, view=view, own_words=own_words, edition=answers.edition
    )  # fmt: skip
    return "What you say of it is saved." if changed else "Nothing was changed."
