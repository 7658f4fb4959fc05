"""An import from its files to the school's records: receive, recognise, read, look over, rehearse, commit.

A rehearsal runs the very code of the commit and takes it back; a commit is one transaction. Whatever is refused, stops or
needs a person's choice keeps all of it out.
"""

from collections.abc import Callable, Collection, Sequence

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.imports.capped import AT_DESK, read_capped, read_rows
from chalkface.imports.examine import Examined, examine
from chalkface.imports.opener import Asked, ReadOff
from chalkface.imports.outcome import Outcome, outcome_of
from chalkface.imports.parsed import Parsed, Received, Unresolved
from chalkface.imports.reading import Document
from chalkface.operations.imports import commit_import, receive_import, rehearse_import
from chalkface.operations.incoming import Incoming, RowsRefused
from chalkface.queries.imports import StoredImport, all_remembered_columns, remembered_columns, stored_import
from chalkface.records.tenancy import open_scope

Progress = Callable[[int, int], None]


def import_files(
    access: Access,
    received: Sequence[Received],
    *,
    format: str | None = None,
    academic_year: int | None = None,
    accept: Collection[str] = frozenset(),
    rehearse_only: bool = False,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Import files in one go; one outcome for each import among them, in the order received.

    Every file is read before anything is kept. Raises ``Refused`` for what cannot be opened, recognised or read.
    """
    _may_import(access)
    with open_scope(access):
        chosen = all_remembered_columns()
    found = read_rows(received, day=access.on, format=format, academic_year=academic_year, chosen=chosen, caps=AT_DESK)
    outcomes = []
    for one in found:
        batch_id = _receive(access, one, academic_year)
        outcomes.append(_run(access, batch_id, one.parsed, {}, accept, rehearse_only, progress))
    return outcomes


def receive(
    access: Access, received: Sequence[Received], *, format: str | None = None, academic_year: int | None = None
) -> list[int]:
    """Keep files for later steps; the number of each import among them. Raises ``Refused`` for what is not known here."""
    _may_import(access)
    with open_scope(access):
        chosen = all_remembered_columns()
    found = read_capped(Asked("kinds", received, access.on, format, academic_year, chosen))
    return [_receive(access, one, academic_year) for one in found]


def rehearse(
    access: Access, batch_id: int, *, accept: Collection[str] = frozenset(), progress: Progress | None = None
) -> Outcome:
    """Try an import that was received; nothing but its result stays."""
    return _again(access, batch_id, accept, True, progress)


def commit(
    access: Access, batch_id: int, *, accept: Collection[str] = frozenset(), progress: Progress | None = None
) -> Outcome:
    """Import for good what was received. When something stands in the way nothing goes in, and the outcome says what."""
    return _again(access, batch_id, accept, False, progress)


def read_again(access: Access, batch_id: int) -> tuple[StoredImport, list[Document]]:
    """A received import and the sheets of its files. Raises ``Refused`` when there is none."""
    stored = _stored(access, batch_id)
    return stored, read_capped(Asked("sheets", _files(stored), access.on))


def _stored(access: Access, batch_id: int) -> StoredImport:
    _may_import(access)
    with open_scope(access):
        return stored_import(batch_id)


def _files(stored: StoredImport) -> list[Received]:
    return [Received(name, content) for name, content in stored.files]


def _again(access: Access, batch_id: int, accept: Collection[str], rehearse_only: bool, progress: Progress | None) -> Outcome:
    stored = _stored(access, batch_id)
    with open_scope(access):
        chosen = {stored.format: remembered_columns(stored.format)}
    found = read_rows(
        _files(stored), day=access.on, format=stored.format, academic_year=stored.academic_year, chosen=chosen
    )
    return _run(access, batch_id, found[0].parsed, stored.matches, accept, rehearse_only, progress)


def _may_import(access: Access) -> None:
    """Refuse before files are opened; the operations ask again."""
    if not access.may("commit_import"):
        raise NotAllowed(f"{access.role} may not import")


def _receive(access: Access, found: ReadOff, academic_year: int | None) -> int:
    return receive_import(access, format=found.format, files=found.files, academic_year=academic_year)


def _run(
    access: Access,
    batch_id: int,
    parsed: Parsed,
    matches: dict[str, int],
    accept: Collection[str],
    rehearse_only: bool,
    progress: Progress | None,
) -> Outcome:
    with open_scope(access):
        examined = examine(access, parsed, matches, accept)
    if not examined.may_be_tried:
        return _rehearse(access, batch_id, examined, None, progress, parsed.unresolved)
    if rehearse_only or examined.stops:
        return _rehearse(access, batch_id, examined, examined.incoming, progress)
    try:
        result = commit_import(access, batch_id=batch_id, incoming=examined.incoming, report=examined.report, progress=progress)
    except RowsRefused as refused:
        examined.report["refused"] = [problem.as_json() for problem in refused.problems]
        return _rehearse(access, batch_id, examined, None, progress)
    return outcome_of(batch_id, "committed", result)


def _rehearse(
    access: Access,
    batch_id: int,
    examined: Examined,
    incoming: Incoming | None,
    progress: Progress | None,
    references: Sequence[Unresolved] = (),
) -> Outcome:
    state = "matching" if examined.report["matching"] else "stopped" if examined.stops else "rehearsed"
    result = rehearse_import(
        access,
        batch_id=batch_id,
        incoming=incoming,
        references=references,
        report=examined.report,
        state=state,
        progress=progress,
    )
    return outcome_of(batch_id, state, result)
