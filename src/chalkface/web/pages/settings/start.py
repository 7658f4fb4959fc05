"""The school's settings: its name and years, the word for students, the framework, the small-number threshold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.confidentiality import notice_of
from chalkface.core.errors import Refused
from chalkface.core.family import RULES
from chalkface.operations.carers import set_parents_rule
from chalkface.operations.schools import change_settings
from chalkface.queries.schools import school_at_door
from chalkface.web.editions import edition_choices
from chalkface.web.forms import whole_number
from chalkface.web.page import page, say


def _is_ours(words: str) -> bool:
    return " ".join(words.split()) == " ".join(notice_of("").split())


@page("settings/", needs="change_settings", title="Settings", menu="Settings", order=90, methods=("GET", "POST"))
def start(request: HttpRequest, access: Access) -> dict | HttpResponse:
    school = school_at_door(access.school_id)
    context = {
        "years": [{"value": year, "label": f"Year {year}"} for year in range(7, 14)],
        "frameworks": edition_choices(),
        "given": {
            "name": school.name,
            "low_year": school.low_year,
            "high_year": school.high_year,
            "word": "pupil" if school.says_pupil else "student",
            "threshold": school.threshold,
            "framework": school.framework,
            "confidentiality": notice_of(school.confidentiality),
        },
        "rules": [{"value": code, "label": words[:1].upper() + words[1:]} for code, words in RULES.items()],
        "errors": [],
    }
    if request.method == "GET":
        return context
    if request.POST.get("deed") == "parents":
        set_parents_rule(access, rule=request.POST.get("rule", ""))
        say(request, "Saved: it holds from now on.")
        return redirect("settings.start", school=school.slug)
    given = {name: request.POST.get(name, "") for name in context["given"]}
    given["confidentiality"] = request.POST.get("confidentiality", context["given"]["confidentiality"])
    try:
        change_settings(
            access,
            name=given["name"],
            low_year=whole_number(given["low_year"], "The first year group"),
            high_year=whole_number(given["high_year"], "The last year group"),
            says_pupil=given["word"] == "pupil",
            threshold=whole_number(given["threshold"], "The small-number threshold"),
            framework=given["framework"],
            # Our words left as they were are not the school's own: they may become better with a new version.
            confidentiality="" if _is_ours(given["confidentiality"]) else given["confidentiality"],
        )
    except Refused as refused:
        return {**context, "given": given, "errors": [(refused.field or "name", refused.sentence)], "status": 422}
    say(request, "The settings are saved.")
    return redirect("settings.start", school=school.slug)
