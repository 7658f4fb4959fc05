"""Changing an activity, a part at a time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.activity_facts import MODES, PARTNER_KINDS, facts_asked
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.operations.activities import edit_activity as edit_it
from chalkface.operations.sessions import add_session, remove_session
from chalkface.queries.activity_choices import (
    edition_for,
    outcome_choices,
    partner_choices,
    skill_choices,
    statement_choices,
    year_options,
)
from chalkface.queries.activity_page import sittings
from chalkface.queries.activity_sheet import sheet_on_page
from chalkface.queries.posts import post_options
from chalkface.web.activity_form import FIELDS, NEW_PARTNER, PARTS, answers_to, as_written
from chalkface.web.forms import Answers
from chalkface.web.page import page, say

SESSION = ("on", "starts_at", "ends_at", "place", "tutor_groups")


@page("programme/<int:activity>/edit/", needs="edit_programme", title="Change an activity", methods=("GET", "POST"))
def edit_activity(request: HttpRequest, access: Access, activity: int) -> dict | HttpResponse:
    held = sheet_on_page(activity)
    if held is None:
        raise Http404
    part = request.GET.get("part", "")
    part = part if part in PARTS else "what"
    errors, status = [], 200
    if request.method == "POST":
        try:
            return _saved(request, access, activity, part, held)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors, status = refused.errors, 422
    values = as_written(request.POST, held)
    return {
        "status": status,
        "errors": errors,
        "activity": activity,
        "held": held,
        "part": part,
        "parts": PARTS,
        "values": values,
        "given": request.POST,
        # After a refusal the form is as old as it was: what somebody else saved meanwhile is still asked about.
        "edition": request.POST.get("edition", held["edition"]),
        **_asked(access, activity, part, values, held),
    }


def _saved(request: HttpRequest, access: Access, activity: int, part: str, held: dict) -> HttpResponse:
    school = request.resolver_match.kwargs["school"]
    if part == "sessions":
        if request.POST.get("deed") == "remove":
            wanted = request.POST.get("session", "")
            if wanted not in {str(one.id) for one in sittings(activity)}:
                raise Refused("That session is not there any more.")
            remove_session(access, session_id=int(wanted))
            say(request, "The session is taken away.")
        else:
            answers = Answers(request.POST)
            new = {
                "on": answers.day("on", "Day", required=True),
                "starts_at": answers.clock("starts_at", "From"),
                "ends_at": answers.clock("ends_at", "Until"),
                "place": answers.text("place", "Place"),
                "tutor_groups": answers.text("tutor_groups", "Tutor groups"),
            }
            answers.check()
            add_session(access, activity_id=activity, **new)
            say(request, "The session is added.")
        return redirect(f"{reverse('programme.edit_activity', kwargs={'school': school, 'activity': activity})}?part=sessions")
    posts = [*(one["value"] for one in post_options()), held["post_id"]]
    new = answers_to(request.POST, FIELDS[part], posts)
    partner = {name: request.POST.get(name, "") for name in NEW_PARTNER} if part == "who" else {}
    edition = Answers(request.POST).edition
    changed = edit_it(access, activity_id=activity, new=new, edition=edition, **partner)
    say(request, "The activity is saved." if changed else "Nothing was changed.")
    return redirect("programme.activity", school=school, activity=activity)


def _asked(access: Access, activity: int, part: str, values: dict, held: dict) -> dict:
    """The choices that a part of the form offers."""
    if part == "why":
        outcomes, too_many = outcome_choices(activity, values["outcomes"])
        statements = statement_choices(edition_for(access), values["statements"])
        return {"outcomes": outcomes, "too_many": too_many, "statements": statements, "skills": skill_choices(values["skills"])}
    if part == "who":
        mine, others = partner_choices(values["partners"])
        kinds = [{"value": code, "label": label.capitalize()} for code, label in PARTNER_KINDS.items()]
        return {"partners": mine, "other_partners": others, "partner_kinds": kinds, "posts": post_options()}
    if part == "meaningful":
        return {"facts": facts_asked(held["kind"])}
    if part == "sessions":
        return {"sittings": sittings(activity)}
    return {
        "kinds": [{"value": code, "label": label.capitalize()} for code, label in ACTIVITY_KINDS.items()],
        "modes": [{"value": code, "label": label.capitalize()} for code, label in MODES.items()],
        "years": year_options(access),
    }
