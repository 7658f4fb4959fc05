"""Year 13 leavers who went on to a higher technical programme."""

from datetime import date

from chalkface.indicators.facts import APPRENTICESHIP, EDUCATION, LatestDestination, left_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 leavers who went on to a higher technical programme",
    among=left_year_13,
    having=LatestDestination(routes=(*EDUCATION, *APPRENTICESHIP), levels=(4, 5)),
    by=PEOPLE_GROUPS,
    why="Levels 4 and 5 are where skills are scarce, and few students hear of them.",
    caveats=(
        "The level must be recorded as 4 or 5, with a route of education or apprenticeship. Leavers are those "
        "enrolled in the last year group in the leaving year, also if they left early or repeat it. The "
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
                student_id | stage | academic_year | route             | status  | ukprn | level | recorded_on
                ana        | 18    | 2026          | further_education | started |       | 4     | 2026-09-10
                ben        | 18    | 2026          | apprenticeship    | started |       | 5     | 2026-09-10
                cai        | 18    | 2026          | higher_education  | started |       | 6     | 2026-09-10
                dee        | 18    | 2026          | employment        | started |       | 4     |
            """,
        },
        numerator=2,
        denominator=4,
    ),
)
