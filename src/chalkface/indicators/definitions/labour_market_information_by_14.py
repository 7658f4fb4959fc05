"""Year 9 students who have used labour market information."""

from datetime import date

from chalkface.indicators.facts import Attended, on_roll_in_year_9
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 9 students who have used labour market information",
    among=on_roll_in_year_9,
    having=Attended(kinds=("labour_market_information",), when=(7, 9)),
    by=PEOPLE_GROUPS,
    why="Options in Year 9 are the first choice that closes doors.",
    caveats=(
        "Attending a session is what is known; whether the information was used is not. Years without an "
        "enrolment here are not looked at."
    ),
    serves=("gatsby-2014:2.1",),
    example=Example(
        on=date(2026, 5, 1),
        rows={
            "students": """
                student_id
                ana
                ben
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 9
                ana        | 2023          | 7
                ben        | 2025          | 9
            """,
            "activities": """
                activity_id | kind                      | starts_on
                market      | labour_market_information | 2024-02-10
            """,
            "participations": """
                activity_id | student_id | attended
                market      | ana        | true
                market      | ben        | true
            """,
        },
        numerator=1,
        denominator=2,
    ),
)
