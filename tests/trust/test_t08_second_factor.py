"""Nobody whose school asks for a second factor comes in without one, whichever way they come; no code works twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.factors import CODES, recovery_digest, step_of
from chalkface.operations.asking import make_ask
from chalkface.operations.factors import add_factor, remove_factor, reset_factors, set_visit_rules, take_code
from chalkface.operations.feeds import make_feed
from chalkface.operations.passes import make_passes
from chalkface.operations.people import add_member, reset_password, set_own_password
from chalkface.queries.visits import Terms
from chalkface.records.models import Account, AuditEntry, CalendarFeed, RecoveryCode, School, SecondFactor
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.arriving import arrive
from tests.proofs import scale
from tests.signed_in import give_code, set_up_app, signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.trust(8)]
PASSWORD = "three brown owls"
INSIDE = "/s/school-a/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = datetime(2026, 3, 20, 9, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def school(school_a):
    """School A asks all its staff for a second factor; everybody's password is known."""
    with writing("a test"), across_schools("a test"):
        Account.objects.update(password=make_password(PASSWORD))
        School.objects.filter(pk=school_a.school.pk).update(
            second_factor_roles=["careers_leader", "tutor", "adviser", "school_admin"]
        )
    for account in school_a.accounts.values():
        account.refresh_from_db()
    return school_a


def sign_in(client, email="tutor@a.example", password=PASSWORD, **more):
    return client.post("/sign-in/", {"email": email, "password": password, **more})


def is_in(client) -> bool:
    return client.get(INSIDE).status_code == 200 or client.get("/account/").status_code == 200


def own(account) -> Access:
    return Access(None, "operator", AT.date(), account.pk)


def with_app(account, secret=SECRET) -> list[str]:
    return add_factor(own(account), kind="app", words=secret)


def arrives(client, account, way: str) -> None:
    """What every way in ends with, a provider's too."""
    request = RequestFactory().get("/")
    request.session = client.session
    arrive(request, account, way)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key


def asked(company, **about) -> str:
    """The secret of a link that the careers leader made."""
    about = about or {"purpose": "statements", "voice": "teacher", "framework": "gatsby-2025", "statements": ("4.1",)}
    leader = replace(company.access("careers_leader"), on=timezone.localdate())
    return make_ask(leader, to_name="Head of music", **about)[1]


def a_pass(company) -> str:
    leader = replace(company.access("careers_leader"), on=timezone.localdate())
    return make_passes(leader, student_ids=[company.rows["student"].pk])[0].code


def feed_of(company) -> int | None:
    with across_schools("a test"):
        held = CalendarFeed.objects.filter(membership__account=company.accounts["tutor"], cancelled_on=None)
        return held.values_list("pk", flat=True).first()


WAYS = {
    "password": lambda client, school: sign_in(client),
    "password and a page": lambda client, school: sign_in(client, next=INSIDE),
    "provider": lambda client, school: arrives(client, school.accounts["tutor"], "provider"),
    "password that an administrator set": lambda client, school: (
        reset_password(school.access("school_admin"), email="tutor@a.example", password="five green frogs"),
        sign_in(client, password="five green frogs"),
    ),
    "password that they changed": lambda client, school: (
        set_own_password(school.access("tutor"), password="five green frogs"), sign_in(client, password="five green frogs")
    ),
    "reset second factor": lambda client, school: (
        reset_factors(school.access("school_admin"), account_number=school.accounts["tutor"].pk), sign_in(client)
    ),
    "link to answer something": lambda client, school: client.get(f"/l/{asked(school)}/").status_code == 200 or 1 / 0,
    "link and password": lambda client, school: (client.get(f"/l/{asked(school)}/"), sign_in(client)),
    "invitation to take up good practice": lambda client, school: (
        client.get(f"/l/{asked(school, purpose='practice', practice_id=school.rows['practice'].pk)}/").status_code == 200
        or 1 / 0
    ),
    "address of a calendar": lambda client, school: (
        client.get(f"/calendar/{make_feed(school.access('tutor'), replaces=feed_of(school))}.ics").status_code == 200 or 1 / 0
    ),
    "invitation as a new member": lambda client, school: (
        add_member(school.access("school_admin"), email="new@a.example", role="tutor", name="New", password="five green frogs"),
        sign_in(client, email="new@a.example", password="five green frogs"),
    ),
    "pass of a student on the same computer": lambda client, school: (
        sign_in(client), client.post("/in/", {"code": a_pass(school), "deed": "go_on"}).status_code == 302 or 1 / 0
    ),
    "half of a passkey": lambda client, school: client.post("/sign-in/passkey/", {"answer": "{}"}),
    "visit from before it was asked": lambda client, school: (
        signed_in_as(client, school.accounts["tutor"], factor=False), client.get("/account/").status_code == 200 or 1 / 0
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("has_one", [True, False], ids=["has one", "has none"])
def test_no_way_in_passes_the_second_factor_by(way, has_one, school, client, proof):
    if has_one:
        with_app(school.accounts["tutor"])
    WAYS[way](client, school)
    opened = [path for path in (INSIDE, INSIDE + "students/", "/s/school-a/help/") if client.get(path).status_code == 200]
    sent = client.post(INSIDE + "settings/people/", {"email": "x@a.example"})
    proof("pages opened without the second factor", len(opened), at_most=0)
    assert sent.status_code in (302, 403) and client.get(INSIDE).status_code == 302


def test_who_is_halfway_in_changes_nothing_of_the_account(school, client):
    with_app(school.accounts["tutor"])
    sign_in(client)
    for path in ("/account/", "/account/visits/", "/account/second-factors/", "/confirm/", "/"):
        assert client.get(path)["Location"].startswith("/sign-in/"), path
    assert client.get("/sign-in/set-up/")["Location"].startswith("/sign-in/second/")  # another app is no way round the first
    assert client.post("/sign-in/set-up/", {"code": "123456"}).status_code == 302


def test_with_the_code_one_comes_in_and_where_one_wanted(school, client):
    assert sign_in(client, next=INSIDE + "students/")["Location"] == "/sign-in/set-up/"
    secret = set_up_app(client)
    assert is_in(client)
    client.post("/sign-out/")
    sign_in(client, next=INSIDE + "students/")
    assert give_code(client, secret, steps=0).status_code == 422  # the one it was set up with is used
    assert give_code(client, secret, steps=1)["Location"] == INSIDE + "students/" and is_in(client)


def test_the_half_way_ends_after_ten_minutes_and_with_the_password(school, client, monkeypatch):
    with_app(school.accounts["tutor"])
    sign_in(client)
    with writing("a test"):
        Account.objects.filter(email="tutor@a.example").update(password=make_password("five green frogs"))
    assert give_code(client, SECRET)["Location"] == "/sign-in/"
    sign_in(client, password="five green frogs")
    later = datetime.now().timestamp() + 601
    monkeypatch.setattr("chalkface.web.arriving.time", lambda: later)
    assert give_code(client, SECRET)["Location"] == "/sign-in/" and not is_in(client)


def test_no_code_of_an_app_works_twice_nor_far_from_its_time(school_a, proof):
    account, app = school_a.accounts["tutor"], pyotp.TOTP(SECRET)
    with_app(account)
    assert take_code(account.pk, app.at(AT - timedelta(seconds=60)), AT) == ""
    assert take_code(account.pk, app.at(AT + timedelta(seconds=60)), AT) == ""
    assert take_code(account.pk, app.at(AT - timedelta(seconds=30)), AT) == "app"
    accepted = tried = 0
    steps = scale(quick=100, full=1000)
    for step in range(steps):
        at = AT + timedelta(seconds=30 * step)
        assert take_code(account.pk, app.at(at), at) == "app"
        accepted += take_code(account.pk, app.at(at), at) != ""
        accepted += take_code(account.pk, app.at(at), at + timedelta(seconds=29)) != ""
        accepted += take_code(account.pk, app.at(at - timedelta(seconds=30)), at) != ""  # older than the one that was used
        tried += 3
    proof("replayed codes tried", tried, at_least=3 * steps)
    proof("replayed codes accepted", accepted, at_most=0)


def test_each_recovery_code_works_once_and_is_kept_only_as_a_digest(school_a, proof):
    account = school_a.accounts["tutor"]
    codes = with_app(account)
    assert len(set(codes)) == CODES and set(RecoveryCode.objects.values_list("digest", flat=True)) == {
        recovery_digest(code) for code in codes
    }
    assert [take_code(account.pk, code.lower().replace("-", " "), AT) for code in codes] == ["recovery"] * CODES
    proof("used recovery codes accepted", sum(take_code(account.pk, code, AT) != "" for code in codes * 10), at_most=0)


def test_codes_of_one_account_are_worth_nothing_at_another(school_a):
    tutor, adviser = school_a.accounts["tutor"], school_a.accounts["adviser"]
    codes = with_app(tutor)
    with_app(adviser, "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU")
    assert take_code(adviser.pk, codes[0], AT) == "" and take_code(adviser.pk, pyotp.TOTP(SECRET).at(AT), AT) == ""


def test_a_secret_is_kept_sealed_and_opens_for_its_own_account_alone(school_a):
    tutor, adviser = school_a.accounts["tutor"], school_a.accounts["adviser"]
    with_app(tutor)
    row = SecondFactor.objects.get()
    assert SECRET not in row.sealed
    with writing("a test"):
        SecondFactor.objects.update(account=adviser)
    with pytest.raises(Refused, match="belongs to another"):
        take_code(adviser.pk, pyotp.TOTP(SECRET).at(AT), AT)


def test_guessing_codes_is_stopped_after_a_few(school, client, proof):
    with_app(school.accounts["tutor"])
    sign_in(client)
    answers = [client.post("/sign-in/second/", {"code": f"00000{number % 10}"}).status_code for number in range(20)]
    proof("wrong codes looked at before waiting", answers.count(422), at_most=10)
    second = Client()
    sign_in(second)  # a new beginning is no new count
    assert give_code(second, SECRET).status_code == 429 and not is_in(second)


def test_a_lost_factor_is_taken_away_by_an_administrator_with_a_line_and_not_for_themselves(school, client):
    tutor, admin = school.accounts["tutor"], school.access("school_admin")
    with_app(tutor)
    signed_in_as(client, tutor)
    assert is_in(client)
    reset_factors(admin, account_number=tutor.pk)
    assert not is_in(client) and not SecondFactor.objects.exists() and not RecoveryCode.objects.exists()
    with across_schools("a test"):
        assert AuditEntry.objects.filter(operation="reset_factors").count() == 1
    with pytest.raises(Refused, match="Not your own"):
        reset_factors(admin, account_number=admin.account_id)


def test_an_administrator_does_not_open_the_door_of_another_school(school, school_b):
    with pytest.raises(Refused, match="not a member here"):
        reset_factors(school.access("school_admin"), account_number=school_b.accounts["tutor"].pk)


def test_the_last_factor_stays_while_a_school_asks_for_one(school_a):
    account = school_a.accounts["tutor"]
    with_app(account)
    number = SecondFactor.objects.get().pk
    with pytest.raises(Refused, match="this is your last"):
        remove_factor(own(account), factor_id=number, needed=True)
    remove_factor(own(account), factor_id=number, needed=False)
    assert not SecondFactor.objects.exists() and not RecoveryCode.objects.exists()


def test_rules_hold_for_visits_that_are_open(school_a, client):
    signed_in_as(client, school_a.accounts["tutor"], factor=False)
    assert client.get(INSIDE).status_code == 200
    set_visit_rules(school_a.access("school_admin"), roles=["tutor"], idle_minutes=30)
    assert client.get(INSIDE)["Location"].startswith("/sign-in/second/")


@pytest.mark.trust(8, control=True)
def test_negative_control_without_the_question_a_password_is_enough(school, client, monkeypatch):
    with_app(school.accounts["tutor"])
    monkeypatch.setattr("chalkface.web.arriving.terms_of", lambda account, on: Terms(timedelta(hours=1), 60, False, False))
    monkeypatch.setattr("chalkface.web.page.gave_factor", lambda request: True)
    sign_in(client)
    assert is_in(client)


@pytest.mark.trust(8, control=True)
def test_negative_control_with_no_step_remembered_a_code_works_again(school_a):
    account = school_a.accounts["tutor"]
    with_app(account)
    code = pyotp.TOTP(SECRET).at(AT)
    assert step_of(SECRET, code, AT) is not None and take_code(account.pk, code, AT) == "app"
    with writing("a test"):
        SecondFactor.objects.update(counter=0)
    assert take_code(account.pk, code, AT) == "app"
