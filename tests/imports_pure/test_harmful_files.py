"""Bombs, escapes and traps are refused before they are unpacked."""

import io
import stat
import zipfile

import pytest

from chalkface.core.errors import Refused
from chalkface.imports import archives
from chalkface.imports.parsed import Options, Received
from chalkface.imports.reading import open_documents
from chalkface.imports.recognise import recognise
from tests.imports_pure.files import ods, opened, xlsx, zipped
from tests.imports_pure.golden import DAY

SHEET = ('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}'
         '</sheetData></worksheet>')


def refusal(content, name="harm.zip"):
    with pytest.raises(Refused) as caught:
        open_documents([Received(name, content)])
    return caught.value.sentence


def with_sheet(cells):
    """A workbook whose first sheet's XML is replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx({"Sheet": [["a"]]}))) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, SHEET.format(cells) if part.filename == "xl/worksheets/sheet1.xml" else content)
    return stream.getvalue()


def test_a_zip_that_unpacks_to_far_more_than_its_size():
    assert "times its size" in refusal(zipped({"a.csv": b"0" * 20_000_000}))


def test_a_zip_that_declares_more_than_100_mb():
    assert "more than 100 MB" in refusal(zipped({f"{n}.csv": b"0" * 30_000_000 for n in range(4)}))


def test_what_a_zip_declares_is_not_believed(monkeypatch):
    monkeypatch.setattr(archives, "_check_part", lambda *_: None)
    archive = archives.open_archive("a.zip", zipped({"a.csv": b"0" * 1_000}))
    with pytest.raises(Refused, match="unpacks to more than 100 MB"):
        archives.read_part("a.zip", archive, archive.infolist()[0], left=999)


def test_a_zip_with_too_many_parts():
    assert "201 parts" in refusal(zipped({f"{n}.csv": b"a" for n in range(201)}))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b.csv", "C:/list.csv", "..\\b.csv"])
def test_a_name_that_points_outside(name):
    assert "points outside" in refusal(zipped({name: b"a,b\n"}))


def test_a_link():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("students.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "a link" in refusal(stream.getvalue())


def test_a_zip_within_a_zip():
    assert "another zip" in refusal(zipped({"inner.zip": zipped({"a.csv": b"a"})}))


def test_two_parts_of_one_name():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.csv", "x")
        archive.writestr("a.csv", "y")
    assert "two parts called" in refusal(stream.getvalue())


def test_a_workbook_with_one_cell_in_the_far_corner_takes_no_room():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "more than 200,000 rows" in refusal(with_sheet(cells), "wide.xlsx")


def test_a_workbook_with_a_million_empty_rows_declared():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row>' + '<row r="1048576"><c r="A1048576"/></row>'
    assert "rows" in refusal(with_sheet(cells), "long.xlsx")


def test_an_open_document_row_repeated_a_million_times():
    row = ('<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"><text:p>a'
           '</text:p></table:table-cell></table:table-row>')
    assert "more than 200,000 rows" in refusal(ods(row), "long.ods")


def test_an_open_document_with_an_empty_tail_is_no_bomb():
    row = ('<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
           '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
           '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/>'
           '</table:table-row>')
    assert opened(ods(row), "tail.ods").sheets[0].rows[0][0] == "a"


@pytest.mark.parametrize("document", [
    '<!DOCTYPE CTfile [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><CTfile><CTFpupilData><Pupil><UPN>&b;</UPN></Pupil>'
    "</CTFpupilData></CTfile>",
    '<!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]><CTfile><CTFpupilData><Pupil><UPN>&x;</UPN></Pupil>'
    "</CTFpupilData></CTfile>",
    '<!DOCTYPE CTfile SYSTEM "http://harm.invalid/x.dtd"><CTfile/>',
])
def test_entities_in_a_transfer_file(document):
    [found] = recognise([opened('<?xml version="1.0"?>' + document, "a.xml")])
    with pytest.raises(Refused, match="defines entities"):
        found.read(Options(DAY))


@pytest.mark.parametrize(("content", "why"), [
    (b"a,b\n" + b"," * 3_000_000 + b"\n", "columns wide"),
    (b",\n" * 1_048_576, "more than 1,000,000 rows"),
    (b"," * 999 + b"\n" + (b"," * 999 + b"\n") * 10_100, "cells"),
])
def test_tables_that_would_fill_the_memory(content, why):
    assert why in refusal(content, "big.csv")
