"""Everything about one statement of a review: how it stands, what each voice said, the evidence, the earlier edition."""

from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Length

from chalkface.core.access import Access
from chalkface.frameworks.judgements import Judgement
from chalkface.frameworks.load import framework as framework_called
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.mapping import Link, mappings
from chalkface.frameworks.model import VOICES, Area, Framework
from chalkface.queries.reviews import StatementShown, judgements_of, review_of
from chalkface.records.models import Evidence, School
from chalkface.records.tenancy import open_scope


@dataclass(frozen=True)
class Voice:
    """What one voice says of the statement: its latest judgements, newest first, and whether it sees it differently."""

    voice: str
    question: str | None
    latest: tuple[Judgement, ...]
    differs: bool


@dataclass(frozen=True)
class EvidenceLine:
    """A file of evidence, without its content. ``size`` is in bytes."""

    id: int
    title: str
    file_name: str
    size: int
    added_on: date


@dataclass(frozen=True)
class EvidenceFile:
    """A file of evidence with its content."""

    file_name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Earlier:
    """Where the statement comes from in an earlier edition; ``text`` is the earlier statement."""

    framework: str
    title: str
    statement: str | None
    text: str
    relation: str
    note: str


@dataclass(frozen=True)
class StatementPage:
    """One statement in full."""

    framework: Framework
    area: Area
    shown: StatementShown
    voices: tuple[Voice, ...]
    evidence: tuple[EvidenceLine, ...]
    earlier: tuple[Earlier, ...]
    before: str | None
    after: str | None


def statement_page(access: Access, *, framework: str, statement: str, on: date) -> StatementPage | None:
    """The statement, or None when the framework has none of that code. Raises ``Refused`` for an unknown framework."""
    edition = framework_called(framework)
    if statement not in edition.statements:
        return None
    said = judgements_of(access, framework, on, statement=statement)
    school = School.objects.get(pk=access.school_id)
    shown = review_of(access, school, framework=framework, on=on).statement(statement)
    codes = list(edition.statements)
    at = codes.index(statement)
    return StatementPage(
        edition,
        next(area for area in edition.areas if edition.statements[statement] in area.statements),
        shown,
        _voices(shown, said),
        _evidence(access, framework, statement),
        _earlier(framework, statement),
        codes[at - 1] if at else None,
        codes[at + 1] if at + 1 < len(codes) else None,
    )


def evidence_file(access: Access, evidence_id: int) -> EvidenceFile | None:
    """A file of evidence of the open school, or None."""
    with open_scope(access):
        row = Evidence.objects.filter(pk=evidence_id).first()
    return EvidenceFile(row.file_name, row.content_type, bytes(row.content)) if row else None


def evidence_counts(access: Access, framework: str) -> dict[str, int]:
    """How many files of evidence each statement of the framework has."""
    with open_scope(access):
        found: dict[str, int] = {}
        for code in Evidence.objects.filter(framework=framework).values_list("statement", flat=True):
            found[code] = found.get(code, 0) + 1
        return found


def _voices(shown: StatementShown, said: list[Judgement]) -> tuple[Voice, ...]:
    found = []
    for voice in VOICES:
        latest = {one.judge: one for one in said if one.voice == voice}
        mine = tuple(sorted(latest.values(), key=lambda one: one.judged_on, reverse=True))
        question = shown.statement.question(voice)
        if mine or question:
            known = shown.applies and not shown.is_hidden
            found.append(Voice(voice, question, mine, known and any(one.level != shown.level for one in mine)))
    return tuple(found)


def _evidence(access: Access, framework: str, statement: str) -> tuple[EvidenceLine, ...]:
    with open_scope(access):
        rows = Evidence.objects.filter(framework=framework, statement=statement).annotate(size=Length("content"))
        lines = rows.order_by("-added_on", "-pk").values_list("pk", "title", "file_name", "size", "added_on")
        return tuple(EvidenceLine(*line) for line in lines)


def _earlier(framework: str, statement: str) -> tuple[Earlier, ...]:
    return tuple(
        _told(link, one.older) for one in mappings().values() if one.newer == framework for link in one.back(statement)
    )


def _told(link: Link, older: str) -> Earlier:
    edition = frameworks()[older]
    text = edition.statements[link.older].text if link.older else ""
    return Earlier(older, f"{edition.title}, {edition.edition}", link.older, text, link.relation, link.note)
