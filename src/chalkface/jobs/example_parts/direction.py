"""The direction of the example school: begun a year ago, approved by governors that autumn, and changed a little since."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.years import first_day
from chalkface.operations.direction import keep_version, put_to_governors, record_decision, write_direction
from chalkface.operations.objectives import (
    edit_objective,
    explain_otherwise,
    link_outcomes,
    set_baseline,
    write_objective,
)
from chalkface.queries.direction import current_direction, objective_line
from chalkface.queries.outcomes import outcomes
from chalkface.queries.posts import posts
from chalkface.queries.standing import current_state
from chalkface.queries.suggestions import next_summer

ORDER = 30
EDITION = "gatsby-2025"
YEAR = timedelta(days=364)
VISION = (
    "Every young person leaves us with a next step that they chose with open eyes: they have met the people who do the work, "
    "seen the places where it is done, and talked it through with somebody trained to listen.\n\n"
    "Careers is everybody’s work here. It is taught in every subject, planned from Year 7 on, and counted, so that nobody is "
    "left out without our knowing."
)
PRIORITIES = (
    "The school’s development plan puts attendance, reading and belonging first. Careers serves the third: students who see "
    "where school leads come more gladly. It also serves the promise that no route is held to be the better one."
)
STOOD = (
    "Guidance is strong, and most of Year 11 spend time at a workplace. Few students have met colleges and training "
    "providers before they choose, and links with lessons depend on a handful of teachers."
)


@dataclass(frozen=True)
class Aim:
    """One objective as it was written a year ago."""

    key: str
    title: str
    problem: str
    student_group: str
    outcome: str
    indicator: str
    target: int
    post: str
    development_plan: str
    statement: str
    outcomes: tuple[str, ...]
    group: str = ""


AIMS = (
    Aim(
        key="obj-providers",
        title="Colleges and training providers before the first choice",
        problem="Students choose their courses in Year 9 without having met anybody from a college or a training provider.",
        student_group="Years 8 and 9",
        outcome="Before they choose their courses, students have met two different providers in the school day.",
        indicator="provider-access-phase-1",
        target=90,
        post="Careers leader",
        development_plan="Priority 3, Belonging: every route held in equal regard",
        statement="7.1",
        outcomes=("EXP-8", "EXP-9"),
    ),
    Aim(
        key="obj-guidance",
        title="Guidance for everybody by the end of Year 11",
        problem="A few students leave Year 11 without having talked to a careers adviser, mostly those who are often absent.",
        student_group="Year 11",
        outcome="Everybody in Year 11 has had a guidance meeting before applications close.",
        indicator="guidance-by-16",
        target=95,
        post="Careers adviser",
        development_plan="Priority 1, Attendance: a reason to come",
        statement="8.1",
        outcomes=("MAN-10", "MAN-11"),
    ),
    Aim(
        key="obj-curriculum",
        title="Careers in the lessons of every subject",
        problem="Some departments link their lessons to working life every term, others not at all.",
        student_group="Everybody",
        outcome="In every subject, every year group sees once a year where the subject is used at work.",
        indicator="subjects-linked-to-careers",
        target=60,
        post="Assistant head for personal development",
        development_plan="Priority 3, Belonging: lessons that lead somewhere",
        statement="4.1",
        outcomes=("GTL-7", "GTL-8"),
    ),
    Aim(
        key="obj-workplace",
        title="Time at a workplace for students with the pupil premium",
        problem="Students find their placements through people their families know, and not every family knows such people.",
        student_group="Year 11 students with the pupil premium",
        outcome="By the end of Year 11, students with the pupil premium have spent time at a workplace as often as the others.",
        indicator="workplace-experience-by-16",
        target=95,
        post="Work experience administrator",
        development_plan="Pupil premium strategy, activity 6",
        statement="6.1",
        outcomes=("EXP-10", "EXP-11"),
        group="pupil_premium=yes",
    ),
)


def fill(access: Access, today: date) -> None:
    """Write the direction a year ago, have it approved a fortnight later, change three objectives, and keep a draft today."""
    began = replace(access, on=today - YEAR)
    approved = replace(access, on=today - YEAR + timedelta(days=14))
    lately = replace(access, on=today - timedelta(days=20))
    direction = {"vision": VISION, "priorities": PRIORITIES, "from_year": began.year, "to_year": began.year + 2}
    write_direction(began, edition=0, summary=STOOD, review_on=today - timedelta(days=10), **direction)
    by_title = {one.title: one.id for one in posts()}
    by_code = {one.code: one.id for one in outcomes(access)}
    numbers = {aim.key: _write(began, aim, by_title.get(aim.post), by_code, today) for aim in AIMS}
    first = keep_version(began, reason="For the autumn meeting of the full governing body")
    put_to_governors(began, version_id=first)
    record_decision(
        approved,
        version_id=first,
        decision="approved",
        decided_on=approved.on,
        decided_by="the full governing body",
        minute="7.2",
    )
    # A school lists its subjects for one year at a time: what is counted of them begins with this September.
    counted = replace(access, on=min(today, first_day(access.year) + timedelta(days=21)))
    set_baseline(counted, objective_id=numbers["obj-curriculum"])
    _change(lately, numbers["obj-guidance"], target_percent=100)
    _change(lately, numbers["obj-workplace"], target_on=next_summer(today) + timedelta(days=16))
    explain_otherwise(
        lately,
        objective_id=numbers["obj-guidance"],
        edition=objective_line(lately, numbers["obj-guidance"]).edition,
        text="A second adviser came in January, and attendance of Year 11 was better than the year before: either would bring"
        " more students to a meeting whatever else we did.",
    )
    stands = " ".join(current_state(access, today)[:4])
    now = current_direction(access)
    review_on = today + timedelta(days=75)
    write_direction(access, edition=now.edition, summary=stands, review_on=review_on, **direction)
    keep_version(access, reason="Draft for the next meeting of governors")


def _write(access: Access, aim: Aim, post: int | None, by_code: dict[str, int], today: date) -> int:
    number = write_objective(
        access,
        key=aim.key,
        title=aim.title,
        problem=aim.problem,
        student_group=aim.student_group,
        group=aim.group,
        outcome=aim.outcome,
        indicator=aim.indicator,
        target_percent=aim.target,
        target_on=next_summer(today),
        post_id=post,
        development_plan=aim.development_plan,
        status="current",
        findings=((EDITION, aim.statement),),
    )
    link_outcomes(access, objective_id=number, outcome_ids=[by_code[code] for code in aim.outcomes if code in by_code])
    return number


def _change(access: Access, number: int, **new: object) -> None:
    line = objective_line(access, number)
    kept = ("title", "problem", "student_group", "group", "outcome", "indicator", "target_percent", "target_on", "post_id")
    values = {name: getattr(line, name) for name in (*kept, "development_plan", "status", "position")}
    edit_objective(access, objective_id=number, edition=line.edition, **{**values, **new})
