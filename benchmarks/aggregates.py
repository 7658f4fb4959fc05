"""The same figures by aggregates of Django's object-relational mapper: what the statements are compared with.

Written as one would write it with care: one query per indicator and breakdown, the condition as a subquery that the
database can stop early, both counts in one pass. All indicators of students on roll but those that compare sets of
partners, which no single aggregate can say.
"""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import (
    Aggregate,
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.db.models.lookups import GreaterThanOrEqual

from chalkface.core.years import academic_year_of, first_day
from chalkface.indicators.facts import HOUR, PROVIDER_RANGE
from chalkface.records.models import Enrolment, GuidanceMeeting, Intention, Participation

SCHOOL = 1
MEANINGFUL = {"purpose_shared": True, "learning_outcomes": True, "two_way": True, "reflection": True}
WORKPLACE = MEANINGFUL | {"met_range_of_people": True, "employer_set_task": True, "employer_feedback": True}


def _on_roll(day: date, *year_groups: int) -> QuerySet:
    return Enrolment.objects.filter(
        Q(student__joined_on=None) | Q(student__joined_on__lte=day),
        Q(student__left_on=None) | Q(student__left_on__gte=day),
        school=SCHOOL,
        academic_year=academic_year_of(day),
        year_group__in=year_groups or range(7, 14),
    )


def _attended(day: date, kind: str, **flags: bool) -> QuerySet:
    return Participation.objects.filter(
        school=SCHOOL,
        student=OuterRef("student"),
        attended=True,
        activity__kind=kind,
        activity__starts_on__lte=day,
        **{f"activity__{flag}": value for flag, value in flags.items()},
    )


def _this_year(day: date, kind: str, **flags: bool) -> Exists:
    return Exists(_attended(day, kind, **flags).filter(activity__starts_on__gte=first_day(academic_year_of(day))))


def _rows_in_years(rows: QuerySet, first: int, last: int, day: str = "activity__starts_on") -> QuerySet:
    year = ExtractYear(day) - Case(When(month__lt=9, then=1), default=0)
    then = Enrolment.objects.filter(
        school=SCHOOL, student=OuterRef("student"), academic_year=OuterRef("year"), year_group__range=(first, last)
    )
    return rows.annotate(month=ExtractMonth(day)).annotate(year=year).filter(Exists(then))


def _in_years(rows: QuerySet, first: int, last: int, day: str = "activity__starts_on") -> Exists:
    return Exists(_rows_in_years(rows, first, last, day))


def _at_least(rows: QuerySet, measure: Aggregate, least: int) -> Case:
    """The students whose rows together come to at least so much."""
    summed = rows.order_by().values("student").annotate(much=measure).values("much")
    return GreaterThanOrEqual(Coalesce(Subquery(summed), 0), least)


def _weeks(day: date, first: int, last: int) -> Case:
    rows = _rows_in_years(_attended(day, "workplace_experience"), first, last)
    return _at_least(rows, Sum(Coalesce("hours_e4", "activity__hours_e4", 0)), 25 * HOUR)


def _visits(day: date) -> Case:
    rows = _rows_in_years(_attended(day, "higher_education_visit"), 12, 13)
    return _at_least(rows, Count("activity__starts_on", distinct=True), 2)


def _methods(day: date) -> Case:
    rows = _rows_in_years(_attended(day, "recruitment_practice"), 12, 13).filter(activity__codes__list="recruitment_method")
    return _at_least(rows, Count("activity__codes__code", distinct=True), 2)


def _providers(day: date, **flags: bool) -> Q:
    met = Q()
    for kinds in PROVIDER_RANGE:
        rows = _attended(day, "provider_encounter", **flags).filter(activity__partners__partner__kind__in=kinds)
        more = _attended(day, "higher_education_visit", **flags).filter(activity__partners__partner__kind__in=kinds)
        met &= Q(_in_years(rows, 7, 11)) | Q(_in_years(more, 7, 11))
    return met


def _this_key_stage(day: date) -> Q:
    rows = "labour_market_information"
    stages = ((7, 9), (10, 11), (12, 13))
    return reduce(or_, (Q(year_group__range=years) & Q(_in_years(_attended(day, rows), *years)) for years in stages))


def _guided(day: date, first: int, last: int) -> Exists:
    held = GuidanceMeeting.objects.filter(
        Q(attended=None) | Q(attended=True), school=SCHOOL, student=OuterRef("student"), met_on__lte=day, adviser_level__gte=6
    )
    return _in_years(held, first, last, "met_on")


def _aspiring(day: date) -> Exists:
    start = first_day(academic_year_of(day))
    return Exists(Intention.objects.filter(school=SCHOOL, student=OuterRef("student"), recorded_on__range=(start, day)))


ASKED: dict[str, tuple[tuple[int, ...], Callable[[date], object]]] = {
    "employer-encounter-this-year": ((), lambda day: _this_year(day, "employer_encounter")),
    "meaningful-employer-encounter-this-year": ((), lambda day: _this_year(day, "employer_encounter", **MEANINGFUL)),
    "aspiration-recorded-this-year": ((), _aspiring),
    "labour-market-information-this-key-stage": ((), _this_key_stage),
    "labour-market-information-by-14": ((9,), lambda day: _in_years(_attended(day, "labour_market_information"), 7, 9)),
    "workplace-week-key-stage-3": ((9,), lambda day: _weeks(day, 7, 9)),
    "workplace-week-key-stage-4": ((11,), lambda day: _weeks(day, 10, 11)),
    "workplace-experience-by-16": ((11,), lambda day: _in_years(_attended(day, "workplace_experience"), 7, 11)),
    "workplace-experience-by-18": ((13,), lambda day: _in_years(_attended(day, "workplace_experience"), 12, 13)),
    "meaningful-workplace-experience-by-18": (
        (13,),
        lambda day: _in_years(_attended(day, "workplace_experience", **WORKPLACE), 12, 13),
    ),
    "recruitment-practice-by-16": ((11,), lambda day: _in_years(_attended(day, "recruitment_practice"), 7, 11)),
    "recruitment-practice-by-18": ((13,), _methods),
    "provider-range-by-16": ((11,), _providers),
    "full-range-of-providers-by-16": ((11,), lambda day: _providers(day, **MEANINGFUL)),
    "two-higher-education-visits-by-18": ((13,), _visits),
    "guidance-by-16": ((11,), lambda day: _guided(day, 7, 11)),
    "guidance-by-18": ((13,), lambda day: _guided(day, 12, 13)),
}


def figure_by_figure(day: date) -> dict[tuple[str, str, object], tuple[int, int]]:
    """(indicator, group, value) to (numerator, denominator), one query per indicator and breakdown."""
    found: dict[tuple[str, str, object], tuple[int, int]] = {}
    for indicator, (year_groups, having) in ASKED.items():
        people = _on_roll(day, *year_groups).annotate(has=ExpressionWrapper(Q(having(day)), output_field=BooleanField()))
        if indicator == "two-higher-education-visits-by-18":
            people = people.filter(student__considering_he=True)
        counts = {"denominator": Count("pk"), "numerator": Count("pk", filter=Q(has=True))}
        everyone = people.aggregate(**counts)
        found[indicator, "", ""] = everyone["numerator"], everyone["denominator"]
        groups = {} if year_groups else {"year_group": F("year_group")}  # what is special is sealed: no aggregate groups by it
        for group, value in groups.items():
            for row in people.values(value=value).annotate(**counts):
                found[indicator, group, row["value"]] = row["numerator"], row["denominator"]
    return found
