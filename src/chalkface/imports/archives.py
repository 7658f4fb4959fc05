"""Opening zip files without trusting them: zips of tables, and XLSX and ODS, which are zips inside."""

import io
import stat
import zipfile
from collections.abc import Iterator

from chalkface.core.errors import Refused

MOST_BYTES = 100 * 1024 * 1024
MOST_PARTS = 200
MOST_RATIO = 100
RATIO_MATTERS_FROM = 1024 * 1024
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def is_zip(content: bytes) -> bool:
    """Whether the bytes begin as a zip file does (an empty zip included)."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def open_archive(name: str, content: bytes) -> zipfile.ZipFile:
    """The zip with its directory checked. Raises ``Refused`` for damage, links, secrets, escapes and bombs."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except Exception as fault:  # zipfile raises a dozen kinds of error on damaged files
        raise Refused(f"“{name}” is damaged or was cut short: it begins as a zip file but cannot be opened. "
                      f"Save or download it again.") from fault
    if len(parts) > MOST_PARTS:
        raise Refused(f"“{name}” holds {len(parts)} parts; the most that is opened is {MOST_PARTS}.")
    declared = sum(part.file_size for part in parts)
    if declared > MOST_BYTES:
        raise Refused(f"“{name}” would unpack to more than 100 MB, so it is not opened. Split it into smaller files.")
    if declared > RATIO_MATTERS_FROM and declared > MOST_RATIO * max(1, len(content)):
        raise Refused(f"“{name}” unpacks to more than {MOST_RATIO} times its size, as a harmful file would, "
                      f"so it is not opened.")
    seen: set[str] = set()
    for part in parts:
        _check_part(name, part, seen)
    return archive


def _check_part(name: str, part: zipfile.ZipInfo, seen: set[str]) -> None:
    inner = part.filename.replace("\\", "/")
    if inner.startswith("/") or ".." in inner.split("/") or ":" in inner.split("/")[0]:
        raise Refused(f"“{name}” holds a part whose name points outside the file (“{inner[:80]}”), so it is not opened.")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise Refused(f"“{name}” holds a link instead of a file (“{inner[:80]}”), so it is not opened.")
    if part.flag_bits & 0x1:
        raise Refused(f"“{name}” is protected by a password. Save it without one and send it again.")
    if inner in seen:
        raise Refused(f"“{name}” holds two parts called “{inner[:80]}”, so it is not clear which to read.")
    seen.add(inner)


def read_part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int = MOST_BYTES) -> bytes:
    """The bytes of one part, at most ``left``: what the directory declares is not believed."""
    try:
        with archive.open(part) as stream:
            content = stream.read(left + 1)
    except Exception as fault:
        raise Refused(f"“{name}” is damaged: its part “{part.filename[:80]}” cannot be unpacked. "
                      f"Save or download it again.") from fault
    if len(content) > left:
        raise Refused(f"“{name}” unpacks to more than 100 MB, so it is not opened.")
    return content


def unpack(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a zip in its own order, as (name, bytes); folders and what computers litter are passed over."""
    archive = open_archive(name, content)
    left = MOST_BYTES
    for part in archive.infolist():
        inner = part.filename.replace("\\", "/")
        if part.is_dir() or any(litter in inner for litter in LITTER):
            continue
        unpacked = read_part(name, archive, part, left)
        left -= len(unpacked)
        yield inner, unpacked
