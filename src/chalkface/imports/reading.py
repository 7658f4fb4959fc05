"""From bytes to sheets of text: CSV and its relatives, XLSX, XLS, ODS, and zips of them.

Encodings are decided, never guessed: a byte order mark, else UTF-8, else Windows-1252. Row numbers are those a person sees.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chalkface.core.errors import Refused
from chalkface.imports.archives import MOST_BYTES, is_zip, unpack
from chalkface.imports.parsed import Received
from chalkface.imports.sheet_sizes import MOST_CELLS, MOST_COLUMNS, MOST_LINES, check_size
from chalkface.imports.workbooks import is_workbook, read_workbook

DELIMITERS = ",\t;|"
LONGEST_FIELD = 12_000_000
LONGEST_LINE = 2_000_000
BINARY = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
          b"\x1f\x8b": "a gzip file", b"Rar!": "a RAR archive", b"7z\xbc\xaf": "a 7z archive", b"{\\rt": "a text document"}
JSON_RECORD = re.compile(rb'\s*\{\s*"chalkface-record"\s*:')
WEB_PAGE = re.compile(r"\s*(<!doctype html|<html|<table)", re.IGNORECASE)

csv.field_size_limit(LONGEST_FIELD)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text as received. ``rows[0]`` is row 1; ``file`` has no folders; ``name`` is for workbooks of several."""

    file: str
    name: str
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Document:
    """One file after opening: its sheets (none when it is XML or a portable record), and what to know about how it was read."""

    name: str
    content: bytes
    sheets: list[Sheet] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The file name without folders and ending, in lower case: ``Term 1/Students.CSV`` gives ``students``."""
        return self.name.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()

    @property
    def is_xml(self) -> bool:
        """Whether the content is XML rather than tables."""
        return not self.sheets


def from_paths(paths: Iterable[Path]) -> list[Received]:
    """Files and whole folders (not their subfolders, nor hidden files) from disk. Raises ``Refused`` for a missing one."""
    received = []
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
            if not files:
                raise Refused(f"The folder “{path.name}” holds no files.")
            received += [Received(f"{path.name}/{file.name}", _bytes_of(file)) for file in files]
        elif path.is_file():
            received.append(Received(path.name, _bytes_of(path)))
        else:
            raise Refused(f"There is no file or folder “{path}”.")
    return received


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"“{path.name}” is larger than 100 MB. Split it into smaller files.")
        return path.read_bytes()
    except OSError as fault:
        raise Refused(f"“{path.name}” cannot be read: {fault.strerror}.") from fault


def open_documents(received: Iterable[Received]) -> list[Document]:
    """Every file opened, zips unpacked one level. Raises ``Refused`` for what is damaged, harmful or not a table."""
    documents = []
    for file in received:
        if len(file.content) > MOST_BYTES:
            raise Refused(f"“{file.name}” is larger than 100 MB. Split it into smaller files.")
        if is_zip(file.content) and not is_workbook(file.content):
            parts = list(unpack(file.name, file.content))
            is_record = "record.json" in {name.rsplit("/", 1)[-1] for name, _ in parts}
            for name, content in parts:
                if is_record and name.rsplit("/", 1)[-1] == "record.html":
                    continue  # what people read of a portable record (docs/portable-record.md)
                if is_zip(content) and not is_workbook(content):
                    raise Refused(f"“{file.name}” holds another zip (“{name[:80]}”). Unpack it first.")
                documents.append(open_document(Received(name, content)))
        else:
            documents.append(open_document(file))
    if not documents:
        raise Refused("There is nothing to import: no files were found.")
    return documents


def open_document(file: Received) -> Document:
    """One file that is not a zip of files, opened. Raises ``Refused``."""
    name, content = file.name.rsplit("/", 1)[-1], file.content
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused(f"“{name}” is empty.")
    if is_workbook(content):
        return Document(file.name, content, [Sheet(name, title, rows) for title, rows in read_workbook(name, content)])
    for beginning, kind in BINARY.items():
        if content.startswith(beginning):
            raise Refused(f"“{name}” is {kind}, not a table. Send the list as CSV or as an Excel file.")
    if JSON_RECORD.match(content):
        return Document(file.name, content)
    text, notes = decode(name, content)
    if text.lstrip().startswith("<"):
        if WEB_PAGE.match(text):
            raise Refused(f"“{name}” is a web page, whatever its name ends in. Open it in Excel and save it as XLSX or CSV.")
        return Document(file.name, content, notes=notes)
    return Document(file.name, content, [Sheet(name, "", read_table(name, text))], notes)


def decode(name: str, content: bytes) -> tuple[str, list[str]]:
    """The text and notes on how it was read. Raises ``Refused`` for null characters and half a character at the end."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, notes = content.decode("utf-16", errors="replace"), []
    elif content.startswith(b"\xef\xbb\xbf"):
        text, notes = content[3:].decode("utf-8", errors="replace"), []
    else:
        text, notes = _without_mark(name, content)
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        raise Refused(f"“{name}” holds null characters, the first in row {row:,}: it was damaged on its way, or is not a "
                      f"table. Save it again.")
    lost = text.count("\ufffd")
    if lost:
        notes.append(f"{name}: {lost} characters could not be read and show as “\ufffd”.")
    return text, notes


def _without_mark(name: str, content: bytes) -> tuple[str, list[str]]:
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as fault:
        if fault.start >= len(content) - 3 and fault.reason == "unexpected end of data" and not content[:fault.start].isascii():
            raise Refused(f"“{name}” was cut short: it ends in the middle of a character. Save or send it again.") from fault
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if sum(character > "\x7f" for character in text) > 2 * broken:
        return text, []  # most letters beyond ASCII are whole: UTF-8 with damage, not another encoding
    note = f"{name}: saved with the older Windows letters (Windows-1252), and read so."
    return content.decode("cp1252", errors="replace"), [note]


def read_table(name: str, text: str) -> list[list[str]]:
    """The rows of a delimited text; the delimiter is the one that makes the most regular table."""
    if "\n" not in text:
        text = text.replace("\r", "\n")  # the line ends of old Macintosh files
    lines = text.split("\n", 40)[:40]
    hint = re.fullmatch(r"sep=(.)\r?", lines[0])
    delimiter = hint.group(1) if hint else _delimiter(lines)
    try:
        rows = _rows(name, text, delimiter, strict=True)
    except _AtRow as fault:
        if "end of data" in fault.why:
            raise Refused(f"“{name}” ends inside a quotation that begins in row {fault.row:,}: it was cut short, or a "
                          f"quotation mark is missing.") from fault
        try:
            rows = _rows(name, text, delimiter, strict=False)
        except _AtRow as second:
            why = ("a cell is far too long, or a quotation mark is missing" if "limit" in second.why
                   else "a line ends there in the middle of a cell")
            raise Refused(f"“{name}” cannot be read as a table at row {second.row:,}: {why}. Mend that row, or save the "
                          f"list as CSV again.") from second
    if hint:
        rows[0] = []
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


class _AtRow(Exception):
    """Where the rows of a delimited text cannot be told apart any more, and why the reader says so."""

    def __init__(self, row: int, why: str) -> None:
        super().__init__(why)
        self.row, self.why = row, why


def _rows(name: str, text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    """The rows, with their number and width watched on the way: a harmful file is refused before it fills the memory."""
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(_lines(name, text, delimiter), delimiter=delimiter, strict=strict):
            rows.append(row)
            cells += len(row)
            if len(rows) > MOST_LINES or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
                check_size(name, len(rows), len(row), cells, MOST_LINES)
    except csv.Error as fault:
        raise _AtRow(len(rows) + 1, str(fault)) from fault
    return rows


def _lines(name: str, text: str, delimiter: str) -> Iterator[str]:
    """Lines that keep their ends, cut at ``\n`` only: ``splitlines`` would cut at form feeds inside a cell."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if end - start > LONGEST_LINE and text.count(delimiter, start, end) > LONGEST_LINE // 10:
            check_size(name, 1, text.count(delimiter, start, end))
        yield text[start:end]
        start = end


def _delimiter(lines: Sequence[str]) -> str:
    """The character that cuts most lines into equally many cells; a comma that cuts the first line is not given up for a
    character that does not, such as the semicolon of a list inside a cell."""
    best, best_score = ",", 0
    first_cells = 1
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        except csv.Error:
            continue
        widths = [len(row) for row in rows]
        width = max(widths, key=widths.count, default=1)
        score = widths.count(width) * (width - 1)
        if delimiter == "," and 4 * widths.count(width) >= 3 * len(rows) and width > 1:
            first_cells = len(rows[0])
        if score > best_score and (delimiter == "," or len(rows[0]) >= min(2, first_cells)):
            best, best_score = delimiter, score
    return best
