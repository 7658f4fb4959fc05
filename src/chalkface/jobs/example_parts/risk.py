"""Facts for the example school's risk indicator, its model, the scores of this year and two before it, and two who differ.

Who later ended up out of education and work had, oftener than others, poor attendance or few passes predicted: so the
indicator is right oftener than chance, and wrong often enough for the page that asks whether it is fair.
"""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from chalkface.core.access import Access
from chalkface.core.years import academic_year_of, first_day
from chalkface.imports.parsed import Received
from chalkface.imports.pipeline import import_files
from chalkface.jobs.example_parts import as_member
from chalkface.operations.risk import say_otherwise, score_students
from chalkface.operations.risk_models import adopt_model, change_model
from chalkface.queries.opened_groups import SEALED, groups_of
from chalkface.queries.risk.bands import named_scores
from chalkface.queries.students import on_roll
from chalkface.records.models import Destination
from chalkface.records.tenancy import open_scope

ORDER = 88

YEARS_BACK = (2, 1)
HEADINGS = (
    "Adno", "As of", "Attendance %", "Suspensions", "Social worker", "Young carer", "Predicted passes", "Predicted level",
    "EHCP review due",
)  # fmt: skip


def fill(access: Access, today: date) -> None:
    """One file of facts for three years; then the model; then a scoring in each of them."""
    chance = Random(7)  # noqa: S311 - invented facts, the same each time
    days = [date(academic_year_of(today) - back + 1, 3, 1) for back in YEARS_BACK] + [today]
    rows = [row for day in days for row in _facts(access, day, chance, is_now=day == today)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([HEADINGS, *rows])
    import_files(access, [Received("example-school/support.csv", text.getvalue().encode())], format="risk_facts")
    number = adopt_model(access, code="starting-point")
    began = first_day(academic_year_of(days[0])).isoformat()
    change_model(access, risk_model=number, answers={"in_use_from": began}, edition=0)
    for day in days:
        score_students(replace(access, on=day), risk_model=number)
    senco = as_member(access, "senco")
    with open_scope(senco):
        reds = named_scores(senco, band="red").lines
    for one, because in zip(reds, ("Has a place and a mentor since Christmas.", "Attendance fell in hospital."), strict=False):
        say_otherwise(senco, student_id=one.id, band="amber", because=because, until=today + timedelta(days=90))


def _facts(access: Access, day: date, chance: Random, *, is_now: bool) -> list[tuple]:
    """A row for everybody who was on roll in Years 8 to 13 on a day, most of them without anything to remark."""
    then = replace(access, on=day)
    out = set(
        Destination.objects.filter(academic_year=then.year + 1, route="neet").values_list("student_id", flat=True)
    )
    found = []
    wanted = on_roll(then).filter(year_group__in=range(8, 14) if is_now else (11, 13))
    for student, year, key, sealed in wanted.order_by("pk").values_list("student_id", "year_group", *SEALED):
        poor = chance.random() < (0.7 if student in out else 0.12)
        attendance = chance.uniform(58, 89) if poor else min(100.0, chance.gauss(95.5, 2))
        passes = chance.choice((1, 2, 3, 4)) if poor and chance.random() < 0.7 else chance.randint(4, 9)
        has_plan = groups_of(access.school_id, key, sealed).sen_provision == "E"
        review = day + timedelta(days=chance.randint(5, 150)) if is_now and has_plan else None
        found.append(
            (
                key, day.isoformat(), f"{attendance:.1f}", chance.choice((0, 1, 1, 2)) if poor else 0,
                "Yes" if chance.random() < (0.4 if poor else 0.02) else "No", "Yes" if chance.random() < 0.03 else "No",
                passes if year in (10, 11) else "", (2 if passes >= 5 else 1) if year == 11 else "",
                review.isoformat() if review else "",
            )
        )  # fmt: skip
    return found
