"""What the adviser of the example school wrote down lately: meetings with a plan, two notes, one concern raised."""

from dataclasses import replace
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.years import first_day
from chalkface.jobs.example_parts import as_member
from chalkface.operations.concerns import raise_concern
from chalkface.operations.guidance import Agreed, log_meeting
from chalkface.operations.notes import write_note
from chalkface.queries.guidance import CaseFilters, caseload
from chalkface.records.tenancy import open_scope

ORDER = 80

# Days ago, minutes, the student's plan, and what was agreed: what, whose task, in how many days, for which need.
MEETINGS = (
    (
        24,
        40,
        "I like looking after people and am not sure about the science. I will see what the college and the care home offer.",
        (
            ("Send the two course pages and the entry grades", "adviser", 7, "information"),
            ("Ask whether half a day at the care home is possible", "tutor", 21, "experience"),
            ("Write down three questions for the care home", "student", 14, "experience"),
        ),
    ),
    (
        16,
        35,
        "I would like to work with engines. I will ask what the college wants in maths, and look at an apprenticeship as well.",
        (
            ("Talk about the grades that the motor vehicle course asks for", "tutor", 10, "information"),
            ("Visit the open evening with a parent", "parent", 28, "choosing"),
        ),
    ),
    (9, 45, "Two routes look good to me. I will make a list of what matters to me, and we will go through it.", (
        ("Make the list and bring it along", "student", 14, "choosing"),
    )),
    (2, 30, "I have begun the college form. The personal statement is next.", (
        ("Read the first draft together", "tutor", 12, "application"),
        ("Finish the first draft", "student", 7, "application"),
    )),
)  # fmt: skip
NOTES = (
    "Worried about what home will say to an apprenticeship; would rather bring it up alone first. Agreed that I say nothing.",
    "Finds the corridor at changeover hard and comes early on purpose. Agreed to book the first period.",
)


def fill(access: Access, today: date) -> None:
    """Log the meetings of students whom nobody has seen, write the notes, and raise the concern."""
    adviser = as_member(access, "adviser")
    with open_scope(adviser):
        lines = caseload(adviser, CaseFilters(year_group=11, sort="seen"), 1).lines
    for number, ((ago, minutes, shared, agreed), line) in enumerate(zip(MEETINGS, lines, strict=False)):
        day = max(today - timedelta(days=ago), first_day(access.year))
        day -= timedelta(days=max(0, day.weekday() - 4))
        then = replace(adviser, on=day)
        meeting = log_meeting(
            then, student_id=line.id, met_on=day, minutes=minutes, adviser_level=6, shared=shared,
            agreed=[Agreed(what, whose, due_on=day + timedelta(days=days), need=need) for what, whose, days, need in agreed],
        )  # fmt: skip
        if number < len(NOTES):
            write_note(then, student_id=line.id, words=NOTES[number], meeting_id=meeting)
    if lines:
        raise_concern(adviser, student_id=lines[0].id)
