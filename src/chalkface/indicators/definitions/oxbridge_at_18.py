"""Year 13 leavers who went to Oxford or Cambridge."""

from datetime import date

from chalkface.indicators.facts import LatestDestination, left_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 leavers who went to Oxford or Cambridge",
    among=left_year_13,
    having=LatestDestination(routes=("higher_education",), university_group="oxbridge"),
    by=PEOPLE_GROUPS,
    why="Schools are asked for it, and it shows whether high aims are open to every group.",
    caveats=(
        "By the provider's UKPRN alone, from the list in force for entry in the year after leaving: a name "
        "without the number does not count. It says nothing of the worth of other universities. Leavers are "
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
                student_id | stage | academic_year | route            | status  | ukprn    | level | recorded_on
                ana        | 18    | 2026          | higher_education | started | 10007788 | 6     | 2026-09-10
                ben        | 18    | 2026          | higher_education | started | 10004930 | 6     | 2026-09-10
                cai        | 18    | 2026          | apprenticeship   | started | 10007788 | 6     | 2026-09-10
            """,
        },
        numerator=1,
        denominator=4,
    ),
)
