"""The year's work on intentions and destinations: each piece with its day, and how many students it is still about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.chain import STAGES
from chalkface.core.destinations_calendar import Work, calendar
from chalkface.queries.plans_of_leavers import PlanLine, Standing, plans, standings
from chalkface.queries.tracking import Leaver, leavers
from chalkface.records.models import WorkDay


@dataclass(frozen=True)
class WorkLine:
    """One piece of work this year. ``open`` of ``all`` students are still without what it is about."""

    work: Work
    due_on: date
    is_own_day: bool
    done_on: date | None
    edition: int
    open: int
    all: int

    def days_late(self, on: date) -> int:
        """How many days it is past its day with students still open; 0 where it is done or nobody is left."""
        return 0 if self.done_on or not self.open else max(0, (on - self.due_on).days)


@dataclass(frozen=True)
class YearOfWork:
    """The calendar in the order of its days, and how the year groups about to leave stand."""

    lines: tuple[WorkLine, ...]
    standings: tuple[Standing, ...]
    unknown: int
    leavers: int


def year_of_work(access: Access) -> YearOfWork:
    """The work of the access's year; at most sixteen reads, whatever the number of students."""
    now = plans(access)
    last = {group: leavers(access, stage=stage, academic_year=access.year) for group, stage in STAGES.items()}
    own = {row.work: row for row in WorkDay.objects.filter(academic_year=access.year)}
    lines = []
    for work in calendar():
        row = own.get(work.work)
        open_, all_ = _counted(work, now, [one for group in work.groups for one in last[group]])
        lines.append(
            WorkLine(
                work,
                row.due_on if row else work.usual_day(access.year),
                row is not None,
                row.done_on if row else None,
                row.edition if row else 0,
                open_,
                all_,
            )
        )
    everybody = [one for those in last.values() for one in those if not one.is_gone]
    return YearOfWork(
        tuple(sorted(lines, key=lambda line: line.due_on)),
        standings(now),
        sum(one.is_unknown for one in everybody),
        len(everybody),
    )


def _counted(work: Work, now: Iterable[PlanLine], last: Iterable[Leaver]) -> tuple[int, int]:
    if work.last:
        counted = [one for one in last if not one.is_gone]
        lacking = {
            "guarantee": lambda one: not one.has_offer,
            # Of whom nothing is known, no start is confirmed either.
            "unstarted": lambda one: one.is_unstarted or one.is_unknown,
            "unknown": lambda one: one.is_unknown,
            "unchecked": lambda one: one.is_unchecked,
        }[work.counts]
        return sum(map(lacking, counted)), len(counted)
    those = [one for one in now if one.year_group in work.groups]
    short = {
        "intention": lambda one: bool({"no_intention", "undecided"} & one.short),
        "application": lambda one: "no_application" in one.short,
        "offer": lambda one: not one.has_offer,
    }[work.counts]
    return sum(map(short, those)), len(those)
