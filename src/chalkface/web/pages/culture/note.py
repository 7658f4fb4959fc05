"""Noting what the families of a tutor group did on a day: ticks, kept as they stand."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.families import note_families
from chalkface.queries.families import STEP_WORDS, events_for_parents, groups_to_note, ticks
from chalkface.web.forms import Answers, row_number
from chalkface.web.page import page, say


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


@page("culture/families/note/", needs="keep_families", title="Note what families did", methods=("GET", "POST"))
def note(request: HttpRequest, access: Access) -> dict | HttpResponse:
    groups, asked = groups_to_note(access), request.GET
    group = asked.get("group", "") if asked.get("group", "") in groups else next(iter(groups), "")
    step = asked.get("step", "") if asked.get("step", "") in STEP_WORDS else "attended"
    on = _day(asked.get("on", ""), access.on)
    errors: list[tuple[str, str]] = []
    sent = {row_number(value) for value in request.POST.getlist("student")}
    if request.method == "POST":
        form = Answers(request.POST)
        events = dict(events_for_parents(access))
        try:
            event = form.number_of("activity", "The event", events)
            form.check()
            new, gone = note_families(access, step=step, on=on, tutor_group=group, students=sent, activity_id=event)
        except Refused as refused:
            errors = refused.errors
        else:
            say(request, f"Kept: {new} new, {gone} taken back.")
            return redirect(request.get_full_path())
    listed = ticks(access, tutor_group=group, step=step, on=on)
    return {
        "groups": groups, "group": group, "step": step, "on": on, "step_words": STEP_WORDS, "listed": listed, "errors": errors,
        "ticked": sent if errors else {one.student for one in listed if one.is_noted}, "events": events_for_parents(access),
        "given": request.POST, "status": 422 if errors else 200,
    }  # fmt: skip
