"""Partners: how much each did, and that counts of students are for those who may see them."""

import re
from datetime import date

import pytest
from django.test import Client

from chalkface.records.models import Activity, ActivityPartner, ActivityPlan, Participation, Partner
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY, YEAR
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db


def page(company, role: str, path: str):
    client = Client()
    signed_in_as(client, company.accounts[role])
    return client.get(f"/s/school-a/{path}")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture(autouse=True)
def on_the_day_of_the_play(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *_: DAY)


@pytest.fixture
def more(school_a):
    """A partner with two activities of this academic year (one cancelled) and one of the last, on days gone by."""
    school, year = school_a.school, YEAR
    with writing("a test"), across_schools("a test"):
        partner = Partner.objects.create(school=school, key="more", name="Northgate Joinery", kind="training_provider")
        made = []
        for number, day in enumerate((date(year, 9, 1), date(year, 9, 1), date(year - 1, 10, 1))):
            activity = Activity.objects.create(
                school=school, key=f"more{number}", title=f"Visit {number}", kind="workplace_experience", starts_on=day
            )
            ActivityPartner.objects.create(school=school, activity=activity, partner=partner)
            made.append(activity)
        ActivityPlan.objects.create(school=school, activity=made[1], cancelled_on=date(year, 9, 1))
        for student in ("student", "other_student"):
            Participation.objects.create(school=school, activity=made[0], student=school_a.rows[student], attended=True)
        Participation.objects.create(school=school, activity=made[2], student=school_a.rows["student"], attended=True)
    return partner


def test_a_partner_is_counted_by_year_without_what_was_cancelled(school_a, more):
    said = text(page(school_a, "careers_leader", f"partners/{more.pk}/"))
    assert "1 activity this year and 1 last year" in said and "2 different students reached this year" in said
    assert "Visit 0" in said and "Visit 2" in said and "Visit 1" not in said


@pytest.mark.parametrize("role", ["tutor", "teacher", "senior_leader", "governor"])
def test_counts_of_students_are_not_for_everybody(school_a, more, role):
    for path in ("partners/", f"partners/{more.pk}/"):
        answer = page(school_a, role, path)
        assert answer.status_code == 200 and "Northgate Joinery" in text(answer)
        assert "reached" not in text(answer) and "Came" not in text(answer)


def test_partners_are_narrowed_by_kind_and_by_words(school_a, more):
    ours = school_a.rows["partner"].name
    said = text(page(school_a, "careers_leader", "partners/?kind=training_provider"))
    assert "Northgate Joinery" in said and ours not in said
    assert "Northgate" not in text(page(school_a, "careers_leader", "partners/?words=zqa"))
    assert "No partner fits this choice" in text(page(school_a, "careers_leader", "partners/?words=nobody"))


def test_a_partner_of_the_other_school_is_not_found(school_a, school_b):
    assert page(school_a, "careers_leader", f"partners/{school_b.rows['partner'].pk}/").status_code == 404
    assert school_b.rows["partner"].name not in text(page(school_a, "careers_leader", "partners/"))


def test_who_may_not_read_the_programme_may_not_read_partners(school_a):
    assert page(school_a, "school_admin", "partners/").status_code == 403
