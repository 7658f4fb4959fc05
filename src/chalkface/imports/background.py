"""Imports from the web run beside it: a page puts a task in the queue, a worker does it, the import's state tells how it went.

Rights are asked for again when the task runs: a membership may have ended since.
"""

import logging
from collections.abc import Callable, Collection
from datetime import date

from django.core.cache import cache
from django_tasks import task

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.imports.outcome import Outcome
from chalkface.imports.pipeline import commit, rehearse
from chalkface.operations.imports import fail_import
from chalkface.queries.imports import progress_key
from chalkface.queries.people import access_at_door
from chalkface.queries.schools import school_at_door

log = logging.getLogger(__name__)
KEPT_SECONDS = 15 * 60
BROKEN = "Something went wrong on our side and nothing was imported; the log of the server says what."


def enqueue_rehearsal(access: Access, batch_id: int, *, accept: Collection[str] = ()) -> None:
    """Have a received import rehearsed; its state changes when that is done."""
    rehearse_in_background.enqueue(**_words(access, batch_id, accept))


def enqueue_commit(access: Access, batch_id: int, *, accept: Collection[str] = ()) -> None:
    """Have a received import committed; its state changes when that is done."""
    commit_in_background.enqueue(**_words(access, batch_id, accept))


def _words(access: Access, batch_id: int, accept: Collection[str]) -> dict[str, object]:
    cache.set(progress_key(access.school_id, batch_id), (0, 0), KEPT_SECONDS)  # asked for: the page says so from now on
    slug = school_at_door(access.school_id).slug
    return {
        "account_id": access.account_id,
        "slug": slug,
        "on": access.on.isoformat(),
        "batch_id": batch_id,
        "accept": sorted(accept),
    }


@task()
def rehearse_in_background(account_id: int, slug: str, on: str, batch_id: int, accept: list[str]) -> None:
    """Rehearse one import for one person."""
    _run(rehearse, account_id, slug, on, batch_id, accept)


@task()
def commit_in_background(account_id: int, slug: str, on: str, batch_id: int, accept: list[str]) -> None:
    """Commit one import for one person."""
    _run(commit, account_id, slug, on, batch_id, accept)


def _run(step: Callable[..., Outcome], account_id: int, slug: str, on: str, batch_id: int, accept: list[str]) -> None:
    access = access_at_door(account_id, slug, date.fromisoformat(on))
    if access is None:
        raise NotAllowed("The person who asked for this import is no longer a member of the school.")
    key = progress_key(access.school_id, batch_id)

    def progress(done: int, total: int) -> None:
        cache.set(key, (done, total), KEPT_SECONDS)

    progress(0, 0)
    try:
        step(access, batch_id, accept=set(accept), progress=progress)
    except Refused as refused:
        _fail(access, batch_id, refused.sentence)
    except Exception:
        _fail(access, batch_id, BROKEN)
        raise
    finally:
        cache.delete(key)


def _fail(access: Access, batch_id: int, sentence: str) -> None:
    try:
        fail_import(access, batch_id=batch_id, sentence=sentence)
    except Refused:  # somebody else has committed it in the meantime; that stands
        log.warning("import %s was closed while a task for it ran", batch_id)
