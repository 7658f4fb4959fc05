"""The form of an activity, in parts of which each is a page on a phone: what is read from it, and what it holds again."""

from collections.abc import Iterable
from datetime import date

from django.http import QueryDict

from chalkface.core.activity_facts import FACT_NAMES
from chalkface.web.forms import Answers

PARTS = {
    "what": "What it is, when and for whom",
    "why": "What it serves",
    "who": "Who runs it and what it takes",
    "meaningful": "What makes it meaningful",
    "sessions": "Sessions",
}
LISTS = ("outcomes", "statements", "skills", "partners", "years")
NEW_PARTNER = ("new_partner", "new_partner_kind")
FIELDS = {
    "what": ("title", "kind", "starts_on", "ends_on", "years", "subject", "mode", "hours", "places", "note"),
    "why": ("outcomes", "statements", "skills"),
    "who": ("partners", "post_id", "staff_hours", "cost"),
    "meaningful": FACT_NAMES,
}


def list_of(sent: QueryDict, name: str) -> str:
    """The chosen codes of a question as one text; a merge page sends them as one text already."""
    codes = (code.strip() for value in sent.getlist(name) for code in value.split(";"))
    return ";".join(dict.fromkeys(code for code in codes if code))


def answers_to(sent: QueryDict, fields: Iterable[str], posts: Iterable[int]) -> dict[str, object]:
    """The answers to these questions; what was not sent at all is left out. Raises ``FormRefused``."""
    answers = Answers(sent)
    found: dict[str, object] = {}
    for name in fields:
        if name in LISTS:
            found[name] = list_of(sent, name)
        elif name not in sent:
            continue
        elif name == "starts_on":
            found[name] = answers.day(name, "First day", required=True)
        elif name == "ends_on":
            found[name] = answers.day(name, "Last day")
        elif name == "places":
            found[name] = answers.whole(name, "Places")
        elif name == "post_id":
            found[name] = answers.number_of(name, "Post", posts)
        else:
            found[name] = answers.text(name, name.capitalize())
    answers.check()
    return found


def as_written(sent: QueryDict, held: dict[str, object]) -> dict[str, object]:
    """What the form shows: what the person sent, else what is kept; days as a day field holds them."""
    shown = {name: value.isoformat() if isinstance(value, date) else value for name, value in held.items()}
    for name in (*shown, *NEW_PARTNER):
        if name in sent:
            shown[name] = list_of(sent, name) if name in LISTS else sent[name]
    return shown
