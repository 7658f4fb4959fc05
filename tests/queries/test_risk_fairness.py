"""Whether the indicator is fair: the counts against a slow count, hidden from those for whom small numbers are hidden."""

import random
from datetime import date

import pytest
from django.db.models import QuerySet

from chalkface.queries.risk.fairness import past, this_year
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing

pytestmark = pytest.mark.django_db
SEX = {"F": "Female", "M": "Male", "": "Sex not known"}


@pytest.fixture
def leavers(school_a):
    """Ninety Year 11 leavers of 2024/25 with a score, and ninety students of this year: (sex, band, how they ended)."""
    chance, made = random.Random(5), []
    school, model = school_a.school, school_a.rows["risk_model"]
    with writing("leavers"), across_schools("leavers"):
        QuerySet(records.RiskScore).all().delete()
        QuerySet(records.RiskOverride).all().delete()
        QuerySet(records.Destination).all().delete()
        for n in range(180):
            sex = chance.choice(("F", "M", "M", ""))
            band = chance.choice(("green", "green", "amber", "red"))
            end = chance.choice(("neet", "further_education", "further_education", "unknown", None, "left"))
            year = 2024 if n < 90 else 2025
            student = records.Student.objects.create(
                school=school, key=f"L{n}", legal_forename="L", legal_surname=str(n), sex=sex, pupil_premium=bool(n % 3)
            )
            records.Enrolment.objects.create(school=school, student=student, academic_year=year, year_group=11)
            values = {"school": school, "student": student, "model": model, "academic_year": year, "points": 0}
            records.RiskScore.objects.create(**values, scored_on=date(year, 10, 1), band=chance.choice(("green", "red")))
            records.RiskScore.objects.create(**values, scored_on=date(year + 1, 2, 1), band=band)
            if end and year == 2024:
                route, status = ("apprenticeship", "not_sustained") if end == "left" else (end, "started")
                records.Destination.objects.create(
                    school=school, student=student, stage=16, academic_year=2025, route=route, status=status, position=n
                )
            made.append((year, sex, band, end))
    return made


def test_past_scores_are_counted_as_a_slow_count_does(school_a, leavers):
    access = school_a.access("careers_leader")
    with open_scope(access):
        found = past(access)
    known = [(sex, band, end in ("neet", "left")) for year, sex, band, end in leavers
             if year == 2024 and end not in (None, "unknown")]  # fmt: skip
    assert (found.told, found.untold) == (len(known), 90 - len(known))
    for line in found.bands:
        of = [out for _, band, out in known if band == line.label.lower()]
        assert (line.shares[0].count.numerator, line.shares[0].count.denominator) == (sum(of), len(of))
    lines = {line.label: line.shares for line in dict(found.groups)["Sex"]}
    for sex, label in SEX.items():
        red = [out for one, band, out in known if one == sex and band == "red"]
        gone = [band for one, band, out in known if one == sex and out]
        alarms, missed = (share.count for share in lines[label])
        assert (alarms.numerator, alarms.denominator) == (red.count(False), len(red))
        assert (missed.numerator, missed.denominator) == (sum(band != "red" for band in gone), len(gone))


def test_this_years_bands_are_those_of_the_last_score(school_a, leavers):
    access = school_a.access("careers_leader")
    with open_scope(access):
        found = this_year(access)
    now = [band for year, _, band, _ in leavers if year == 2025]
    assert [share.count.numerator for share in found.everybody] == [now.count(band) for band in ("green", "amber", "red")]
    assert found.everybody[0].count.denominator == 90


@pytest.mark.parametrize("role", ["adviser", "senior_leader", "governor"])
def test_others_see_the_same_numbers_or_none_and_never_a_one_or_a_two(school_a, leavers, role):
    exact, access = school_a.access("careers_leader"), school_a.access(role)
    with open_scope(exact):
        whole, year = past(exact), this_year(exact)
    with open_scope(access):
        shown, shown_year = past(access), this_year(access)
    hidden = 0
    for ours, theirs in ((whole.groups, shown.groups), (year.groups, shown_year.groups)):
        for (_, lines), (_, others) in zip(ours, theirs, strict=True):
            for line, other in zip(lines, others, strict=True):
                for one, two in zip(line.shares, other.shares, strict=True):
                    hidden += two.is_hidden
                    assert two.is_hidden or two.count == one.count
                    assert two.is_hidden or two.count.numerator not in (1, 2) or two.count.denominator == 0
    assert hidden and not shown.is_exact and whole.is_exact


@pytest.mark.parametrize("role", ["careers_leader", "governor"])
def test_a_hundred_leavers_are_seven_queries(school_a, leavers, role, django_assert_max_num_queries):
    access = school_a.access(role)
    with open_scope(access), django_assert_max_num_queries(7):
        past(access)
        this_year(access)


def test_who_may_not_see_how_it_counts_learns_nothing(school_a, leavers):
    access = school_a.access("tutor")
    with open_scope(access):
        assert past(access).years == ()
