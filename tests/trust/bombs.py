"""Thirty files that were made to do harm: each is made here, small, when it is asked for."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable

from tests.imports_pure.files import ods, xlsx, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = '<?xml version="1.0"?>{}<worksheet xmlns="' + MAIN + '"><sheetData>{}</sheetData></worksheet>'
CTF = '<?xml version="1.0"?>{}<CTfile><CTFpupilData><Pupil><UPN>{}</UPN></Pupil></CTFpupilData></CTfile>'
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
) + "]>"  # fmt: skip
QUADRATIC = f"<!DOCTYPE x [<!ENTITY a '{'a' * 50_000}'>]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM '{}'>]>"


def with_part(name: str, content: str | bytes, **others: bytes) -> bytes:
    """A workbook of which one part is replaced."""
    stream = io.BytesIO()
    made = io.BytesIO(xlsx({"Sheet": [["a"]]}))
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
        for other, body in others.items():
            new.writestr(other, body)
    return stream.getvalue()


def sheet(cells: str, before: str = "") -> bytes:
    return with_part("xl/worksheets/sheet1.xml", SHEET.format(before, cells))


def link(name: str = "students.csv", to: str = "/etc/passwd") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        one = zipfile.ZipInfo(name)
        one.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(one, to)
    return stream.getvalue()


def lying() -> bytes:
    """A zip whose directory says that its part is small."""
    content, size = bytearray(zipped({"students.csv": b"0" * 300_000_000})), struct.pack("<L", 300_000_000)
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = struct.pack("<L", 100)
    return bytes(content)


def picture(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">LL", width, height) + b"\x08\x02\x00\x00\x00" + b"\x00" * 400


def repeated(rows: int, columns: int = 1) -> bytes:
    return ods(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}" '
        'office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
    )


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip of noughts": ("a.zip", lambda: zipped({"a.csv": b"0" * 90_000_000})),
    "zip of more than it may unpack to": ("a.zip", lambda: zipped({f"{n}.csv": b"0" * 30_000_000 for n in range(4)})),
    "zip that lies about its size": ("a.zip", lying),
    "zip in a zip in a zip": ("a.zip", lambda: zipped({"a.zip": zipped({"b.zip": zipped({"a.csv": b"a"})})})),
    "zip of too many parts": ("a.zip", lambda: zipped({f"{n}.csv": b"a" for n in range(5_000)})),
    "zip slip": ("a.zip", lambda: zipped({"../../../tmp/students.csv": b"a,b\n"})),
    "zip slip with the other stroke": ("a.zip", lambda: zipped({"..\\..\\students.csv": b"a,b\n"})),
    "zip with a whole path": ("a.zip", lambda: zipped({"/etc/cron.d/x": b"a,b\n"})),
    "zip with a link": ("a.zip", link),
    "zip with a link to a folder": ("a.zip", lambda: link("files", "/")),
    "workbook of one huge part": ("a.xlsx", lambda: sheet("<row r='1'><c r='A1'><v>1</v></c></row>" * 2_900_000)),
    "workbook with a part of noughts": ("a.xlsx", lambda: with_part("xl/media/a.bin", b"0" * 95_000_000)),
    "workbook of many texts": (
        "a.xlsx", lambda: with_part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"<si><t>a</t></si>" * 5_500_000}</sst>')
    ),
    "workbook with its last cell": ("a.xlsx", lambda: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "workbook of a million empty rows": ("a.xlsx", lambda: sheet('<row r="1048576"><c r="A1048576"/></row>')),
    "workbook that laughs": ("a.xlsx", lambda: sheet('<row r="1"><c r="A1" t="str"><v>&a9;</v></c></row>', LAUGHS)),
    "workbook that reads a file": (
        "a.xlsx", lambda: sheet('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>', OUTSIDE.format("file:///etc/passwd"))
    ),
    "open document of a million rows": ("a.ods", lambda: repeated(1_048_576)),
    "open document as wide as long": ("a.ods", lambda: repeated(150_000, 900)),
    "open document repeated beyond any number": ("a.ods", lambda: repeated(10**40)),
    "transfer file that laughs": ("a.xml", lambda: CTF.format(LAUGHS, "&a9;").encode()),
    "transfer file that grows by squares": ("a.xml", lambda: CTF.format(QUADRATIC, "&a;" * 50_000).encode()),
    "transfer file that reads a file": ("a.xml", lambda: CTF.format(OUTSIDE.format("file:///etc/passwd"), "&a;").encode()),
    "transfer file that calls out": ("a.xml", lambda: CTF.format(OUTSIDE.format("http://127.0.0.1:9/x"), "&a;").encode()),
    "transfer file of endless depth": ("a.xml", lambda: b"<CTfile>" + b"<a>" * 2_000_000),
    "record of endless depth": ("a.json", lambda: b'{"chalkface-record": ' + b"[" * 5_000_000),
    "table of endless width": ("a.csv", lambda: b"a,b\n" + b"," * 9_000_000),
    "table of endless length": ("a.csv", lambda: b",\n" * 3_000_000),
    "picture of a hundred megapixels": ("a.csv", lambda: picture(10_000, 10_000)),
    "document that is a page and a zip": ("a.xlsx", lambda: b"<html><script>1</script>" + zipped({"a.csv": b"a"})),
    "program": ("a.csv", lambda: b"MZ\x90\x00" + b"\x00" * 60_000),
    "text of one letter for ever": ("a.csv", lambda: b"a" * 48_000_000),
}  # fmt: skip
