"""Year 11 students who have practised a way of being recruited."""

from datetime import date

from chalkface.indicators.facts import Attended, on_roll_in_year_11
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 11 students who have practised a way of being recruited",
    among=on_roll_in_year_11,
    having=Attended(kinds=("recruitment_practice",), when=(7, 11)),
    by=PEOPLE_GROUPS,
    why="Applications and interviews are a skill, and one that families pass on unequally.",
    caveats=(
        "Any activity recorded as recruitment practice counts, whatever the method. Years without an "
        "enrolment here are not looked at."
    ),
    purpose="recruitment practice",
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
                ben        | 2025          | 11
            """,
            "activities": """
                activity_id | kind                 | starts_on
                mock        | recruitment_practice | 2025-03-10
            """,
            "participations": """
                activity_id | student_id | attended
                mock        | ana        | true
                mock        | ben        | true
            """,
        },
        numerator=1,
        denominator=2,
    ),
)
