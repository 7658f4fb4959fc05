"""OpenID Connect as far as a door needs it: the way to the provider (state, nonce, PKCE), and what it says on the way back.

Whatever does not fit is one ``NotVouched`` with a code for the log. Tokens are read once and kept nowhere; no account, no
address and no secret is logged. Without a provider in the settings nothing here opens a connection.
"""

import hmac
import json
import logging
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from http.client import HTTPException
from threading import Lock
from time import time
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

SESSION = "coming-from"
LASTS, AT_ONCE = 10 * 60, 5  # seconds from the click to the way back, and so many tabs
FRESH = 2 * 60  # how long ago a password given at the provider counts as given just now
LARGEST, PATIENCE = 512 * 1024, 10
KEPT, AGAIN = 60 * 60, 60  # seconds a provider's description and keys are kept; an unknown key is asked for so often at most
_SIGNED_WITH = ("RS256", "PS256", "ES256")
_kept: dict[str, tuple[float, dict]] = {}
_lock = Lock()
log = logging.getLogger(__name__)


class NotVouched(Exception):
    """The provider's answer lets nobody in; ``code`` says why, for whoever runs the server."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs) -> None:
        return None  # a provider answers where it said it would


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))


def _ask(url: str, form: Mapping[str, str] | None = None) -> dict:
    """The JSON object at an address of the provider. Raises ``NotVouched``."""
    if not isinstance(url, str) or not _is_safe(url):
        raise NotVouched("unsafe_address")
    body = urlencode(form).encode() if form is not None else None
    request = Request(url, body, {"Accept": "application/json"})  # noqa: S310 - the scheme was looked at above
    try:
        with build_opener(_NoRedirects).open(request, timeout=PATIENCE) as answer:
            found = json.loads(answer.read(LARGEST))
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise NotVouched("no_answer") from error
    if not isinstance(found, dict):
        raise NotVouched("no_answer")
    return found


def _kept_or_asked(url: str, *, at_most: int = KEPT) -> dict:
    """What stands at an address that changes seldom."""
    with _lock:
        at, found = _kept.get(url, (0.0, {}))
    if time() - at < at_most:
        return found
    found = _ask(url)
    with _lock:
        _kept[url] = time(), found
    return found


def _described(known: Mapping[str, str]) -> dict:
    found = _kept_or_asked(known["issuer"].rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != known["issuer"] and "{tenantid}" not in str(found.get("issuer")):
        raise NotVouched("wrong_issuer")
    return found


def _address_back(request: HttpRequest, provider: str) -> str:
    return request.build_absolute_uri(reverse("account.came_back", kwargs={"provider": provider}))


def address_of_provider(request: HttpRequest, provider: str, after: str, *, anew: bool = False) -> str:
    """Where to send the browser, so that ``provider`` asks who is there (``anew``: for the password once more).

    Raises ``NotVouched`` when it does not answer.
    """
    known = settings.SIGN_IN_WITH[provider]
    described = _described(known)
    if not _is_safe(str(described.get("authorization_endpoint"))):
        raise NotVouched("unsafe_address")
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    coming = {key: one for key, one in request.session.get(SESSION, {}).items() if time() - one["at"] < LASTS}
    kept = dict(sorted(coming.items(), key=lambda pair: pair[1]["at"])[-(AT_ONCE - 1) :])
    kept[state] = {"provider": provider, "nonce": nonce, "verifier": verifier, "after": after, "anew": anew, "at": int(time())}
    request.session[SESSION] = kept
    asked = {
        "client_id": known["client_id"],
        "redirect_uri": _address_back(request, provider),
        "response_type": "code",
        "scope": "openid email profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    asked |= {"prompt": "login", "max_age": "0"} if anew else {"prompt": "select_account"}  # a computer that others use, too
    return described["authorization_endpoint"] + "?" + urlencode(asked)


def came_back(request: HttpRequest, provider: str) -> tuple[dict, dict]:
    """What the provider says of who has come (its claims, all checked), and what was kept when they set out.

    A state is good for one way back. Raises ``NotVouched``.
    """
    coming = request.session.get(SESSION, {})
    setout = coming.pop(request.GET.get("state", ""), None)
    if setout is None:
        raise NotVouched("unknown_state")
    request.session[SESSION] = coming
    if setout["provider"] != provider or time() - setout["at"] >= LASTS:
        raise NotVouched("unknown_state")
    if "error" in request.GET or not request.GET.get("code"):
        raise NotVouched("turned_back")
    known = settings.SIGN_IN_WITH[provider]
    described = _described(known)
    if request.GET.get("iss", described["issuer"]) != described["issuer"]:
        raise NotVouched("wrong_issuer")
    answer = _ask(
        described.get("token_endpoint", ""),
        {
            "grant_type": "authorization_code",
            "code": request.GET["code"],
            "redirect_uri": _address_back(request, provider),
            "client_id": known["client_id"],
            "client_secret": known["client_secret"],
            "code_verifier": setout["verifier"],
        },
    )
    claims = _claims(str(answer.get("id_token", "")), known, described)
    if not hmac.compare_digest(str(claims["nonce"]).encode(), setout["nonce"].encode()):
        raise NotVouched("wrong_nonce")
    if setout["anew"] and not is_fresh(claims):
        raise NotVouched("not_asked_again")
    return claims, setout


def is_fresh(claims: Mapping[str, object]) -> bool:
    """Whether the person proved themselves to the provider just now, rather than long ago on this computer."""
    at = claims.get("auth_time")
    return isinstance(at, int) and -FRESH < time() - at < FRESH


def _key(token: str, described: Mapping[str, object]) -> jwt.PyJWK:
    """The provider's key that the token names; asked for again when it is new."""
    name = jwt.get_unverified_header(token).get("kid")
    for at_most in (KEPT, AGAIN):
        found = jwt.PyJWKSet.from_dict(_kept_or_asked(str(described.get("jwks_uri")), at_most=at_most))
        for key in found.keys:
            if key.key_id == name and key.public_key_use in (None, "sig"):
                return key
    raise NotVouched("unknown_key")


def _claims(token: str, known: Mapping[str, str], described: Mapping[str, object]) -> dict:
    """The claims of an ID token whose signature, issuer, audience and times are right. Raises ``NotVouched``."""
    try:
        key = _key(token, described)
        if key.algorithm_name not in _SIGNED_WITH:
            raise NotVouched("wrong_algorithm")
        needed = ["exp", "iat", "iss", "aud", "sub", "nonce"]
        claims = jwt.decode(
            token, key.key, [key.algorithm_name], {"require": needed}, audience=known["client_id"], leeway=60
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise NotVouched(type(error).__name__) from error
    issuer = str(described["issuer"]).replace("{tenantid}", str(claims.get("tid", "")))
    if claims["iss"] != issuer:
        raise NotVouched("wrong_issuer")
    many = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if many else known["client_id"]) != known["client_id"]:
        raise NotVouched("wrong_audience")
    if not str(claims["sub"]) or len(str(claims["sub"])) > 255 or len(issuer) > 255:
        raise NotVouched("wrong_subject")
    return claims
