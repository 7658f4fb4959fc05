"""Checks over the review: what is claimed, how old it is, and who sees it otherwise."""

from collections.abc import Iterator
from datetime import timedelta

from chalkface.core.words import day_words
from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held

OLD = timedelta(days=365)
REVIEW = ("see_review",)


def _statement(held: Held, code: str, more: str = "") -> Found:
    place = Place("review.statement", {"framework": held.school.framework, "statement": code})
    return Found(f"Statement {code}{more}", place)


@check(
    code="claimed-without-evidence",
    title="Claimed without evidence",
    says=(
        "statement is judged to be met in full with nothing to show it",
        "statements are judged to be met in full with nothing to show it",
    ),
    severity="problem",
    needs=REVIEW,
)
def claimed_without_evidence(held: Held) -> Iterator[Found]:
    """Say in a line what the judgement rests on, or add a file. Whoever reads it next year will ask."""
    for statement, row in sorted(held.leaders.items()):
        if row.level == "fully" and not row.evidence.strip() and statement not in held.evidenced:
            yield _statement(held, statement)


@check(
    code="judgement-old",
    title="Judged more than a year ago",
    says=("statement was last judged more than a year ago", "statements were last judged more than a year ago"),
    severity="note",
    needs=REVIEW,
)
def judgement_old(held: Held) -> Iterator[Found]:
    """Schools change: look again, even if the answer stays the same."""
    for statement, row in sorted(held.leaders.items()):
        if row.judged_on < held.on - OLD:
            yield _statement(held, statement, f", {day_words(row.judged_on)}")


@check(
    code="voice-far-from-figure",
    title="A voice far from the figure",
    says=(
        "statement is seen quite otherwise by somebody than the figure says",
        "statements are seen quite otherwise by somebody than the figure says",
    ),
    needs=("see_review", "see_figures", "see_students"),
)
def voice_far_from_figure(held: Held) -> Iterator[Found]:
    """One of them is two levels away from the other. Perhaps the records are wrong, perhaps the experience is: ask."""
    if not held.judgements:
        return
    for code, shown in held.statements.items():
        otherwise = {"none": "fully", "fully": "none"}.get(shown.level) if shown.indicator else None
        if otherwise and any(row.level == otherwise for row in held.judgements.get(code, {}).values()):
            yield _statement(held, code)
