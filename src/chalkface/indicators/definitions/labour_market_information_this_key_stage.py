"""Students who have used labour market information in their present key stage."""

from datetime import date

from chalkface.indicators.facts import THIS_KEY_STAGE, Attended, on_roll
from chalkface.indicators.kinds import EVERY_GROUP, Example, share

indicator = share(
    title="Students who have used labour market information in their present key stage",
    among=on_roll,
    having=Attended(kinds=("labour_market_information",), when=THIS_KEY_STAGE),
    by=EVERY_GROUP,
    why="Good choices need facts about work and pay, and the facts change as a student grows.",
    caveats=(
        "Only students on roll on the day are counted, in the year group of their enrolment in that academic "
        "year. Attending a session is what is known; whether the information was used is not. Only the years "
        "of the present key stage are looked at, so it starts again in Years 10 and 12."
    ),
    serves=("gatsby-2025:2.1",),
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
                ana        | 2025          | 11
                ana        | 2024          | 10
                ben        | 2025          | 10
                ben        | 2024          | 9
            """,
            "activities": """
                activity_id | kind                      | starts_on
                market      | labour_market_information | 2025-02-10
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
