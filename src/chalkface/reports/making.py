"""A paper that takes longer than a page may: a page asks for it, a worker makes it, the person fetches it.

Rights are asked for again when the task runs: a membership may have ended since. What is under way when the server is stopped
stands in the queue under a lease and is taken up again at the next start (``operations/queue.py``); made twice does no harm.
"""

import logging
from dataclasses import replace
from datetime import date

from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django_tasks import task

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.making import ask_for_paper, begin_paper, fail_paper, keep_paper
from chalkface.queries.making import progress_key
from chalkface.queries.people import access_at_door
from chalkface.queries.schools import school_at_door
from chalkface.reports import make_report, report_called

log = logging.getLogger(__name__)
KEPT_SECONDS = 15 * 60
BROKEN = "Something went wrong on our side and it was not made; the log of the server says what."


def enqueue_paper(access: Access, name: str, ending: str, **options: str | int) -> int:
    """Have report ``name`` made as ``ending`` for the person, on the access's day; the number of its page ``share.making``.

    ``options`` are codes and numbers that the report's ``compose`` takes by name; never a personal value, since they stand in
    the queue. Raises ``NotAllowed`` for who may not make it, ``Refused`` for a report or an ending that there is not.
    """
    report = report_called(name, ending)
    if not report.needs or not access.may(report.needs):
        raise NotAllowed(f"{access.role} may not make {name}")
    number, is_new = ask_for_paper(access, report=name, ending=ending, options=options)
    if is_new:
        slug = school_at_door(access.school_id).slug
        make_in_background.enqueue(
            school_id=access.school_id, account_id=access.account_id, slug=slug, on=access.on.isoformat(), making_id=number,
            report=name, ending=ending, options=options,
        )  # fmt: skip
    return number


@task()
def make_in_background(
    school_id: int, account_id: int, slug: str, on: str, making_id: int, report: str, ending: str, options: dict[str, str | int]
) -> None:
    """Make one paper for one person."""
    key = progress_key(school_id, making_id)
    access = access_at_door(account_id, slug, timezone.localdate())  # what they may do now: it may wait past midnight
    if access is None or access.school_id != school_id:
        raise NotAllowed("The person who asked for this paper is no longer a member of the school.")
    access = replace(access, on=date.fromisoformat(on))

    def progress(done: int, total: int, doing: str = "") -> None:
        cache.set(key, (done, total, doing), KEPT_SECONDS)

    try:
        if begin_paper(access, making_id=making_id):
            if not access.may(report_called(report, ending).needs):
                raise NotAllowed(f"{access.role} may not make {report}")
            made = make_report(access, report, ending, on=access.on, progress=progress, **options)
            keep_paper(access, making_id=making_id, content=made)
    except Refused as refused:
        fail_paper(access, making_id=making_id, sentence=refused.sentence)
    except (OperationalError, InterfaceError, OSError):
        raise  # the database or the disk was away: the worker tries again, and gives up when that does not help
    except Exception:
        fail_paper(access, making_id=making_id, sentence=BROKEN)
        raise
    finally:
        cache.delete(key)


def give_up_paper(school_id: int, account_id: int, slug: str, on: str, making_id: int, **_: object) -> None:
    """Say of a paper whose task was parked that nothing came of it."""
    cache.delete(progress_key(school_id, making_id))
    access = access_at_door(account_id, slug, date.fromisoformat(on))
    if access is not None:
        try:
            fail_paper(access, making_id=making_id, sentence=BROKEN)
        except Refused:  # it was thrown away in the meantime
            log.warning("paper %s was gone when its task was parked", making_id)
