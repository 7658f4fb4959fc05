"""The files that a school attached to the criteria of an award, and those of the statements that its criteria name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Length

from chalkface.core.access import Access
from chalkface.core.awards import Award
from chalkface.queries.award_sources.records import edition_for
from chalkface.queries.statements import EvidenceLine
from chalkface.records.models import Evidence, School


@dataclass(frozen=True)
class AwardFile:
    """A file that a portfolio takes along, without its content (size in bytes), with the criteria that it answers."""

    id: int
    title: str
    file_name: str
    size: int
    added_on: date
    criteria: tuple[str, ...]


def criterion_files(code: str, criterion: str) -> tuple[EvidenceLine, ...]:
    """The files of a criterion, the latest first, without their content."""
    return tuple(line for _, line in _files(Evidence.objects.filter(framework=code, statement=criterion)))


def award_files(code: str) -> tuple[tuple[str, EvidenceLine], ...]:
    """(criterion, file) of a whole award."""
    return tuple(_files(Evidence.objects.filter(framework=code)))


def portfolio_files(access: Access, one: Award) -> tuple[AwardFile, ...]:
    """The files of an award's criteria, and those of the statements that its criteria name, each once; in that order."""
    kind = School.objects.values_list("kind", flat=True).get(pk=access.school_id)
    answers: dict[tuple[str, str], list[str]] = {(one.code, each.code): [each.code] for each in one.criteria}
    for each in one.criteria:
        for name in each.evidence:
            if name.startswith("statement:"):
                _, framework, statement = name.split(":")
                answers.setdefault((edition_for(framework, kind), statement), []).append(each.code)
    frameworks = {framework for framework, _ in answers}
    columns = ("framework", "statement", "pk", "title", "file_name", "size", "added_on")
    rows = Evidence.objects.filter(framework__in=frameworks).annotate(size=Length("content")).order_by("pk")
    found = [
        (list(answers).index((framework, statement)), AwardFile(*line, criteria=tuple(answers[framework, statement])))
        for framework, statement, *line in rows.values_list(*columns)
        if (framework, statement) in answers
    ]
    return tuple(file for _, file in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def _files(rows: QuerySet) -> Iterable[tuple[str, EvidenceLine]]:
    columns = ("statement", "pk", "title", "file_name", "size", "added_on")
    rows = rows.annotate(size=Length("content")).order_by("statement", "-added_on", "-pk")
    for statement, *line in rows.values_list(*columns):
        yield statement, EvidenceLine(*line)
