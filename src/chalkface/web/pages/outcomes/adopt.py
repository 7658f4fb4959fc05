"""Adopting ready outcomes: a set, its areas and year groups, and what of it the school has already."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.years import YEAR_GROUPS, year_groups_between
from chalkface.frameworks.outcome_sets import all_sets, sets_of_outcomes, term_words
from chalkface.operations.outcomes import adopt_outcomes
from chalkface.queries.outcomes import outcomes
from chalkface.queries.schools import school_at_door
from chalkface.web.page import page, say


@page("outcomes/adopt/", needs="edit_outcomes", title="Adopt outcomes", methods=("GET", "POST"))
def adopt(request: HttpRequest, access: Access) -> dict | HttpResponse:
    if request.method == "GET":
        return _context(access, [])
    year_groups = [one for one in YEAR_GROUPS if str(one) in request.POST.getlist("year_group")]
    areas = request.POST.getlist("area")
    if not year_groups or not areas:
        missing = [("year_group", "Choose at least one year group.")] if not year_groups else []
        missing += [("area", "Choose at least one area.")] if not areas else []
        return _context(access, missing, areas=areas, year_groups=year_groups) | {"status": 422}
    try:
        added = adopt_outcomes(access, set_code=request.POST.get("set", ""), areas=areas, year_groups=year_groups)
    except Refused as refused:
        return _context(access, refused.errors, areas=areas, year_groups=year_groups) | {"status": 422}
    if added:
        say(request, f"{added} {'outcome' if added == 1 else 'outcomes'} adopted. Change what does not fit your school.")
    else:
        say(request, "You have all of these already. Nothing was changed.")
    return redirect("outcomes.start", school=request.resolver_match.kwargs["school"])


def _context(access: Access, errors: list[tuple[str, str]], areas=None, year_groups=None) -> dict:
    school = school_at_door(access.school_id)
    held = outcomes(access, include_retired=True)
    known = {one.source for one in held} | {one.code for one in held}
    offered = []
    for one in sets_of_outcomes():
        missing = Counter(
            outcome.year_group for outcome in one.outcomes if not {f"{one.code}:{outcome.code}", outcome.code} & known
        )
        offered.append(
            {
                "set": one,
                "total": sum(missing.values()),
                "areas": [{"value": area.code, "label": area.name, "hint": area.meaning} for area in one.areas],
                "year_groups": [
                    {"value": of, "label": f"Year {of}", "hint": f"{missing[of]} to add" if missing[of] else ""}
                    for of in YEAR_GROUPS
                ],
            }
        )
    own = year_groups_between(school.low_year, school.high_year)
    return {
        "offered": offered,
        "names_only": [one for one in all_sets().values() if one.skills],
        "chosen_year_groups": [str(one) for one in (own if year_groups is None else year_groups)],
        "chosen_areas": [area.code for one in sets_of_outcomes() for area in one.areas] if areas is None else areas,
        "known": known,
        "term_words": term_words,
        "errors": errors,
        "wrong": dict(errors),
    }
