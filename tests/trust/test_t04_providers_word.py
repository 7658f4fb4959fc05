"""What a provider says is refused for each thing that may be wrong with it, by itself and before anything is asked (T4)."""

import io
import json
from base64 import urlsafe_b64encode
from time import time

import jwt
import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from chalkface.web import openid
from chalkface.web.openid import NotVouched
from chalkface.web.pages.account import came_back
from tests.trust.provider import CLIENT, new_key

pytestmark = pytest.mark.trust(4)
ISSUER = "https://issuer.example"
DESCRIBED = {"issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize", "token_endpoint": f"{ISSUER}/token"}
KNOWN = {"issuer": ISSUER, "client_id": CLIENT, "client_secret": "s", "title": "x"}
SHARED = b"a secret of thirty-two bytes, or so"


def code_of(ask) -> str:
    with pytest.raises(NotVouched) as refused:
        ask()
    return refused.value.code


@pytest.fixture
def coming(settings, monkeypatch):
    """Somebody who set out with a state ``s``; what the provider is described as; whether it was asked for a token."""
    settings.SIGN_IN_WITH = {"openid": KNOWN}
    asked: list[str] = []
    described = dict(DESCRIBED)
    monkeypatch.setattr(openid, "_described", lambda known: described)
    monkeypatch.setattr(openid, "_ask", lambda url, form=None: asked.append(url) or {})

    def come(**query):
        request = RequestFactory().get("/sign-in/back/openid/", {"state": "s", "code": "c"} | query)
        request.session = SessionStore()
        setout = {"provider": "openid", "nonce": "n", "verifier": "v", "after": "", "anew": False, "at": int(time())}
        request.session[openid.SESSION] = {"s": setout}
        return request

    return come, described, asked


def test_only_safe_addresses_are_asked_and_only_an_object_is_an_answer(monkeypatch):
    opened = []

    class Opener:
        def open(self, request, timeout):
            opened.append(request.full_url)
            return io.BytesIO(json.dumps([1]).encode())

    monkeypatch.setattr(openid, "build_opener", lambda *handlers: Opener())
    for address in ("http://issuer.example/keys", "file:///etc/passwd", None, 7):
        assert code_of(lambda address=address: openid._ask(address)) == "unsafe_address"
    assert opened == []
    assert code_of(lambda: openid._ask(f"{ISSUER}/keys")) == "no_answer"
    assert opened == [f"{ISSUER}/keys"]


def test_nobody_is_sent_to_an_unsafe_address(coming):
    come, described, _ = coming
    assert openid.address_of_provider(come(), "openid", "").startswith(f"{ISSUER}/authorize?")
    described["authorization_endpoint"] = "http://issuer.example/authorize"
    assert code_of(lambda: openid.address_of_provider(come(), "openid", "")) == "unsafe_address"


def test_who_comes_back_with_an_error_without_a_code_or_from_another_issuer_asks_for_no_token(coming):
    come, _, asked = coming
    assert code_of(lambda: openid.came_back(come(error="denied"), "openid")) == "turned_back"
    assert code_of(lambda: openid.came_back(come(code=""), "openid")) == "turned_back"
    assert code_of(lambda: openid.came_back(come(iss="https://other.example"), "openid")) == "wrong_issuer"
    assert asked == []
    assert code_of(lambda: openid.came_back(come(iss=ISSUER), "openid")) not in ("turned_back", "wrong_issuer")
    assert asked == [f"{ISSUER}/token"]


def claims(**more) -> dict:
    now = int(time())
    return {"iss": ISSUER, "aud": CLIENT, "sub": "s-1", "nonce": "n", "iat": now, "exp": now + 60} | more


def read(token: str) -> dict:
    return openid._claims(token, KNOWN, DESCRIBED)


def test_a_token_is_signed_with_a_key_of_the_provider_s_own_and_not_with_a_secret_that_is_shared(monkeypatch):
    shared = {"kty": "oct", "k": urlsafe_b64encode(SHARED).rstrip(b"=").decode(), "kid": "one", "alg": "HS256"}
    monkeypatch.setattr(openid, "_kept_or_asked", lambda url, at_most=0: {"keys": [shared]})
    assert code_of(lambda: read(jwt.encode(claims(), SHARED, "HS256", {"kid": "one"}))) == "wrong_algorithm"


def test_a_token_is_read_for_its_issuer_its_audience_and_a_subject_that_can_be_kept(monkeypatch):
    key = new_key()
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())) | {"kid": "one", "use": "sig", "alg": "RS256"}
    monkeypatch.setattr(openid, "_kept_or_asked", lambda url, at_most=0: {"keys": [public]})

    def token(**more) -> str:
        return jwt.encode(claims(**more), key, "RS256", {"kid": "one"})

    assert read(token())["sub"] == "s-1"
    for wrong, code in (
        ({"iss": "https://other.example"}, "wrong_issuer"), ({"aud": "another"}, "InvalidAudienceError"),
        ({"azp": "another"}, "wrong_audience"), ({"aud": [CLIENT, "another"]}, "wrong_audience"),
        ({"sub": ""}, "wrong_subject"), ({"sub": "x" * 256}, "wrong_subject"),
    ):  # fmt: skip
        assert code_of(lambda wrong=wrong: read(token(**wrong))) == code, wrong
    assert read(token(sub="x" * 255))


def test_who_proves_themselves_anew_is_the_one_who_is_signed_in(monkeypatch):
    class Account:
        pk = 1

    request = RequestFactory().get("/")
    request.user = Account()
    other = type("Other", (), {"pk": 2})()
    monkeypatch.setattr(came_back, "identity_of", lambda provider, said: None)
    monkeypatch.setattr(came_back, "linked", lambda identity: None)
    monkeypatch.setattr(came_back, "account_vouched_for", lambda identity, on: None)
    assert code_of(lambda: came_back._let_in(request, "openid", {}, {"anew": False})) == "no_account"
    monkeypatch.setattr(came_back, "account_vouched_for", lambda identity, on: (other, 1))
    assert code_of(lambda: came_back._let_in(request, "openid", {}, {"anew": True})) == "somebody_else"
