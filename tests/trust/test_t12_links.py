"""What opens a page by itself (links for one ask, passes, codes, feeds, marks in cookies): nearly right is not right."""

import math
import random
import re
import string
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from chalkface.core.links import digest_of, new_token
from chalkface.core.passes import LENGTH, LETTERS, code_digest, new_code
from chalkface.queries import feeds
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.throttle import COOKIE, tries_of
from tests.cast import DAY
from tests.proofs import scale

pytestmark = [pytest.mark.django_db, pytest.mark.trust(12)]
ALPHABET = string.ascii_letters + string.digits + "-_"
PATHS = {"in": "/in/{}/", "l": "/l/{}/", "q": "/q/{}/", "calendar": "/calendar/{}.ics"}
CODE = "code"


@pytest.fixture
def secret(school_a, monkeypatch):
    """What opens each thing of school A."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: DAY)
    found = {name: new_token() for name in PATHS} | {CODE: new_code()}
    with writing("a test"), across_schools("a test"):
        key = code_digest(found[CODE], settings.SECRET_KEY)
        records.Pass.objects.filter(pk=school_a.rows["pass"].pk).update(digest=digest_of(found["in"]), code_digest=key)
        records.Ask.objects.filter(pk=school_a.rows["ask"].pk).update(digest=digest_of(found["l"]))
        records.SurveyLink.objects.filter(pk=school_a.rows["survey_link"].pk).update(digest=digest_of(found["q"]))
        records.CalendarFeed.objects.filter(pk=school_a.rows["feed"].pk).update(digest=digest_of(found["calendar"]))
    return found


def opened(name: str, secret: str) -> bool:
    """Whether a secret opens the page of its kind."""
    if name == CODE:
        return Client().post("/in/", {"code": secret}).status_code == 200
    return Client().get(PATHS[name].format(quote(secret, safe=""))).status_code == 200


def nearly(secret: str, letters: str, dice: random.Random):
    """Each place of a secret changed, one after the other, and then what people and programs do to addresses."""
    for place, was in enumerate(secret):
        yield secret[:place] + dice.choice([one for one in letters if one.upper() != was.upper()]) + secret[place + 1 :]
    yield from (secret[:-1], secret[1:], secret + "A", secret[::-1], "A", "A" * len(secret))


def test_no_secret_that_is_nearly_right_opens_anything(secret, proof):
    dice, wrong, tried, seed = random.Random(12), [], 0, 12
    assert all(opened(name, one) for name, one in secret.items())
    aim = scale(quick=500, full=10_000)
    while tried < aim:
        for name, one in secret.items():
            for other in nearly(one, LETTERS if name == CODE else ALPHABET, dice):
                tried += 1
                if name == CODE and tried % 97:
                    # The page of codes slows down who tries many that begin alike: the digest itself is asked.
                    if code_digest(other, settings.SECRET_KEY) == code_digest(one, settings.SECRET_KEY):
                        wrong.append((name, seed))
                elif opened(name, other):
                    wrong.append((name, seed))
    proof("secrets tried that were nearly right", tried, at_least=aim)
    proof("of them, let in", len(wrong), exactly=0)


def test_a_secret_for_one_purpose_opens_no_other(secret, proof):
    wrong = [
        (name, other)
        for name in secret
        for other in secret
        if name != other and opened(name, secret[other])
    ]
    proof("secrets that opened something else", len(wrong), exactly=0)


def without_tokens(answer) -> bytes:
    """A page without what is new in each form."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"|nonce="[^"]*"', b"", answer.content)


def _used(school) -> None:
    records.Pass.objects.update(used_at="2026-03-20T09:00:00Z")


def _over(school) -> None:
    records.Pass.objects.update(expires_on=DAY - timedelta(days=1))
    records.Ask.objects.update(expires_on=DAY - timedelta(days=1))
    records.Survey.objects.update(closes_on=DAY - timedelta(days=1))
    records.CalendarFeed.objects.update(cancelled_on=DAY)


def _cancelled(school) -> None:
    records.Pass.objects.update(cancelled_on=DAY)
    records.Ask.objects.update(cancelled_on=DAY)
    records.SurveyLink.objects.update(cancelled_on=DAY)
    records.CalendarFeed.objects.update(cancelled_on=DAY)


@pytest.mark.parametrize("ended, of", [(_used, ("in", CODE)), (_over, ("in", CODE, "l", "q", "calendar")), (_cancelled, PATHS)])
def test_what_is_used_over_or_cancelled_is_as_if_it_had_never_been(ended, of, secret, school_a):
    with writing("a test"), across_schools("a test"):
        ended(school_a)
    for name in of:
        assert not opened(name, secret[name]), name
        if name != CODE:
            gone, never = (Client().get(PATHS[name].format(one)) for one in (secret[name], new_token()))
            assert (gone.status_code, without_tokens(gone)) == (404, without_tokens(never))


def test_what_opens_a_page_of_one_school_shows_nothing_of_another(secret, school_a, school_b):
    for name in PATHS:
        answer = Client().get(PATHS[name].format(secret[name]), {"school": "school-b"})
        assert answer.status_code == 200 and b"zqbschool" not in answer.content


def test_secrets_are_long_and_never_the_same(proof):
    proof("bits of a link", len(new_token()) * 6, at_least=128)
    proof("bits of a code that is typed", int(LENGTH * math.log2(len(LETTERS))), at_least=56)
    assert len({new_token() for _ in range(5000)}) == len({new_code() for _ in range(5000)}) == 5000


def test_a_mark_of_a_browser_that_was_tampered_with_marks_nothing():
    request = RequestFactory().get("/sign-in/")
    plain = tries_of(request, "a@school.example")
    made = Client().get("/sign-in/")
    made.set_signed_cookie(COOKIE, "mark", salt="a@school.example")
    good = made.cookies[COOKIE].value
    request.COOKIES[COOKIE] = good
    assert tries_of(request, "a@school.example") != plain
    assert tries_of(request, "b@school.example") == tries_of(RequestFactory().get("/"), "b@school.example")  # another's
    for place, was in enumerate(good):
        if place == len(good) - 1:
            continue  # the last letter of base64 holds bits that say nothing
        request.COOKIES[COOKIE] = good[:place] + ("A" if was != "A" else "B") + good[place + 1 :]
        assert tries_of(request, "a@school.example") == plain, place


@pytest.mark.trust(12, control=True)
def test_negative_control_a_digest_that_looks_at_half_the_secret_lets_others_in(secret, school_a, monkeypatch):
    half = secret["calendar"][:16]
    monkeypatch.setattr(feeds, "digest_of", lambda token: digest_of(token[:16]))
    with writing("a test"), across_schools("a test"):
        records.CalendarFeed.objects.filter(pk=school_a.rows["feed"].pk).update(digest=digest_of(half))
    assert any(opened("calendar", other) for other in nearly(secret["calendar"], ALPHABET, random.Random(12)))


@pytest.mark.trust(12, control=True)
def test_negative_control_without_the_mark_of_cancelling_a_feed_lives_on(secret, monkeypatch):
    monkeypatch.setattr(feeds, "STILL_OPEN", {})
    with writing("a test"), across_schools("a test"):
        _cancelled(None)
    assert opened("calendar", secret["calendar"])
