"""Year 13 leavers whose destination is known."""

from datetime import date

from chalkface.indicators.facts import LatestDestination, left_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 leavers whose destination is known",
    among=left_year_13,
    having=LatestDestination(excluding=("unknown", "")),
    by=PEOPLE_GROUPS,
    why=("A school can only learn from where its leavers went, and only help those it has not lost."),
    caveats=(
        "A plan counts as known until something that happened is recorded; pages that show plans call them "
        "plans. Leavers are those enrolled in the last year group in the leaving year, also if they left "
        "early or repeat it. The latest record as of the day decides: what began outranks what was planned, "
        "then the later date, then the later row. Leavers who died or moved away are left out."
    ),
    serves=(
        "gatsby-2014:3.3",
        "gatsby-2025:3.5",
    ),
    example=Example(
        on=date(2026, 11, 20),
        leaving_year=2025,
        rows={
            "students": """
                student_id
                ana
                ben
                cai
                dee
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 13
                ben        | 2025          | 13
                cai        | 2025          | 13
                dee        | 2025          | 13
            """,
            "destinations": """
                student_id | stage | academic_year | route            | status   | ukprn | level | recorded_on
                ana        | 18    | 2026          | higher_education | started  |       |       | 2026-09-10
                ben        | 18    | 2026          | unknown          | started  |       |       |
                dee        | 18    | 2026          | moved_away       | started  |       |       | 2026-09-10
                dee        | 18    | 2026          | employment       | intended |       |       | 2026-11-01
            """,
        },
        numerator=1,
        denominator=3,
    ),
)
