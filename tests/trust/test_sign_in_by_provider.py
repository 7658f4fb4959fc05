"""Signing in by the word of the school's own provider, a real one on loopback: who comes in, and that every lie is refused."""

import logging
from datetime import timedelta
from time import time

import jwt
import pytest
from django.test import Client
from django.utils import timezone

from chalkface.records.models import Account, Membership, ProviderLink, SchoolDoor
from chalkface.records.tenancy import across_schools, writing
from chalkface.web import openid
from tests.signed_in import signed_in_as
from tests.trust.provider import CLIENT, SECRET, asked_of, running_provider

pytestmark = [pytest.mark.django_db, pytest.mark.trust(8)]
TENANT, OTHER_TENANT = "11111111-2222-3333-4444-555555555555", "99999999-2222-3333-4444-555555555555"
TUTOR = "tutor@a.example"
SAYS = {
    "microsoft": {"sub": "s-1", "tid": TENANT, "preferred_username": TUTOR},
    "google": {"sub": "s-1", "hd": "a.example", "email": TUTOR, "email_verified": True},
    "openid": {"sub": "s-1", "email": TUTOR, "email_verified": True},
}
DROP = object()


@pytest.fixture
def provider(settings):
    openid._kept.clear()
    with running_provider() as found:
        known = {"title": "Microsoft", "issuer": found.issuer, "client_id": CLIENT, "client_secret": SECRET}
        settings.SIGN_IN_WITH = {code: known for code in SAYS}
        yield found


@pytest.fixture
def school(school_a, school_b):
    with writing("a test"), across_schools("a test"):
        SchoolDoor.objects.all().delete()
        for code in SAYS:
            tenant = TENANT if code == "microsoft" else ""
            SchoolDoor.objects.create(school=school_a.school, provider=code, domain="a.example", tenant=tenant)
    return school_a


def go(client, code="openid", **more):
    return client.get(f"/sign-in/with/{code}/", more)


def come(client, provider, code="openid", says=None, **more):
    """The whole way: to the provider and back."""
    provider.claims = SAYS[code] if says is None else says
    return client.get(provider.authorize(asked_of(go(client, code, **more)["Location"])))


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def changed(code: str, **other) -> dict:
    return {key: one for key, one in (SAYS[code] | other).items() if one is not DROP}


@pytest.mark.parametrize("code", SAYS)
def test_somebody_of_the_school_comes_in_and_is_known_again_by_subject(code, school, provider):
    client = Client()
    answer = come(client, provider, code, next="/account/")
    assert answer.status_code == 302 and (is_in(client) or "/account/" not in answer["Location"])
    link = ProviderLink.objects.get()
    assert (link.account.email, link.subject, link.issuer) == (TUTOR, "s-1", provider.issuer)
    with writing("a test"):
        Account.objects.filter(email=TUTOR).update(email="married@a.example")
    assert come(Client(), provider, code).status_code == 302  # the subject stays the same when the address changes here
    assert ProviderLink.objects.count() == 1


def test_nothing_of_the_provider_is_kept_but_who_it_is(school, provider):
    client = Client()
    come(client, provider)
    kept = str(dict(client.session.items()))
    assert "never-kept" not in kept and "verifier" not in kept and "eyJ" not in kept
    assert {field.name for field in ProviderLink._meta.fields} == {
        "id", "account", "provider", "issuer", "subject", "linked_at", "used_at"
    }  # fmt: skip


def test_the_way_there_is_bound_by_state_nonce_and_a_proof_of_the_code(school, provider):
    one, two = (asked_of(go(Client())["Location"]) for _ in range(2))
    for name in ("state", "nonce", "code_challenge"):
        assert one[name] != two[name] and len(one[name]) >= 43
    assert one["code_challenge_method"] == "S256" and one["response_type"] == "code" and SECRET not in str(one)


STRANGERS = {
    "an address that is not vouched for": ("openid", {"email_verified": False}),
    "an address of which nothing is said": ("openid", {"email_verified": DROP}),
    "a vouching that is a word": ("openid", {"email_verified": "no"}),
    "another domain": ("openid", {"email": "tutor@b.example"}),
    "an address nobody has": ("openid", {"email": "nobody@a.example"}),
    "no address": ("openid", {"email": DROP}),
    "a private Google account": ("google", {"hd": DROP}),
    "a Google account of another organisation": ("google", {"hd": "b.example"}),
    "another tenant": ("microsoft", {"tid": OTHER_TENANT}),
    "another tenant that writes our address": (
        "microsoft", {"tid": OTHER_TENANT, "email": TUTOR, "email_verified": True}
    ),
    "another tenant that says it owns the domain": ("microsoft", {"tid": OTHER_TENANT, "email": TUTOR, "xms_edov": True}),
    "no tenant": ("microsoft", {"tid": DROP}),
    "private Microsoft accounts": ("microsoft", {"tid": "9188040d-6c67-4c5b-b112-36a304b66dad"}),
    "an address that anybody wrote": ("microsoft", {"preferred_username": "x@b.example", "email": TUTOR}),
    "a guest of the tenant": ("microsoft", {"idp": "https://elsewhere.example/"}),
}


@pytest.mark.once
@pytest.mark.parametrize("case", STRANGERS)
def test_whom_the_provider_does_not_vouch_for_stays_out(case, school, provider):
    code, other = STRANGERS[case]
    client, before = Client(), Account.objects.count()
    answer = come(client, provider, code, changed(code, **other))
    assert answer.status_code == 403 and not is_in(client)
    assert "did not vouch for" in answer.content.decode()
    assert not ProviderLink.objects.exists() and Account.objects.count() == before


def lies(provider):
    now = int(time())
    return {
        "another's nonce": lambda said: said | {"nonce": "another"},
        "no nonce": lambda said: {key: one for key, one in said.items() if key != "nonce"},
        "for another application": lambda said: said | {"aud": "another"},
        "for two, handed to the other": lambda said: said | {"aud": [CLIENT, "another"], "azp": "another"},
        "for two, handed to nobody": lambda said: said | {"aud": [CLIENT, "another"]},
        "of another provider": lambda said: said | {"iss": "https://elsewhere.example"},
        "over": lambda said: said | {"exp": now - 120, "iat": now - 900},
        "without an end": lambda said: {key: one for key, one in said.items() if key != "exp"},
        "not yet begun": lambda said: said | {"nbf": now + 900},
        "of nobody": lambda said: {key: one for key, one in said.items() if key != "sub"},
    }


@pytest.mark.once
@pytest.mark.parametrize("case", lies(None))
def test_a_token_that_says_something_wrong_lets_nobody_in(case, school, provider):
    provider.lie, client = lies(provider)[case], Client()
    assert come(client, provider).status_code == 403 and not is_in(client)


@pytest.mark.once
@pytest.mark.parametrize("case", ["foreign key", "unknown key", "no signature", "signed with the public key", "rubbish"])
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(case, school, provider):
    provider.sign = {
        "foreign key": lambda said: jwt.encode(said, provider.foreign, "RS256", {"kid": "one"}),
        "unknown key": lambda said: jwt.encode(said, provider.foreign, "RS256", {"kid": "two"}),
        "no signature": lambda said: jwt.encode(said, None, "none", {"kid": "one"}),
        "signed with the public key": lambda said: jwt.encode(said, "x" * 64, "HS256", {"kid": "one"}),
        "rubbish": lambda said: "a.b.c",
    }[case]
    client = Client()
    assert come(client, provider).status_code == 403 and not is_in(client)


def test_what_was_used_once_is_worth_nothing_and_neither_is_anothers(school, provider):
    client, thief = Client(), Client()
    provider.claims = SAYS["openid"]
    back = provider.authorize(asked_of(go(client)["Location"]))
    assert thief.get(back).status_code == 403  # a state of somebody else's browser
    assert client.get(back.replace("state=", "state=x")).status_code == 403
    assert client.get(back.replace("/openid/", "/google/")).status_code == 403 and not is_in(client)
    assert client.get(back).status_code == 403  # a state is good for one way back, even a wrong one
    back = provider.authorize(asked_of(go(client)["Location"]))
    assert client.get(back).status_code == 302
    assert Client().get(back).status_code == client.get(back).status_code == 403
    stolen = provider.authorize(asked_of(go(client)["Location"]))  # a code brought under a state of one's own
    mine = asked_of(go(thief)["Location"])["state"]
    code = asked_of(stolen)["code"]
    assert thief.get("/sign-in/back/openid/", {"code": code, "state": mine}).status_code == 403 and not is_in(thief)


def test_a_way_back_that_took_too_long_is_over(school, provider, monkeypatch):
    client = Client()
    provider.claims = SAYS["openid"]
    back = provider.authorize(asked_of(go(client)["Location"]))
    monkeypatch.setattr(openid, "time", lambda: time() + openid.LASTS + 1)
    assert client.get(back).status_code == 403 and not is_in(client)


def test_a_new_person_with_an_old_address_does_not_inherit_the_account(school, provider):
    assert come(Client(), provider).status_code == 302
    client = Client()
    assert come(client, provider, says=changed("openid", sub="s-2")).status_code == 403 and not is_in(client)


@pytest.mark.trust(9)
@pytest.mark.parametrize("ends", ["membership", "account", "door"])
def test_who_has_left_is_not_let_in_by_the_provider(ends, school, provider):
    assert come(Client(), provider).status_code == 302
    with writing("a test"), across_schools("a test"):
        if ends == "membership":
            Membership.objects.filter(account__email=TUTOR).update(ends_on=timezone.localdate() - timedelta(days=1))
        elif ends == "account":
            Account.objects.filter(email=TUTOR).update(is_active=False)
        else:
            SchoolDoor.objects.filter(provider="openid").delete()
    client = Client()
    assert come(client, provider).status_code == 403 and not is_in(client)


def test_what_one_schools_provider_says_opens_no_other_school(school, school_b, provider):
    with writing("a test"), across_schools("a test"):
        tutor = Account.objects.get(email=TUTOR)
        Membership.objects.create(school=school_b.school, account=tutor, role="adviser")
    client = Client()
    assert come(client, provider).status_code == 403 and not is_in(client)
    with writing("a test"), across_schools("a test"):
        SchoolDoor.objects.create(school=school_b.school, provider="openid", domain="a.example")
    assert come(client, provider).status_code == 302


def test_a_quiet_sign_in_at_the_provider_opens_nothing_protected_and_asking_anew_does(school, provider):
    client = Client()
    come(client, provider)
    assert "confirmed-at" not in client.session
    signed_in_as(client, Account.objects.get(email=TUTOR), minutes_ago=60)
    asked = asked_of(go(client, anew="yes")["Location"])
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    provider.claims = SAYS["openid"] | {"auth_time": int(time()) - 3600}
    assert client.get(provider.authorize(asked)).status_code == 403
    come(client, provider, anew="yes")
    assert time() - client.session["confirmed-at"] < 60


def test_nothing_of_a_person_or_a_secret_is_logged(school, provider, caplog):
    with caplog.at_level(logging.DEBUG):
        come(Client(), provider, says=changed("openid", email_verified=False))
        provider.lie = lambda said: said | {"aud": "another"}
        come(Client(), provider)
    assert "InvalidAudienceError" in caplog.text
    for never in (TUTOR, SECRET, "never-kept", "eyJ", "s-1"):
        assert never not in caplog.text.replace("GET /sign-in", "")


def test_a_provider_that_is_away_or_says_it_is_another_is_a_plain_page(school, provider, settings):
    provider.told_issuer = "https://elsewhere.example"
    assert go(Client()).status_code == 503
    openid._kept.clear()
    settings.SIGN_IN_WITH = {"openid": settings.SIGN_IN_WITH["openid"] | {"issuer": "http://127.0.0.1:9"}}
    answer = go(Client())
    assert answer.status_code == 503 and "does not answer" in answer.content.decode()
    settings.SIGN_IN_WITH = {"openid": settings.SIGN_IN_WITH["openid"] | {"issuer": "http://elsewhere.example"}}
    assert go(Client()).status_code == 503  # not over a line that anybody can read


def test_without_a_provider_there_is_no_such_page_and_no_button(school, settings, client):
    settings.SIGN_IN_WITH = {}
    assert go(client).status_code == client.get("/sign-in/back/openid/?state=x&code=y").status_code == 404
    assert "/sign-in/with/" not in client.get("/sign-in/").content.decode()


@pytest.mark.trust(8, control=True)
def test_negative_control_a_client_that_believes_the_address_merges_strangers(school, provider, monkeypatch):
    monkeypatch.setattr("chalkface.core.vouched._yes", lambda value: True)
    client = Client()
    answer = come(client, provider, says=changed("openid", email_verified=False))
    assert answer.status_code == 302 and ProviderLink.objects.get().account.email == TUTOR


@pytest.mark.trust(8, control=True)
def test_negative_control_without_the_nonce_a_token_of_somebody_else_would_do(school, provider, monkeypatch):
    monkeypatch.setattr("chalkface.web.openid.hmac.compare_digest", lambda one, other: True)
    provider.lie, client = lies(provider)["another's nonce"], Client()
    assert come(client, provider).status_code == 302
