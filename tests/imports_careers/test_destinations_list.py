"""Lists of where leavers went."""

from datetime import date

import pytest

from chalkface.imports.formats.destinations_list.titles import said_by
from chalkface.imports.formats.destinations_list.universities import ukprn_of

from .reading import noted, read, refused, values

HEADINGS = ["Name", "Form", "Destination", "Where", "Level"]


def leavers(*rows, title="Year 13 leavers 2024 - actual destinations", headings=HEADINGS, **more):
    return read("destinations_list", [title], headings, *rows, **more)


def test_the_words_that_schools_write():
    parsed = leavers(
        ["A Example", "13A", "Univ of Oxford", "", ""],
        ["B Sample", "13A", "Uni - RG", "", ""],
        ["C Trial", "13A", "Degree app", "Northgate Joinery", ""],
        ["D Test", "13A", "Oxford Brookes Uni", "", ""],
        ["E Try", "13A", "University", "King's College London", "6"],
        ["F Probe", "13A", "job", "Northgate Joinery", ""],
        ["G Case", "13A", "NEET", "", ""],
    )
    assert [(one["route"], one["ukprn"], one["level"]) for one in values(parsed, "destinations")] == [
        ("higher_education", "10007774", None),
        ("higher_education", "", None),
        ("apprenticeship", "", 6),
        ("higher_education", "", None),
        ("higher_education", "10003645", 6),
        ("employment", "", None),
        ("neet", "", None),
    ]
    assert {(one["stage"], one["academic_year"], one["status"]) for one in values(parsed, "destinations")} == {
        ("18", 2024, "started")
    }


def test_what_cannot_be_told_is_asked_and_never_filed_as_unknown():
    parsed = leavers(
        ["A Example", "13A", "Gap year", "", ""],
        ["B Sample", "13A", "Nissan", "", ""],
        ["C Trial", "13A", "College or apprenticeship", "", ""],
        ["D Test", "13A", "undecided", "", ""],
        ["E Try", "13A", "not known", "", ""],
        ["Gap Yr", "", "", "", ""],
    )
    assert refused(parsed) == [(3, "route"), (4, "route"), (5, "route"), (6, "route")]
    assert "Write what the student does in it" in parsed.refused[0].reason
    assert "more than one route" in parsed.refused[2].reason
    assert [one["route"] for one in values(parsed, "destinations")] == ["unknown"]
    assert noted(parsed, "row 8", "no destination is given")


def test_the_stage_comes_from_the_row_before_the_title_and_is_asked_if_neither_says():
    mixed = leavers(["A Example", "11A", "College", "", ""], ["B Sample", "13B", "College", "", ""], title="Leavers 2024")
    assert [one["stage"] for one in values(mixed, "destinations")] == ["16", "18"]
    assert refused(leavers(["A Example", "", "College", "", ""], title="Leavers 2024")) == [(3, "stage")]
    stated = leavers(["A Example", "KS4", "College"], title="x", headings=["Name", "Stage", "Destination"])
    assert values(stated, "destinations")[0]["stage"] == "16"


def test_the_year_is_the_year_after_leaving():
    row = ["A Example", "13A", "College", "", ""]
    assert values(leavers(row, year=2022), "destinations")[0]["academic_year"] == 2022
    assert values(leavers(row, title="Year 13 leavers 2023/24"), "destinations")[0]["academic_year"] == 2024
    assert values(leavers(row, title="Year 13"), "destinations")[0]["academic_year"] == 2025
    headings = ["Name", "Form", "Destination", "Year left"]
    several = leavers(
        ["A E", "13A", "College", "2023"],
        ["B S", "13A", "College", "2022/23"],
        ["C T", "13A", "College", "last year"],
        headings=headings,
    )
    assert [one["academic_year"] for one in values(several, "destinations")] == [2023, 2023]
    assert refused(several) == [(5, "left_in")]


def test_status_day_and_source():
    headings = ["Name", "Form", "Destination", "Status", "Date confirmed", "Source", "UKPRN"]
    parsed = leavers(
        ["A E", "11A", "College", "Enrolled", "1/10/2024", "telephone", "10000001"],
        ["B S", "11A", "College", "offer", "", "", ""],
        ["C T", "11A", "College", "perhaps", "", "", ""],
        ["D T", "11A", "College", "", "soon", "", ""],
        ["E T", "11A", "College", "", "", "", "123"],
        headings=headings,
    )
    first, second = values(parsed, "destinations")
    assert (first["status"], first["recorded_on"], first["source"], first["ukprn"]) == (
        "started",
        date(2024, 10, 1),
        "telephone",
        "10000001",
    )
    assert (second["status"], second["recorded_on"]) == ("offered", None)
    assert refused(parsed) == [(5, "status"), (6, "recorded_on"), (7, "ukprn")]


@pytest.mark.parametrize(
    "text, number",
    [
        ("Univ of Oxford", "10007774"),
        ("Oxford University", "10007774"),
        ("University of Oxford", "10007774"),
        ("UCL", "10007784"),
        ("King’s College London", "10003645"),
        ("Queens University Belfast", "10005343"),
        ("Oxford", ""),
        ("Oxford Brookes University", ""),
        ("Manchester Metropolitan University", ""),
        ("", ""),
    ],
)
def test_a_university_is_recognised_by_its_whole_name_only(text, number):
    assert ukprn_of(text)[0] == number


@pytest.mark.parametrize(
    "text, stage, year, status",
    [
        ("Y11 leavers 2024 destinations (actual)", "16", 2024, "started"),
        ("Year 13 intended destinations 2024-25", "18", 2024, "intended"),
        ("2023 leavers Year 11 and Year 13", "", 2023, ""),
        ("leavers_2022-23_ks5.csv", "18", 2023, ""),
        ("", "", None, ""),
    ],
)
def test_what_titles_say(text, stage, year, status):
    said = said_by([text])
    assert (said.stage, said.year, said.status) == (stage, year, status)
