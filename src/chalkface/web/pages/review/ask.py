"""Asking somebody: what, whom and until when. For who has no account the page that follows shows their link, once."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.asking import DAYS, MOST_DAYS, VOICES_ASKED, make_ask
from chalkface.queries.lessons import subjects_taught
from chalkface.queries.posts import post_options
from chalkface.queries.practices import practices
from chalkface.queries.schools import school_at_door
from chalkface.queries.voices import ask_card
from chalkface.web.editions import edition_choices
from chalkface.web.forms import Answers
from chalkface.web.handing_out import link_shown
from chalkface.web.page import page, say
from chalkface.web.voices import VOICES

PURPOSES = ("statements", "lessons", "practice")


@page("review/ask/", needs="ask_voices", title="Ask somebody", methods=("GET", "POST"))
def ask(request: HttpRequest, access: Access) -> dict | HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    purpose = asked.get("purpose", "")
    purpose = purpose if purpose in PURPOSES else "statements"
    framework, _, statement = asked.get("statement", "").rpartition(":")
    framework = framework or asked.get("framework", "")
    framework = framework if framework in frameworks() else school_at_door(access.school_id).framework
    context = _context(access, purpose, framework)
    if request.method != "POST":
        chosen = {statement} if statement in frameworks()[framework].statements else set()
        return {**context, "given": request.GET, "errors": [], "chosen": chosen}
    try:
        made, token = _make(request, access, purpose, framework)
    except Refused as refused:
        chosen = set(request.POST.getlist("statements"))
        return {**context, "given": request.POST, "errors": refused.errors, "chosen": chosen, "status": 422}
    if token is None:
        say(request, "The request is on their own page now.")
        return redirect(reverse("review.asked", kwargs={"school": school_at_door(access.school_id).slug, "ask": made}))
    card = ask_card(access, made)
    return {"made": card, **link_shown(request, card, token)}


def _context(access: Access, purpose: str, framework: str) -> dict:
    context = {
        "purpose": purpose,
        "framework": framework,
        "edition": frameworks()[framework],
        "posts": post_options(),
        "voice_options": [{"value": voice, "label": VOICES[voice]} for voice in VOICES_ASKED],
        "until": access.on + timedelta(days=DAYS),
        "latest": access.on + timedelta(days=MOST_DAYS),
    }
    match purpose:
        case "statements":
            context["editions"] = edition_choices()
        case "lessons":
            context["subjects"] = [{"value": subject, "label": subject} for subject in subjects_taught(access.year)]
        case "practice":
            context["practices"] = [{"value": one.id, "label": one.title} for one in practices(access)]
    return context


def _make(request: HttpRequest, access: Access, purpose: str, framework: str) -> tuple[int, str | None]:
    answers = Answers(request.POST)
    post = answers.whole("post_id", "The post", most=2**31)
    practice = answers.whole("practice_id", "The good practice", most=2**31) if purpose == "practice" else None
    until = answers.day("expires_on", "The last day")
    answers.check()
    return make_ask(
        access,
        purpose=purpose,
        to_name=answers.text("to_name", "The name"),
        to_email=answers.text("to_email", "The e-mail address"),
        post_id=post,
        voice=answers.text("voice", "The voice"),
        framework=framework,
        statements=tuple(request.POST.getlist("statements")),
        subject=answers.text("subject", "The subject"),
        practice_id=practice,
        message=answers.text("message", "The message"),
        expires_on=until,
    )
