"""Students who met an employer this academic year."""

from datetime import date

from chalkface.indicators.facts import THIS_YEAR, Attended, on_roll
from chalkface.indicators.kinds import EVERY_GROUP, Example, share

indicator = share(
    title="Students who met an employer this academic year",
    among=on_roll,
    having=Attended(kinds=("employer_encounter",), when=THIS_YEAR),
    by=EVERY_GROUP,
    why=("Meeting people from work each year is what most reliably widens what a young person thinks possible."),
    caveats=(
        "Only students on roll on the day are counted, in the year group of their enrolment in that academic "
        "year. Attendance that was not marked, and a quality that was not recorded, never count as true. A "
        "workplace experience is not an employer encounter unless it was recorded as one."
    ),
    serves=("gatsby-2014:5.1",),
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
                ana        | 2025          | 7
                ben        | 2025          | 12
                cai        | 2025          | 9
            """,
            "activities": """
                activity_id | kind               | starts_on
                fair        | employer_encounter | 2025-10-03
                later       | employer_encounter | 2026-06-20
                old         | employer_encounter | 2025-07-01
            """,
            "participations": """
                activity_id | student_id | attended
                fair        | ana        | true
                fair        | ben        |
                later       | ben        | true
                old         | cai        | true
            """,
        },
        numerator=1,
        denominator=3,
    ),
)
