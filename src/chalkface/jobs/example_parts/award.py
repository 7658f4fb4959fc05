"""The example school and its awards: on the way to the national standard, its leaders' own review held last summer."""

from dataclasses import replace
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.years import first_day
from chalkface.jobs.example_parts import as_member
from chalkface.operations.award import attach_to_criterion, say_of_criterion, take_step

ORDER = 95
STANDARD, REVIEW, ROLE = "quality-in-careers", "leadership-review", "careers-leader"
MINUTES = (
    "Governors of the example school, extract of the minutes\n\n"
    "7. Careers. The careers leader presented the strategic plan. Governors asked who is missed and what is done for them,\n"
    "and approved the plan. The link governor will visit each term and report.\n"
)
TRAINING = (
    "date,what,who,how many\n"
    "first day of term,What the benchmarks ask of every teacher,all teaching staff,64\n"
    "October,Where the labour market information is and how to use it,form tutors,28\n"
    "January,What a technician's day looks like: a visit,heads of department,9\n"
)
# Days ago, stage, note.
STAGES = (
    (230, "interest", "Agreed by the leadership team with the plan for the year."),
    (150, "body-chosen", "Chosen for its visits to schools of our size; the fee is in the careers budget."),
    (120, "registered", "Assessment is expected in the summer term."),
    (40, "self-assessment", "The careers leader and the assistant head go through it criterion by criterion."),
)
# Criterion, how it is seen, words.
WORDS = (
    (
        "QC-1",
        "ready",
        "Governors approved the plan; their questions are in the minutes. The careers leader has ten hours a week for it.",
    ),
    (
        "QC-2",
        "partly",
        "All teachers had a session in September. Support staff have not had one yet: it is planned for the spring.",
    ),
    (
        "QC-5",
        "partly",
        "We know who missed what, and follow it up in tutor time. Stereotypes are challenged in some subjects only.",
    ),
)


def fill(access: Access, today: date) -> None:
    """Take the stages up to the self-assessment, say something of three criteria, attach two files, hold the yearly review."""
    leader = as_member(access, "careers_leader")
    for days, state, note in STAGES:
        on = today - timedelta(days=days)
        body = "" if state == "interest" else "investor-in-careers"
        take_step(replace(leader, on=on), award_code=STANDARD, state=state, on=on, body=body, note=note)
    for criterion, view, words in WORDS:
        say_of_criterion(leader, award_code=STANDARD, criterion=criterion, view=view, own_words=words)
    attached = replace(leader, on=today - timedelta(days=20))
    for criterion, title, name, text in (
        ("QC-1", "Minutes of the governors on the plan", "governors-minutes.txt", MINUTES),
        ("QC-2", "Log of staff training", "staff-training.csv", TRAINING),
    ):
        attach_to_criterion(
            attached, award_code=STANDARD, criterion=criterion, title=title, file_name=name, content=text.encode()
        )
    held = first_day(access.year) - timedelta(days=60)
    take_step(
        replace(leader, on=held), award_code=REVIEW, state="held", on=held, runs_out_on=held + timedelta(days=364),
        note="Seven people, two hours. Three actions went into the plan.",
    )  # fmt: skip
    say_of_criterion(
        leader, award_code=REVIEW, criterion="LR-5", view="partly",
        own_words="Employers come; fewer of them come back. We agreed to thank each one within a week.",
    )  # fmt: skip
    said = "The budget is clear; my own training is not."
    say_of_criterion(leader, award_code=ROLE, criterion="M5", view="partly", own_words=said)
