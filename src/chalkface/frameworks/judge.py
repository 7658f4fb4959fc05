"""From answers to levels: the scoring rules of a review, and nothing else.

The rules (where they leave room the stricter reading is taken, and said here):

- A statement does not apply when its year groups lie outside the school's. Only that takes it out of the count: a
  leader's ``not_applicable`` is shown as the level but leaves the statement in the total and unmet.
- A statement with an indicator has the computed level: ``fully`` when the share is 1 among a non-empty population,
  ``partly`` when above 0, else ``none``. An empty population is ``none``. Judgements stand beside it.
- A statement without an indicator has the leader's latest judgement; without one it is ``none``.
- ``met_strictly`` is ``fully``. ``met_as_official`` also takes a figure whose exact share reaches the framework's
  "almost all"; the share is not rounded first.
- A benchmark is met when at least one of its statements applies and all that apply are met. With none that applies
  there is nothing to show, so it is not met; ``applies`` tells the two cases apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chalkface.frameworks.model import PEOPLE, VOICES, Area, Framework, Statement

STRICTEST_FIRST = ("none", "not_applicable", "partly", "fully")


@dataclass(frozen=True)
class Judgement:
    """What one person in one voice said of one statement on one day. ``level`` is one of ``LEVELS``."""

    framework: str
    statement: str
    judged_on: date
    level: str
    voice: str
    judge: str = ""
    evidence: str = ""


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


def _seen(judgements: Iterable[Judgement], framework: str, statement: str, on: date) -> list[Judgement]:
    """Those of the statement that were made by the day, the one that counts last."""
    mine = (one for one in judgements if (one.framework, one.statement) == (framework, statement) and one.judged_on <= on)
    return sorted(mine, key=lambda one: (one.judged_on, -STRICTEST_FIRST.index(one.level), one.judge))


def latest_judgement(judgements: Iterable[Judgement], framework: str, statement: str, on: date) -> Judgement | None:
    """The leader's latest judgement of a statement as of a day.

    The greatest ``judged_on`` wins; on the same day the lower level wins (``none``, ``not_applicable``, ``partly``,
    ``fully``: none of the first two meets a statement); then the later judge by name, so that the answer is always the same.
    """
    leaders = [one for one in _seen(judgements, framework, statement, on) if one.voice == "leader"]
    return leaders[-1] if leaders else None


def other_voices(judgements: Iterable[Judgement], framework: str, statement: str, on: date) -> tuple[Judgement, ...]:
    """The latest judgement of each person in each voice but the leader's, voices in their usual order, then by judge."""
    latest = {(one.voice, one.judge): one for one in _seen(judgements, framework, statement, on) if one.voice != "leader"}
    return tuple(latest[key] for key in sorted(latest, key=lambda key: (VOICES.index(key[0]), key[1])))


def level_of(numerator: int, denominator: int) -> str:
    """``fully`` when everybody in a non-empty population, ``partly`` when anybody, else ``none``."""
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    if numerator and numerator == denominator:
        return "fully"
    return "partly" if numerator else "none"


def indicators_needed(framework: Framework, low_year: int | None, high_year: int | None) -> tuple[str, ...]:
    """The indicators a review of this school has to be given, in reading order."""
    return tuple(
        one.indicator for one in framework.statements.values() if one.indicator and one.applies_to(low_year, high_year)
    )


def _judge(
    statement: Statement, applies: bool, figure: tuple[int, int] | None, almost_all: object, said: Judgement | None,
    others: tuple[Judgement, ...],
) -> StatementResult:
    numerator, denominator = figure or (None, None)
    if not applies:
        level, official = "not_applicable", False
    elif statement.indicator is None:
        level = said.level if said else "none"
        official = level == "fully"
    elif figure is None:
        raise ValueError(f"statement {statement.code} needs the figure {statement.indicator!r}, which was not given")
    else:
        level = level_of(*figure)
        official = figure[1] > 0 and figure[0] >= almost_all * figure[1]
    return StatementResult(
        statement, applies, level, numerator, denominator, applies and level == "fully", official, said, others
    )


def review(
    framework: Framework,
    *,
    low_year: int | None,
    high_year: int | None,
    figures: Mapping[str, tuple[int, int]],
    judgements: Iterable[Judgement],
    on: date,
) -> ReviewResult:
    """The school's review as of ``on``.

    ``figures`` maps an indicator id to (numerator, denominator); those of ``indicators_needed`` must be there, others
    are ignored. Judgements of other frameworks or made after the day are ignored. Raises ``ValueError`` when a figure
    is missing or is not a share.
    """
    said = tuple(judgements)

    def result(statement: Statement) -> StatementResult:
        return _judge(
            statement,
            statement.applies_to(low_year, high_year),
            figures.get(statement.indicator) if statement.indicator else None,
            framework.official_form.almost_all,
            latest_judgement(said, framework.code, statement.code, on),
            other_voices(said, framework.code, statement.code, on),
        )

    areas = framework.areas
    return ReviewResult(framework, on, tuple(BenchmarkResult(area, tuple(map(result, area.statements))) for area in areas))
