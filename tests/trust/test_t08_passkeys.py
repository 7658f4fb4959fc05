"""A passkey signs its own account in, at this site, once for each question, and only when its holder was verified."""

import json
import re
from html import unescape

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from chalkface.core.passkeys import Site, ask_to_use, parsed, used
from chalkface.operations.factors import reset_factors
from chalkface.operations.passkeys import take_passkey
from chalkface.records.models import Account, AuditEntry, Membership, Passkey, RecoveryCode, School, Visit
from chalkface.records.tenancy import across_schools, writing
from tests.proofs import scale
from tests.signed_in import give_code, set_up_app, signed_in_as
from tests.soft_key import HOST, ORIGIN, SoftKey

pytestmark = [pytest.mark.django_db, pytest.mark.trust(8)]
PASSWORD = "three brown owls"
INSIDE = "/s/school-a/"
DOOR, MAKE, SECOND, CONFIRM = "/sign-in/passkey/", "/sign-in/new-passkey/", "/sign-in/second/", "/confirm/"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def school(school_a):
    """School A asks all its staff for a second factor; everybody's password is known."""
    with writing("a test"), across_schools("a test"):
        Account.objects.update(password=make_password(PASSWORD))
        School.objects.filter(pk=school_a.school.pk).update(second_factor_roles=["careers_leader", "tutor", "adviser"])
    for account in school_a.accounts.values():
        account.refresh_from_db()
    return school_a


def question_on(client, page: str) -> str:
    """What the form of a page asks the browser's passkeys."""
    return unescape(re.search(r'data-question="([^"]+)"', client.get(page).content.decode()).group(1))


def made_by(client, account, number: int = 1) -> SoftKey:
    """A passkey of ``account``, made on the page for it."""
    signed_in_as(client, account)
    key = SoftKey(number)
    answer = client.post(MAKE, {"answer": key.make(question_on(client, MAKE)), "called": "my phone"})
    assert answer.status_code in (200, 302), answer.content.decode()
    client.post("/sign-out/")
    return key


def comes_in(client, key: SoftKey, **spoilt) -> bool:
    client.post(DOOR, {"answer": key.use(question_on(client, DOOR), **spoilt)})
    return client.get(INSIDE).status_code == 200


def test_a_passkey_alone_signs_in_and_is_both_factors(school, client):
    key = made_by(Client(), school.accounts["tutor"])
    answer = client.post(DOOR, {"answer": key.use(question_on(client, DOOR + "?next=" + INSIDE)), "next": INSIDE})
    assert answer["Location"] == INSIDE and client.get(INSIDE).status_code == 200
    assert Visit.objects.order_by("-pk").first().way == "passkey"
    assert "by passkey" in client.get("/account/visits/").content.decode()


def test_it_answers_the_question_after_the_password_too(school, client):
    key = made_by(Client(), school.accounts["tutor"])
    client.post("/sign-in/", {"email": "tutor@a.example", "password": PASSWORD, "next": INSIDE + "students/"})
    assert client.get(INSIDE).status_code == 302
    answer = client.post(SECOND, {"answer": key.use(question_on(client, SECOND))})
    assert answer["Location"] == INSIDE + "students/" and client.get(INSIDE).status_code == 200


def test_who_is_asked_for_their_first_factor_may_make_a_passkey_and_gets_recovery_codes(school, client):
    assert client.post("/sign-in/", {"email": "tutor@a.example", "password": PASSWORD})["Location"] == "/sign-in/set-up/"
    key = SoftKey()
    page = client.post(MAKE, {"answer": key.make(question_on(client, MAKE))}).content.decode()
    codes = re.findall(r"<code>([A-Z0-9-]{19})</code>", page)
    assert len(codes) == 10 and client.get(INSIDE).status_code == 200
    client.post("/sign-out/")
    client.post("/sign-in/", {"email": "tutor@a.example", "password": PASSWORD})
    assert "A recovery code" in client.get(SECOND).content.decode()  # without a script, or without the key
    assert client.post(SECOND, {"code": codes[0]}).status_code == 302 and client.get(INSIDE).status_code == 200
    assert comes_in(Client(), key)


def test_what_is_kept_is_the_public_half_and_no_name(school):
    tutor = school.accounts["tutor"]
    key = made_by(Client(), tutor)
    row = Passkey.objects.get()
    private = key.private.private_numbers().private_value
    assert str(private) not in row.public_key and tutor.email not in row.handle
    with across_schools("a test"):
        assert not AuditEntry.objects.filter(operation="add_passkey").exists()  # it is about no school: the server's own trail


ATTACKS = {
    "another origin": {"origin": "http://testserver.evil.example"},
    "another port": {"origin": "http://testserver:8080"},
    "https for http": {"origin": "https://testserver"},
    "a passkey of another site": {"host": "evil.example"},
    "a holder who was not verified": {"verified": False},
    "nobody there": {"present": False},
    "an answer for making one": {"kind": "webauthn.create"},
    "another question": {"challenge": "A" * 43},
    "signed by another key": {"signed_by": SoftKey(99)},
    "an id nobody knows": {"credential": b"x" * 32},
    "another account's name": {"handle": b"y" * 32},
    "a count that stands still": {"count": 1},
    "a count that goes back": {"count": 0},
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_answer_that_is_not_in_order_signs_nobody_in(attack, school, client, proof):
    key = made_by(Client(), school.accounts["tutor"])
    assert comes_in(Client(), key)
    let_in = comes_in(client, key, **ATTACKS[attack])
    proof("let in by a spoilt answer", int(let_in), exactly=0)
    key.count = max(key.count, 1)
    assert comes_in(client, key)  # and the right answer after it is taken: the attack spoilt nothing


@pytest.mark.parametrize("attack", ["another origin", "a passkey of another site", "a holder who was not verified"])
def test_a_passkey_is_not_made_by_an_answer_that_is_not_in_order(attack, school, client):
    signed_in_as(client, school.accounts["tutor"])
    answer = client.post(MAKE, {"answer": SoftKey().make(question_on(client, MAKE), **ATTACKS[attack])})
    assert answer.status_code == 422 and not Passkey.objects.exists() and not RecoveryCode.objects.exists()


def test_an_answer_is_taken_once_and_for_the_page_that_asked(school, client, proof):
    account = school.accounts["tutor"]
    key, replayed, tried = made_by(Client(), account), 0, 0
    for _ in range(scale(quick=10, full=300)):
        browser = Client()
        answer = key.use(question_on(browser, DOOR))
        assert browser.post(DOOR, {"answer": answer}).status_code == 302
        browser.post("/sign-out/")
        for other in (browser, Client()):  # the same answer again: here, in another browser, and to another question
            replayed += other.post(DOOR, {"answer": answer}).status_code == 302
            other.get(DOOR)
            replayed += other.post(DOOR, {"answer": answer}).status_code == 302
            tried += 2
    proof("replayed answers tried", tried, at_least=scale(quick=40, full=1000))
    proof("replayed answers taken", replayed, exactly=0)
    signed_in_as(client, account, minutes_ago=15)
    answer = key.use(question_on(client, CONFIRM))
    assert client.post(DOOR, {"answer": answer}).status_code == 422  # asked by another page


def test_two_at_once_with_one_question_are_one(school):
    """As if both had read the session before either wrote it: the passkey itself remembers what it answered last."""
    account = school.accounts["tutor"]
    key = made_by(Client(), account)
    question, state = ask_to_use(Site(HOST, ORIGIN), None)
    first, second = (parsed(key.use(question)) for _ in range(2))  # also where the count grows, or there is none
    assert take_passkey(Site(HOST, ORIGIN), state, first, at=Passkey.objects.get().made_at) == account.pk
    with pytest.raises(Exception, match="not taken"):
        take_passkey(Site(HOST, ORIGIN), state, second, at=Passkey.objects.get().made_at)


def test_a_question_lasts_five_minutes(school, client, monkeypatch):
    key = made_by(Client(), school.accounts["tutor"])
    answer = key.use(question_on(client, DOOR))
    later = client.session["passkey-question"]["at"] + 301
    monkeypatch.setattr("chalkface.web.passkeys.time", lambda: later)
    assert client.post(DOOR, {"answer": answer}).status_code == 422 and client.get(INSIDE).status_code == 302


def test_the_passkey_of_one_account_is_no_second_factor_of_another(school, client):
    tutors, advisers = (made_by(Client(), school.accounts[role], n) for n, role in enumerate(("tutor", "adviser"), 1))
    client.post("/sign-in/", {"email": "adviser@a.example", "password": PASSWORD})
    assert client.post(SECOND, {"answer": tutors.use(question_on(client, SECOND))}).status_code == 422
    assert client.get(INSIDE).status_code == 302
    assert client.post(SECOND, {"answer": advisers.use(question_on(client, SECOND))}).status_code == 302


def test_another_account_s_passkey_proves_nothing_on_an_unlocked_screen(school, client):
    tutors = made_by(Client(), school.accounts["tutor"], 1)
    made_by(Client(), school.accounts["adviser"], 2)
    signed_in_as(client, school.accounts["adviser"], minutes_ago=15)
    assert client.post(CONFIRM, {"answer": tutors.use(question_on(client, CONFIRM))}).status_code == 422
    assert client.get(CONFIRM).status_code == 200 and "confirmed-at" in client.session


@pytest.mark.parametrize("rubbish", [
    "", "[]", "{}", "null", '{"id": 1}', '{"id": "a", "response": {}}', '{"id": "\\ud800", "response": {}}', "x" * 30_000,
    "[" * 19_000, '{"id": "a", "rawId": 5, "response": {"clientDataJSON": []}}',
])  # fmt: skip
def test_rubbish_is_answered_with_a_sentence(rubbish, school, client):
    client.get(DOOR)
    answer = client.post(DOOR, {"answer": rubbish})
    assert answer.status_code == 422 and "not taken" in answer.content.decode()


def test_whoever_has_a_factor_gives_it_before_making_a_passkey(school, client):
    made_by(Client(), school.accounts["tutor"])
    client.post("/sign-in/", {"email": "tutor@a.example", "password": PASSWORD})
    assert client.get(MAKE)["Location"].startswith(SECOND)
    assert client.post(MAKE, {"answer": "{}"}).status_code == 302 and Passkey.objects.count() == 1


def test_a_password_that_is_not_fresh_makes_none(school, client):
    signed_in_as(client, school.accounts["tutor"], minutes_ago=15)
    assert client.get(MAKE)["Location"].startswith(CONFIRM)


def test_where_a_school_lets_its_staff_in_by_its_own_accounts_a_passkey_is_shut_like_a_password(school, client):
    key = made_by(Client(), school.accounts["tutor"])
    with writing("a test"):
        School.objects.filter(pk=school.school.pk).update(passwords_open=False)
    assert not comes_in(client, key)


@pytest.mark.trust(9)
def test_a_passkey_goes_with_the_account_the_membership_and_the_reset(school):
    tutor = school.accounts["tutor"]
    key = made_by(Client(), tutor)
    with writing("a test"):
        Account.objects.filter(pk=tutor.pk).update(is_active=False)
    assert not comes_in(Client(), key)
    with writing("a test"), across_schools("a test"):
        Account.objects.filter(pk=tutor.pk).update(is_active=True)
        Membership.objects.filter(account=tutor).update(ends_on="2020-01-01")
    assert not comes_in(Client(), key)  # signed in, and at no school
    reset_factors(school.access("school_admin"), account_number=tutor.pk)
    assert not Passkey.objects.exists() and not RecoveryCode.objects.exists()
    client = Client()
    assert client.post(DOOR, {"answer": key.use(question_on(client, DOOR))}).status_code == 422


def test_the_last_factor_stays_while_a_school_asks_for_one(school, client):
    made_by(Client(), school.accounts["tutor"])
    signed_in_as(client, school.accounts["tutor"])
    page = client.get("/account/second-factors/").content.decode()
    assert "Passkey “my phone”" in page and "10 recovery codes are left" in page
    gone = {"passkey": str(Passkey.objects.get().pk)}
    assert client.post("/account/second-factors/", gone).status_code == 422 and Passkey.objects.count() == 1
    secret = set_up_app(client)
    assert client.post("/account/second-factors/", gone).status_code == 302 and not Passkey.objects.exists()
    client.post("/sign-out/")
    client.post("/sign-in/", {"email": "tutor@a.example", "password": PASSWORD})
    assert give_code(client, secret, steps=1).status_code == 302 and client.get(INSIDE).status_code == 200


def test_a_passkey_proves_it_is_still_them(school, client):
    key = made_by(Client(), school.accounts["careers_leader"])
    signed_in_as(client, school.accounts["careers_leader"], minutes_ago=15)
    export = INSIDE + "imports/export/"
    assert client.get(export)["Location"].startswith(CONFIRM)
    answer = client.post(CONFIRM, {"answer": key.use(question_on(client, CONFIRM)), "next": export})
    assert answer["Location"] == export and client.get(export).status_code == 200


@pytest.mark.trust(8, control=True)
@pytest.mark.parametrize("attack", ["another origin", "a holder who was not verified"])
def test_negative_control_without_the_check_a_spoilt_answer_is_let_in(attack, school, client, monkeypatch):
    key = made_by(Client(), school.accounts["tutor"])

    def careless(site, state, answer, **kept):
        told = json.loads(json.dumps(state)) | {"user_verification": None}
        return used(Site(site.host, ATTACKS[attack].get("origin", site.origin)), told, answer, **kept)

    monkeypatch.setattr("chalkface.operations.passkeys.used", careless)
    assert comes_in(client, key, **ATTACKS[attack])


@pytest.mark.trust(8, control=True)
def test_negative_control_a_question_that_is_not_used_up_is_answered_twice(school, monkeypatch):
    key, browser = made_by(Client(), school.accounts["tutor"]), Client()
    question = question_on(browser, DOOR)
    kept = browser.session["passkey-question"]
    monkeypatch.setattr("chalkface.web.passkeys._remembered", lambda request, page: kept)
    answers = [key.use(question, count=0) for _ in range(2)]
    assert browser.post(DOOR, {"answer": answers[0]}).status_code == 302
    with writing("a test"):
        Passkey.objects.update(challenge="")
    assert Client().post(DOOR, {"answer": answers[0]}).status_code == 302
