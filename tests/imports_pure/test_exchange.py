"""Every rule of the exchange format: what is accepted, what is refused and where, and what comes out again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalkface.core.errors import Refused
from chalkface.imports.formats.exchange.format import FORMAT
from chalkface.imports.formats.exchange.tables import FILES, heading
from chalkface.imports.formats.exchange.write import hours, quoted, write_files, zipped
from chalkface.imports.parsed import Options, Received
from chalkface.imports.reading import from_paths, open_documents
from chalkface.imports.recognise import recognise
from tests.imports_pure.golden import DAY, FOLDERS

SAMPLE = FOLDERS / "exchange" / "sample"
BASE = {"manifest": "property,value\nchalkface-exchange,1\n", "school": "urn,name\n100001,Testfield\n",
        "students": "student_id,legal_forename,legal_surname\nS1,Ada,Ash\nS2,Bo,Birch\n",
        "enrolments": "student_id,academic_year,year_group\nS1,2025,11\nS2,2025,11\n"}


def parsed(**files):
    """The folder ``BASE`` with some files replaced, added, or (``None``) taken away."""
    contents = {stem: content for stem, content in (BASE | files).items() if content is not None}
    documents = open_documents([Received(f"{stem}.csv", content.encode()) for stem, content in contents.items()])
    return FORMAT.read(documents, Options(DAY))


def refusals(**files):
    return [(bad.file, bad.row, bad.column) for bad in parsed(**files).refused]


def test_the_smallest_folder_is_accepted_and_says_what_is_not_held():
    result = parsed()
    assert result.refused == []
    assert result.rows_received == 6
    assert result.school_urn == "100001"
    assert result.tables["students"][0].values == {"student_id": "S1", "legal_forename": "Ada", "legal_surname": "Ash"}
    assert "students.csv: not held, because there is no such column: upn, uln" in " ".join(result.notes)
    assert any(note.startswith("Not held, because there is no such file: taught_subjects.csv") for note in result.notes)
    assert not result.full_list


@pytest.mark.parametrize("stem", ["manifest", "school", "students", "enrolments"])
def test_the_required_files(stem):
    assert (f"{stem}.csv", 0, "") in refusals(**{stem: None})


@pytest.mark.parametrize(("stem", "column"), [(file.stem, heading(column)) for file in FILES.values()
                                              for column in file.columns if column.required])
def test_every_required_column_must_be_there(stem, column):
    headings = [heading(one) for one in FILES[stem].columns if heading(one) != column]
    assert (f"{stem}.csv", 1, column) in refusals(**{stem: ",".join(headings) + "\n"})


@pytest.mark.parametrize(
    ("stem", "column"),
    [(file.stem, one) for file in FILES.values() if file.stem != "manifest" for one in file.columns if one.required],
    ids=lambda one: getattr(one, "name", one),
)
def test_every_required_cell_must_be_filled_except_attended(stem, column):
    cells = ["" if one is column else one.example for one in FILES[stem].columns if one.required]
    content = ",".join(heading(one) for one in FILES[stem].columns if one.required) + "\n" + ",".join(cells) + "\n"
    bad = (f"{stem}.csv", 2, column.name)
    assert (bad in refusals(**{stem: content})) == (column.name != "attended")


@pytest.mark.parametrize(
    ("stem", "column"),
    [(file.stem, one) for file in FILES.values() for one in file.columns if one.example and not one.required],
    ids=lambda one: getattr(one, "name", one),
)
def test_every_example_is_accepted(stem, column):
    used = [one for one in FILES[stem].columns if one.required or one is column]
    content = ",".join(heading(one) for one in used) + "\n" + ",".join(quoted(one.example) for one in used) + "\n"
    assert [bad for bad in parsed(**{stem: content}).refused if bad.column == heading(column)] == []


@pytest.mark.parametrize(("stem", "column", "cell"), [
    ("school", "kind", "School"), ("school", "urn", "12"), ("school", "laestab", "12"), ("school", "low_year", "R"),
    ("students", "upn", "X1"), ("students", "uln", "6.04512E+09"), ("students", "date_of_birth", "01/09/2009"),
    ("students", "date_of_birth", "2009-02-30"), ("students", "date_of_birth", "1899-12-31"), ("students", "sex", "f"),
    ("students", "ethnicity", "White British"), ("students", "sen_provision", "S"), ("students", "eal", "yes"),
    ("students", "eal", "TRUE"), ("students", "pupil_premium", " true"), ("students", "left_on", "2101-01-01"),
    ("students", "student_id", "6.04512E+09"), ("students", "legal_forename", "  "), ("enrolments", "year_group", "6"),
    ("enrolments", "year_group", "14"), ("enrolments", "year_group", "Year 11"), ("enrolments", "year_group", "011"),
    ("enrolments", "academic_year", "2025/26"), ("enrolments", "academic_year", "1899"), ("partners", "kind", "shop"),
    ("partners", "sector", "Z"), ("partners", "sector", "f"), ("partners", "size", "huge"), ("partners", "ukprn", "1234"),
    ("activities", "kind", "visit"), ("activities", "mode", "online"), ("activities", "hours", "1.23456"),
    ("activities", "hours", "-1"), ("activities", "hours", "1,5"), ("activities", "hours", "2h"),
    ("participations", "attended", "Y"), ("participations", "hours", "x"), ("guidance_meetings", "minutes", "0:45"),
    ("guidance_meetings", "adviser_level", "9"), ("guidance_meetings", "met_on", "13/11/2024"),
    ("actions", "status", "finished"), ("intentions", "route", "college"), ("intentions", "level", "9"),
    ("destinations", "stage", "17"), ("destinations", "route", "undecided"), ("destinations", "status", "done"),
    ("destinations", "level", "-1"), ("judgements", "level", "mostly"), ("judgements", "voice", "pupil"),
    ("judgements", "judged_on", "today"), ("students", "looked_after", "x" * 100_001),
])
def test_every_bad_cell_is_refused_with_its_place_value_and_a_sentence(stem, column, cell):
    used = [one for one in FILES[stem].columns if one.required or heading(one) == column]
    cells = [cell if heading(one) == column else one.example for one in used]
    content = ",".join(heading(one) for one in used) + "\n" + ",".join(map(quoted, cells)) + "\n"
    bad = next(bad for bad in parsed(**{stem: content}).refused if bad.column == column)
    assert (bad.file, bad.row) == (f"{stem}.csv", 2)
    assert bad.value == cell[:100_000]
    assert bad.reason.endswith(".") and len(bad.reason) < 400


@pytest.mark.parametrize("stem", [file.stem for file in FILES.values() if file.key])
def test_a_key_may_stand_once(stem):
    used = [one for one in FILES[stem].columns if one.required or one.name in FILES[stem].key]
    row = ",".join(one.example for one in used)
    content = ",".join(heading(one) for one in used) + f"\n{row}\n{row}\n"
    bad = [bad for bad in parsed(**{stem: content}).refused if bad.row == 3]
    assert bad and bad[0].reason.startswith("Row 2 has the same")


@pytest.mark.parametrize("stem", ["destinations", "intentions"])
def test_a_row_equal_in_every_column_is_the_same_record_and_order_is_kept(stem):
    used = [one for one in FILES[stem].columns if one.required]
    first = ",".join(one.example for one in used).replace("004512", "S2")
    second = first.replace("S2", "S1")
    result = parsed(**{stem: ",".join(map(heading, used)) + f"\n{first}\n{second}\n{first}\n"})
    assert [row.values["student_id"] for row in result.tables[stem]] == ["S1", "S2"]  # the last place counts
    assert result.refused == []
    assert any("repeat another row" in note for note in result.notes)


def test_references_that_the_folder_does_not_answer_are_left_for_the_school():
    result = parsed(enrolments="student_id,academic_year,year_group\nS1,2025,11\nS9,2025,11\n",
                    actions="action_id,meeting_id,student_id,what\nX1,,S1,Ask\nX2,G1,S9,Ask\n")
    assert result.refused == []
    assert [(one.file, one.row, one.column, one.value, one.table) for one in result.unresolved] == [
        ("enrolments.csv", 3, "student_id", "S9", "students"),
        ("actions.csv", 3, "meeting_id", "G1", "guidance_meetings"),
        ("actions.csv", 3, "student_id", "S9", "students")]
    assert result.unresolved[0].refusal().reason.startswith("No record in students.csv has the student_id “S9”")


def test_a_reference_to_a_refused_row_is_not_reported_again():
    result = parsed(students="student_id,legal_forename,legal_surname,sex\nS1,Ada,Ash,F\nS2,Bo,Birch,female\n")
    assert [bad.row for bad in result.refused] == [3]
    assert result.unresolved == []


def test_unknown_columns_files_and_properties_are_reported_and_not_refused():
    result = parsed(students="student_id,legal_forename,legal_surname,shoe_size\nS1,Ada,Ash,5\nS2,Bo,Birch,6\n",
                    manifest="property,value\nchalkface-exchange,1\ncolour,red\n", extra="a,b\n1,2\n")
    assert result.refused == []
    for part in ("shoe_size", "unknown properties are not used: colour", "extra.csv: not a file of the exchange format"):
        assert any(part in note for note in result.notes)


def test_the_manifest_names_the_version():
    assert refusals(manifest="property,value\nproduced_by,hand\n") == [("manifest.csv", 0, "property")]
    assert refusals(manifest="property,value\nchalkface-exchange,2\n") == [("manifest.csv", 2, "value")]


def test_a_folder_is_of_one_school():
    assert refusals(school="urn,name\n100001,A\n100002,B\n") == [("school.csv", 3, "urn")]
    assert refusals(school="urn,name\n") == [("school.csv", 0, "")]


def test_a_heading_twice_a_short_row_and_a_long_row():
    assert refusals(enrolments="student_id,academic_year,year_group,year_group\n") == [("enrolments.csv", 1, "year_group")]
    assert refusals(enrolments=BASE["enrolments"] + "S1,2024\n") == [("enrolments.csv", 4, "year_group")]
    beyond = ("enrolments.csv", 4, "cell 4, beyond the headings")
    assert refusals(enrolments=BASE["enrolments"] + "S1,2024,10,10A\n") == [beyond]


def test_two_files_for_one_table_are_refused():
    documents = open_documents([Received(f"{folder}/students.csv", BASE["students"].encode()) for folder in "ab"])
    with pytest.raises(Refused, match="two files for students.csv"):
        FORMAT.read(documents, Options(DAY))


def test_identifiers_that_fail_their_check_are_kept_and_noted_without_the_number():
    result = parsed(students="student_id,upn,legal_forename,legal_surname\nS1,A801200005001,Ada,Ash\nS2,,Bo,Birch\n")
    [note] = [note for note in result.notes if "check letter" in note]
    assert "rows 2" in note and "A801200005001" not in note
    assert result.tables["students"][0].values["upn"] == "A801200005001"


def test_a_renamed_file_is_known_by_its_headings_and_other_lists_are_not_claimed():
    [document] = open_documents([Received("export (1).csv", BASE["enrolments"].encode())])
    assert FORMAT.recognise(document) >= 0.5
    [other] = open_documents([Received("students.csv", b"Surname,Forename,UPN,DOB\nAsh,Ada,,\n")])
    assert FORMAT.recognise(other) < 0.5


@pytest.mark.parametrize("as_zip", [False, True])
def test_what_is_written_is_what_was_read_byte_for_byte(as_zip):
    before = {path.name: path.read_bytes() for path in SAMPLE.iterdir()}
    received = [Received("school.zip", zipped(before))] if as_zip else from_paths([SAMPLE])
    [found] = recognise(open_documents(received))
    tables = {stem: [row.values for row in reversed(rows)] if FILES[stem].key else [row.values for row in rows]
              for stem, rows in found.read(Options(DAY)).tables.items()}
    assert write_files(tables) == before


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
JUDGEMENTS = st.lists(st.fixed_dictionaries({
    "framework": st.just("gatsby-2025"), "statement": st.sampled_from(["1.1", "3.5", "8.2"]), "judged_on": DAYS,
    "judge": st.sampled_from(["", "lead"]), "level": st.sampled_from(["none", "fully"]),
    "voice": st.sampled_from(["", "student"]), "evidence": WORDS}),
    unique_by=lambda row: tuple(row[column] for column in FILES["judgements"].key), min_size=1)
INTENTIONS = st.lists(st.fixed_dictionaries({
    "student_id": st.sampled_from(["S1", "S2"]), "recorded_on": DAYS, "route": st.sampled_from(["", "undecided"]),
    "provider": WORDS, "course": WORDS, "level": st.none() | st.integers(0, 8)}),
    unique_by=lambda row: tuple(row.values()), min_size=1)


@settings(deadline=None, max_examples=60)
@given(JUDGEMENTS, INTENTIONS)
def test_any_words_survive_writing_and_reading(judgements, intentions):
    files = write_files({"judgements": judgements, "intentions": intentions})
    documents = open_documents([Received(name, files[name]) for name in ("judgements.csv", "intentions.csv")])
    result = FORMAT.read(documents, Options(DAY))
    assert [bad for bad in result.refused if bad.row] == []
    assert [row.values for row in result.tables["intentions"]] == intentions
    again = write_files({stem: [row.values for row in rows] for stem, rows in result.tables.items()})
    assert (again["judgements.csv"], again["intentions.csv"]) == (files["judgements.csv"], files["intentions.csv"])


def test_equal_files_give_an_equal_zip():
    files = write_files({"students": [{"student_id": "S1", "legal_forename": "Ada", "legal_surname": "Ash"}]})
    assert zipped(files) == zipped(dict(files))
    assert list(files) == [f"{stem}.csv" for stem in FILES]


def test_cells_are_written_exactly():
    row = {"activity_id": "A1", "title": '=SUM("a"),\r b', "kind": "other", "starts_on": date(2025, 1, 2), "hours_e4": 15_000,
           "two_way": False, "skills": ("b", "a")}
    content = write_files({"activities": [row]})["activities.csv"].decode()
    assert content.split("\n", 1)[1] == ('A1,"=SUM(""a""),\r b",other,2025-01-02,,,,,1.5,,,false,,,,,,,,,,b;a,\n')
    [document] = open_documents([Received("activities.csv", content.encode())])
    assert document.sheets[0].rows[1][1] == row["title"]


@pytest.mark.parametrize(("held", "written"), [(0, "0"), (1, "0.0001"), (15_000, "1.5"), (70_000, "7"), (100_000_000, "10000"),
                                               (None, "")])
def test_hours_have_no_trailing_zeros(held, written):
    assert hours(held) == written


def test_judgements_of_statements_that_are_not_known_are_kept_and_said():
    head = "framework,statement,judged_on,level\n"
    lines = "gatsby-2025,1.1,2026-01-05,fully\ngatsby-2025,9.9,2026-01-05,none\nmars-2030,1,2026-01-05,none\n"
    result = parsed(judgements=head + lines)
    assert len(result.tables["judgements"]) == 3 and not result.refused
    assert any("shown in no review: gatsby-2025:9.9, mars-2030:1." in one for one in result.notes)
    assert not any("no review" in one for one in parsed(judgements=head + "gatsby-2025,1.1,2026-01-05,fully\n").notes)
