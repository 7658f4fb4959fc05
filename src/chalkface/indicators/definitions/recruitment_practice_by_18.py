"""Year 13 students who have practised two ways of being recruited."""

from datetime import date

from chalkface.indicators.facts import Attended, on_roll_in_year_13
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 13 students who have practised two ways of being recruited",
    among=on_roll_in_year_13,
    having=Attended(kinds=("recruitment_practice",), when=(12, 13), counting="recruitment_methods", at_least=2),
    by=PEOPLE_GROUPS,
    why="Employers choose by more than an interview; each way is easier the second time.",
    caveats=(
        "Different methods are different codes, compared letter for letter; an activity without a code shows "
        "none. Two methods of one activity are two."
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
                ana        | 2025          | 13
                ben        | 2025          | 13
            """,
            "activities": """
                activity_id | kind                 | starts_on  | recruitment_method
                day         | recruitment_practice | 2025-10-10 | interview;group_task
                mock        | recruitment_practice | 2025-11-10 | interview
            """,
            "participations": """
                activity_id | student_id | attended
                day         | ana        | true
                mock        | ana        | true
                mock        | ben        | true
            """,
        },
        numerator=1,
        denominator=2,
    ),
)
