"""Students who had a meaningful encounter with an employer this academic year."""

from datetime import date

from chalkface.indicators.facts import MEANINGFUL_ENCOUNTER, THIS_YEAR, Attended, on_roll
from chalkface.indicators.kinds import EVERY_GROUP, Example, share

indicator = share(
    title="Students who had a meaningful encounter with an employer this academic year",
    among=on_roll,
    having=Attended(kinds=("employer_encounter",), when=THIS_YEAR, that=MEANINGFUL_ENCOUNTER),
    by=EVERY_GROUP,
    why=("An encounter with a shared purpose, real exchange and time to think afterwards changes more than a talk in a hall."),
    caveats=(
        "Only students on roll on the day are counted, in the year group of their enrolment in that academic "
        "year. All four marks of a meaningful encounter must be recorded as true on the same activity; one "
        "that is not known does not count."
    ),
    serves=("gatsby-2025:5.1",),
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
                ana        | 2025          | 7
                ben        | 2025          | 12
            """,
            "activities": """
                activity_id | kind               | starts_on  | every_quality | reflection
                mock        | employer_encounter | 2025-10-03 | true          | true
                talk        | employer_encounter | 2025-11-03 | true          |
            """,
            "participations": """
                activity_id | student_id | attended
                mock        | ana        | true
                talk        | ana        | true
                talk        | ben        | true
            """,
        },
        numerator=1,
        denominator=2,
    ),
)
