"""What is known of each student that a risk indicator tests: brought in as facts, or worked out from the records.

For the deed that scores and for the pages that explain one student; both are for the few who may see the indicator.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.risk import risk_facts
from chalkface.core.years import academic_year_of, first_day
from chalkface.queries.opened_groups import SEALED, groups_of
from chalkface.queries.students import on_roll
from chalkface.records.models import Application, RiskFact
from chalkface.records.sealed import opened_values

SCORED_YEARS = range(8, 14)
WITHDRAWN = ("declined", "refused", "withdrawn")
OFFERED = ("conditional_offer", "offer", "accepted", "enrolled")
YES, NO = 10, 0


@dataclass(frozen=True)
class Known:
    """One student with the facts that are known, in tenths by code, and the day of each that came from a file."""

    student_id: int
    year_group: int
    facts: Mapping[str, int]
    days: Mapping[str, date]


def known_facts(access: Access, among: Collection[int] | None = None) -> list[Known]:
    """Everybody on roll in the years that are scored (or those of them asked for). Three queries for any number."""
    columns = ("student_id", "year_group", "student__joined_on", *SEALED)
    rows = on_roll(access).filter(year_group__in=SCORED_YEARS)
    brought = RiskFact.objects.all()
    if among is not None:
        rows, brought = rows.filter(student_id__in=among), brought.filter(student_id__in=among)
    values, days = _latest(access, brought)
    applied = _applications(access)
    found = []
    for student, year, joined_on, *sealed in rows.order_by("pk").values_list(*columns):
        facts, own = dict(values.get(student, {})), groups_of(access.school_id, *sealed)
        sen = own.sen_provision
        _set(facts, "sen_support", None if not sen else sen == "K")
        _set(facts, "ehc_plan", None if not sen else sen == "E")
        _set(facts, "fsm_ever6", own.fsm_ever6)
        _set(facts, "looked_after", own.looked_after)
        if year in (10, 11):
            _set(facts, "joined_late", None if joined_on is None else joined_on >= date(access.year - (year - 10), 10, 1))
        if year in (11, 13) and applied:
            statuses = applied.get(student, set())
            if access.on >= date(access.year + 1, 2, 1):
                _set(facts, "no_application", not statuses - set(WITHDRAWN))
            if access.on >= date(access.year + 1, 6, 1):
                _set(facts, "no_offer", not statuses & set(OFFERED))
        found.append(Known(student, year, facts, days.get(student, {})))
    return found


def _set(facts: dict[str, int], code: str, value: bool | None) -> None:
    if value is not None:
        facts[code] = YES if value else NO


def _latest(access: Access, brought: QuerySet[RiskFact]) -> tuple[dict[int, dict[str, int]], dict[int, dict[str, date]]]:
    values: dict[int, dict[str, int]] = defaultdict(dict)
    days: dict[int, dict[str, date]] = defaultdict(dict)
    held = opened_values(brought.order_by(), "student_id", "kind", "value_e1", "as_of")
    for student, kind, value, as_of in sorted(held, key=itemgetter(3)):
        if value is None or as_of > access.on:
            continue
        fact = risk_facts().get(kind)
        if fact is None or fact.source != "file" or fact.unit == "day":
            continue
        if fact.lasts == "always" or academic_year_of(as_of) == access.year:
            values[student][kind], days[student][kind] = value, as_of
    return values, days


def _applications(access: Access) -> dict[int, set[str]]:
    """The statuses of everybody's applications of this year; empty where the school records none at all."""
    found: dict[int, set[str]] = defaultdict(set)
    made = Application.objects.filter(status_on__gte=first_day(access.year), status_on__lte=access.on)
    for student, status in made.values_list("student_id", "status"):
        found[student].add(status)
    return found
