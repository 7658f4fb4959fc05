"""Published statistics stored as they came: shared by every school on the server, the same file once."""

import json
from collections.abc import Sequence
from hashlib import sha256

from django.utils import timezone

from chalkface.operations.bulk import insert_rows
from chalkface.operations.incoming import Published
from chalkface.operations.storing import Storing
from chalkface.records.models import PublishedFile, PublishedRow

COLUMNS = ("line", "level", "urn", "laestab", "area_code", "name", "time_period", "cohort_year", "filters", "cells")


def store_published(storing: Storing, tables: Sequence[Published]) -> None:
    """Store each table unless the same rows are held already; counts go to ``published_rows``."""
    outcome = storing.outcome
    created = unchanged = 0
    for table in tables:
        rows, digest = _rows(table)
        if PublishedFile.objects.filter(digest=digest).exists():
            unchanged += len(rows)
            storing.stored(len(rows))
            continue
        file = PublishedFile.objects.create(
            kind=table.kind[:60],
            title=table.title[:300],
            name=table.file[:300],
            edition=table.edition[:60],
            columns=list(table.headings),
            digest=digest,
            rows=len(rows),
            notes=list(table.notes),
            received_at=timezone.now(),
            school_number=storing.school_id,
            batch_number=storing.batch_id,
        )
        insert_rows(PublishedRow, ("file_id", *COLUMNS), [(file.pk, *row) for row in rows], storing.stored)
        outcome.change.published.append(file.pk)
        created += len(rows)
    if tables:
        outcome.created["published_rows"] = created
        outcome.unchanged["published_rows"] = unchanged
        outcome.updated["published_rows"] = 0


def _rows(table: Published) -> tuple[list[tuple], str]:
    """The rows as the table holds them, and a digest of them that the file's name has no part in."""
    write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    digest = sha256(write([table.kind, table.edition]).encode())
    rows = []
    for row in table.rows:
        leaving = row.filters.get("cohort_year", "")[:4]
        whole = (
            row.line, row.level[:30], row.urn[:20], row.laestab[:20], row.area_code[:20], row.name[:300], row.time_period[:20],
            int(leaving) if leaving.isdecimal() else None, write(row.filters), write(row.cells),
        )  # fmt: skip
        digest.update(repr(whole).encode())
        rows.append(whole)
    return rows, digest.hexdigest()
