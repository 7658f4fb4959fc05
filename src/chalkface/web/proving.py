"""The pages of second factors, for who is halfway in and for who is signed in: whom they are about, and what was typed."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.factors import opened_for, sealed_for, take_code
from chalkface.queries.visits import has_factor
from chalkface.web.arriving import Half, come_through, half_way
from chalkface.web.confirming import confirm_now, is_confirmed, to_confirm
from chalkface.web.passkeys import answer_used
from chalkface.web.throttle import WAIT, failed, must_wait, one_at_a_time
from chalkface.web.visiting import FACTOR, gave_factor, to_factor

SECRET = "new-factor"  # noqa: S105 - the name of a place in the session


@dataclass(frozen=True)
class Person:
    """Whom a page of second factors is about."""

    account: Any
    half: Half | None

    @property
    def access(self) -> Access:
        """The access by which an account changes what is its own: about no school."""
        return Access(None, "operator", timezone.localdate(), self.account.pk)

    @property
    def tries(self) -> str:
        """Under which name wrong codes are counted: whoever is asked for one has given the password."""
        return f"factor:{self.account.pk}"


def person_at(request: HttpRequest) -> Person | None:
    """Who is halfway in, else who is signed in, else None."""
    if half := half_way(request):
        return Person(half.account, half)
    return Person(request.user, None) if request.user.is_authenticated else None


def may_add_factor(request: HttpRequest) -> Person | HttpResponse:
    """Whoever may add a factor, or where they go first: to sign in, to give the factor that they have, or to say that it is
    still them."""
    person = person_at(request)
    if person is None:
        return redirect("account.sign_in")
    if has_factor(person.account.pk) and (person.half or not gave_factor(request)):
        return to_factor(request)
    if not person.half and not is_confirmed(request):
        return to_confirm(request)
    return person


def proved(request: HttpRequest, person: Person) -> None:
    """A second factor was just given."""
    if person.half:
        come_through(request, person.half)
    else:
        request.session[FACTOR] = True
        confirm_now(request)


def wrong_factor(request: HttpRequest, person: Person, page: str) -> tuple[str, str, int] | None:
    """None when what the form of ``page`` sent, a passkey's answer or a code, is the person's own and is used up; else the
    question it stands beside, what to say, and the status. Passkeys are not counted: nobody guesses one."""
    if "answer" in request.POST:
        try:
            answer_used(request, person.account, page)
        except Refused as refused:
            return "", refused.sentence, 422
        return None
    wrong = wrong_code(person, request.POST.get("code", "")[:40])
    return None if wrong is None else ("code", *wrong)


def wrong_code(person: Person, code: str) -> tuple[str, int] | None:
    """None when the code was right and is used up; else what to say, and the status."""
    with one_at_a_time(person.tries):
        if must_wait(person.tries):
            return f"Too many tries. Wait {WAIT} seconds and try again.", 429
        if take_code(person.account.pk, code, timezone.now()):
            return None
        failed(person.tries, person.account.email)
    return "That code is not right, or it was used already. Wait for the next one, or type a recovery code.", 422


def keep_secret(request: HttpRequest, person: Person, secret: str) -> None:
    """Keep the secret of an app until its first code is typed: sealed, in this session alone."""
    request.session[SECRET] = sealed_for(person.account.pk, secret)


def kept_secret(request: HttpRequest, person: Person) -> str:
    """The secret that is being set up, "" when there is none of this person."""
    try:
        return opened_for(person.account.pk, request.session.get(SECRET, "")) if SECRET in request.session else ""
    except Refused:
        return ""
