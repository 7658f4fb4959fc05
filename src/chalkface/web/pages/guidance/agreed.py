"""One thing that was agreed: done, confirmed, handed on, reminded of; a link for whoever does it without an account."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.core.needs import split_owner
from chalkface.operations.agreed_links import cancel_agreed_link, make_agreed_link
from chalkface.operations.asking import DAYS, MOST_DAYS
from chalkface.operations.needs import confirm_action, hand_on, remind, say_done
from chalkface.queries.needs import agreed_line, links_of, owner_choices
from chalkface.queries.voices import ask_card
from chalkface.web.forms import Answers
from chalkface.web.handing_out import link_shown
from chalkface.web.page import page, say


@page("guidance/agreed/<int:agreed>/", needs="see_guidance", title="Something agreed", methods=("GET", "POST"))
def agreed(request: HttpRequest, access: Access, agreed: int) -> dict | HttpResponse:
    if agreed_line(access, agreed) is None:
        raise Http404
    context = {"errors": [], "given": {}, "deed": ""}
    if request.method == "POST":
        deed = request.POST.get("deed", "")
        try:
            if deed == "link":
                context |= _link(request, access, agreed)
            else:
                say(request, _do(request, access, agreed, deed))
                return redirect(request.path)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            context |= {"errors": refused.errors, "given": request.POST, "deed": deed, "status": 422}
    one = agreed_line(access, agreed)
    if one is None:  # it was handed on to somebody whose tasks this person does not see
        raise Http404
    follows = access.may("follow_actions")
    return {
        **context,
        "one": one,
        "links": links_of(access, agreed),
        "owners": owner_choices(access) if follows else [],
        "owner_now": f"{one.owner_kind}:{one.owner_account}" if one.owner_account else one.owner_kind,
        "is_leader": "careers_leader" in (access.role, *access.also),
        "until": access.on + timedelta(days=DAYS),
        "latest": access.on + timedelta(days=MOST_DAYS),
    }


def _link(request: HttpRequest, access: Access, agreed_id: int) -> dict:
    answers = Answers(request.POST)
    until = answers.day("expires_on", "The last day")
    answers.check()
    made, token = make_agreed_link(access, agreed_id=agreed_id, to_name=request.POST.get("to_name", ""), expires_on=until)
    card = ask_card(access, made)
    return {"made": card, **link_shown(request, card, token)}


def _do(request: HttpRequest, access: Access, agreed_id: int, deed: str) -> str:
    """Do what a form of the page asks; returns the sentence that says so. Raises ``Refused``."""
    answers = Answers(request.POST)
    match deed:
        case "done":
            changed = say_done(access, agreed_id=agreed_id, words=answers.text("words", "What you say", limit=2_000))
            return "It is kept that this is done." if changed else "That was kept already."
        case "confirm":
            reason = answers.text("reason", "The reason", limit=2_000)
            answers.check()
            changed = confirm_action(access, agreed_id=agreed_id, reason=reason)
            return "It is kept that the need is met by this." if changed else "That was kept already."
        case "remind":
            changed = remind(access, agreed_id=agreed_id)
            return "The owner is reminded, on their own page." if changed else "The owner was reminded today already."
        case "cancel":
            cancel_agreed_link(access, ask_id=answers.whole("ask", "The link", required=True, most=2**31) or 0)
            return "The link is ended. It answers like an address that never was."
        case "hand_on":
            kind, wrong, account = split_owner(request.POST.get("owner_kind", ""))
            if wrong:
                answers.wrong("owner_kind", wrong)
            due_on = answers.day("due_on", "The day")
            name = answers.text("owner", "The name", limit=200)
            answers.check()
            hand_on(
                access, agreed_id=agreed_id, edition=answers.edition, owner_kind=kind, owner_account=account, owner=name,
                due_on=due_on,
            )  # fmt: skip
            return "It is kept whose task this is, and by when."
    raise Refused("Choose what to do.")
