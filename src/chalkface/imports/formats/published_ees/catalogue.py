"""A list of data sets and their headings, as the statistics service's catalogue shows them: no figures, only what there is."""

import csv
from collections.abc import Sequence

from chalkface.core.published_measures import datasets
from chalkface.imports.parsed import shown
from chalkface.imports.published import Kind
from chalkface.imports.reading import Document

HEADINGS = ("dataset", "dataset_id", "release_state", "header")


def is_catalogue(document: Document) -> bool:
    """Whether the document lists data sets with their headings."""
    return any(set(HEADINGS) <= {cell.strip().lower() for cell in row} for sheet in document.sheets for row in sheet.rows[:1])


def describe(document: Document, kinds: Sequence[Kind]) -> tuple[int, list[str]]:
    """How many data sets the list describes, and a sentence for each: what it is and whether its files can be read here."""
    count, sentences = 0, []
    for sheet in document.sheets:
        if not sheet.rows:
            continue
        headings = [cell.strip().lower() for cell in sheet.rows[0]]
        if not set(HEADINGS) <= set(headings):
            continue
        for number, row in enumerate(sheet.rows[1:], start=2):
            if not any(cell.strip() for cell in row):
                continue
            count += 1
            record = dict(zip(headings, row, strict=False))
            sentences.append(f"{sheet.file}, row {number}: {_sentence(record, kinds)}")
    return count, sentences


def _sentence(record: dict[str, str], kinds: Sequence[Kind]) -> str:
    name = f"“{shown(record.get('dataset', '').strip())}” ({shown(record.get('release_state', '').strip())})"
    header = next(csv.reader([record.get("header", "")]), [])
    held = [heading.strip().lower() for heading in header]
    for kind in kinds:
        if kind.fits(frozenset(kind.aliases.get(heading, heading) for heading in held)):
            title = datasets()[kind.dataset].title
            return f"{name} has {len(header)} columns; a file of it can be read here as “{title}”. This list holds no figures."
    return f"{name} has {len(header)} columns; its files are not known here. This list holds no figures."
