"""The example school's plans of those about to leave: applications with their steps, two refusals, and tries at leavers."""

from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.applications import add_step, record_application
from chalkface.operations.destinations import log_chase
from chalkface.operations.sharing import record_choice
from chalkface.queries.plans_of_leavers import PlanLine, plans
from chalkface.queries.tracking import leavers

ORDER = 86
# For each year group: where those apply who have not said where, by route, and what they apply for.
PLACES = {
    11: {
        "school_sixth_form": ("Kingsferry School (example)", "Three A levels"),
        "sixth_form_college": ("Marshway Sixth Form College", "A levels"),
        "further_education": ("Kingsferry Bay College", "T Level, digital"),
        "apprenticeship": ("Northgate Joinery", "Carpentry apprenticeship"),
    },
    13: {
        "higher_education": ("University of Marlhaven", "Biology"),
        "apprenticeship": ("Harbour Engineering", "Degree apprenticeship"),
        "further_education": ("Kingsferry Bay College", "Higher technical course"),
    },
}
STEPS = ("interview", "conditional_offer", "accepted")
MOST = {11: 70, 13: 40}  # looked at, in each leaving year
TRIES = (
    ("phone", "No answer; a message was left."),
    ("phone", "Mother says that the college has not started yet; ask again after half-term."),
    ("email", "No reply so far."),
)


def fill(access: Access, today: date) -> None:
    """Applications in each leaving year, some of them further on than others; a few without any."""
    for group, places in PLACES.items():
        lines = [line for line in plans(access, group) if line.wish and line.wish.route in places]
        for number, line in enumerate(lines[: MOST[group]]):
            if number % 7 != 3:
                _apply(access, today, number, line, places)
    _choices(access, today)
    _tries(access, today)


def _apply(access: Access, today: date, number: int, line: PlanLine, places: dict[str, tuple[str, str]]) -> None:
    route = line.wish.route
    provider, course = line.wish.provider or places[route][0], line.wish.course or places[route][1]
    first = max(line.wish.on, today - timedelta(60 - number % 20))
    given = {"route": route, "provider": provider, "course": course, "level": line.wish.level}
    made = record_application(access, student_id=line.id, **given, on=first, source="tutor", confidence="told")
    for place, step in enumerate(STEPS[: number % 4]):
        on = min(today, first + timedelta(10 * (place + 1)))
        source, sure = ("provider", "confirmed") if step != "interview" else ("student", "told")
        add_step(access, application_id=made, step=step, on=on, source=source, confidence=sure)


def _choices(access: Access, today: date) -> None:
    """One parent's refusal and one student's, each where the age lets them speak."""
    wanted = ["parent", "student"]
    for line in plans(access, 11):
        if not wanted:
            return
        try:
            said_on = today - timedelta(30)
            record_choice(
                access, student_id=line.id, what="local_authority", is_allowed=False, said_by=wanted[0], said_on=said_on
            )
        except Refused:  # 16 already: then it is not a parent's to say
            continue
        wanted.pop(0)


def _tries(access: Access, today: date) -> None:
    lost = [one for one in leavers(access, stage=16, academic_year=access.year) if one.is_unknown or one.is_unstarted]
    for number, one in enumerate(lost[:6]):
        how, outcome = TRIES[number % len(TRIES)]
        tried, following = today - timedelta(3 + number), today + timedelta(4 - number)
        given = {"how": how, "outcome": outcome, "tried_on": tried, "next_on": max(following, tried)}
        log_chase(access, student_id=one.id, stage=16, academic_year=access.year, **given)
