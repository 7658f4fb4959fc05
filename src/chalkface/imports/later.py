"""Imports that a page has asked for and a worker does: a file of 45,000 rows takes longer than a page may.

The right is looked up again when the task runs: somebody whose membership has ended in between changes nothing. A task that
finds its import already done has nothing to do, so a task that is run twice does no harm.
"""

from datetime import date

from django_tasks import task

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.imports.pipeline import commit, rehearse
from chalkface.operations.imports import fail_import
from chalkface.queries.people import access_at_door
from chalkface.queries.schools import school_at_door


@task()
def import_step(step: str, account_id: int, school: str, on: str, batch_id: int, accept: list[str]) -> None:
    """Rehearse or commit one import for one account; a refusal stays with the import for the page to show."""
    access = access_at_door(account_id, school, date.fromisoformat(on))
    if access is None:
        return
    try:
        {"rehearse": rehearse, "commit": commit}[step](access, batch_id, accept=frozenset(accept))
    except Refused as refused:
        fail_import(access, batch_id=batch_id, sentence=refused.sentence)


def _later(step: str, access: Access, batch_id: int, accept: frozenset[str]) -> None:
    if not access.may("commit_import"):
        raise NotAllowed(f"{access.role} may not import")
    slug = school_at_door(access.school_id).slug
    import_step.enqueue(step, access.account_id, slug, access.on.isoformat(), batch_id, sorted(accept))


def rehearse_later(access: Access, batch_id: int, *, accept: frozenset[str] = frozenset()) -> None:
    """Ask for a rehearsal; the batch holds its result when it is done."""
    _later("rehearse", access, batch_id, accept)


def commit_later(access: Access, batch_id: int, *, accept: frozenset[str] = frozenset()) -> None:
    """Ask for the commit; the batch holds its result when it is done."""
    _later("commit", access, batch_id, accept)
