"""Bytes become sheets of text, whatever made them; what cannot be read is refused in words."""

from datetime import date, datetime, time

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.parsed import Received
from chalkface.imports.reading import from_paths, open_documents
from tests.imports_pure.files import ods, opened, xlsx, zipped


def rows(content, name="file.csv"):
    return opened(content, name).sheets[0].rows


@pytest.mark.parametrize("content", [
    "name,form\nZoë,11A\n".encode(),
    b"\xef\xbb\xbf" + "name,form\r\nZoë,11A\r\n".encode(),
    "name,form\nZoë,11A\n".encode("utf-16"),
    "name;form\nZoë;11A\n".encode("cp1252"),
    "name\tform\nZoë\t11A".encode(),
    "sep=;\nname;form\nZoë;11A\n".encode(),
    "name,form\rZoë,11A\r".encode(),
])
def test_encodings_delimiters_and_line_ends(content):
    assert rows(content)[-2:] == [["name", "form"], ["Zoë", "11A"]]


def test_a_file_that_is_not_utf_8_is_read_as_windows_1252_and_says_so():
    document = opened("name,form\nZoë,11A\n".encode("cp1252"))
    assert document.notes == ["file.csv: saved with the older Windows letters (Windows-1252), and read so."]


def test_one_broken_byte_among_many_good_letters_does_not_spoil_the_others():
    content = "name\nZoë\nChloë\nNguyễn\nBrontë\n".encode() + b"A\xff\n"
    document = opened(content)
    assert document.sheets[0].rows[1:5] == [["Zoë"], ["Chloë"], ["Nguyễn"], ["Brontë"]]
    assert document.notes == ["file.csv: 1 characters could not be read and show as “\ufffd”."]


def test_row_numbers_survive_blank_lines_and_line_breaks_inside_cells():
    assert rows('a,b\n\n"two\nlines",2\n3,4\n') == [["a", "b"], [], ["two\nlines", "2"], ["3", "4"]]


@pytest.mark.parametrize("content", ["code,needs\n1,a;b;c;d\n2,a;b;c;d\n", "code,needs\n1,a|b|c\n2,a|b|c\n"])
def test_lists_inside_cells_do_not_change_the_delimiter(content):
    assert [len(row) for row in rows(content)] == [2, 2, 2]


def test_a_title_with_a_comma_does_not_change_the_delimiter():
    assert rows("Visits, 24/25\nday;what;who\n1/2/25;Fair, large;Y11\n2/2/25;Talk;Y9\n")[1] == ["day", "what", "who"]


def test_quotation_marks_inside_a_cell_do_not_stop_a_list():
    assert rows('a,b\n"The "big" fair",2\n')[1][1] == "2"


@pytest.mark.parametrize(("content", "why"), [
    (b"", "is empty"),
    (b" \r\n", "is empty"),
    (b"a,b\n1,\x00\n", "null characters, the first in row 2"),
    (b'a,b\n1,"never ends\n', "ends inside a quotation that begins in row 2"),
    (b"a,b\n1,2\n3\r4,5\n", "at row 3: a line ends there in the middle of a cell"),
    ("Zoë,Chloë".encode()[:-1], "middle of a character"),
    (b"%PDF-1.7 rest", "is a PDF"),
    (b"<html><table></table></html>", "is a web page"),
    (b"PK\x03\x04 and no more", "damaged or was cut short"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "cannot be opened as a workbook"),
    (b"a," * 1_500 + b"\n", "1,501 columns wide"),
    (zipped({}), "no files were found"),
])
def test_what_cannot_be_read_is_refused_in_words(content, why):
    with pytest.raises(Refused, match=why):
        open_documents([Received("list.csv", content)])


def test_a_workbook_gives_days_times_and_whole_numbers_as_a_person_sees_them():
    content = xlsx({"Log": [[], ["seen", "minutes", "ULN", "yes", "at", "length"],
                            [date(2024, 11, 13), 40, 6045120018, True, datetime(2024, 11, 13, 9, 5), time(0, 45)]]})
    sheet = opened(content, "log.xlsx").sheets[0]
    assert sheet.rows == [[""] * 6, ["seen", "minutes", "ULN", "yes", "at", "length"],
                          ["2024-11-13", "40", "6045120018", "true", "2024-11-13T09:05:00", "00:45:00"]]


def test_hidden_and_empty_sheets_are_passed_over_and_sheets_keep_their_names():
    content = xlsx({"Year 7": [["a"]], "Lists": [["drop-down"]], "Empty": [], "Year 8": [["b"]]}, hidden=("Lists",))
    assert [(sheet.name, sheet.rows) for sheet in opened(content, "all.xlsx").sheets] == [("Year 7", [["a"]]),
                                                                                       ("Year 8", [["b"]])]


def test_an_open_document_spreadsheet_is_read():
    content = ods('<table:table-row><table:table-cell office:value-type="string"><text:p>Zoë</text:p></table:table-cell>'
                  '<table:table-cell office:value-type="float" office:value="11"><text:p>11</text:p></table:table-cell>'
                  '</table:table-row>')
    assert opened(content, "list.ods").sheets[0].rows == [["Zoë", "11"]]


def test_a_zip_gives_each_of_its_files_and_passes_over_litter():
    content = zipped({"set/a.csv": b"x\n1\n", "__MACOSX/set/._a.csv": b"\x00", "set/b.csv": b"y\n2\n"})
    documents = open_documents([Received("set.zip", content)])
    assert [document.name for document in documents] == ["set/a.csv", "set/b.csv"]
    assert [sheet.file for document in documents for sheet in document.sheets] == ["a.csv", "b.csv"]


def test_a_folder_gives_its_files_but_not_hidden_ones(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "b.csv").write_text("x")
    (folder / "a.csv").write_text("x")
    (folder / ".hidden").write_text("x")
    assert [file.name for file in from_paths([folder])] == ["set/a.csv", "set/b.csv"]


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(Refused, match="There is no file or folder"):
        from_paths([tmp_path / "gone.csv"])
    with pytest.raises(Refused, match="holds no files"):
        from_paths([tmp_path])
