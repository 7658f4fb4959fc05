"""What imports keep of people: the files as they came, refused cells, and how rows stood before. When it is no longer needed,
or somebody in it is erased, it goes; that the import took place stays."""

import json
from collections.abc import Iterable, Mapping

from chalkface.operations.kept import KEPT
from chalkface.operations.undoing import pack, unpack
from chalkface.records.models import ImportBatch, ReceivedFile

OPEN = ("received", "matching", "rehearsed", "stopped")
SAID = ("refused", "matching", "notes", "failure")
AGAIN = "The files of this import are no longer kept: it waited too long, or a student was erased meanwhile. Send them again."


def clear_imports(school_id: int, gone: Mapping[type, set[int]], words: Iterable[str]) -> None:
    """Take students out of every import of a school: ``gone`` are the rows that go, ``words`` what names them.

    A file is one whole: all received files go. What was kept to take an import back loses these rows and keeps the others.
    """
    tables = {stem: gone.get(kept.model, set()) for stem, kept in KEPT.items()}
    lowered = [word.casefold() for word in words]
    ReceivedFile.objects.filter(school_id=school_id).delete()
    for batch in ImportBatch.objects.filter(school_id=school_id):
        change = unpack(batch.opened_before())
        if change:
            change.created = {
                stem: tuple(map(list, zip(*left, strict=True)))
                for stem, (pks, marks) in change.created.items()
                if (left := [pair for pair in zip(pks, marks, strict=True) if pair[0] not in tables[stem]])
            }
            change.updated = {
                stem: [row for row in rows if row[0] not in tables.get(stem, ())] for stem, rows in change.updated.items()
            }
            batch.keep_before(pack(change) if change else b"")
        _say_less(batch, lowered)
        batch.save(update_fields=["before", "sealed", "state"])


def _say_less(batch: ImportBatch, words: list[str]) -> None:
    """Leave out the cells that a result or a choice quotes; an import that waited is to be sent again."""
    said = json.dumps([batch.result, batch.options], ensure_ascii=False).casefold()
    if batch.state in OPEN:
        batch.state, batch.result, batch.options = "failed", {"failure": AGAIN}, {}
    elif batch.state != "committed" or any(word in said for word in words):
        batch.result = {name: value for name, value in batch.result.items() if name not in SAID}
        batch.options = {name: value for name, value in batch.options.items() if name != "matches"}


def empty_imports(school_id: int, batches: Iterable[ImportBatch]) -> int:
    """Remove files, quoted cells and what would take these imports back; returns how many were emptied."""
    count = 0
    for batch in batches:
        ReceivedFile.objects.filter(school_id=school_id, batch=batch).delete()
        _say_less(batch, [""])
        batch.keep_before(b"")
        batch.result = {**batch.result, "cleared": True}
        batch.save(update_fields=["before", "sealed", "state"])
        count += 1
    return count
