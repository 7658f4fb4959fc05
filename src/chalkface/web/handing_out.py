"""Handing out a link: shown on one page, once, with the mail that is written for it."""

from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from chalkface.core.words import day_words
from chalkface.queries.voices import AskCard

_ABOUT = {
    "statements": "your view of careers education",
    "lessons": "lessons that link to careers",
    "practice": "something that works well here",
    "agreed": "something that was agreed",
}
_QUESTIONS = "Please answer a few questions. It takes about two minutes, on a phone too, and needs no account:"
_ASKS = {"agreed": "Please look at what was agreed, and say when it is done. It takes a minute and needs no account:"}


def link_shown(request: HttpRequest, card: AskCard, token: str) -> dict[str, str]:
    """The link in full, and the address that opens a mail with it: for the one page that shows them."""
    link = request.build_absolute_uri(reverse("links.answer", kwargs={"token": token}))
    return {"link": link, "mail": mail_address(card, link)}


def mail_address(card: AskCard, link: str) -> str:
    """An address that opens a mail with everything in it; sending it is left to the person, from their own account."""
    name = card.line.to.split(",")[0]
    lines = [
        f"Dear {name},",
        "",
        *([card.message, ""] if card.message else []),
        _ASKS.get(card.line.purpose, _QUESTIONS),
        "",
        link,
        "",
        f"The link works until {day_words(card.line.expires_on)}. It is meant for you: please do not pass it on.",
        *(["", card.asked_by] if card.asked_by else []),
    ]
    subject = f"A request: {_ABOUT[card.line.purpose]}"
    body = "%0D%0A".join(map(quote, lines))
    return f"mailto:{quote(card.to_email, safe='@')}?subject={quote(subject)}&body={body}"
