"""Checks over roles and duties: vacant posts, things that nobody answers for, and dates that have passed."""

from collections.abc import Iterator

from chalkface.queries.checks import Found, Place, check
from chalkface.queries.checks.held import Held
from chalkface.queries.duties import DutyShown

WEBSITE = "website"


def _duty(one: DutyShown, more: str = "") -> Found:
    return Found(f"{one.duty.code}, {one.duty.title}{more}", Place("roles.duty", {"duty": one.duty.code}))


@check(
    code="vacant-and-accountable",
    title="Vacant post that answers for something",
    says=("vacant post answers for something", "vacant posts answer for something"),
    severity="problem",
)
def vacant_and_accountable(held: Held) -> Iterator[Found]:
    """Say who holds the post now, or give what it answers for to another."""
    answering = {post for posts in held.accountable.values() for post in posts}
    for pk, row in held.posts.items():
        if pk in answering and not row.holder.strip() and row.membership_id is None:
            yield Found(row.title, Place("roles.edit_post", {"post": pk}))


@check(
    code="nobody-answers",
    title="Nobody answers for it",
    says=(
        "objective or legal duty has nobody who answers for it",
        "objectives and legal duties have nobody who answers for them",
    ),
)
def nobody_answers(held: Held) -> Iterator[Found]:
    """Give each the letter A once: what everybody answers for, nobody does."""
    for row in held.objectives:
        if ("objective", str(row.pk)) not in held.accountable:
            yield Found(row.title, Place("direction.edit_objective", {"objective": row.pk}))
    for one in held.duties:
        if one.duty.strength == "must" and ("duty", one.duty.code) not in held.accountable:
            yield _duty(one)


@check(
    code="two-answer",
    title="Two answer for one thing",
    says=("thing has more than one post that answers for it", "things have more than one post that answers for them"),
)
def two_answer(held: Held) -> Iterator[Found]:
    """Leave the letter A with one of them; the others do the work (R) or are asked (C)."""
    titles = {str(row.pk): row.title for row in held.objectives}
    activities = {str(row.pk): row.title for row in held.activities} if held.access.may("see_programme") else {}
    for (about, code), posts in held.accountable.items():
        if len(posts) > 1:
            label = {"objective": titles, "activity": activities}.get(about, {}).get(code, code)
            yield Found(f"{label} ({about})", Place("roles.matrix_edit", query={"about": about, "code": code}))


@check(
    code="duty-past-its-check",
    title="Duty past its next check",
    says=("duty is past the day of its next check", "duties are past the day of their next check"),
)
def duty_past_its_check(held: Held) -> Iterator[Found]:
    """Look at it again, note what you saw, and set the next day."""
    for one in held.duties:
        if one.overdue and one.duty.area != WEBSITE:
            yield _duty(one, f": {one.next_words}")


@check(
    code="website-not-checked",
    title="Website date passed",
    says=("duty about the school’s website is not in order", "duties about the school’s website are not in order"),
    severity="problem",
)
def website_not_checked(held: Held) -> Iterator[Found]:
    """The law says what must stand there and when it was last looked at. Open the page, look, and note it here."""
    for one in held.duties:
        if one.duty.area == WEBSITE and one.duty.strength != "recommended" and (one.overdue or one.checked_on is None):
            yield _duty(one, ": never checked" if one.checked_on is None else f": {one.next_words}")
