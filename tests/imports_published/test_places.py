"""Which school or area a row is about, whatever its columns were called that year."""

import csv

from chalkface.core.published_measures import figures

from .reading import raw, read, written

LEAD = ["RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "NFTYPE", "COHORT", "OVERALL_DEST", "NOT_SUSTAINED", "UNKNOWN"]


def performance(*rows):
    return read(written("england_ks4-pupdest.csv", [LEAD, *rows])).published[0]


def test_codes_of_older_editions_are_read_by_meaning():
    table = performance(
        ["1", "999", "4000", "199901", "Testfield Academy", "AC", "10", "9", "1", "0"],
        ["3", "999", "", "", "", "", "100", "90", "10", "0"],
        ["4", "", "", "", "", "", "1000", "900", "100", "0"],
        ["3", "999", "4900", "199909", "Two Schools Sixth Form", "", "10", "9", "1", "0"],
    )
    assert [(row.level, row.filters["record_type"]) for row in table.rows] == [
        ("school", "mainstream"),
        ("local_authority", "local authority"),
        ("national", "national"),
        ("school", "consortium"),
    ]


def test_an_edition_comes_from_the_name_of_the_file_or_from_the_person():
    rows = [LEAD, ["NAT", "", "", "", "", "", "1", "1", "0", "0"]]
    assert read(written("2017-2018_england_ks4-pupdest.csv", rows)).published[0].edition == "201718"
    assert read(written("ks4.csv", rows), academic_year=2016).published[0].rows[0].filters["activity_year"] == "2014/15"
    assert read(written("ks4.csv", rows)).published[0].edition == ""
    assert read(written("ks4_2018-21.csv", rows)).published[0].edition == ""


def test_rows_that_do_not_fit_their_headings_are_refused_and_the_rest_kept():
    good = ["1", "999", "4000", "199901", "Testfield", "AC", "10", "9", "1", "0"]
    parsed = read(written("ks4.csv", [LEAD, good, [*good, "more"], good[:7], [*good, ""]]))
    assert [(bad.row, "10 headings" in bad.reason) for bad in parsed.refused] == [(3, True), (4, True)]
    assert [row.line for row in parsed.published[0].rows] == [2, 5]
    assert parsed.rows_received == 4


def test_titles_above_and_any_order_of_columns_are_fine():
    order = list(reversed(LEAD))
    row = dict(zip(LEAD, ["1", "999", "4000", "199901", "Testfield", "AC", "10", "9", "1", "0"], strict=True))
    table = read(written("x.csv", [["Downloaded from the tables"], [], order, [row[name] for name in order]])).published[0]
    assert (table.rows[0].urn, table.rows[0].cells["COHORT"], table.rows[0].line) == ("199901", "10", 4)


def ees_lines(shared, number, rows=None):
    line = raw(shared / "data" / "published" / "ees_institution_level_headers.csv")[number]
    header, sample = (next(csv.reader([line[name]])) for name in ("header", "sample_row"))
    return header, sample


def test_a_laestab_in_the_urn_column_is_not_taken_for_a_urn(shared):
    header, sample = ees_lines(shared, 0)
    parsed = read(written("institution.csv", [header, sample]))
    (row,) = parsed.published[0].rows
    assert (row.urn, row.laestab, row.level, row.area_code) == ("", "3717002", "school", "371")
    assert row.cells["overall"] == "c" and row.filters["breakdown"] == "Female"
    assert any("the URN column holds a LAESTAB" in note for note in parsed.notes)


def test_progression_of_a_school_is_of_the_leaving_year(shared):
    header, sample = ees_lines(shared, 3)
    table = read(written("progression.csv", [header, sample])).published[0]
    (row,) = table.rows
    assert (table.kind, row.urn, row.laestab, row.name) == (
        "ees-progression",
        "108410",
        "3904041",
        "Kingsmeadow Community Comprehensive School",
    )
    assert row.filters["cohort_year"] == "2021/22" and "activity_year" not in row.filters
    assert row.cells["tlev_progressed"] == "c" and row.cells["all_cohort"] == "3"


def test_the_long_progression_file_answers_by_its_filters(shared):
    header, sample = ees_lines(shared, 4)
    table = read(written("long.csv", [header, sample])).published[0]
    assert table.kind == "ees-progression-long"
    assert figures(table.kind, table.rows) == {}
    progressed = figures(table.kind, table.rows, group="disadvantaged")["progressed"]
    assert (progressed.count.received, progressed.percent.received, progressed.cohort.received) == ("11104", "39.6", "28035")


def test_numbers_swapped_between_columns_are_swapped_back():
    header = ["time_period", "geographic_level", "school_urn", "school_laestab", "school_name", "cohort", "overall"]
    parsed = read(written("x.csv", [header, ["202223", "School", "9994000", "199901", "Testfield", "5", "c"]]))
    (row,) = parsed.published[0].rows
    assert (row.urn, row.laestab) == ("199901", "9994000")
    assert any("swapped back" in note for note in parsed.notes)


def test_older_spellings_of_columns_and_places_are_known():
    header = [
        "time_period",
        "geographic_level",
        "location",
        "location_code",
        "characteristic_group",
        "characteristic",
        "data_type",
        "cohort",
        "overall",
        "all_notsust",
        "notsust",
        "notsust_beneet",
        "only_beneet",
        "all_unknown",
    ]
    row = [
        "201617",
        "localAuthority",
        "Testshire",
        "E08999999",
        "Total",
        "Total",
        "Number of pupils",
        "10",
        "8",
        "2",
        "1",
        "1",
        "0",
        "0",
    ]
    parsed = read(written("x.csv", [header, row]))
    (found,) = parsed.published[0].rows
    assert (found.level, found.area_code, found.name) == ("local_authority", "E08999999", "Testshire")
    assert found.filters["breakdown_topic"] == "Total" and found.cells["only_ben"] == "0"


def test_the_register_is_read_in_windows_1252_with_either_date_and_padded_codes():
    header = [
        "URN",
        "LA (code)",
        "EstablishmentNumber",
        "EstablishmentName",
        "EstablishmentStatus (code)",
        "OpenDate",
        "HeadLastName",
    ]
    document = written(
        "edubasealldata20240228.csv",
        [
            header,
            ["199901", "999", "4000", "Café à la Mode School", "03", "01/09/2011", "Example"],
            ["299901", "0", "", "Overseas", "1", "01-01-1900", ""],
        ],
        encoding="cp1252",
    )
    (table,) = read(document).published
    first, second = table.rows
    assert (first.name, first.filters["status"], first.filters["opened_on"]) == (
        "Café à la Mode School",
        "open, closing",
        "2011-09-01",
    )
    assert "opened_on" not in second.filters and second.area_code == "" and second.laestab == ""
    assert table.edition == "2024-02-28"
    assert "HeadLastName" not in first.cells
