"""No text that somebody typed is a formula in a file that people open: CSV, workbook, Word, slides."""

import csv
import re
import sys
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from chalkface.core import csv_cells
from chalkface.records.models import Account, Student
from chalkface.records.tenancy import across_schools, writing
from tests.filled import readable, write_over
from tests.reports.test_opens_elsewhere import WRITTEN, converted, texts_in, unread, written
from tests.trust.walking import addresses, client_of

pytestmark = pytest.mark.django_db
PAYLOADS = ("=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "=cmd|'/c calc'!A1", "=1+1\x0b")
QUERIES = ("", "?as=csv", "?as=xlsx", "?as=word", "?as=docx", "?as=pptx", "?download=csv")


def fill(company) -> int:
    """A payload in every text of the school that a person could have typed; how many."""
    filled = 0
    with writing("a test"), across_schools("a test"):
        for row in [value for value in company.rows.values() if hasattr(value, "_meta")]:
            texts = {}
            for field in readable(row):
                held = getattr(row, field.name)
                if isinstance(held, str) and held.startswith("zq"):
                    texts[field.name] = f"{PAYLOADS[filled % len(PAYLOADS)]}{row.pk}"[: field.max_length or 200]
                    filled += 1
            if texts:
                write_over(row, texts)
        Account.objects.filter(pk=company.accounts["tutor"].pk).update(name=PAYLOADS[0])
    return filled


# What an office program would do by itself on opening: fields, links to data, embedded objects, scripts, what it would fetch.
FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)|<w:fldSimple[^>]* w:instr=\"([^\"]*)\"")
ALIVE = re.compile(rb"<w:object|<w:control|<p:oleObj|<p:control|<oleObject|<ddeLink|<x:externalReference|vbaProject")
ELSEWHERE = re.compile(rb"<Relationship (?=[^>]*TargetMode=\"External\")[^>]*")
FIELDS = {b"PAGE", b"NUMPAGES"}
PRINTER = "ppt/printerSettings/printerSettings1.bin"  # in the empty slides that python-pptx begins with; names a paper size


def live(body: bytes, kind: str) -> list[str]:
    """What of a file a program would compute, fetch or run: cells of lists and workbooks, and whatever else is in Word and
    slides, their embedded workbooks among it."""
    if kind.startswith("text/csv"):
        rows = csv.reader(StringIO(body.decode("utf-8-sig"), newline=""))
        return [cell for row in rows for cell in row if cell[:1] and cell[0] in "=+-@\t\r"]
    if "spreadsheet" in kind:
        return [str(cell.value) for sheet in load_workbook(BytesIO(body)) for row in sheet.rows for cell in row
                if cell.data_type == "f"]  # fmt: skip
    found = []
    with zipfile.ZipFile(BytesIO(body)) as parts:
        for name in parts.namelist():
            text = parts.read(name)
            if name.endswith(".xlsx"):
                found += live(text, "spreadsheet")
            elif name.endswith((".xml", ".rels")):
                fields = (field or simple for field, simple in FIELD.findall(text))
                found += [field.decode() for field in fields if field.split()[:1] and field.split()[0] not in FIELDS]
                found += [one.decode() for one in (*ALIVE.findall(text), *ELSEWHERE.findall(text))]
            elif not name.endswith((".png", ".jpeg", ".jpg", "/")) and name != PRINTER:
                found.append(name)
    return found


def exported(company, role: str) -> tuple[int, list]:
    client, files, found = client_of(company, role), 0, []
    for name, address in addresses(company, ("school",)):
        source = Path(sys.modules[f"chalkface.web.pages.{name}"].__file__).read_text("utf-8")
        if not any(one in source for one in ("Content-Disposition", "content_type=", '"as"', '"download"')):
            continue
        for query in QUERIES:
            answer = client.get(address + query)
            kind = answer.get("Content-Type", "")
            assert answer.status_code < 500, (name, query)
            if answer.status_code == 200 and (kind.startswith("text/csv") or "officedocument" in kind):
                files += 1
                found += [(name, query, cell) for cell in live(answer.getvalue(), kind)]
            if query == "" and answer.status_code != 200:
                break
    return files, found


@pytest.mark.trust(29, once=True)
def test_no_exported_file_holds_a_live_cell(school_a, proof):
    filled = fill(school_a)
    files, found = exported(school_a, "careers_leader")
    proof("texts that were made to look like a formula", filled, at_least=50)
    proof("files exported", files, at_least=8)
    assert found == []
    proof("live cells in them", len(found), exactly=0)
    assert found == []


@pytest.mark.trust(29, gate="full")
def test_libreoffice_reads_what_was_typed_word_by_word_and_computes_nothing(school_a, tmp_path, proof):
    fill(school_a)
    names = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname")
    with writing("a test"), across_schools("a test"):  # a paper in which a student's name stands is not made
        for one in Student.objects.all():
            write_over(one, {name: f"Quillon{one.pk}" for name in names})
    made = {(code, ending): written(school_a, code, ending) for code, ending in WRITTEN}
    for (code, ending), content in made.items():
        (tmp_path / f"{code}-{ending}.{ending}").write_bytes(content)
    converted(tmp_path)
    typed, computed = 0, []
    for (code, ending), content in made.items():
        texts = texts_in(content, ending)
        typed += sum(one.strip().startswith(tuple("=+-@")) or "HYPERLINK(1)" in one for one in texts)
        read = "\n".join(page.extract_text() for page in PdfReader(tmp_path / f"{code}-{ending}.pdf").pages)
        computed += [(code, ending, word) for word in unread(texts, read)]
    proof("Word files and slides that LibreOffice opened", len(made), at_least=10)
    proof("texts in them that were made to look like a formula", typed, at_least=10)
    assert computed == []
    proof("words of them that it did not show as they were typed", len(computed), exactly=0)


@pytest.mark.trust(29, control=True, once=True)
def test_control_without_the_mark_a_cell_is_live(monkeypatch):
    assert live(csv_cells.csv_text(["a"], [[one] for one in PAYLOADS]).encode(), "text/csv") == []
    monkeypatch.setattr(csv_cells, "safe_cell", lambda value: value)
    assert len(live(csv_cells.csv_text(["a"], [[one] for one in PAYLOADS]).encode(), "text/csv")) == len(PAYLOADS)


@pytest.mark.trust(29, control=True, once=True)
@pytest.mark.parametrize("alive", [
    '<w:p><w:r><w:instrText xml:space="preserve"> DDEAUTO cmd calc </w:instrText></w:r></w:p>',
    '<w:fldSimple w:dirty="true" w:instr="INCLUDETEXT x"/>', '<p:oleObj progId="Package"/>',
    '<Relationship Id="r9" Type="attachedTemplate" Target="file:///x" TargetMode="External"/>',
])  # fmt: skip
def test_control_what_is_alive_in_word_or_slides_is_found(alive):
    body = BytesIO()
    with zipfile.ZipFile(body, "w") as parts:
        parts.writestr("word/document.xml", f"<w:document>{alive}</w:document>")
    assert len(live(body.getvalue(), "wordprocessingml")) == 1


@pytest.mark.trust(29, control=True, once=True)
def test_control_a_formula_in_the_workbook_behind_a_chart_is_found():
    book, behind, body = Workbook(), BytesIO(), BytesIO()
    book.active["A1"] = "=1+1"
    book.save(behind)
    with zipfile.ZipFile(body, "w") as parts:
        parts.writestr("ppt/embeddings/book.xlsx", behind.getvalue())
    assert live(body.getvalue(), "presentationml") == ["=1+1"]
