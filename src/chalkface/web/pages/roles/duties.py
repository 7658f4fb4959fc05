"""The checklist of duties: what law and guidance ask, how it stands, what shows it, and when it is looked at again."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.core.duties import STRENGTH_MEANS
from chalkface.core.words import STATUS_WORDS
from chalkface.queries.duties import duties as duties_shown
from chalkface.queries.duties import duties_sentence
from chalkface.web.page import page

SHOWN = {"late": "Check is late", "bare": "Done, with nothing to show it", "open": "Not done yet"}


@page("roles/duties/", needs="see_plan", title="Duties")
def duties(request: HttpRequest, access: Access) -> dict:
    every = duties_shown(access)
    only = request.GET.get("only", "")
    strength = request.GET.get("strength", "")
    tests = {
        "late": lambda one: one.overdue,
        "bare": lambda one: one.without_evidence,
        "open": lambda one: one.status != "done",
    }
    found = [one for one in every if only not in tests or tests[only](one)]
    found = [one for one in found if strength not in STRENGTH_MEANS or one.duty.strength == strength]
    return {
        "sentence": duties_sentence(every),
        "found": found,
        "total": len(every),
        "only": only,
        "strength": strength,
        "onlys": [{"value": code, "label": label} for code, label in SHOWN.items()],
        "strengths": [{"value": code, "label": code.capitalize()} for code in STRENGTH_MEANS],
        "means": STRENGTH_MEANS,
        "status_words": STATUS_WORDS,
    }
