"""Files for the tests: made here, so that each test shows what is in them."""

import io
import zipfile

from openpyxl import Workbook

from chalkface.imports.parsed import Received
from chalkface.imports.reading import Document, open_documents

ODS_BEFORE = ('<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
              'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
              'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
              '<office:spreadsheet><table:table table:name="Sheet1">')
ODS_AFTER = "</table:table></office:spreadsheet></office:body></office:document-content>"


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of named contents."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def xlsx(sheets: dict[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> bytes:
    """An Excel workbook of named sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows_xml: str) -> bytes:
    """An OpenDocument spreadsheet with the rows given as XML."""
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                   "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
                                            b'manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" '
                                            b'manifest:media-type="text/xml"/></manifest:manifest>',
                   "content.xml": (ODS_BEFORE + rows_xml + ODS_AFTER).encode()})


def opened(content: bytes | str, name: str = "file.csv") -> Document:
    """One file, opened."""
    [document] = open_documents([Received(name, content.encode() if isinstance(content, str) else content)])
    return document
