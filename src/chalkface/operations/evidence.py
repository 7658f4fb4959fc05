"""What may be kept as evidence: a few plain kinds of file, known by their content and not by what they call themselves."""

import zipfile
from io import BytesIO
from pathlib import PurePath

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.operation import note
from chalkface.records.models import Evidence

LARGEST = 10 * 1024 * 1024
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv,.txt"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_BEGINNINGS = {".pdf": b"%PDF-", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}
_MAIN_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
# Characters that a text file written by a person does not have.
_NOT_TEXT = set(range(32)) - {9, 10, 12, 13} | {127}


def checked_file(file_name: str, content: bytes) -> tuple[str, str]:
    """The file's name without any path, and its type. Raises ``Refused`` with a sentence when it may not be kept."""
    name = PurePath(file_name.replace("\\", "/")).name
    name = "".join(letter for letter in name if letter.isprintable() and letter not in '"<>|:*?').strip()[-200:]
    ending = PurePath(name).suffix.lower().replace(".jpeg", ".jpg")
    if ending not in _TYPES:
        raise Refused(f"'{name or 'This file'}' cannot be kept: use PDF, PNG, JPG, Word (.docx), Excel (.xlsx), CSV or text.")
    if not content:
        raise Refused(f"'{name}' is empty.")
    if len(content) > LARGEST:
        raise Refused(f"'{name}' is larger than {LARGEST // 1024 // 1024} MB.")
    if not _is_what_it_says(ending, content):
        raise Refused(f"'{name}' is not a {ending} file inside: save it again in the program it comes from.")
    return name, _TYPES[ending]


def keep_file(access: Access, *, framework: str, statement: str, title: str, file_name: str, content: bytes) -> int:
    """Keep a file beside a statement of a framework or a criterion of an award, inside an operation; returns its number.
    Raises ``Refused`` for a file that may not be kept."""
    name, content_type = checked_file(file_name, content)
    row = Evidence.objects.create(
        school_id=access.school_id, framework=framework, statement=statement, title=" ".join(title.split())[:300] or name,
        file_name=name, content_type=content_type, content=content, added_on=access.on,
    )  # fmt: skip
    note(evidence=row.pk, size=len(content))
    return row.pk


def _is_what_it_says(ending: str, content: bytes) -> bool:
    if ending in _BEGINNINGS:
        return content.startswith(_BEGINNINGS[ending])
    if ending in _MAIN_PARTS:
        return _is_office(content, _MAIN_PARTS[ending])
    return not _NOT_TEXT.intersection(content[:1_000_000])


def _is_office(content: bytes, main_part: str) -> bool:
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return False
    # A macro makes it another kind of file, whatever its name says.
    return main_part in names and not any(name.lower().endswith("vbaproject.bin") for name in names)
