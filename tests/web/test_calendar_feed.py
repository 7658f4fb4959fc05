"""The secret address of a calendar: it opens the programme and nothing else, and every wrong one answers alike."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from chalkface.core.errors import Refused
from chalkface.core.links import digest_of
from chalkface.operations.feeds import cancel_feed, make_feed
from chalkface.operations.people import end_membership
from chalkface.queries import feeds
from chalkface.queries.feeds import own_feed
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY, STRANGER, token
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    for module in ("page", "pages.links.calendar"):
        monkeypatch.setattr(f"chalkface.web.{module}.timezone.localdate", lambda: DAY)


def made(company, role: str = "governor") -> str:
    access = company.access(role)
    with open_scope(access):
        held = own_feed(access)
    return make_feed(access, replaces=held.id if held else None)


def read(secret: str, **headers):
    return Client().get(f"/calendar/{secret}.ics", headers=headers)


def test_the_feed_holds_the_programme_and_no_student(school_a, school_b):
    made(school_b)
    answer = read(made(school_a))
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    assert "private" in answer["Cache-Control"]
    body = answer.content.replace(b"\r\n ", b"")
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1
    assert token("a", "activity", "title").encode() in body
    assert b"zqastudent" not in body and not STRANGER.search(body)


def test_only_the_digest_of_the_secret_is_kept(school_a):
    secret = made(school_a)
    with across_schools("a test"):
        kept = str(list(records.CalendarFeed.objects.filter(made_on=DAY).values_list()))
        lines = str(list(records.AuditEntry.objects.filter(operation="make_feed").values_list("about", flat=True)))
    assert digest_of(secret) in kept and secret not in kept + lines


def test_a_program_that_has_read_it_is_told_that_nothing_changed(school_a):
    secret = made(school_a)
    first = read(secret)
    assert read(secret, if_none_match=first["ETag"]).status_code == 304
    with writing("a test"), across_schools("a test"):
        records.Activity.objects.update(title="Changed")
    again = read(secret, if_none_match=first["ETag"])
    assert again.status_code == 200 and b"Changed" in again.content


def gone(secret: str) -> tuple[int, bytes, dict]:
    answer = read(secret)
    return answer.status_code, answer.content, {name: value for name, value in answer.items() if "Policy" not in name}


def test_cancelled_renewed_ended_tampered_and_made_up_answer_alike(school_a, monkeypatch):
    unknown = gone("nobody-ever-made-this-one")
    assert unknown[0] == 404

    tampered = made(school_a)
    assert gone(tampered[:-1] + ("A" if tampered[-1] != "A" else "B")) == unknown
    assert read(tampered).status_code == 200, "the control: untouched it opens"

    renewed = made(school_a, "adviser")
    assert read(renewed).status_code == 200
    newer = made(school_a, "adviser")
    assert gone(renewed) == unknown and read(newer).status_code == 200

    access = school_a.access("adviser")
    with open_scope(access):
        number = own_feed(access).id
    cancel_feed(access, feed_id=number)
    assert gone(newer) == unknown

    ended = made(school_a, "tutor")
    assert read(ended).status_code == 200
    with across_schools("a test"):
        membership = records.Membership.objects.get(account=school_a.accounts["tutor"]).pk
    end_membership(school_a.access("school_admin"), membership_id=membership, ends_on=DAY - timedelta(days=1))
    assert gone(ended) == unknown

    locked = made(school_a, "teacher")
    with writing("a test"):
        records.Account.objects.filter(pk=school_a.accounts["teacher"].pk).update(is_active=False)
    assert gone(locked) == unknown


def test_a_feed_ends_with_the_membership_that_it_was_made_for(school_a):
    """Somebody who comes back in another role makes another address: the one of the old role stays closed."""
    old = made(school_a, "governor")
    with writing("a test"), across_schools("a test"):
        account = school_a.accounts["governor"]
        held = records.Membership.objects.filter(account=account)
        held.update(ends_on=DAY - timedelta(days=1))
        records.Membership.objects.create(school=school_a.school, account=account, role="adviser", starts_on=DAY)
    assert read(old).status_code == 404
    assert read(made(school_a, "governor")).status_code == 200


def test_negative_control_without_the_question_whether_it_was_cancelled_the_old_address_opens(school_a, monkeypatch):
    old = made(school_a)
    made(school_a)
    assert read(old).status_code == 404
    monkeypatch.setattr(feeds, "STILL_OPEN", {})
    assert read(old).status_code == 200


def test_nobody_cancels_or_renews_the_feed_of_another(school_a, school_b):
    secret = made(school_a)
    access = school_a.access("governor")
    with open_scope(access):
        number = own_feed(access).id
    for other in (school_a.access("adviser"), school_b.access("governor")):
        with pytest.raises(Refused):
            cancel_feed(other, feed_id=number)
    with pytest.raises(Refused, match="meanwhile"):
        make_feed(access, replaces=None)
    assert read(secret).status_code == 200


def test_the_page_shows_the_address_once(school_a):
    client = Client()
    signed_in_as(client, school_a.accounts["governor"])
    address = "/s/school-a/programme/feed/"
    assert ".ics" not in client.get(address).content.decode()
    page = client.post(address, {"deed": "make"}).content.decode()
    secret = page.partition("server/calendar/")[2].partition(".ics")[0]
    assert read(secret).status_code == 200
    assert secret not in client.get(address).content.decode()
    with across_schools("a test"):
        feed = records.CalendarFeed.objects.get(digest=digest_of(secret))
    client.post(address, {"deed": "cancel", "feed": feed.pk})
    assert read(secret).status_code == 404
