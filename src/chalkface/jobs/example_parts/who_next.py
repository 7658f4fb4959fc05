"""Whom the adviser and the careers leader of the example school put first, later or aside, and a weight they changed."""

from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.jobs.example_parts import as_member
from chalkface.operations.who_next import overrule, set_weights
from chalkface.queries.who_next import NextFilters, ranked

ORDER = 90

DECIDED = (
    (11, "first", "College interview next week; wants to practise.", 10),
    (11, "aside", "Seen every week by the pastoral team until half-term; they will say when.", 30),
    (13, "later", "On a placement abroad until the end of the month.", 21),
    (10, "first", "Joined this month; nobody here knows what they want yet.", 14),
)


def fill(access: Access, today: date) -> None:
    """Four decisions with their reasons, and one weight other than as shipped."""
    set_weights(as_member(access, "careers_leader"), weights={"absent": 10}, edition=0)
    adviser = as_member(access, "adviser")
    taken: set[int] = set()
    for year, verdict, because, days in DECIDED:
        board = ranked(adviser, NextFilters(year_group=year))
        student = next((one.id for one in board.lines[6:] if one.id not in taken), None)
        if student is not None:
            taken.add(student)
            overrule(adviser, student_id=student, verdict=verdict, because=because, until=today + timedelta(days=days))
