"""Of files as a school received them, what is about one student: for the copy of their data that somebody may ask for.

Tables of every kind are opened as an import opens them, apart from us. A line is the student's when it carries their UPN or
ULN, or their number at the school beside no other name than theirs: a number may be a provider's own. Names of others in it
are blacked out. A name alone is no ground: what cannot be told apart by a number is left to a person.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO

from chalkface.core.derived_keys import folded, folded_name
from chalkface.core.errors import Refused
from chalkface.imports.capped import read_capped
from chalkface.imports.columns import HEADER_WITHIN, Column, guess
from chalkface.imports.opener import Asked
from chalkface.imports.parsed import Received
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.student_columns import NAMING, STUDENT_COLUMNS
from chalkface.queries.whose_lines import WhoseLines

COLUMNS = (*STUDENT_COLUMNS, Column("uln", ("Unique Learner Number",)))
File = tuple[int, str, bytes]
AT_ONCE, BYTES_AT_ONCE = 25, 8_000_000
NOT_OPENED = "This file could not be opened when the copy was made. Ask the school to look in it for lines about you.\n"
PUPIL = re.compile(r"<Pupil\b.*?</Pupil>", re.DOTALL)


def own_lines(files: Iterable[File], whose: WhoseLines, on: date) -> Iterator[tuple[str, bytes]]:
    """(name, content) of what is the student's in each (number, name, content) that was received, and a note for each file
    that could not be opened; nothing for other files."""
    for some in _together(files):
        for (number, _, content), documents in _opened(some, on):
            for place, found in enumerate(_found(documents or (), content, whose)):
                ending, text = found
                yield f"received-{number}{f'-{place + 1}' if place else ''}.{ending}", text.encode("utf-8")
            if documents is None:
                yield f"received-{number}-not-opened.txt", NOT_OPENED.encode("utf-8")


def _together(files: Iterable[File]) -> Iterator[list[File]]:
    """Files that are opened in one go: to start the process that opens them takes longer than to open a small one."""
    some: list[File] = []
    for file in files:
        some.append(file)
        if len(some) == AT_ONCE or sum(len(content) for _, _, content in some) > BYTES_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _opened(some: Sequence[File], on: date) -> Iterator[tuple[File, Sequence[Document] | None]]:
    """Each file with what is in it, or None where it cannot be opened now."""
    try:
        documents = read_capped(Asked("sheets", [Received(name, content) for _, name, content in some], on))
    except Refused:
        documents = []
    if len(some) == len(documents):
        yield from ((file, [document]) for file, document in zip(some, documents, strict=True))
    elif len(some) == 1:
        yield some[0], documents or None
    else:
        for file in some:
            yield from _opened([file], on)


def _found(documents: Sequence[Document], content: bytes, whose: WhoseLines) -> Iterator[tuple[str, str]]:
    for document in documents:
        for sheet in document.sheets:
            if mine := _of_sheet(sheet, whose):
                out = StringIO()
                csv.writer(out).writerows([[whose.names.blacked_out(cell) for cell in row] for row in mine])
                yield "csv", out.getvalue()
        if not document.sheets:
            yield from _of_text(content.decode("utf-8-sig", "replace"), whose)


def _of_sheet(sheet: Sheet, whose: WhoseLines) -> list[list[str]]:
    """The headings and the student's lines; nothing when there are none."""
    header, mapping = 0, {}
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        found = guess(COLUMNS, row).mapping
        if len(found) > len(mapping) and found.keys() & NAMING:
            header, mapping = index, found
    mine = [row for row in sheet.rows[header + 1 :] if _is_own(row, mapping, whose)]
    # Where no headings are known, the first line is somebody's.
    return [sheet.rows[header], *mine] if mine and mapping else mine


def _is_own(row: Sequence[str], mapping: Mapping[str, int], whose: WhoseLines) -> bool:
    cells = {name: row[position].strip() for name, position in mapping.items() if position < len(row)}
    if whose.upn and whose.upn in {cell.strip().upper() for cell in row}:
        return True
    if cells.get("upn"):
        return False
    if whose.uln and cells.get("uln") == whose.uln:
        return True
    name = cells.get("student") or " ".join(filter(None, (cells.get("forename"), cells.get("surname"))))
    return bool(whose.key) and cells.get("student_id") == whose.key and (not name or folded_name(name) in whose.called)


def _of_text(text: str, whose: WhoseLines) -> Iterator[tuple[str, str]]:
    if text.lstrip().startswith("<"):
        pupils = PUPIL.findall(text)
        mine = [one for one in pupils if whose.upn and re.search(rf"<UPN>\s*{re.escape(whose.upn)}\s*</UPN>", one)]
        if mine:
            yield "xml", whose.names.blacked_out("\n".join(mine))
        return
    try:
        record = json.loads(text)
        upn = folded(str(record["student"].get("upn") or ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return
    if upn and upn == folded(whose.upn):
        yield "json", json.dumps(_blacked_out(record, whose), ensure_ascii=False, indent=1) + "\n"


def _blacked_out(value: object, whose: WhoseLines) -> object:
    if isinstance(value, dict):
        return {name: _blacked_out(one, whose) for name, one in value.items()}
    if isinstance(value, list):
        return [_blacked_out(one, whose) for one in value]
    return whose.names.blacked_out(value) if isinstance(value, str) else value
