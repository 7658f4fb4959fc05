"""Year 11 students with a week of workplace experience in key stage 4."""

from datetime import date

from chalkface.indicators.facts import HOUR, Attended, on_roll_in_year_11
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 11 students with a week of workplace experience in key stage 4",
    among=on_roll_in_year_11,
    having=Attended(kinds=("workplace_experience",), when=(10, 11), counting="hours_e4", at_least=25 * HOUR),
    by=PEOPLE_GROUPS,
    why=("Two weeks in workplaces, one in each of key stages 3 and 4, are promised to every young person."),
    caveats=(
        "A week is 25 hours. A student's own hours override the activity's, also when they are 0; where "
        "neither is held, nothing is added. Virtual hours are added like any other. Years without an "
        "enrolment here are not looked at."
    ),
    purpose="two weeks' guarantee",
    example=Example(
        on=date(2026, 5, 1),
        rows={
            "students": """
                student_id
                ana
                ben
                cai
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 11
                ana        | 2024          | 10
                ben        | 2025          | 11
                cai        | 2025          | 11
            """,
            "activities": """
                activity_id | kind                 | starts_on  | hours
                one         | workplace_experience | 2025-05-10 | 8.1
                two         | workplace_experience | 2025-10-10 | 16.9
            """,
            "participations": """
                activity_id | student_id | attended | hours
                one         | ana        | true     |
                two         | ana        | true     |
                two         | ben        | true     | 25
                two         | cai        | true     | 0
            """,
        },
        numerator=2,
        denominator=3,
    ),
)
