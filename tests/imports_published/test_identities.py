"""A total that is not the sum of its parts is reported with its row, and kept."""

from .reading import raw, read, written


def test_one_changed_cell_gives_one_note_with_its_row(shared):
    lines = raw(shared / "data" / "published" / "perf-tables_england_ks4-pupdest_2018-19-edition.csv")[:30]
    headings = list(lines[0])
    assert not any(
        "should be" in note for note in read(written("ks4.csv", [headings, *(line.values() for line in lines)])).notes
    )
    lines[10]["APPREN"] = str(int(lines[10]["APPREN"]) + 7)
    parsed = read(written("ks4.csv", [headings, *(line.values() for line in lines)]))
    broken = [note for note in parsed.notes if "should be" in note]
    assert len(broken) == 1
    assert broken[0].startswith("ks4.csv, row 12: OVERALL_DEST should be EDUCATION + APPREN + EMPLOYMENT")
    assert len(parsed.published[0].rows) == 30 and not parsed.refused


HEAD = ["time_period", "geographic_level", "cohort_level_group", "data_type", "cohort", "overall", "all_notsust", "all_unknown"]


def counts(*rows):
    return read(written("x.csv", [HEAD, *(["202223", "National", group, *rest] for group, *rest in rows)])).notes


def test_rounding_to_five_is_not_an_error_and_percentages_are_not_sums():
    notes = counts(("Total", "Number of students", "100", "85", "10", "10"), ("Total", "Percentage", "100", "80.1", "12", "7"))
    assert not any("should be" in note for note in notes)
    assert any("in 1 row the parts do not add up exactly because the publisher rounded" in note for note in notes)


def test_hidden_cells_are_not_judged():
    notes = counts(("Total", "Number of students", "100", "c", "10", "10"))
    assert not any("should be" in note or "rounded" in note for note in notes)


def test_many_broken_rows_are_counted_after_the_first_five():
    notes = counts(*((str(number), "Number of students", "101", "1", "1", "1") for number in range(9)))
    broken = [note for note in notes if "should be" in note]
    assert len(broken) == 6 and "4 more rows do not add up (the last is row 10)" in broken[-1]


def test_two_rows_for_the_same_place_are_both_kept_and_noted():
    notes = counts(("Total", "Number of students", "2", "1", "1", "0"), ("Total", "Number of students", "3", "1", "1", "1"))
    assert any("second row for the same place" in note for note in notes)
