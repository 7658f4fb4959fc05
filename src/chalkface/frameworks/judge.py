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
from datetime import date
from fractions import Fraction

from chalkface.frameworks.judgements import Judgement, latest_judgement, other_voices
from chalkface.frameworks.model import Framework, Statement
from chalkface.frameworks.results import BenchmarkResult, ReviewResult, StatementResult


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
    statement: Statement,
    applies: bool,
    figure: tuple[int, int] | None,
    almost_all: Fraction,
    said: Judgement | None,
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
