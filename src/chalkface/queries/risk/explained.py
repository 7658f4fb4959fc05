"""What the model in use says of one student today, rule by rule."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.risk import Outcome, Result, evaluate
from chalkface.queries.risk.facts import known_facts
from chalkface.queries.risk.models import HeldModel, in_use
from chalkface.records.models import RiskScore, Student
from chalkface.records.sealed import opened_values


@dataclass(frozen=True)
class Explained:
    """One student: ``outcome`` is None where no model is in use or the student is not among those who are scored."""

    id: int
    name: str
    year_group: int | None
    held: HeldModel | None
    outcome: Outcome | None
    lines: tuple[tuple[Result, date | None], ...]
    scores: tuple[tuple[date, str, int], ...]


def explained(access: Access, student_id: int) -> Explained | None:
    """The explanation, or None where there is no such student whom the access may see."""
    student = Student.objects.filter(pk=student_id).first()
    if student is None:
        return None
    rows = RiskScore.objects.filter(student_id=student_id).order_by("-scored_on", "-pk")
    scores = tuple(opened_values(rows, "scored_on", "band", "points"))
    held, known = in_use(access.on), next(iter(known_facts(access, [student_id])), None)
    if held is None or known is None:
        return Explained(student_id, student.name, known.year_group if known else None, held, None, (), scores)
    outcome = evaluate(held.model, known.facts, known.year_group)
    facts = {rule.code: rule.fact for rule in held.model.rules}
    lines = tuple((one, known.days.get(facts[one.code])) for one in outcome.results)
    return Explained(student_id, student.name, known.year_group, held, outcome, lines, scores)
