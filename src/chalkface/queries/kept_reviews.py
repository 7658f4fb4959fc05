"""Reviews kept on a day, and what has changed between two of them, also across editions."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Published, Table, hide
from chalkface.frameworks.load import framework as framework_called
from chalkface.frameworks.mapping import mappings
from chalkface.frameworks.results import BenchmarkResult, ReviewResult, StatementResult
from chalkface.queries.figures import leaving_year_in_review, published_tables
from chalkface.queries.reviews import ReviewShown, StatementShown, review_of, shown
from chalkface.records.models import Review, ReviewAnswer, School
from chalkface.records.tenancy import open_scope

# Levels from the least to the most; a hidden or missing one cannot be compared.
_ORDER = {"none": 0, "partly": 1, "fully": 2}


@dataclass(frozen=True)
class KeptReview:
    """A kept review in a list; its numbers only for who sees exact figures."""

    id: int
    framework: str
    framework_title: str
    on: date
    title: str
    benchmarks_met: int | None
    statements_met: int | None
    statements_total: int | None


@dataclass(frozen=True)
class Change:
    """A statement then and now. ``way`` is better, worse, same, or "" where the two cannot be compared.

    Across editions ``relation`` says how the two correspond; a new statement has no ``before``, a dropped one no ``after``.
    """

    before: StatementShown | None
    after: StatementShown | None
    way: str
    relation: str
    note: str


@dataclass(frozen=True)
class Comparison:
    """A kept review beside a later one, with what changed. ``later`` are those it could be laid beside instead."""

    kept: KeptReview
    before: ReviewShown
    after: ReviewShown
    changes: tuple[Change, ...]
    later: tuple[KeptReview, ...]


def kept_reviews(access: Access) -> list[KeptReview]:
    """The kept reviews of the school, the newest first."""
    with open_scope(access):
        rows = list(Review.objects.order_by("-on", "framework"))
    return [_line(access, row) for row in rows]


def kept_review(access: Access, review_id: int) -> tuple[KeptReview, ReviewShown] | None:
    """A kept review with its answers as this person may see them, or None when the school has none of that number."""
    with open_scope(access):
        row = Review.objects.filter(pk=review_id).first()
    school = School.objects.get(pk=access.school_id)
    return (_line(access, row), _answers(access, school, row)) if row else None


def comparison(access: Access, *, review_id: int, beside: int | None = None) -> Comparison | None:
    """A kept review beside another, or (``beside`` None) beside the review as it stands on the access's day: in the school's
    own edition, or in the kept one's where nothing maps the two. None when the school has no review of a number.
    """
    with open_scope(access):
        rows = {row.pk: row for row in Review.objects.order_by("-on", "framework")}
    if review_id not in rows or (beside is not None and beside not in rows):
        return None
    school, row = School.objects.get(pk=access.school_id), rows[review_id]
    before = _answers(access, school, row)
    if beside is not None:
        after = _answers(access, school, rows[beside])
    else:
        mapped = f"{row.framework}--{school.framework}" in mappings()
        after = review_of(access, school, framework=school.framework if mapped else row.framework, on=access.on)
    later = tuple(_line(access, other) for other in rows.values() if other.pk != row.pk and other.on >= row.on)
    return Comparison(_line(access, row), before, after, tuple(compare(before, after)), later)


def _answers(access: Access, school: School, row: Review) -> ReviewShown:
    with open_scope(access):
        answers = {answer.statement: answer for answer in ReviewAnswer.objects.filter(review=row)}
    edition = framework_called(row.framework)
    result = ReviewResult(
        edition,
        row.on,
        tuple(
            BenchmarkResult(area, tuple(_as_kept(one, answers.get(one.code), edition) for one in area.statements))
            for area in edition.areas
        ),
    )
    return shown(result, _counts(access, school, result))


def _line(access: Access, row: Review) -> KeptReview:
    edition = framework_called(row.framework)
    numbers = (
        (row.benchmarks_met, row.statements_met, row.statements_total) if access.sees_exact_figures else (None, None, None)
    )
    return KeptReview(row.pk, row.framework, f"{edition.title}, {edition.edition}", row.on, row.title, *numbers)


def _as_kept(statement, answer: ReviewAnswer | None, edition) -> StatementResult:
    if answer is None:
        return StatementResult(statement, False, "not_applicable", None, None, False, False, None, ())
    met = answer.applies and answer.level == "fully"
    official = met
    if answer.applies and answer.denominator:
        official = answer.numerator >= edition.official_form.almost_all * answer.denominator
    level = answer.level
    return StatementResult(statement, answer.applies, level, answer.numerator, answer.denominator, met, official, None, ())


def _counts(access: Access, school: School, result: ReviewResult) -> dict[str, Published]:
    """The kept totals, through the small-number rule for who needs it. What is hidden today stays hidden whatever day it was
    kept: beside today's other figures an older total would tell it."""
    exact = {
        one.indicator: Count(one.numerator, one.denominator)
        for one in result.statements
        if one.applies and one.indicator and one.numerator is not None
    }
    if access.sees_exact_figures:
        return dict(exact)
    published = hide([Table(name, {EVERYBODY: count}) for name, count in exact.items()], school.threshold)
    counts = {name: table[EVERYBODY] for name, table in published.items()}
    today = published_tables(school, on=access.on, year=leaving_year_in_review(result.on))
    return {name: HIDDEN if today[name][EVERYBODY] is HIDDEN else count for name, count in counts.items()}


def compare(before: ReviewShown, after: ReviewShown) -> list[Change]:
    """Statement by statement, in the reading order of ``after``; across editions by their mapping, dropped ones last.

    Empty when nothing maps the one edition to the other.
    """
    if before.framework.code == after.framework.code:
        return [_change(before.statement(one.code), one, "same", "") for one in after.statements]
    mapping = mappings().get(f"{before.framework.code}--{after.framework.code}")
    if mapping is None:
        return []
    changes = [
        _change(before.statement(link.older) if link.older else None, one, link.relation, link.note)
        for one in after.statements
        for link in mapping.back(one.code)
    ]
    dropped = [link for link in mapping.links if link.newer is None]
    return changes + [_change(before.statement(link.older), None, link.relation, link.note) for link in dropped]


def _change(before: StatementShown | None, after: StatementShown | None, relation: str, note: str) -> Change:
    return Change(before, after, _way(before, after), relation, note)


def _way(before: StatementShown | None, after: StatementShown | None) -> str:
    if before is None or after is None or before.level not in _ORDER or after.level not in _ORDER:
        return ""
    step = _ORDER[after.level] - _ORDER[before.level]
    if not step and before.indicator == after.indicator and isinstance(before.count, Count) and isinstance(after.count, Count):
        now, then = after.count, before.count
        step = now.numerator * (then.denominator or 1) - then.numerator * (now.denominator or 1)
    return "better" if step > 0 else "worse" if step < 0 else "same"
