"""Agreed actions that were done and met the need."""

from datetime import date

from chalkface.indicators.facts import ClosedWithNeedMet, actions_due
from chalkface.indicators.kinds import EVERY_GROUP, Example, share

indicator = share(
    title="Agreed actions that were done and met the need",
    among=actions_due,
    having=ClosedWithNeedMet(),
    by=EVERY_GROUP,
    why="Guidance that ends in a promise is only as good as the promise kept.",
    caveats=(
        "The members are actions, not students: every one ever due, also those of people who have left. Done "
        "is not enough: the owner of the need must have confirmed that it is met, by the day, and a "
        "confirmation without a date does not count. An action without a due date is not counted. The year "
        "group is the student's in the year of the day; an action about nobody in particular, or about "
        "someone without an enrolment in that year, has the year group unknown."
    ),
    purpose="the guidance loop",
    example=Example(
        on=date(2026, 5, 1),
        rows={
            "students": """
                student_id
                ana
            """,
            "enrolments": """
                student_id | academic_year | year_group
                ana        | 2025          | 11
            """,
            "guidance_meetings": """
                meeting_id | student_id | met_on
                m1         | ana        | 2025-11-10
            """,
            "actions": """
                action_id | meeting_id | student_id | what                     | due_on     | status | need_met | confirmed_on
                a1        | m1         |            | visit a forge            | 2026-01-10 | done   | true     | 2026-01-12
                a2        |            | ana        | write to the college     | 2026-01-10 | done   |          |
                a3        |            |            | tidy the careers library | 2026-01-10 | done   | true     | 2026-05-02
                a4        |            | ana        | no date agreed           |            | done   | true     | 2026-01-12
            """,
        },
        numerator=1,
        denominator=3,
    ),
)
