"""Planning a round takes seconds: a page puts a task in the queue, a worker plans, and then keeps the schedule as one deed.

Nothing is locked while it is planned; a round that was changed in the meantime is planned again by whoever changed it. Rights
are asked for again when the task runs.
"""

from dataclasses import replace
from datetime import date

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.interview_planning.planner import plan
from chalkface.operations.interview_days import keep_plan
from chalkface.queries.interview_inputs import ahead
from chalkface.queries.interviews import plan_key, round_row
from chalkface.queries.people import access_at_door
from chalkface.queries.schools import school_at_door
from chalkface.records.tenancy import open_scope

KEPT_SECONDS = 15 * 60
BROKEN = "Something went wrong on our side and no plan was made; the log of the server says what."


def enqueue_plan(access: Access, *, round_id: int) -> None:
    """Have a round planned; its page says how far that is."""
    if not access.may("plan_interviews"):
        raise NotAllowed(f"{access.role} may not plan interviews")
    cache.set(plan_key(access.school_id, round_id), "waiting", KEPT_SECONDS)
    slug = school_at_door(access.school_id).slug
    plan_in_background.enqueue(
        school_id=access.school_id, account_id=access.account_id, slug=slug, on=access.on.isoformat(), round_id=round_id
    )


@task()
def plan_in_background(school_id: int, account_id: int, slug: str, on: str, round_id: int) -> None:
    """Plan one round for one person."""
    key = plan_key(school_id, round_id)
    said = BROKEN
    try:
        access = access_at_door(account_id, slug, timezone.localdate())  # what they may do now: it may wait past midnight
        if access is None:
            raise NotAllowed("The person who asked for this plan is no longer a member of the school.")
        plan_round(replace(access, on=date.fromisoformat(on)), round_id=round_id)
        said = ""
    except Refused as refused:
        said = refused.sentence
    finally:
        if said:
            cache.set(key, said, KEPT_SECONDS)
        else:
            cache.delete(key)


def give_up_plan(school_id: int, round_id: int, **_: object) -> None:
    """Say of a plan whose task was parked that nothing came of it."""
    cache.set(plan_key(school_id, round_id), BROKEN, KEPT_SECONDS)


def plan_round(access: Access, *, round_id: int, exactly: bool | None = None) -> None:
    """Plan a round here and now, and keep the schedule."""
    key = plan_key(access.school_id, round_id)
    with open_scope(access):
        row = round_row(round_id)
        if row is None:
            raise Refused("That round is not there any more.")
        edition, now = row.edition, ahead(access, row)
    if cache.get(key) is not None:
        cache.set(key, "planning", KEPT_SECONDS)
    made = plan(now.round, exactly=exactly)
    keep_plan(access, round_id=round_id, edition=edition, made=made)
