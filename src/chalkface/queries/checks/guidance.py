"""Checks over the loop of guidance: needs for which nothing is agreed, what is done and never confirmed, "not yet" unheard.

What is found names no student: it is a need or an action, which its page opens for who may see it.
"""

from collections.abc import Iterator

from chalkface.core.needs import MANY_DAYS, OWNER_TITLES, title_of
from chalkface.core.words import day_words
from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held
from chalkface.queries.needs import is_reopened

NEEDS = ("see_guidance",)


@check(
    code="need-without-action",
    title="Need without an action",
    says=(
        f"need is open for more than {MANY_DAYS} days and nothing is agreed for it",
        f"needs are open for more than {MANY_DAYS} days and nothing is agreed for them",
    ),
    severity="problem",
    needs=NEEDS,
)
def need_without_action(held: Held) -> Iterator[Found]:
    """Agree on a first step with the student, or drop the need and say why."""
    for row in held.bare_needs:
        if (held.on - row.raised_on).days > MANY_DAYS:
            yield Found(f"{title_of(row.kind)}, since {day_words(row.raised_on)}", Place("guidance.need", {"need": row.pk}))


@check(
    code="done-never-confirmed",
    title="Done, and never confirmed",
    says=(
        f"agreed action was done more than {MANY_DAYS} days ago and nobody said that the need is met",
        f"agreed actions were done more than {MANY_DAYS} days ago and nobody said that the need is met",
    ),
    needs=NEEDS,
)
def done_never_confirmed(held: Held) -> Iterator[Found]:
    """Whoever owns the need says that it is met, or agrees on something more."""
    for row in held.unsettled:
        if not is_reopened(row) and row.done_on is not None and (held.on - row.done_on).days > MANY_DAYS:
            whose = OWNER_TITLES.get(row.owner_kind, "somebody")
            yield Found(f"Done by {whose}, {day_words(row.done_on)}", Place("guidance.agreed", {"agreed": row.pk}))


@check(
    code="not-yet-unheard",
    title="“Not yet”, and nothing since",
    says=(
        "“not yet” of a student is two weeks old and nothing was done since",
        "“not yet” of students are two weeks old and nothing was done since",
    ),
    severity="problem",
    needs=NEEDS,
)
def not_yet_unheard(held: Held) -> Iterator[Found]:
    """The student said that it did not help. Talk with them, do it again, or hand it to somebody who can."""
    for row in held.unsettled:
        if is_reopened(row) and row.student_said_on is not None and (held.on - row.student_said_on).days > 14:
            label = f"Said {day_words(row.student_said_on)}, a task of {OWNER_TITLES.get(row.owner_kind, 'somebody')}"
            yield Found(label, Place("guidance.agreed", {"agreed": row.pk}))
