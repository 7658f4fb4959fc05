"""What a person could read in an answer or a file, for tests that search for words."""

import io
import zipfile

from pypdf import PdfReader

DEPTH = 3


def texts(body: bytes, depth: int = 0) -> list[bytes]:
    """Everything readable in an answer: itself, the parts of a zip (Word and slides are zips), the words of a PDF."""
    if body.startswith(b"%PDF-") and b"%%EOF" in body:  # a stub of an evidence file is read as it is
        return [page.extract_text().encode() for page in PdfReader(io.BytesIO(body)).pages]
    if body.startswith(b"PK\x03\x04") and depth < DEPTH:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return [text for name in archive.namelist() for text in texts(archive.read(name), depth + 1)]
    return [body]
