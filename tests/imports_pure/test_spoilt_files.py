"""Whatever arrives, out come typed rows and refusals in words, or one refusal in words: never anything else."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalkface.core.errors import Refused
from chalkface.imports.formats import formats
from chalkface.imports.formats.exchange.tables import FILES
from chalkface.imports.formats.student_list.products import COLUMNS
from chalkface.imports.parsed import Options, Received
from chalkface.imports.reading import from_paths, open_documents
from chalkface.imports.recognise import recognise
from tests.imports_pure.files import ods, xlsx, zipped
from tests.imports_pure.golden import DAY, samples

CODES = ("ctf", "exchange", "oneroster", "student_list")
SAMPLES = [from_paths([sample]) for code in CODES for sample in samples(code)]
WORKBOOKS = [xlsx({"List": [["Student ID", "Surname", "Forename", "Year"], ["1", "Ash", "Ada", 11]]}),
             ods('<table:table-row><table:table-cell office:value-type="string"><text:p>UPN</text:p></table:table-cell>'
                 "</table:table-row>"), zipped({"students.csv": b"student_id,legal_forename,legal_surname\nS1,Ada,Ash\n"})]
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
CELLS = st.one_of(st.text(max_size=12), st.sampled_from(
    ["", " ", "true", "Yes", "2025", "2024-02-30", "31/12/2024", "1e9", "6.04512E+09", "-1", "0", "99999", "=1+1", "NaN",
     "\u202e", "Year 11", "B801200005001", "6045120018", "K", "x" * 300]))


def take_in(received: list[Received], code: str | None = None) -> None:
    """Read as a school would; every refusal must name its place and say a sentence."""
    try:
        imports = recognise(open_documents(received), code)
        results = [one.read(Options(DAY)) for one in imports]
    except Refused as refused:
        assert refused.sentence.strip().endswith(".")
        return
    for parsed in results:
        for bad in parsed.refused:
            assert bad.file and bad.row >= 0 and bad.reason.strip().endswith((".", "?")), bad
            assert isinstance(bad.value, str) and isinstance(bad.column, str)
        assert parsed.rows_received >= 0
        for rows in parsed.tables.values():
            for row in rows:
                assert row.number >= 1 and row.values


@st.composite
def spoilt(draw: st.DrawFn) -> list[Received]:
    """A sample with one of its files cut, cut out of, added to or overwritten somewhere."""
    files = list(draw(st.sampled_from(SAMPLES)))
    index = draw(st.integers(0, len(files) - 1))
    content = files[index].content
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from([0, 1, 2, 40, len(content)]))
        content = content[:start] + draw(st.binary(max_size=8)) + content[start + length:]
    files[index] = Received(files[index].name, content)
    return files


@FEW
@given(spoilt())
def test_spoilt_samples(files):
    take_in(files)


@FEW
@given(spoilt(), st.sampled_from(CODES))
def test_spoilt_samples_with_any_format_named(files, code):
    take_in(files, code)


@FEW
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.xml", "a.zip", "students.csv"]))
def test_any_bytes(content, name):
    take_in([Received(name, content)])


@FEW
@given(st.sampled_from(WORKBOOKS), st.integers(0, 10_000), st.integers(0, 10_000), st.binary(max_size=4))
def test_spoilt_workbooks_and_zips(content, start, end, more):
    start, end = start % (len(content) + 1), end % (len(content) + 1)
    take_in([Received("list.xlsx", content[:start] + more + content[end:])])
    take_in([Received("list.xlsx", content[:start])])


@pytest.mark.parametrize("stem", sorted(FILES))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_cells_in_an_exchange_file(stem, data):
    headings = data.draw(st.permutations(FILES[stem].headings))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=4))
    take_in([Received(f"{stem}.csv", as_csv([headings, *rows]))], "exchange")


@FEW
@given(st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), min_size=1, max_size=6))
def test_any_cells_in_a_student_list(rows):
    take_in([Received("list.csv", as_csv([[(one.aliases or (one.name,))[0] for one in COLUMNS], *rows]))], "student_list")


@FEW
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from(sorted(formats())))
def test_any_table_for_any_format(rows, code):
    take_in([Received("table.csv", as_csv(rows))], code)


def as_csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8", errors="replace")
