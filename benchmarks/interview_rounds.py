"""Invented rounds of interviews, as a school has them: 24 tutor groups with a timetable each, three advisers, forty days."""

from datetime import date, timedelta
from random import Random

from chalkface.core.interview_planning.model import Person, Place, Round

ADVISERS = ("Amara Okafor", "Bryn Hughes", "Chen Li")


def invented_round(
    *, people: int = 600, groups: int = 24, advisers: int = 3, days: int = 40, periods: int = 6, barred: float = 0.35,
    dear: float = 0.0, prefer: float = 2 / 3, most: int = 2, urgency: tuple[int, int] = (5, 1), away: int = 0, seed: int = 1,
) -> Round:
    """A round of so many; the same numbers give the same round.

    Three in ten are disadvantaged and so of the first ``urgency``, the others of the second; two in three would rather see
    one adviser; one in fifty needs a room without steps, which one adviser in three does not have. ``barred`` is the share
    of lessons that are kept, ``dear`` of those rather not missed, ``away`` how many single times each person cannot come to.
    """
    chance = Random(seed)
    names = ADVISERS[:advisers]
    schooldays = [day for one in range(days * 2) if (day := date(2026, 1, 12) + timedelta(one)).weekday() < 5][:days]
    places = [
        Place(number + 1, name, day, period, accessible=name != names[-1] or advisers == 1)
        for number, (day, period, name) in enumerate(
            (day, period, name) for day in schooldays for period in range(1, periods + 1) for name in names
        )
    ]
    week = [(day, period) for day in range(5) for period in range(1, periods + 1)]
    timetables = [chance.sample(week, len(week)) for _ in range(groups)]
    kept, rather_not = round(len(week) * barred), round(len(week) * (barred + dear))
    invited = []
    for number in range(people):
        group = number % groups
        urgent = urgency[0] if chance.random() < 0.3 else urgency[1]
        adviser = chance.choice(names) if chance.random() < prefer else ""
        needs_access = chance.random() < 0.02
        lessons = timetables[group]
        barred_, dear_ = frozenset(lessons[:kept]), frozenset(lessons[kept:rather_not])
        gone = frozenset(chance.sample(range(1, len(places) + 1), away))
        invited.append(Person(number + 1, f"11-{group + 1:02}", urgent, adviser, needs_access, barred_, dear_, gone))
    return Round(tuple(invited), tuple(places), most)
