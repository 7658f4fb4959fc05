"""One round of interview days at the example school: Year 11, told, half over, with some who came and some who did not."""

from dataclasses import replace
from datetime import date, time, timedelta

from chalkface.core.access import Access
from chalkface.core.tutor_groups import reading_order
from chalkface.jobs.example_parts import as_member
from chalkface.operations.interview_days import mark_register, tell
from chalkface.operations.interview_tasks import plan_round
from chalkface.operations.interviews import Lesson, Period, keep_lessons, make_round, set_times
from chalkface.queries.interviews import round_card
from chalkface.queries.students import on_roll
from chalkface.queries.who_next import NextFilters, ranked
from chalkface.records.tenancy import open_scope

ORDER = 94
PERIODS = (
    Period(1, time(8, 50), time(9, 40)), Period(2, time(9, 45), time(10, 35)), Period(3, time(11), time(11, 50)),
    Period(5, time(13, 35), time(14, 25)),
)  # fmt: skip
# Weekday, period, subject, and whether it is never to be missed.
KEPT = (
    (0, 1, "Mathematics", False), (1, 2, "Science practical", True), (2, 3, "English", False), (3, 1, "Mathematics", False),
    (4, 2, "Science practical", True),
)  # fmt: skip
INVITED = 26


def fill(access: Access, today: date) -> None:
    """Keep lessons, set the adviser's times on eight school days round today, plan for those who should be seen next, tell."""
    first = today - timedelta(days=7)
    days = [day for day in (first + timedelta(n) for n in range(16)) if day.weekday() < 5][:10]
    adviser = replace(as_member(access, "adviser"), on=days[0] - timedelta(days=1))
    with open_scope(adviser):
        groups = sorted(set(on_roll(adviser).filter(year_group=11).values_list("tutor_group", flat=True)), key=reading_order)
        invited = [line.id for line in ranked(adviser, NextFilters(year_group=11)).lines[:INVITED]]
    if not invited:
        return
    keep_lessons(adviser, lessons=[Lesson(group, *kept) for group in groups if group for kept in KEPT])
    set_times(
        adviser, adviser_account=adviser.account_id, days=days, periods=PERIODS, room="Library, small room", accessible=True
    )
    made = make_round(adviser, title="Year 11, first interviews", starts_on=days[0], ends_on=days[-1], students=invited)
    plan_round(adviser, round_id=made)  # exactly where the solver is installed, plainly elsewhere
    tell(adviser, round_id=made)
    now = replace(adviser, on=today)
    with open_scope(now):
        past = [one for one in round_card(now, made).coming if one.on < today]
    mark_register(now, round_id=made, marks={one.id: "missed" if n % 6 == 4 else "came" for n, one in enumerate(past)})
