"""Year 11 students who have met the full range of providers."""

from datetime import date

from chalkface.indicators.facts import ANY_QUALITY, PROVIDER_RANGE, MetProviders, on_roll_in_year_11
from chalkface.indicators.kinds import PEOPLE_GROUPS, Example, share

indicator = share(
    title="Year 11 students who have met the full range of providers",
    among=on_roll_in_year_11,
    having=MetProviders(
        kinds=("provider_encounter", "higher_education_visit"),
        when=(7, 11),
        that=ANY_QUALITY,
        each_of=PROVIDER_RANGE,
    ),
    by=PEOPLE_GROUPS,
    why="A choice is only one when each way on has been seen.",
    caveats=(
        "The range is a sixth form or sixth-form college, a further education college, a university and a "
        "training provider, by the kind recorded for the partner, approved or not. Encounters in different "
        "years add up. An encounter at which no partner was recorded shows nothing."
    ),
    serves=("gatsby-2014:7.1",),
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
                ana        | 2023          | 9
                ben        | 2025          | 11
                cai        | 2025          | 11
            """,
            "partners": """
                partner_id | kind
                hill       | sixth_form_college
                tech       | further_education
                uni        | university
                forge      | training_provider
            """,
            "activities": """
                activity_id | kind                   | starts_on
                fair        | provider_encounter     | 2024-03-10
                campus      | higher_education_visit | 2025-10-10
                forge       | provider_encounter     | 2025-11-10
                evening     | provider_encounter     | 2025-12-10
            """,
            "activity_partners": """
                activity_id | partner_id
                fair        | hill
                fair        | tech
                campus      | uni
                forge       | forge
                evening     | hill
                evening     | tech
            """,
            "participations": """
                activity_id | student_id | attended
                fair        | ana        | true
                campus      | ana        | true
                forge       | ana        | true
                campus      | ben        | true
                forge       | ben        | true
                evening     | ben        | true
                campus      | cai        | true
                fair        | cai        | true
            """,
        },
        numerator=2,
        denominator=3,
    ),
)
