"""Files find their format, and those that belong together are one import."""

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.parsed import Options, Received
from chalkface.imports.reading import from_paths, open_documents
from chalkface.imports.recognise import recognise
from tests.imports_pure.files import opened, zipped
from tests.imports_pure.golden import DAY, FOLDERS, samples


def test_each_sample_is_claimed_by_its_own_format_alone():
    for code in ("ctf", "exchange", "oneroster", "student_list"):
        for sample in samples(code):
            [found] = recognise(open_documents(from_paths([sample])))
            assert found.format.code == code, sample


def test_several_kinds_of_file_at_once_are_one_import_each_and_a_folder_is_one():
    paths = [FOLDERS / "exchange" / "sample", FOLDERS / "student_list" / "sample_sims.csv",
             FOLDERS / "student_list" / "sample_arbor.csv", FOLDERS / "oneroster" / "sample"]
    found = recognise(open_documents(from_paths(paths)))
    assert [(one.format.code, len(one.documents)) for one in found] == [
        ("exchange", 15), ("student_list", 1), ("student_list", 1), ("oneroster", 8)]


def test_an_unknown_file_beside_an_exchange_folder_is_passed_over_with_a_note():
    files = {path.name: path.read_bytes() for path in (FOLDERS / "exchange" / "sample").iterdir()} | {"readme.csv": b"hello\n"}
    [found] = recognise(open_documents([Received("school.zip", zipped(files))]))
    assert "readme.csv: not a file of “Chalkface exchange folder”, so it was passed over." in found.read(Options(DAY)).notes


def test_an_unknown_file_is_refused_naming_what_was_looked_for():
    with pytest.raises(Refused) as caught:
        recognise([opened("colour,size\nred,5\n", "shoes.csv")])
    assert caught.value.sentence.startswith("“shoes.csv” is not a file that is known here. Looked for: ")
    assert "Common Transfer File" in caught.value.sentence
    assert "Its first row is: colour, size." in caught.value.sentence


def test_a_format_may_be_named():
    document = opened("Surname,Forename,UPN,Year,a,b,c,d,e,f,g,h\nAsh,Ada,B801200005001,11,,,,,,,,\n")
    with pytest.raises(Refused):
        recognise([document])
    [found] = recognise([document], "student_list")
    assert len(found.read(Options(DAY)).tables["students"]) == 1
    with pytest.raises(Refused, match="no format called “sims”. Known formats: .*student_list"):
        recognise([document], "sims")


@pytest.mark.parametrize("code", ["ctf", "exchange", "oneroster", "student_list"])
def test_a_format_named_wrongly_is_refused_in_words(code):
    [found] = recognise([opened("colour,size\nred,5\n", "shoes.csv")], code)
    with pytest.raises(Refused, match="shoes.csv|exchange format|OneRoster files have no"):
        found.read(Options(DAY))


YEAR_9 = "Adno,Legal surname,Legal forename,Year Group,Reg Group,DOB\n1,Example,Ann,Year  9,9A,01/02/2012\n"
YEAR_8 = "Adno,Legal surname,Legal forename,Year Group,Reg Group,DOB\n2,Example,Bo,Year  8,8A,01/02/2013\n"


def test_two_lists_from_one_product_are_one_import():
    [found] = recognise([opened(YEAR_9, "nine.csv"), opened(YEAR_8, "eight.csv")])
    parsed = found.read(Options(DAY))
    told = [(row.file, row.values["student_id"]) for row in parsed.tables["students"]]
    assert told == [("nine.csv", "1"), ("eight.csv", "2")]
    assert not parsed.refused and parsed.rows_received == 2


def test_the_same_student_in_both_with_other_details_is_refused():
    [found] = recognise([opened(YEAR_9, "nine.csv"), opened(YEAR_8.replace("\n2,", "\n1,"), "eight.csv")])
    [bad] = found.read(Options(DAY)).refused
    assert (bad.file, bad.row, bad.column, bad.value) == ("eight.csv", 2, "student_id", "1")


def test_a_file_without_the_columns_is_refused_and_not_lost_among_the_others():
    documents = [opened(YEAR_9, "nine.csv"), opened("Adno,Forename,Year\n3,Cy,Year 7\n", "seven.csv")]
    with pytest.raises(Refused, match="has no column for: legal_surname"):
        for found in recognise(documents, "student_list"):
            found.read(Options(DAY))
