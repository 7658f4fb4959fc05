"""The files as they are really published: every row, every cell, every symbol."""

from collections import Counter

import pytest

from .reading import raw, read_file

FILES = {
    "perf-tables_england_ks4-pupdest_2018-19-edition.csv": ("performance-ks4-destinations", 3877),
    "perf-tables_england_ks5-studest.csv": ("performance-16-18-destinations", 2259),
    "perf-tables_england_ks5-studest-he.csv": ("performance-progression", 2229),
    "perf-tables_england_census_2018-19.csv": ("performance-school-census", 23942),
    "perf-tables_la_and_region_codes_meta.csv": ("performance-regions", 151),
    "ees_ks4_nat_202223.csv": ("ees-ks4-destinations", 5846),
    "ees_ks5_nat_202223_SAMPLE.csv": ("ees-16-18-destinations", 7),
    "ees_tabletool_16-18-destination-measures_LA_c292eb8f.csv": ("ees-16-18-destinations", 7473),
    "nccis_UD_NEETNK_LA_dashboard_2025_final.csv": ("nccis-neet", 161),
    "gias_edubasealldata_subset_itt-mentor.csv": ("gias-establishments", 8),
    "gias_groups_sample.csv": ("gias-groups", 3),
    "gias_groupLinks_sample.csv": ("gias-group-links", 3),
    "gias_links_sample.csv": ("gias-links", 3),
}


@pytest.fixture(scope="module")
def published(shared):
    return shared / "data" / "published"


@pytest.mark.parametrize("name", FILES)
def test_every_row_and_cell_is_kept_as_published(published, name):
    kind, count = FILES[name]
    parsed = read_file(published / name)
    (table,) = parsed.published
    assert (table.kind, len(table.rows), parsed.rows_received, parsed.refused) == (kind, count, count, [])
    assert (table.file, list(table.headings)) == (name, list(table.rows[0].cells))
    lines = raw(published / name)
    assert len(lines) == count
    for row, line in zip(table.rows, lines, strict=True):
        assert row.cells
        assert all(line[heading] == cell for heading, cell in row.cells.items())


def cells(parsed):
    return Counter(cell for table in parsed.published for row in table.rows for cell in row.cells.values())


def test_the_symbols_are_counted_as_the_files_hold_them(published):
    ks5 = cells(read_file(published / "perf-tables_england_ks5-studest.csv"))
    assert (ks5["SUPP"], ks5["NA"], ks5["SP"], ks5["SN"]) == (220_872, 64_611, 304, 195)
    ks4 = cells(read_file(published / "ees_ks4_nat_202223.csv"))
    assert (ks4["c"], ks4["z"], ks4["low"]) == (26_144, 18_382, 2_525)


def test_year_11_destinations_of_the_2018_19_edition(published):
    (table,) = read_file(published / "perf-tables_england_ks4-pupdest_2018-19-edition.csv").published
    assert Counter(row.level for row in table.rows) == {"school": 3728, "local_authority": 148, "national": 1}
    (england,) = (row for row in table.rows if row.level == "national")
    assert (england.cells["COHORT"], england.cells["OVERALL_DEST"], england.name) == ("528139", "497037", "England")
    (school,) = (row for row in table.rows if row.urn == "137181")
    assert (school.laestab, school.area_code, school.name) == ("2024000", "202", "The UCL Academy")
    assert (school.cells["OVERALL_DESTPER"], school.cells["SIXTH_COL_DIS"], school.cells["COHORT_18"]) == ("94%", "SUPP", "NA")
    assert {(row.time_period, row.filters["cohort_year"], row.filters["activity_year"]) for row in table.rows} == {
        ("201819", "2015/16", "2016/17")
    }
    camden = [row for row in table.rows if row.level == "local_authority" and row.area_code == "202"]
    assert [row.cells["COHORT"] for row in camden] == ["1513"]


def test_progression_holds_russell_group_and_oxbridge(published):
    (table,) = read_file(published / "perf-tables_england_ks5-studest-he.csv").published
    (school,) = (row for row in table.rows if row.urn == "133697")
    assert (school.cells["ALL_RUSSELL"], school.cells["ALL_OXBRIDGE"], school.cells["ALL_COHORT"]) == ("11%", "0%", "129")
    (england,) = (row for row in table.rows if row.level == "national")
    assert (england.cells["ALL_RUSSELL"], england.cells["ALL_COHORT"]) == ("14%", "")
    unknown = [row for row in table.rows if row.cells["NFTYPE"].isdecimal()]
    assert len(unknown) == 2 and not any("school_type" in row.filters for row in unknown)


def test_an_edition_without_a_year_is_not_given_one(published):
    parsed = read_file(published / "perf-tables_england_ks5-studest.csv")
    assert {row.time_period for row in parsed.published[0].rows} == {""}
    assert any("does not say its year" in note for note in parsed.notes)
    told = read_file(published / "perf-tables_england_ks5-studest.csv", academic_year=2021)
    assert told.published[0].edition == "202122"
    assert "cohort_year" not in told.published[0].rows[0].filters


def test_the_sums_of_published_tables(published):
    ks4 = read_file(published / "perf-tables_england_ks4-pupdest_2018-19-edition.csv")
    assert not any("should be" in note for note in ks4.notes)
    ks5 = read_file(published / "perf-tables_england_ks5-studest.csv").notes
    assert any("row 704: TOT_COHORT should be" in note and "it is 1,390 and they add up to 1,391" in note for note in ks5)
    assert any("147 rows the parts do not add up exactly because the publisher rounded them" in note for note in ks5)
    national = read_file(published / "ees_ks4_nat_202223.csv").notes
    assert [note for note in national if "should be" in note and "education" not in note] == []


def test_the_census_tells_its_three_national_rows_apart(published):
    (table,) = read_file(published / "perf-tables_england_census_2018-19.csv").published
    national = [(row.filters["school_type"], row.cells["NOR"]) for row in table.rows if row.level == "national"]
    assert national == [
        ("State-funded primary", "4727089"),
        ("State-funded secondary", "3327970"),
        ("State-funded special school", "121738"),
    ]
    assert table.edition == "201819"


def test_neet_figures_of_an_authority(published):
    (table,) = read_file(published / "nccis_UD_NEETNK_LA_dashboard_2025_final.csv").published
    assert Counter(row.level for row in table.rows) == {"local_authority": 151, "region": 9, "national": 1}
    (camden,) = (row for row in table.rows if row.area_code == "202")
    assert (camden.name, camden.cells["NEET_percent"], camden.cells["Cohort_DJFavg"]) == ("Camden", "1.9", "3231")


def test_the_register_keeps_no_name_of_a_head(published):
    parsed = read_file(published / "gias_edubasealldata_subset_itt-mentor.csv")
    first = parsed.published[0].rows[0]
    assert (first.urn, first.laestab, first.filters["phase"], first.filters["status"]) == (
        "100000",
        "2013614",
        "Primary",
        "open",
    )
    assert not [heading for row in parsed.published[0].rows for heading in row.cells if "Head" in heading or "Phone" in heading]


def test_a_list_of_headings_is_described_and_holds_no_figures(published):
    parsed = read_file(published / "ees_institution_level_headers.csv")
    assert (parsed.rows_received, parsed.published, parsed.refused) == (5, [], [])
    assert len([note for note in parsed.notes if "can be read here" in note]) == 5
