"""Pages ask the database little, and no more often when the school is ten times as large."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chalkface.operations.trail import leave_line
from chalkface.queries.keeping import forget
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.discover import import_pages
from chalkface.web.page import PAGES
from tests.addresses import arguments_of
from tests.signed_in import signed_in_as

import_pages()
MOST = 15
# Home says something of everything; where we stand counts all figures; the checks read each table of the plan once: with
# nothing kept from before, which is seldom (home then needs eleven, and where we stand nine): one of them opens what is special
# about students, for all figures.
MOST_ON = {
    # Awards are answered from each table of the plan and from all figures, each read once: as the checks are.
    "award.award": 40, "award.criterion": 28,
    "home.start": 18, "plan.checks": 39, "direction.standing": 17, "review.answer": 16, "outcomes.outcome": 16,
    "review.statement": 16, "thread.show": 16,
    # A look that is kept reads and moves the end of the audit chain.
    "risk.student": 17, "students.viewings": 16, "settings.readings": 17,
    # A story is a paper read on a page: its objective, the outcomes and how far each reaches, what was held, the figure.
    "direction.story": 24,
    # The public page says something of the whole programme, and the last gate reads every name.
    "share.preview": 18, "share.public": 19,
    # What hangs on one student is asked of every table once, however many rows there are.
    "rights.review": 40, "students.erase": 47,
}
# PostgreSQL lets one line into the chain at a time, and looks at the deferred keys first: one message more.
LEAVES_A_LINE = {"review.answer", "risk.student", "settings.readings", "students.identity", "students.viewings"}
# What every page of a school costs before it asks anything: session, account, membership, groups, school.
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(school_a, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: school_a.access("careers_leader").on)
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    return client


def counts(client, company) -> dict[str, int]:
    """Queries of each page of the school that the careers leader may open, with nothing kept from before."""
    found = {}
    for door in PAGES.values():
        if door.kind != "school" or not company.access("careers_leader").may(door.needs):
            continue
        forget()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(reverse(door.name, kwargs=arguments_of(door, company)))
        assert answer.status_code in (200, 302), door.name
        found[door.name] = len(queries)
    return found


def grow(company, tenfold: int = 10) -> None:
    """Add nine more of everything a page could list, each with its own children."""
    school = company.school
    with writing("growing the school"), across_schools("growing the school"):
        for n in range(tenfold - 1):
            student = records.Student.objects.create(
                school=school, key=f"more-{n}", legal_forename="More", legal_surname=f"Example {n}", pupil_premium=bool(n % 2)
            )
            records.Enrolment.objects.create(school=school, student=student, academic_year=2025, year_group=9, tutor_group="9A")
            partner = records.Partner.objects.create(school=school, key=f"more-{n}", name=f"More {n}", kind="employer")
            for month in (10, 11, 12):
                activity = records.Activity.objects.create(
                    school=school,
                    key=f"more-{n}-{month}",
                    title=f"More {n}",
                    kind="employer_encounter",
                    starts_on=date(2025, month, 3),
                )
                records.ActivityPartner.objects.create(school=school, activity=activity, partner=partner)
                for who in (student, company.rows["student"]):
                    records.Participation.objects.create(school=school, activity=activity, student=who, attended=True)
            records.GuidanceMeeting.objects.create(
                school=school, key=f"more-{n}", student=company.rows["student"], met_on=date(2026, 1, 5) + timedelta(days=n)
            )
            records.Action.objects.create(
                school=school,
                key=f"more-{n}",
                student=company.rows["student"],
                what="more",
                due_on=date(2026, 1, 5),
                status="doing",
            )
            records.Judgement.objects.create(
                school=school,
                framework="gatsby-2025",
                statement="5.1",
                judged_on=date(2026, 1, 5),
                voice="teacher",
                level="none",
                judge=f"more-{n}",
            )
            records.Review.objects.create(
                school=school,
                framework="gatsby-2025",
                on=date(2025, 1, 5) + timedelta(days=n),
                benchmarks_met=0,
                statements_met=0,
                statements_total=1,
            )
            at = datetime(2026, 1, 5, 9, tzinfo=UTC)
            leave_line(school.pk, at=at, account_number=None, role="careers_leader", operation="more", about={})
            days = {"made_on": date(2026, 3, 2), "expires_on": date(2026, 4, 2)}
            ask = records.Ask.objects.create(
                school=school, purpose="statements", to_name=f"More {n}", voice="teacher", framework="gatsby-2025", **days
            )
            records.AskedStatement.objects.create(school=school, ask=ask, statement="5.1")
            own = company.rows["ask"]
            records.AskedStatement.objects.create(school=school, ask=own, statement=f"1.{n + 1}" if n < 4 else f"3.{n - 3}")
            records.Ask.objects.create(
                school=school, purpose="practice", practice=company.rows["practice"], post=company.rows["post"], **days
            )
            records.GoodPractice.objects.create(school=school, title=f"More {n}", what="more", noted_on=date(2025, 12, 2))
            records.LessonLink.objects.create(
                school=school, academic_year=2025, year_group=9, subject=company.rows["lesson"].subject, title=f"More {n}"
            )


@pytest.mark.trust(52, once=True)
def test_no_page_asks_too_often_and_none_asks_more_when_the_school_is_ten_times_as_large(client, school_a):
    before = counts(client, school_a)
    assert before
    lock = connection.vendor == "postgresql"
    most = {name: MOST_ON.get(name, MOST) + lock * (name in LEAVES_A_LINE) for name in before}
    too_many = {name: count for name, count in before.items() if count > most[name]}
    assert not too_many, too_many
    grow(school_a)
    after = counts(client, school_a)
    assert {name: (before[name], count) for name, count in after.items() if count > before[name]} == {}


@pytest.mark.trust(52, control=True, once=True)
def test_negative_control_a_query_for_each_row_is_seen(client, school_a):
    """Growing really grows what pages list: a loop over the list's rows costs more queries afterwards."""

    def one_each() -> int:
        with across_schools("the negative control"), CaptureQueriesContext(connection) as queries:
            for row in records.Enrolment.objects.all():
                records.Student.objects.get(pk=row.student_id)
        return len(queries)

    before = one_each()
    grow(school_a)
    assert one_each() > before
