"""A review as it stands: the figures and judgements of a day put to a framework, as far as a person may see them.

Where a figure is hidden its statement's level is ``hidden`` too, since a level tells of a small group what its number
would. Whatever is summed up is summed over the shown statements only, so that no sum gives a hidden one away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import Count, Hidden, Published
from chalkface.core.errors import NotAllowed
from chalkface.frameworks.form import FormLine, official_form_lines
from chalkface.frameworks.judge import indicators_needed
from chalkface.frameworks.judge import review as judged_review
from chalkface.frameworks.judgements import Judgement
from chalkface.frameworks.load import framework as framework_called
from chalkface.frameworks.model import PEOPLE, Framework, Statement
from chalkface.frameworks.results import BenchmarkResult, ReviewResult, StatementResult
from chalkface.queries.figures import leaving_year_in_review, reach_of_figures, shown_figures
from chalkface.queries.keeping import kept
from chalkface.records.models import Judgement as JudgementRow
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope


@dataclass(frozen=True)
class StatementShown:
    """How one statement stands. ``count`` is None where no figure answers it; ``level`` is ``hidden`` when the count is.

    ``met_strictly`` and ``met_as_official`` are None while hidden. ``disagreeing``: how many voices see it differently.
    """

    statement: Statement
    applies: bool
    level: str
    count: Published | None
    met_strictly: bool | None
    met_as_official: bool | None
    judged: str | None
    difference: str | None
    disagreeing: int

    @property
    def code(self) -> str:
        """The statement's code, such as "5.1"."""
        return self.statement.code

    @property
    def indicator(self) -> str | None:
        """The indicator that answers it, if one does."""
        return self.statement.indicator

    @property
    def is_hidden(self) -> bool:
        """Whether the small-number rule hides how it stands."""
        return isinstance(self.count, Hidden)


@dataclass(frozen=True)
class BenchmarkShown:
    """How one benchmark stands; met is None where that depends on what is hidden."""

    code: str
    title: str
    summary: str
    notes: tuple[str, ...]
    statements: tuple[StatementShown, ...]
    met_strictly: bool | None
    met_as_official: bool | None

    @property
    def applying(self) -> tuple[StatementShown, ...]:
        """The statements that apply to the school."""
        return tuple(one for one in self.statements if one.applies)

    @property
    def met(self) -> int:
        """How many of its statements are met strictly."""
        return sum(one.met_strictly is True for one in self.applying)


@dataclass(frozen=True)
class ReviewShown:
    """A review as a person may see it. The three numbers are kept apart: benchmarks, statements, coverage of students."""

    framework: Framework
    on: date
    benchmarks: tuple[BenchmarkShown, ...]

    @property
    def statements(self) -> tuple[StatementShown, ...]:
        """Every statement in reading order."""
        return tuple(one for benchmark in self.benchmarks for one in benchmark.statements)

    @property
    def benchmarks_met(self) -> int:
        """Benchmarks met strictly, as far as shown."""
        return sum(one.met_strictly is True for one in self.benchmarks)

    @property
    def benchmarks_met_as_official(self) -> int:
        """The same with "almost all" counted as all."""
        return sum(one.met_as_official is True for one in self.benchmarks)

    @property
    def benchmarks_total(self) -> int:
        """Benchmarks that apply."""
        return sum(bool(one.applying) for one in self.benchmarks)

    @property
    def statements_met(self) -> int:
        """Statements that apply and are met strictly, as far as shown."""
        return sum(one.met_strictly is True for one in self.statements)

    @property
    def statements_total(self) -> int:
        """Statements that apply and are shown."""
        return sum(one.applies and not one.is_hidden for one in self.statements)

    @property
    def hidden_statements(self) -> int:
        """Statements that apply and are hidden."""
        return sum(one.applies and one.is_hidden for one in self.statements)

    @property
    def unjudged(self) -> tuple[StatementShown, ...]:
        """Statements that only a judgement can answer, and that the leader has not judged."""
        return tuple(one for one in self.statements if one.applies and one.indicator is None and one.judged is None)

    @property
    def coverage(self) -> Count:
        """How many times a person had what a statement promises them, out of the times it was promised, as far as shown."""
        counts = [
            one.count
            for one in self.statements
            if one.applies and isinstance(one.count, Count) and one.statement.unit in PEOPLE
        ]
        return Count(sum(one.numerator for one in counts), sum(one.denominator for one in counts))

    def statement(self, code: str) -> StatementShown | None:
        """The statement with this code, if the framework has it."""
        return next((one for one in self.statements if one.code == code), None)


def review_as_it_stands(access: Access, *, framework: str, on: date, for_others: bool = False) -> ReviewShown:
    """The school's review of a day as this person may see it; with ``for_others``, as anybody may.

    The destination indicators read the leavers of the academic year before the day's. Raises ``Refused`` for an unknown
    framework, ``NotAllowed`` without a right to figures or to reviews.
    """
    school = School.objects.get(pk=access.school_id)
    return review_of(access, school, framework=framework, on=on, for_others=for_others)


def review_of(
    access: Access,
    school: School,
    *,
    framework: str,
    on: date,
    for_others: bool = False,
) -> ReviewShown:
    """``review_as_it_stands`` for who has the access's own school at hand. Kept, with no judgement's words in it.

    Raises ``ValueError`` for another school.
    """
    if school.pk != access.school_id:
        raise ValueError("a review is of the access's own school")
    if not access.may("see_review"):
        raise NotAllowed(f"{access.role} may not see reviews")
    what = f"review-{framework}-{reach_of_figures(access, for_others)}"
    year = leaving_year_in_review(on)
    return kept(
        school, what, lambda: shown(*_result(access, school, framework, on, for_others)), on=on, year=year, shared=False
    )


def form_lines(access: Access, *, framework: str, on: date) -> tuple[FormLine, ...]:
    """What to type into the official form, as this person may see it. Raises as ``review_as_it_stands``."""
    school = School.objects.get(pk=access.school_id)
    result, counts = _result(access, school, framework, on, False)
    hidden = {one.code for one in result.statements if isinstance(counts.get(one.indicator), Hidden)}
    return tuple(
        replace(line, band="hidden", sentence="Hidden: small number.", numerator=None, denominator=None)
        if line.code in hidden
        else line
        for line in official_form_lines(result)
    )


def _result(
    access: Access, school: School, framework: str, on: date, for_others: bool
) -> tuple[ReviewResult, dict[str, Published]]:
    edition = framework_called(framework)
    needed = indicators_needed(edition, school.low_year, school.high_year)
    year = leaving_year_in_review(on)
    figures = shown_figures(access, school, on=on, year=year, indicators=needed, for_others=for_others)
    counts = {one.indicator: one.count for one in figures}
    # Levels of hidden figures are computed from nothing and then replaced by "hidden": the number itself never gets here.
    known = {name: (one.numerator, one.denominator) if isinstance(one, Count) else (0, 0) for name, one in counts.items()}
    result = judged_review(
        edition,
        low_year=school.low_year,
        high_year=school.high_year,
        figures=known,
        judgements=judgements_of(access, framework, on),
        on=on,
    )
    return result, counts


def judgements_of(access: Access, framework: str, on: date, *, statement: str | None = None) -> list[Judgement]:
    """Every judgement of the framework, or of one statement of it, made by the day; oldest first."""
    with open_scope(access):
        narrowed = {} if statement is None else {"statement": statement}
        rows = JudgementRow.objects.filter(framework=framework, judged_on__lte=on, **narrowed).order_by("judged_on", "pk")
        columns = ("framework", "statement", "judged_on", "level", "voice", "judge", "evidence")
        return [Judgement(*row) for row in rows.values_list(*columns)]


def shown(result: ReviewResult, counts: Mapping[str, Published]) -> ReviewShown:
    """A result as it may be seen: ``counts`` says of each indicator its numbers or that they are hidden."""
    return ReviewShown(result.framework, result.on, tuple(_benchmark(one, counts) for one in result.benchmarks))


def _benchmark(result: BenchmarkResult, counts: Mapping[str, Published]) -> BenchmarkShown:
    statements = tuple(_statement(one, counts) for one in result.statements)
    area = result.area
    return BenchmarkShown(
        area.code,
        area.title,
        area.summary,
        area.notes,
        statements,
        _all_met([one.met_strictly for one in statements if one.applies]),
        _all_met([one.met_as_official for one in statements if one.applies]),
    )


def _all_met(answers: list[bool | None]) -> bool | None:
    if not answers or False in answers:
        return False
    return None if None in answers else True


def _statement(result: StatementResult, counts: Mapping[str, Published]) -> StatementShown:
    count = counts.get(result.indicator) if result.applies and result.indicator else None
    hidden = isinstance(count, Hidden)
    return StatementShown(
        result.statement,
        result.applies,
        "hidden" if hidden else result.level,
        count,
        None if hidden else result.met_strictly,
        None if hidden else result.met_as_official,
        result.judged,
        None if hidden else result.difference,
        0 if hidden else len(result.disagreeing),
    )


def review_json(access: Access, *, framework: str, on: date) -> dict[str, object]:
    """The document that ``chalkface review --json`` prints."""
    review = review_as_it_stands(access, framework=framework, on=on)
    return {
        "framework": framework,
        "on": on.isoformat(),
        "benchmarks": [
            {
                "code": benchmark.code,
                "met_strictly": benchmark.met_strictly,
                "met_as_official": benchmark.met_as_official,
                "statements": [_statement_json(one) for one in benchmark.statements],
            }
            for benchmark in review.benchmarks
        ],
        "benchmarks_met": review.benchmarks_met,
        "statements_met": review.statements_met,
        "statements_total": review.statements_total,
    }


def _statement_json(one: StatementShown) -> dict[str, object]:
    count = one.count if isinstance(one.count, Count) else None
    return {
        "code": one.code,
        "applies": one.applies,
        "level": one.level,
        "answered_by": one.statement.answered_by,
        "indicator": one.indicator,
        "numerator": count.numerator if count else None,
        "denominator": count.denominator if count else None,
        "value": count.numerator / count.denominator if count and count.denominator else None,
        "judged": one.judged,
    }
