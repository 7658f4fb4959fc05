"""Guessing is slowed per account and told per school, and never by the address of the network: a whole school shares one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from chalkface.core.tries import FREE_TRIES
from chalkface.records.models import Account, AuditEntry, Membership, TryCount
from chalkface.records.tenancy import across_schools, writing
from tests.proofs import scale
from tests.signed_in import signed_in_as

PASSWORD, COMMON = "three brown owls", "password12345"
pytestmark = [pytest.mark.django_db, pytest.mark.trust(11)]


def people(company, number: int) -> list[str]:
    """So many members of staff, each with the same known password."""
    addresses = [f"person{one}@a.example" for one in range(number)]
    with writing("a test"), across_schools("a test"):
        kept = make_password(PASSWORD)
        made = Account.objects.bulk_create([Account(email=one, password=kept) for one in addresses])
        Membership.objects.bulk_create([Membership(school=company.school, account=one, role="tutor") for one in made])
        Account.objects.filter(email__in=["tutor@a.example", "school_admin@a.example"]).update(password=kept)
    return addresses


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post("/sign-in/", {"email": email, "password": password}, REMOTE_ADDR="192.0.2.1").status_code


def alarms() -> int:
    with across_schools("a test"):
        return AuditEntry.objects.filter(operation="tell_of_guessing").count()


def test_a_whole_school_signs_in_from_one_address_at_nine_and_nobody_waits(school_a, proof):
    """One in ten mistypes first, as people do."""
    blocked = 0
    for number, email in enumerate(people(school_a, scale(quick=60, full=300))):
        if number % 10 == 0:
            blocked += sign_in(Client(), email, "mistyped") == 429
        blocked += sign_in(Client(), email) != 302
    proof("honest people kept waiting", blocked, exactly=0)
    proof("false alarms", alarms(), exactly=0)


def test_guesses_at_one_account_stop(school_a, proof):
    people(school_a, 0)
    answers = [sign_in(Client(), "tutor@a.example", f"guess {number}") for number in range(20)]
    proof("guesses looked at, of 20 at once", answers.count(422), at_most=10)
    assert sign_in(Client(), "tutor@a.example") == 429  # not even the right one is told from a wrong one now


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_very_same_moment_are_counted_one_by_one(school_a, proof):
    people(school_a, 0)

    def guess(number: int) -> int:
        try:
            return sign_in(Client(), "tutor@a.example", f"guess {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(guess, range(20)))
    proof("guesses looked at, of 20 together", answers.count(422), at_most=10)


def spray(addresses: list[str]) -> int | None:
    """One common password over all accounts: after how many the school was told."""
    for number, email in enumerate(addresses, 1):
        sign_in(Client(), email, COMMON)
        if alarms():
            return number
    return None


def test_one_password_over_many_accounts_is_told_to_the_school(school_a, proof):
    addresses = people(school_a, scale(quick=40, full=300))
    proof("accounts tried before the school was told", spray(addresses) or 999, at_most=50)
    for email in addresses[31:40]:
        sign_in(Client(), email, COMMON)
    assert alarms() == 1  # told once
    admin = Client()
    signed_in_as(admin, Account.objects.get(email="school_admin@a.example"))
    assert "Somebody is guessing passwords" in admin.get("/s/school-a/").content.decode()
    assert "Somebody is guessing passwords" in admin.get("/s/school-a/settings/sign-in/").content.decode()
    leader = Client()
    signed_in_as(leader, Account.objects.get(email="tutor@a.example"))
    assert "guessing" not in leader.get("/s/school-a/").content.decode()
    assert sign_in(Client(), addresses[0]) == 302  # nobody is shut out
    tried = [sign_in(Client(), "tutor@a.example", f"guess {number}") for number in range(6)]
    assert tried.count(422) <= 3  # while it lasts, each account takes fewer wrong tries


def test_another_school_is_told_nothing(school_a, school_b):
    spray(people(school_a, 40))
    admin = Client()
    signed_in_as(admin, school_b.accounts["school_admin"])
    assert "guessing" not in admin.get("/s/school-b/").content.decode().replace("whether somebody is guessing", "")


def test_a_friend_who_types_wrong_passwords_keeps_nobody_out_of_their_own_browser(school_a, proof):
    people(school_a, 0)
    own, kept_out = Client(), 0
    assert sign_in(own, "tutor@a.example") == 302
    own.post("/sign-out/")
    for number in range(20):
        sign_in(Client(), "tutor@a.example", f"prank {number}")
        if number % 5 == 4:
            kept_out += sign_in(own, "tutor@a.example") != 302
            own.post("/sign-out/")
    proof("times that the owner was kept out", kept_out, exactly=0)


def test_counts_hold_no_address(school_a):
    people(school_a, 0)
    sign_in(Client(), "tutor@a.example", "wrong")
    sign_in(Client(), "nobody@nowhere.example", "wrong")
    rows = TryCount.objects.values_list("what", "of")
    assert len(rows) == 4 and all(len(of) == 64 and "tutor" not in of for _, of in rows)


@pytest.mark.trust(11, control=True)
def test_negative_control_without_the_count_every_guess_is_looked_at(school_a, monkeypatch):
    people(school_a, 0)
    monkeypatch.setattr("chalkface.web.pages.account.sign_in.must_wait", lambda tries: False)
    answers = [sign_in(Client(), "tutor@a.example", f"guess {number}") for number in range(20)]
    assert answers.count(422) == 20 > FREE_TRIES


@pytest.mark.trust(11, control=True)
def test_negative_control_a_limit_by_the_networks_address_shuts_a_school_out(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.pages.account.sign_in.tries_of", lambda request, email: "sign-in:one-address")
    monkeypatch.setattr("chalkface.web.pages.account.sign_in.came_in", lambda *args: None)
    addresses = people(school_a, 30)
    for email in addresses[:10]:
        sign_in(Client(), email, "mistyped")
    assert sign_in(Client(), addresses[20]) == 429


@pytest.mark.trust(11, control=True)
def test_negative_control_without_schools_a_spray_is_never_told(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.throttle.schools_of_address", lambda email, on: ())
    assert spray(people(school_a, 40)) is None
