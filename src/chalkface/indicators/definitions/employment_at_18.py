"""Year 13 leavers who went into employment."""

from datetime import date

from chalkface.indicators.facts import EMPLOYMENT, LatestDestination, left_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 leavers who went into employment",
    among=left_year_13,
    having=LatestDestination(routes=EMPLOYMENT),
    by=PEOPLE_GROUPS,
    why=("Work is a good way on when it is chosen; the figure asks to be read beside the others."),
    caveats=(
        "Employment with and without training are counted together; apprenticeships are not. Leavers are "
        "those enrolled in the last year group in the leaving year, also if they left early or repeat it. The "
        "latest record as of the day decides: what began outranks what was planned, then the later date, then "
        "the later row. Leavers who died or moved away are left out."
    ),
    purpose="impact",
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
                student_id | stage | academic_year | route                    | status  | ukprn | level | recorded_on
                ana        | 18    | 2026          | employment               | started |       |       | 2026-09-10
                ben        | 18    | 2026          | employment_with_training | started |       |       | 2026-09-10
                cai        | 18    | 2026          | apprenticeship           | started |       |       |
            """,
        },
        numerator=2,
        denominator=4,
    ),
)
