"""Scoring with the risk-of-NEET indicator, looking at what it says, and a person who says otherwise.

Nothing here decides anything about a student: no offer, place or activity reads a score.
"""

from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.risk import BANDS, COUNTED, UNKNOWN, Outcome, evaluate
from chalkface.operations.editing import held
from chalkface.operations.operation import note, operation
from chalkface.operations.viewing import viewed
from chalkface.queries.risk.facts import known_facts
from chalkface.queries.risk.models import model_of
from chalkface.records.models import RiskModel, RiskOverride, RiskScore, Student

LONGEST = timedelta(days=366)


@operation(needs="keep_risk")
def score_students(access: Access, *, risk_model: int) -> int:
    """Score everybody on roll in Years 8 to 13 by a model and keep what it said, with its reasons; returns how many.

    Scores of earlier days stay, so that they can be held against what became of the students; those of this day are replaced.
    """
    row = held(RiskModel, risk_model, "model")
    model = model_of(row)
    RiskScore.objects.filter(model=row, scored_on=access.on).delete()
    scores = []
    for one in known_facts(access):
        outcome = evaluate(model, one.facts, one.year_group)
        scores.append(
            RiskScore(
                school_id=access.school_id, student_id=one.student_id, model=row, academic_year=access.year,
                scored_on=access.on, points=outcome.points, band=outcome.band, reasons=_kept(outcome),
            )
        )  # fmt: skip
    RiskScore.objects.bulk_create(scores, batch_size=500)
    note(scored=len(scores))
    return len(scores)


def _kept(outcome: Outcome) -> list[dict]:
    """The reasons as they are kept with a score: what counted, and what was not known."""
    return [
        {"code": one.code, "title": one.title, "state": one.state, "points": one.points, "words": one.words}
        for one in outcome.results
        if one.state in (COUNTED, UNKNOWN)
    ]


@operation(needs="see_risk")
def look_at_risk(access: Access, *, student_ids: list[int], reason: str) -> None:
    """Somebody looked at what the indicator says of named students; each look is kept with its reason."""
    if not reason.strip():
        raise Refused("Say why you look: each look at named students is kept with its reason.", field="reason")
    viewed(access, student_ids, "risk", reason)


@operation(needs="keep_risk")
def say_otherwise(access: Access, *, student_id: int, band: str, because: str, until: date | None) -> int:
    """Give a student another band until a day, with a note that says why; what was said before is lifted."""
    held(Student, student_id, "student")
    because = because.strip()
    if band not in BANDS:
        raise Refused("Choose one of the bands.", field="band")
    if not because:
        raise Refused("Say why: whoever looks next will want to know.", field="because")
    if len(because) > 500:
        raise Refused(f"This is {len(because)} characters long; the most that is kept is 500.", field="because")
    if until is None or not access.on <= until <= access.on + LONGEST:
        raise Refused("Give a day from today to a year from now.", field="until")
    RiskOverride.objects.filter(student_id=student_id, lifted_on=None).update(lifted_on=access.on)
    row = RiskOverride.objects.create(
        school_id=access.school_id, student_id=student_id, band=band, because=because, made_on=access.on,
        made_by=access.account_id, until=until,
    )  # fmt: skip
    note(student=student_id)
    return row.pk


@operation(needs="keep_risk")
def lift_otherwise(access: Access, *, student_id: int) -> None:
    """Take back what was said: the indicator's own band holds again."""
    held(Student, student_id, "student")
    if not RiskOverride.objects.filter(student_id=student_id, lifted_on=None).update(lifted_on=access.on):
        raise Refused("Nothing else was said of this student any more.")
    note(student=student_id)
