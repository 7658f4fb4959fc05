"""Changing how much the reasons weigh, and deciding otherwise about one student."""

from collections.abc import Mapping
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Difference, Refused
from chalkface.core.who_next import MOST_WEIGHT, VERDICTS, reasons
from chalkface.operations.editing import held, remember
from chalkface.operations.operation import note, operation
from chalkface.records.models import Change, Overruling, ReasonWeight, Student

LONGEST = timedelta(days=366)
PREFIX = "weight_"  # a question of the form is called after the reason


@operation(needs="set_weights")
def set_weights(access: Access, *, weights: Mapping[str, int], edition: int) -> int:
    """Give reasons these weights; returns how many changed. ``edition`` is the one the form was opened with.

    What only one person changed is kept; what two changed to different weights raises ``ChangedMeanwhile``.
    """
    unknown = set(weights) - set(reasons())
    if unknown or not all(0 <= weight <= MOST_WEIGHT for weight in weights.values()):
        raise Refused(f"A weight is a whole number from 0 to {MOST_WEIGHT}.")
    rows = {row.reason: row for row in ReasonWeight.objects.select_for_update()}
    now = {code: rows[code].weight if code in rows else one.weight for code, one in reasons().items()}
    newest = max((row.edition for row in rows.values()), default=0)
    was = now | _as_seen(rows, edition)
    differences = [
        Difference(PREFIX + code, str(was[code]), str(now[code]), str(weight))
        for code, weight in weights.items()
        if weight != now[code]
    ]
    if any(one.both_changed for one in differences):
        raise ChangedMeanwhile(differences, edition=newest, account_number=_last_saved_by(rows))
    wanted = {code: weight for code, weight in weights.items() if weight not in (now[code], was[code])}
    for code, weight in wanted.items():
        row = rows.get(code) or ReasonWeight(school_id=access.school_id, reason=code)
        row.weight, row.edition = weight, newest + 1
        row.save()
        remember(access, row, deed="changed", fields={"weight": [str(now[code]), str(weight)]})
    note(changed=len(wanted))
    return len(wanted)


def _as_seen(rows: Mapping[str, ReasonWeight], edition: int) -> dict[str, int]:
    """What the weights that were saved since ``edition`` were then."""
    since = {row.pk: code for code, row in rows.items() if row.edition > edition}
    if not since:
        return {}
    lines = Change.objects.filter(about=ReasonWeight._meta.db_table, number__in=since, edition__gt=edition)
    seen: dict[str, int] = {}
    for line in lines.order_by("-edition", "-pk"):
        seen[since[line.number]] = int(line.fields["weight"][0])
    return seen


def _last_saved_by(rows: Mapping[str, ReasonWeight]) -> int | None:
    numbers = [row.pk for row in rows.values()]
    line = Change.objects.filter(about=ReasonWeight._meta.db_table, number__in=numbers).order_by("-edition", "-pk").first()
    return line.account_number if line else None


@operation(needs="overrule")
def overrule(access: Access, *, student_id: int, verdict: str, because: str, until: date | None) -> int:
    """Put a student first, later or aside until a day, with a note that says why; what was decided before is lifted."""
    held(Student, student_id, "student")
    because = because.strip()
    if verdict not in VERDICTS:
        raise Refused("Choose first, later or aside.", field="verdict")
    if not because:
        raise Refused("Say why: others who see the list will want to know.", field="because")
    if len(because) > 300:
        raise Refused(f"This is {len(because)} characters long; the most that is kept is 300.", field="because")
    if until is None or not access.on <= until <= access.on + LONGEST:
        raise Refused("Give a day from today to a year from now.", field="until")
    Overruling.objects.filter(student_id=student_id, lifted_on=None).update(lifted_on=access.on)
    row = Overruling.objects.create(
        school_id=access.school_id, student_id=student_id, verdict=verdict, because=because, made_on=access.on,
        made_by=access.account_id, until=until,
    )  # fmt: skip
    note(student=student_id)
    return row.pk


@operation(needs="overrule")
def lift_overruling(access: Access, *, student_id: int) -> None:
    """Take back what was decided about a student: the reasons alone count again."""
    held(Student, student_id, "student")
    if not Overruling.objects.filter(student_id=student_id, lifted_on=None).update(lifted_on=access.on):
        raise Refused("Nothing was decided about this student any more.")
    note(student=student_id)
