"""No text that somebody typed is a formula in a file that people open: CSV, workbook, Word, slides."""

import csv
import sys
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from chalkface.core import csv_cells
from chalkface.records.models import Account
from chalkface.records.tenancy import across_schools, writing
from tests.filled import readable, write_over
from tests.trust.walking import addresses, client_of

pytestmark = pytest.mark.django_db
PAYLOADS = ("=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "=cmd|'/c calc'!A1", "=1+1\x0b")
QUERIES = ("", "?as=csv", "?as=xlsx", "?as=word", "?as=docx", "?as=pptx", "?as=slides", "?download=csv")


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


def live(body: bytes, kind: str) -> list[str]:
    """The cells of a file that a program would compute."""
    if kind.startswith("text/csv"):
        rows = csv.reader(StringIO(body.decode("utf-8-sig"), newline=""))
        return [cell for row in rows for cell in row if cell[:1] and cell[0] in "=+-@\t\r"]
    if "spreadsheet" in kind:
        return [str(cell.value) for sheet in load_workbook(BytesIO(body)) for row in sheet.rows for cell in row
                if cell.data_type == "f"]  # fmt: skip
    with zipfile.ZipFile(BytesIO(body)) as parts:
        texts = {name: parts.read(name) for name in parts.namelist() if name.endswith(".xml")}
    return [name for name, text in texts.items() if b"HYPERLINK(1)</w:instrText" in text or b"DDEAUTO" in text]


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


@pytest.mark.trust(29)
def test_no_exported_file_holds_a_live_cell(school_a, proof):
    filled = fill(school_a)
    files, found = exported(school_a, "careers_leader")
    proof("texts that were made to look like a formula", filled, at_least=50)
    proof("files exported", files, at_least=8)
    assert found == []
    proof("live cells in them", len(found), exactly=0)
    assert found == []


@pytest.mark.trust(29, control=True)
def test_control_without_the_mark_a_cell_is_live(monkeypatch):
    assert live(csv_cells.csv_text(["a"], [[one] for one in PAYLOADS]).encode(), "text/csv") == []
    monkeypatch.setattr(csv_cells, "safe_cell", lambda value: value)
    assert len(live(csv_cells.csv_text(["a"], [[one] for one in PAYLOADS]).encode(), "text/csv")) == len(PAYLOADS)
