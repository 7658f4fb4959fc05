"""The same figures by aggregates of Django's object-relational mapper: what the statements are compared with.

Written as one would write it with care: one query per indicator and breakdown, the condition as a subquery that the
database can stop early, both counts in one pass. A sample of the indicators, of each sort that merely counts.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear, Substr

from chalkface.core.years import academic_year_of, first_day
from chalkface.records.models import Enrolment, GuidanceMeeting, Intention, Participation

SCHOOL = 1
MEANINGFUL = {"purpose_shared": True, "learning_outcomes": True, "two_way": True, "reflection": True}
WORKPLACE = MEANINGFUL | {"met_range_of_people": True, "employer_set_task": True, "employer_feedback": True}


def _yes_no(name: str) -> Case:
    path = f"student__{name}"
    answers = [When(**{path: True}, then=Value("yes")), When(**{path: False}, then=Value("no"))]
    return Case(*answers, default=Value("unknown"), output_field=CharField())


def _one_of(path: str, names: dict[str, str]) -> Case:
    return Case(*(When(**{path: code}, then=Value(name)) for code, name in names.items()), default=Value("unknown"))


GROUPS = {
    "sex": _one_of("student__sex", {"F": "F", "M": "M"}),
    "pupil_premium": _yes_no("pupil_premium"),
    "sen": _one_of("student__sen_provision", {"N": "no", "K": "yes", "E": "yes"}),
    "looked_after": _yes_no("looked_after"),
    "eal": _yes_no("eal"),
    "ethnicity_group": _one_of(
        "letter", {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "chinese", "O": "other"}
    ),
}


def _on_roll(day: date, *year_groups: int) -> QuerySet:
    return Enrolment.objects.filter(
        Q(student__joined_on=None) | Q(student__joined_on__lte=day),
        Q(student__left_on=None) | Q(student__left_on__gte=day),
        school=SCHOOL,
        academic_year=academic_year_of(day),
        year_group__in=year_groups or range(7, 14),
    ).annotate(letter=Substr("student__ethnicity", 1, 1))


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


def _in_years(rows: QuerySet, first: int, last: int, day: str = "activity__starts_on") -> Exists:
    year = ExtractYear(day) - Case(When(month__lt=9, then=1), default=0)
    then = Enrolment.objects.filter(
        school=SCHOOL, student=OuterRef("student"), academic_year=OuterRef("year"), year_group__range=(first, last)
    )
    return Exists(rows.annotate(month=ExtractMonth(day)).annotate(year=year).filter(Exists(then)))


def _guided(day: date, first: int, last: int) -> Exists:
    held = GuidanceMeeting.objects.filter(
        Q(attended=None) | Q(attended=True), school=SCHOOL, student=OuterRef("student"), met_on__lte=day, adviser_level__gte=6
    )
    return _in_years(held, first, last, "met_on")


def _aspiring(day: date) -> Exists:
    start = first_day(academic_year_of(day))
    return Exists(Intention.objects.filter(school=SCHOOL, student=OuterRef("student"), recorded_on__range=(start, day)))


ASKED: dict[str, tuple[tuple[int, ...], Callable[[date], Exists]]] = {
    "employer-encounter-this-year": ((), lambda day: _this_year(day, "employer_encounter")),
    "meaningful-employer-encounter-this-year": ((), lambda day: _this_year(day, "employer_encounter", **MEANINGFUL)),
    "aspiration-recorded-this-year": ((), _aspiring),
    "workplace-experience-by-16": ((11,), lambda day: _in_years(_attended(day, "workplace_experience"), 7, 11)),
    "workplace-experience-by-18": ((13,), lambda day: _in_years(_attended(day, "workplace_experience"), 12, 13)),
    "meaningful-workplace-experience-by-18": (
        (13,),
        lambda day: _in_years(_attended(day, "workplace_experience", **WORKPLACE), 12, 13),
    ),
    "labour-market-information-by-14": ((9,), lambda day: _in_years(_attended(day, "labour_market_information"), 7, 9)),
    "recruitment-practice-by-16": ((11,), lambda day: _in_years(_attended(day, "recruitment_practice"), 7, 11)),
    "guidance-by-16": ((11,), lambda day: _guided(day, 7, 11)),
    "guidance-by-18": ((13,), lambda day: _guided(day, 12, 13)),
}


def figure_by_figure(day: date) -> dict[tuple[str, str, object], tuple[int, int]]:
    """(indicator, group, value) to (numerator, denominator), one query per indicator and breakdown."""
    found: dict[tuple[str, str, object], tuple[int, int]] = {}
    for indicator, (year_groups, having) in ASKED.items():
        people = _on_roll(day, *year_groups).annotate(has=having(day))
        counts = {"denominator": Count("pk"), "numerator": Count("pk", filter=Q(has=True))}
        everyone = people.aggregate(**counts)
        found[indicator, "", ""] = everyone["numerator"], everyone["denominator"]
        groups = GROUPS if year_groups else GROUPS | {"year_group": F("year_group")}
        for group, value in groups.items():
            for row in people.values(value=value).annotate(**counts):
                found[indicator, group, row["value"]] = row["numerator"], row["denominator"]
    return found
