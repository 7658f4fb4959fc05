"""One duty: what it asks, by which source, the figure that answers it, how the school stands, and who sees to it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.words import STATUS_WORDS
from chalkface.operations.roles import STATUSES, check_duty
from chalkface.queries.duties import DutyShown, duty_figures, duty_history, duty_shown
from chalkface.queries.plans import plan_actions
from chalkface.queries.posts import posts
from chalkface.queries.roles import LETTER_WORDS, by_letter, responsibilities_of
from chalkface.web.forms import Answers
from chalkface.web.page import page, say


@page("roles/duties/<str:duty>/", needs="see_plan", title="A duty", methods=("GET", "POST"))
def duty(request: HttpRequest, access: Access, duty: str) -> dict | HttpResponse:
    one = duty_shown(access, duty)
    if one is None:
        raise Http404
    context = {"one": one, "duty": one.duty, "errors": [], "given": _kept(one), "page_title": one.duty.title}
    if request.method == "POST":
        try:
            changed = _check(request, access, one)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            context |= {"given": request.POST, "errors": refused.errors, "status": 422}
        else:
            say(request, "How the duty stands is saved." if changed else "Nothing was changed.")
            return redirect(request.path)
    held = posts()
    return {
        **context,
        "figures": duty_figures(access, one.duty),
        "actions": plan_actions(access, duty=duty),
        "by_letter": by_letter(responsibilities_of("duty", duty)),
        "months": duty_history(duty),
        "post_options": [{"value": post.id, "label": post.label} for post in held],
        "statuses": [{"value": status, "label": STATUS_WORDS[status].capitalize()} for status in STATUSES],
        "status_words": STATUS_WORDS,
        "letter_words": LETTER_WORDS,
        "suggested": _suggested(one, access.on),
    }


def _kept(one: DutyShown) -> dict[str, object]:
    return {
        "status": one.status,
        "evidence": one.evidence,
        "address": one.address,
        "checked_on": one.checked_on or "",
        "next_check_on": one.next_check_on or "",
        "post_id": one.post_id or "",
        "edition": one.edition,
    }


def _check(request: HttpRequest, access: Access, one: DutyShown) -> bool:
    answers = Answers(request.POST)
    new = {
        "status": answers.choice("status", "How far it is", STATUSES, required=True),
        "evidence": answers.text("evidence", "What shows it"),
        "address": answers.text("address", "The address", limit=500),
        "checked_on": answers.day("checked_on", "Checked on"),
        "next_check_on": answers.day("next_check_on", "The next check"),
        "post_id": answers.number_of("post_id", "Who keeps it in order", [*(post.id for post in posts()), one.post_id]),
    }
    answers.check()
    return check_duty(access, duty=one.duty.code, edition=answers.edition, **new)


def _suggested(one: DutyShown, on: date) -> date:
    """The day of the next check that the register suggests, counted from today."""
    months = on.month - 1 + one.duty.check_months
    return date(on.year + months // 12, months % 12 + 1, min(on.day, 28))
