"""What a review says: the school's standing in each statement, each benchmark and the whole. The rules are in ``judge``."""

from dataclasses import dataclass
from datetime import date

from chalkface.frameworks.judgements import STRICTEST_FIRST, Judgement
from chalkface.frameworks.model import PEOPLE, Area, Framework, Statement


@dataclass(frozen=True)
class StatementResult:
    """How one statement stands. ``numerator`` and ``denominator`` are None where no figure was given.

    ``judgement`` is the leader's latest; ``others`` are the latest of every other voice and person.
    """

    statement: Statement
    applies: bool
    level: str
    numerator: int | None
    denominator: int | None
    met_strictly: bool
    met_as_official: bool
    judgement: Judgement | None
    others: tuple[Judgement, ...]

    @property
    def code(self) -> str:
        """The statement's code inside its framework, such as "5.1"."""
        return self.statement.code

    @property
    def answered_by(self) -> str:
        """``figure``, ``judgement`` or ``both``."""
        return self.statement.answered_by

    @property
    def indicator(self) -> str | None:
        """The id of the indicator that gives the level, if one does."""
        return self.statement.indicator

    @property
    def value(self) -> float | None:
        """The share, unrounded; None without a figure or when nobody is in the population."""
        return self.numerator / self.denominator if self.numerator is not None and self.denominator else None

    @property
    def judged(self) -> str | None:
        """The level of the leader's latest judgement, if there is one."""
        return self.judgement.level if self.judgement else None

    @property
    def difference(self) -> str | None:
        """``higher`` or ``lower`` when the leader judged a computed level so, ``not_applicable`` when they set it aside."""
        if not self.applies or self.indicator is None or self.judged in (None, self.level):
            return None
        if self.judged == "not_applicable":
            return "not_applicable"
        judged_above = STRICTEST_FIRST.index(self.judged) > STRICTEST_FIRST.index(self.level)
        return "higher" if judged_above else "lower"

    @property
    def disagreeing(self) -> tuple[Judgement, ...]:
        """The other voices that see it differently from the level shown. Empty where the statement does not apply."""
        return tuple(other for other in self.others if self.applies and other.level != self.level)


@dataclass(frozen=True)
class BenchmarkResult:
    """How one benchmark stands: met when it applies and every statement that applies is met."""

    area: Area
    statements: tuple[StatementResult, ...]

    @property
    def code(self) -> str:
        """The benchmark's code, such as "5"."""
        return self.area.code

    @property
    def title(self) -> str:
        """The benchmark's title."""
        return self.area.title

    @property
    def applying(self) -> tuple[StatementResult, ...]:
        """The statements that apply to the school."""
        return tuple(statement for statement in self.statements if statement.applies)

    @property
    def applies(self) -> bool:
        """Whether any of its statements applies to the school."""
        return bool(self.applying)

    @property
    def met_strictly(self) -> bool:
        """Whether every statement that applies is ``fully``, and there is one."""
        return self.applies and all(statement.met_strictly for statement in self.applying)

    @property
    def met_as_official(self) -> bool:
        """The same, with "almost all" counted as all."""
        return self.applies and all(statement.met_as_official for statement in self.applying)


@dataclass(frozen=True)
class Coverage:
    """How many times a person had what a statement promises them, out of the times it was promised."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share, unrounded; None when nothing was promised to anybody."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class ReviewResult:
    """How a school stands against one framework on one day. Three numbers are kept apart: see the properties."""

    framework: Framework
    on: date
    benchmarks: tuple[BenchmarkResult, ...]

    @property
    def statements(self) -> tuple[StatementResult, ...]:
        """Every statement in reading order, those that do not apply too."""
        return tuple(statement for benchmark in self.benchmarks for statement in benchmark.statements)

    @property
    def benchmarks_met(self) -> int:
        """Benchmarks met strictly."""
        return sum(benchmark.met_strictly for benchmark in self.benchmarks)

    @property
    def benchmarks_met_as_official(self) -> int:
        """Benchmarks met when "almost all" counts as all. Never to be called the official score."""
        return sum(benchmark.met_as_official for benchmark in self.benchmarks)

    @property
    def statements_met(self) -> int:
        """Statements that apply and are met strictly."""
        return sum(statement.met_strictly for statement in self.statements)

    @property
    def statements_total(self) -> int:
        """Statements that apply."""
        return sum(statement.applies for statement in self.statements)

    @property
    def coverage(self) -> Coverage:
        """Students reached: over all statements that apply and count people, numerators summed over denominators.

        A person counts once for every statement that promises them something, so this is a share of promises kept, not
        of persons; statements that count subjects or the institution are left out.
        """
        counted = [
            (one.numerator or 0, one.denominator or 0)
            for one in self.statements
            if one.applies and one.indicator and one.statement.unit in PEOPLE
        ]
        return Coverage(sum(numerator for numerator, _ in counted), sum(denominator for _, denominator in counted))
