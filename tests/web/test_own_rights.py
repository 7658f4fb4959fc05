"""A student asks for what is kept about them on their own pages: taken down once, with its day, seen by the careers leader."""

import re
from datetime import date

import pytest
from django.test import Client

from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.rights import ask_about_own
from chalkface.records.models import AuditEntry, RightsRequest, Student
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db
PAGE = "/s/school-a/my/rights/"
WORDS = "My old address is still there <b>and</b> it is wrong."


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)


def come_in(company, role: str) -> Client:
    client = Client()
    signed_in_as(client, company.accounts[role])
    return client


def born(company, day: date | None) -> None:
    with across_schools("a test"), writing("a test"):
        Student.objects.filter(pk=company.rows["student"].pk).update(date_of_birth=day)


def asked(company) -> list[RightsRequest]:
    with across_schools("a test"):
        return list(RightsRequest.objects.filter(school=company.school).exclude(pk=company.rows["rights_request"].pk))


def ask(client, **form):
    key = re.search(r'name="key" value="([^"]+)"', client.get(PAGE).content.decode())[1]
    return client.post(PAGE, {"key": key, **form})


def test_a_request_is_taken_down_with_its_day_and_both_sides_see_it(school_a):
    born(school_a, date(DAY.year - 17, 1, 1))
    client = come_in(school_a, "student")
    assert "I understand what I ask for" not in client.get(PAGE).content.decode()
    assert ask(client, kind="rectification", said=WORDS).status_code == 302
    (row,) = asked(school_a)
    assert (row.kind, row.asked_by, row.entitled, row.asked_on, row.said) == ("rectification", "student", "self_16", DAY, WORDS)
    page = client.get(PAGE).content.decode()
    assert "The answer is due by" in page and "My old address is still there &lt;b&gt;" in page
    leader = come_in(school_a, "careers_leader")
    assert "My old address" in leader.get(f"/s/school-a/rights/{row.pk}/").content.decode()
    with across_schools("a test"):
        line = AuditEntry.objects.get(operation="ask_about_own")
    assert line.about["kind"] == "rectification" and "address" not in str(line.about)


def test_under_16_one_says_that_one_understands(school_a):
    born(school_a, date(DAY.year - 13, 1, 1))
    client = come_in(school_a, "student")
    answer = ask(client, kind="objection", said="Not for the league table, please.")
    assert answer.status_code == 422 and "Not for the league table" in answer.content.decode() and not asked(school_a)
    assert ask(client, kind="objection", said="Not for the league table.", understands="yes").status_code == 302
    assert [row.entitled for row in asked(school_a)] == ["self_understands"]


def test_sent_twice_it_is_one_and_asked_again_it_says_that_it_waits(school_a):
    born(school_a, date(DAY.year - 17, 1, 1))
    client = come_in(school_a, "student")
    form = {"kind": "complaint", "said": "Nobody asked me."}
    form["key"] = re.search(r'name="key" value="([^"]+)"', client.get(PAGE).content.decode())[1]
    assert [client.post(PAGE, form).status_code for _ in range(3)] == [302, 302, 302] and len(asked(school_a)) == 1
    answer = ask(client, kind="complaint", said="Still nobody.")
    assert answer.status_code == 422 and "it waits for its answer" in answer.content.decode() and len(asked(school_a)) == 1


@pytest.mark.parametrize("form", [
    {"kind": "educational_record"}, {"kind": ""}, {"kind": "erasure"}, {"kind": "erasure", "said": "x" * 2001},
])  # fmt: skip
def test_what_cannot_be_taken_down_is_a_sentence_and_keeps_what_was_typed(form, school_a):
    born(school_a, date(DAY.year - 17, 1, 1))
    assert ask(come_in(school_a, "student"), **form).status_code == 422 and not asked(school_a)


def test_nobody_asks_in_the_name_of_another(school_a, school_b):
    access, other = school_a.access("student"), school_b.rows["student"].pk
    with pytest.raises(Refused, match="not your page"):
        ask_about_own(access, student_id=other, key="8d0c0f7e-6a36-4d0e-9b53-3b1c7d6c2a11", kind="access")
    with pytest.raises(NotAllowed):
        ask_about_own(
            school_a.access("parent"), student_id=school_a.rows["student"].pk, key="8d0c0f7e-6a36-4d0e-9b53-3b1c7d6c2a12",
            kind="access",
        )  # fmt: skip
    parent = come_in(school_a, "parent")
    page = parent.get(PAGE).content.decode()
    assert "What do you ask for?" not in page and "“you” in it is your child" in page
    assert parent.post(PAGE, {"kind": "access", "key": "8d0c0f7e-6a36-4d0e-9b53-3b1c7d6c2a13"}).status_code == 403
    assert not asked(school_a)
