"""Clocks go back and forward, the school year turns in the night, a server's clock is put right: no day is wrong (T41).

The moment is an argument everywhere below the doors, so these tests hand in the moments that matter; at the door itself the
clock is put to them.
"""

import random
from datetime import UTC, date, datetime, time, timedelta

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chalkface.core.years import academic_year_of, first_day, last_day
from chalkface.jobs.schedule import Due
from chalkface.operations.factors import take_code
from chalkface.operations.trail import leave_line
from chalkface.queries.audit import audit_lines
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.proofs import scale
from tests.signed_in import signed_in_as
from tests.trust.test_t08_second_factor import SECRET, with_app

pytestmark = pytest.mark.trust(41)
# The nights in which clocks change in England, 2024 to 2027, and the turn of the school year.
FORWARD = [datetime(2024, 3, 31, tzinfo=UTC), datetime(2025, 3, 30, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC),
           datetime(2027, 3, 28, tzinfo=UTC)]  # fmt: skip
BACK = [datetime(2024, 10, 27, tzinfo=UTC), datetime(2025, 10, 26, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC),
        datetime(2027, 10, 31, tzinfo=UTC)]  # fmt: skip
TURN = datetime(2026, 8, 31, 23, 0, tzinfo=UTC)  # midnight in London: the first of September begins
DAY = timedelta(days=1)


def nothing(now: datetime) -> None:
    """A job that does nothing."""


def moments(count: int) -> list[tuple[time, datetime]]:
    """An hour of the day for a job, and a moment: half of them in the nights when clocks change."""
    chance = random.Random(41)
    found = []
    for number in range(count):
        if number % 2:
            start = chance.choice(FORWARD + BACK) - timedelta(hours=6)
            now = start + timedelta(seconds=chance.randrange(14 * 3600))
            hour = time(chance.choice((0, 1, 1, 1, 2)), chance.randrange(60))
        else:
            now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(4 * 365 * 86400))
            hour = time(chance.randrange(24), chance.randrange(60))
        found.append((hour, now))
    return found


def is_wrong(job: Due, now: datetime) -> bool:
    """Whether what is due next is in the past, more than a day and the hour of the change away, or at another hour by the clock
    on the wall (an hour that there is not that night moves by one)."""
    due = job.next_at(now)
    wall = timezone.localtime(due)
    missing = wall.time().replace(second=0) == (datetime.combine(wall.date(), job.at) + timedelta(hours=1)).time()
    skipped = any(abs(due - night) < timedelta(hours=3) for night in FORWARD) and missing
    return due <= now or due - now > DAY + timedelta(hours=1) or not (wall.time() == job.at or skipped)


def test_every_job_is_due_once_a_day_at_its_hour_in_the_nights_of_the_change_too(proof):
    tried = moments(scale(quick=1_500, full=5_000))
    wrong = [(at, now) for at, now in tried if is_wrong(Due("a job", DAY, at, nothing), now)]
    proof("schedules", len(tried), at_least=scale(quick=1_500, full=5_000))
    proof("schedules at the wrong time", len(wrong), exactly=0)
    assert wrong == []


def days_of(job: Due, start: datetime, lasts: timedelta, count: int) -> list[date]:
    """On which days a job is done that takes ``lasts`` each time."""
    due, found = job.next_at(start), []
    for _ in range(count):
        found.append(timezone.localtime(due).date())
        due = job.next_at(due + lasts)
    return found


@pytest.mark.parametrize("night", FORWARD + BACK, ids=lambda night: f"{night:%Y-%m-%d}")
def test_a_job_that_takes_most_of_an_hour_is_done_once_in_the_night_with_two_of_that_hour(night):
    for minute in (0, 15, 30, 45):
        days = days_of(Due("a job", DAY, time(1, minute), nothing), night - 3 * DAY, timedelta(minutes=40), 8)
        assert [later - earlier for earlier, later in zip(days, days[1:], strict=False)] == [DAY] * 7


@pytest.mark.trust(41, control=True)
def test_negative_control_a_job_that_comes_every_24_hours_is_an_hour_off_after_the_change():
    late = []
    for night in FORWARD + BACK:
        due = Due("a job", DAY, time(4, 30), nothing).next_at(night - 2 * DAY)
        late.append(timezone.localtime(due.astimezone(UTC) + 3 * DAY).time() != time(4, 30))
    assert all(late)


def test_the_school_year_turns_on_the_first_of_september_and_on_no_other_day(proof):
    wrong, day = 0, date(2000, 1, 1)
    while day < date(2061, 1, 1):
        year = academic_year_of(day)
        wrong += not first_day(year) <= day <= last_day(year)
        wrong += (academic_year_of(day + DAY) != year) is not ((day + DAY).month == 9 and (day + DAY).day == 1)
        day += DAY
    proof("days in the wrong school year", wrong, exactly=0)


# At the door: whoever becomes a member on the first of September comes in from midnight in London.


@pytest.fixture
def tutor_from_september(school_a):
    with writing("a test"), across_schools("a test"):
        records.Membership.objects.filter(school=school_a.school, account=school_a.accounts["tutor"]).update(
            starts_on=date(2026, 9, 1)
        )
    client = Client()
    signed_in_as(client, school_a.accounts["tutor"])
    return client


def comes_in(client: Client, moment: datetime, monkeypatch) -> bool:
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return client.get(reverse("home.start", kwargs={"school": "school-a"})).status_code == 200


def test_a_membership_begins_at_midnight_in_london_and_not_an_hour_later(tutor_from_september, monkeypatch):
    assert not comes_in(tutor_from_september, TURN - timedelta(seconds=1), monkeypatch)
    assert comes_in(tutor_from_september, TURN, monkeypatch)


@pytest.mark.trust(41, control=True)
def test_negative_control_by_the_clock_of_greenwich_the_day_is_wrong_for_an_hour(tutor_from_september, monkeypatch):
    with timezone.override(UTC):
        assert not comes_in(tutor_from_september, TURN + timedelta(minutes=59), monkeypatch)


# The server's clock is put right, forward and back.


def test_a_code_that_was_used_opens_nothing_when_the_clock_is_put_back(school_a, proof):
    account, app, opened = school_a.accounts["tutor"], pyotp.TOTP(SECRET), 0
    with_app(account)
    for night in sorted(FORWARD + BACK):
        for hour in range(scale(quick=2, full=4)):
            at = night + timedelta(hours=hour)
            assert take_code(account.pk, app.at(at), at) == "app"
            for jump in (timedelta(0), timedelta(seconds=20), timedelta(minutes=1), timedelta(hours=1)):
                opened += take_code(account.pk, app.at(at), at - jump) != ""
                opened += take_code(account.pk, app.at(at - jump), at - jump) != ""
    proof("used or older codes accepted after a jump of the clock", opened, exactly=0)


def test_the_code_of_a_telephone_an_hour_off_opens_nothing_and_london_s_clock_is_no_matter(school_a):
    account, app = school_a.accounts["tutor"], pyotp.TOTP(SECRET)
    with_app(account)
    for night in FORWARD:  # each later than the one before, as a code must be
        at = night + timedelta(hours=1)
        for off in (-3600, 3600, -60, 60):
            assert take_code(account.pk, app.at(at + timedelta(seconds=off)), at) == ""
        assert take_code(account.pk, app.at(at), timezone.localtime(at)) == "app"


def test_the_trail_is_told_in_the_order_of_its_lines_when_the_clock_goes_back(school_a):
    moment = datetime(2026, 3, 20, 12, tzinfo=UTC)
    with writing("a test"), across_schools("a test"):
        for number, at in enumerate((moment, moment - timedelta(hours=1), moment - timedelta(hours=2))):
            leave_line(school_a.school.pk, at=at, account_number=None, role="operator", operation="settle_in",
                       about={"step": number})  # fmt: skip
    with open_scope(school_a.access("careers_leader")):
        told = [dict(line.about).get("step") for line in audit_lines(1).lines][:3]
    assert told == [2, 1, 0]
