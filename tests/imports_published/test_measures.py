"""The same measures in the same words, whichever file they come from."""

from decimal import Decimal

import pytest

from chalkface.core.published_measures import Shown, datasets, earlier, figures, measures, pooled, status_of

from .reading import read, read_file, written


@pytest.fixture(scope="module")
def published(shared):
    return shared / "data" / "published"


def test_national_authority_and_school_stand_side_by_side(published):
    (table,) = read_file(published / "perf-tables_england_ks4-pupdest_2018-19-edition.csv").published
    school = [row for row in table.rows if row.urn == "100049"]
    england = [row for row in table.rows if row.level == "national"]
    of_school, of_england = figures(table.kind, school), figures(table.kind, england)
    assert (
        list(of_school)
        == list(of_england)
        == [
            "overall",
            "education",
            "school_sixth_form",
            "sixth_form_college",
            "further_education",
            "other_education",
            "apprenticeship",
            "employment",
            "not_sustained",
            "unknown",
        ]
    )
    assert (of_school["overall"].count.value, of_school["overall"].percent.value, of_school["overall"].cohort.value) == (
        180,
        90,
        199,
    )
    assert of_england["overall"].count.value == 497037
    disadvantaged = figures(table.kind, school, group="disadvantaged")["overall"]
    assert (disadvantaged.count.value, disadvantaged.cohort.value, disadvantaged.percent.received) == (109, 123, "89%")


def test_the_statistics_service_gives_count_and_percentage_from_two_rows(published):
    (table,) = read_file(published / "ees_ks4_nat_202223.csv").published
    rows = [row for row in table.rows if row.time_period == "202223"]
    shown = figures(table.kind, rows)
    twins = [
        row
        for row in rows
        if row.filters["institution_group"] == "State-funded mainstream schools"
        and row.filters["institution_type"] == "Total"
        and row.filters["breakdown_topic"] == "Total"
    ]
    counts, percents = twins if twins[0].filters["data_type"] != "Percentage" else reversed(twins)
    assert shown["apprenticeship"].count.received == counts.cells["appren"]
    assert shown["apprenticeship"].percent.received == percents.cells["appren"]
    assert shown["apprenticeship_level_3_up"].count.received == counts.cells["appl3"]
    assert not shown["overall"].computed
    girls = figures(table.kind, rows, group="female")
    assert 0 < girls["overall"].cohort.value < shown["overall"].cohort.value


def test_sixteen_to_eighteen_by_level(published):
    (table,) = read_file(published / "ees_ks5_nat_202223_SAMPLE.csv").published
    shown = figures(table.kind, table.rows, level="level_3")
    assert shown["higher_education"].count.value == 218124
    assert shown["apprenticeship_level_3"].count.value == 14135
    (ks5,) = read_file(published / "perf-tables_england_ks5-studest.csv").published
    school = [row for row in ks5.rows if row.urn == "137181"]
    assert figures(ks5.kind, school, level="level_3")["higher_education"].percent.received == "72%"
    hidden = figures(ks5.kind, school, group="disadvantaged")["apprenticeship"]
    assert (hidden.count.status, hidden.percent.status) == ("suppressed", "suppressed")


def test_russell_group_and_oxbridge_come_from_the_progression_table(published):
    (table,) = read_file(published / "perf-tables_england_ks5-studest-he.csv").published
    shown = figures(table.kind, [row for row in table.rows if row.level == "national"])
    assert (shown["russell_group"].percent.value, shown["oxbridge"].percent.value, shown["russell_group"].count) == (
        14,
        1,
        None,
    )
    dis = figures(table.kind, [row for row in table.rows if row.level == "national"], group="disadvantaged")
    assert (dis["russell_group"].percent.value, dis["russell_group"].cohort) == (15, None)


def test_a_table_of_counts_gets_its_percentage_from_us_and_says_so(published):
    (table,) = read_file(published / "ees_tabletool_16-18-destination-measures_LA_c292eb8f.csv").published
    rows = [row for row in table.rows if row.area_code == "E06000001" and row.time_period == "201718"]
    level_2 = figures(table.kind, rows, level="level_2")["apprenticeship"]
    assert (level_2.count.value, level_2.cohort.value, level_2.percent.value, level_2.computed) == (
        47,
        216,
        Decimal("21.8"),
        True,
    )


def test_history_columns_give_a_trend_with_the_right_years(published):
    (table,) = read_file(published / "perf-tables_england_ks4-pupdest_2018-19-edition.csv").published
    (school,) = (row for row in table.rows if row.urn == "100049")
    trend = earlier(table.kind, school)
    assert [(years.leaving, years.destination, shown.percent.received, shown.cohort.value) for years, shown in trend] == [
        (2013, 2014, "88%", 208),
        (2014, 2015, "92%", 207),
    ]
    assert [shown.percent.received for _, shown in earlier(table.kind, school, group="disadvantaged")] == ["87%", "90%"]
    assert earlier("nccis-neet", school) == []


def test_neet_has_percentages(published):
    (table,) = read_file(published / "nccis_UD_NEETNK_LA_dashboard_2025_final.csv").published
    shown = figures(table.kind, table.rows[:1])
    assert (shown["neet"].percent.value, shown["unknown"].percent.value) == (Decimal("3.4"), Decimal("2.2"))


def test_every_column_of_the_catalogue_is_a_measure_that_is_named():
    for dataset in datasets().values():
        assert set(dataset.measures) <= set(measures()), dataset.code
        assert dataset.title and (dataset.stage in {16, 18, None})
    for measure in measures().values():
        assert measure.title and measure.meaning.endswith(".")


def test_a_group_or_level_that_a_file_does_not_have_shows_nothing():
    header = ["RECTYPE", "LEA", "ESTAB", "URN", "COHORT", "OVERALL_DEST"]
    (table,) = read(written("x.csv", [header, ["NAT", "", "", "", "10", "9"]])).published
    assert figures(table.kind, table.rows, group="disadvantaged") == {}
    assert figures(table.kind, table.rows, group="left-handed") == {}
    assert figures(table.kind, [], group="all") == {}
    assert figures(table.kind, table.rows)["overall"].percent.value == Decimal("90.0")


def shown(count, cohort):
    return Shown(measures()["overall"], status_of(count), None, status_of(cohort))


def test_pooled_adds_people_not_percentages_and_counts_what_is_left_out():
    together = pooled([shown("9", "10"), shown("30", "100"), shown("SUPP", "4")])
    assert (together.numerator, together.denominator, together.places, together.left_out) == (39, 110, 2, 1)
    assert pooled([shown("c", "c")]) is None
    assert pooled([]) is None
