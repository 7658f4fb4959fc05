"""Imports from the web run beside it: a page puts a task in the queue, a worker does it, the import's state tells how it went.

Rights are asked for again when the task runs: a membership may have ended since.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.imports.outcome import Outcome
from chalkface.imports.pipeline import Progress, commit, rehearse
from chalkface.operations.imports import fail_import
from chalkface.queries.imports import progress_key
from chalkface.queries.people import access_at_door
from chalkface.queries.schools import school_at_door

log = logging.getLogger(__name__)
KEPT_SECONDS = 15 * 60
BROKEN = "Something went wrong on our side and nothing was imported; the log of the server says what."


def enqueue_rehearsal(access: Access, batch_id: int, *, accept: Collection[str] = ()) -> None:
    """Have a received import rehearsed; its state changes when that is done."""
    _enqueue(rehearse_in_background, access, batch_id, accept)


def enqueue_commit(access: Access, batch_id: int, *, accept: Collection[str] = ()) -> None:
    """Have a received import committed; its state changes when that is done."""
    _enqueue(commit_in_background, access, batch_id, accept)


def _enqueue(job: Task, access: Access, batch_id: int, accept: Collection[str]) -> None:
    # A page that is opened before the worker begins says "waiting" and not the state of before.
    cache.set(progress_key(access.school_id, batch_id), (0, 0), KEPT_SECONDS)
    slug = school_at_door(access.school_id).slug
    job.enqueue(
        school_id=access.school_id,
        account_id=access.account_id,
        slug=slug,
        on=access.on.isoformat(),
        batch_id=batch_id,
        accept=sorted(accept),
    )


@task()
def rehearse_in_background(school_id: int, account_id: int, slug: str, on: str, batch_id: int, accept: list[str]) -> None:
    """Rehearse one import for one person."""
    with _until_done(school_id, batch_id) as progress:
        _run(rehearse, _access(account_id, slug, on), batch_id, accept, progress)


@task()
def commit_in_background(school_id: int, account_id: int, slug: str, on: str, batch_id: int, accept: list[str]) -> None:
    """Commit one import for one person."""
    with _until_done(school_id, batch_id) as progress:
        _run(commit, _access(account_id, slug, on), batch_id, accept, progress)


@contextmanager
def _until_done(school_id: int, batch_id: int) -> Iterator[Progress]:
    """Gives the progress callback; the cache holds how far it is until the block ends."""
    key = progress_key(school_id, batch_id)
    try:
        yield lambda done, total: cache.set(key, (done, total), KEPT_SECONDS)
    finally:
        cache.delete(key)


def _access(account_id: int, slug: str, on: str) -> Access:
    """What the person may do now, on the day on which they asked: a task may wait past midnight."""
    access = access_at_door(account_id, slug, timezone.localdate())
    if access is None:
        raise NotAllowed("The person who asked for this import is no longer a member of the school.")
    return replace(access, on=date.fromisoformat(on))


def _run(step: Callable[..., Outcome], access: Access, batch_id: int, accept: list[str], progress: Progress) -> None:
    try:
        step(access, batch_id, accept=set(accept), progress=progress)
    except Refused as refused:
        _fail(access, batch_id, refused.sentence)
    except (OperationalError, InterfaceError):
        raise  # the database was away: the worker tries again, and gives up when that does not help
    except Exception:
        _fail(access, batch_id, BROKEN)
        raise


def give_up(school_id: int, account_id: int, slug: str, on: str, batch_id: int, accept: list[str]) -> None:
    """Say of an import whose task was parked that nothing came of it."""
    cache.delete(progress_key(school_id, batch_id))
    access = access_at_door(account_id, slug, date.fromisoformat(on))
    if access is not None:
        _fail(access, batch_id, BROKEN)


def _fail(access: Access, batch_id: int, sentence: str) -> None:
    try:
        fail_import(access, batch_id=batch_id, sentence=sentence)
    except Refused:  # somebody else has committed it in the meantime; that stands
        log.warning("import %s was closed while a task for it ran", batch_id)
