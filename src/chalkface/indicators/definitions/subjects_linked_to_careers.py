"""Subjects that were linked to careers for a year group this academic year."""

from datetime import date

from chalkface.indicators.facts import LinkedToCareers, subjects_taught_this_year
from chalkface.indicators.kinds import YEAR_GROUP_ONLY, Example, share

indicator = share(
    title="Subjects that were linked to careers for a year group this academic year",
    among=subjects_taught_this_year,
    having=LinkedToCareers(),
    by=YEAR_GROUP_ONLY,
    why="A subject is worked at when it is seen to lead somewhere.",
    caveats=(
        "The members are pairs of a year group and a subject taught to it. One activity alone must have been "
        "attended by at least half of the year group's students on roll on the day; two that reach half only "
        "together do not count. The subject's name must be the same in both files, letter for letter. A year "
        "group with nobody on roll stays in the denominator."
    ),
    serves=("gatsby-2025:4.1",),
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
                ana        | 2025          | 8
                ben        | 2025          | 8
                cai        | 2025          | 8
            """,
            "taught_subjects": """
                academic_year | year_group | subject
                2025          | 8          | Art
                2025          | 8          | Maths
                2025          | 9          | Art
                2024          | 8          | Music
            """,
            "activities": """
                activity_id | kind            | subject | starts_on
                studio      | curriculum_link | Art     | 2025-10-10
                bridge      | curriculum_link | Maths   | 2025-10-11
            """,
            "participations": """
                activity_id | student_id | attended
                studio      | ana        | true
                studio      | ben        | true
                bridge      | ana        | true
            """,
        },
        numerator=1,
        denominator=3,
    ),
)
