"""Published files on the page: every cell as the file has it, the years it means, and what may stand beside a school."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.queries.beside import AUTHORITY, ENGLAND, ITSELF, SIMILAR, published_beside
from chalkface.queries.keeping import forget
from chalkface.queries.published import edition_words, find_schools, published_files, school_in_files
from chalkface.records.models import School
from chalkface.records.tenancy import writing
from tests.queries.published import import_published, raw, real, written

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 20)
REAL = (
    "perf-tables_england_ks4-pupdest_2018-19-edition.csv",
    "perf-tables_england_ks5-studest.csv",
    "perf-tables_england_ks5-studest-he.csv",
)
# A sponsored academy, a school of three leavers (suppressed), a special school, a grammar school, a studio school.
SCHOOLS = ("137181", "100053", "100096", "136290", "138403")
KS4 = "RECTYPE LEA ESTAB URN ICLOSE SCHNAME NFTYPE COHORT OVERALL_DEST EDUCATION APPREN EMPLOYMENT NOT_SUSTAINED UNKNOWN"
KS4 += " APPRENPER"
KS4_ROWS = (
    "1 204 4000 199991 0 Elm·Academy AC 100 94 80 6 8 4 2 6%",
    "1 204 4001 199992 0 Oak·Academy AC 200 180 170 4 6 15 5 2%",
    "1 204 4002 199993 0 Ash·Academy AC 4 SUPP SUPP SUPP SUPP SUPP SUPP SUPP",
    "LA 204 _ _ _ _ _ 1000 900 850 30 20 60 40 3%",
    "NAT _ _ _ _ _ _ 500000 470000 430000 20000 20000 25000 5000 4%",
)
CENSUS = "URN LA ESTAB SCHOOLTYPE NOR NORG NORB PNUMFSMEVER"
CENSUS_ROWS = (
    "199991 204 4000 State-funded·secondary 1000 500 500 20.1",
    "199992 204 4001 State-funded·secondary 1100 500 600 22",
    "199993 204 4002 State-funded·secondary 950 450 500 19",
    "199999 204 2000 State-funded·primary 1000 500 500 20.1",
)
REGIONS = "LEA LA·Name REGION REGION·NAME"


def viewer(school: School, role: str = "governor") -> Access:
    return Access(school.pk, role, ON)


@pytest.fixture
def elm(db) -> School:
    """A school that the files of this test name."""
    forget()
    with writing("a test"):
        return School.objects.create(urn="199991", laestab="2044000", name="Elm Academy", slug="elm", low_year=7, high_year=13)


@pytest.fixture
def small_files(elm) -> School:
    files = [
        written("england_ks4-pupdest_2016-17.csv", KS4, *KS4_ROWS),
        written("england_census_2018-19.csv", CENSUS, *CENSUS_ROWS),
    ]
    for file in files:
        import_published(elm, [file], ON, academic_year=2017)
    return elm


@pytest.mark.parametrize("name", REAL)
def test_a_schools_row_equals_the_file_to_the_digit(elm, shared, name):
    files = real(shared, name)
    import_published(elm, files, ON)
    rows = {row["URN"]: row for row in raw(files[0])}
    headings = list(next(iter(rows.values())))
    wanted = [urn for urn in SCHOOLS if urn in rows] + list(rows)[-3:-1]
    seen = set()
    for urn in wanted:
        (found,) = school_in_files(viewer(elm), urn=urn)
        (row,) = found.rows
        shown = dict(row.cells)
        assert shown == {heading: rows[urn][heading] for heading in shown}
        assert set(headings) - set(shown) == {"LEA", "ESTAB", "URN", "SCHNAME"}
        assert [heading for heading, _ in row.cells] == [heading for heading in headings if heading in shown]
        assert row.name == rows[urn]["SCHNAME"].strip() and row.urn == urn
        for figure in row.figures:
            for reading in (figure.count, figure.percent, figure.cohort):
                assert reading is None or figure.computed or reading.received in rows[urn].values()
        seen |= {mark for mark, _ in found.marks}
    assert len(wanted) >= 5 and "NA" in seen
    assert "SUPP" in seen or "SUPP" not in {cell for urn in wanted for cell in rows[urn].values()}


def test_marks_are_explained_and_never_become_numbers(small_files):
    found = school_in_files(viewer(small_files), urn="199993")
    destinations = next(one for one in found if one.file.dataset == "performance-ks4-destinations")
    assert dict(destinations.rows[0].cells)["OVERALL_DEST"] == "SUPP"
    assert destinations.marks == (("SUPP", "hidden by the publisher because few people are behind it"),)
    apprenticeship = next(one for one in destinations.rows[0].figures if one.measure.code == "apprenticeship")
    assert apprenticeship.count.received == apprenticeship.percent.received == "SUPP" and apprenticeship.percent.value is None


def test_a_file_says_what_it_is_and_what_its_year_means(small_files):
    files = published_files(viewer(small_files))
    assert [(file.name, file.edition, file.rows) for file in files] == [
        ("england_ks4-pupdest_2016-17.csv", "2017/18", 5),
        ("england_census_2018-19.csv", "2017/18", 4),
    ]
    found = school_in_files(viewer(small_files), urn="199991")
    assert [one.rows[0].year.sentence for one in found] == [
        "Left in 2014/15, followed through 2015/16.",
        "School census of 2017/18.",
    ]
    assert (
        edition_words("200910 to 202223") == "2009/10 to 2022/23"
        and edition_words("2025") == "2025"
        and edition_words("") == ""
    )


def test_the_same_laestab_under_another_number_is_shown_as_such(small_files):
    found = school_in_files(viewer(small_files), urn="999999", laestab="2044001")
    assert {row.urn for one in found for row in one.rows} == {"199992"}
    assert school_in_files(viewer(small_files), urn="", laestab="") == []


def test_schools_are_found_by_name_and_number(small_files):
    for words in ("199992", "2044001", "204/4001", "oak", "academy OAK"):
        assert [one.urn for one in find_schools(viewer(small_files), words)] == ["199992"], words
    assert len(find_schools(viewer(small_files), "academy")) == 3
    for words in ("", "oa", "nowhere school", "%%%"):
        assert find_schools(viewer(small_files), words) == [], words


def test_beside_the_school_stand_england_its_authority_and_similar_schools(small_files):
    found = published_beside(viewer(small_files), small_files, on=ON)
    texts = {
        place: [(one.year.leaving, one.text) for one in found.of(16, "apprenticeship", place)]
        for place in (ENGLAND, AUTHORITY, SIMILAR, ITSELF)
    }
    assert texts == {
        ENGLAND: [(2014, "4%")],
        AUTHORITY: [(2014, "3%")],
        SIMILAR: [(2014, "4 of 200 (2%)")],
        ITSELF: [(2014, "6%")],
    }
    (similar,) = found.of(16, "apprenticeship", SIMILAR)
    assert similar.counts == (4, 200) and similar.said == "1 school; 1 more hidden or missing there"
    assert [urn for urn, _ in found.similar] == ["199993", "199992"]
    assert "state-funded secondary" in found.similar_rule and found.own_numbers is None
    (unknown,) = found.of(16, "unknown", ENGLAND)
    assert unknown.opposite().text == "99%" and similar.opposite().text == "196 of 200 (98%)"
    assert found.of(18, "apprenticeship", ENGLAND) == []


def test_a_mark_is_no_share(small_files):
    with writing("a test"):
        School.objects.filter(pk=small_files.pk).update(urn="199993", laestab="2044002")
    school = School.objects.get(pk=small_files.pk)
    (own,) = published_beside(viewer(school), school, on=ON).of(16, "apprenticeship", ITSELF)
    assert (own.share, own.text) == (None, "SUPP") and "few people" in own.said and own.opposite() == own


def test_a_school_outside_the_census_is_compared_by_its_own_numbers_and_it_is_said(example, small_files):
    found = published_beside(Access(example.pk, "governor", ON), example, on=ON)
    assert len(found.similar) == 3 and "its own numbers" in found.similar_rule
    assert found.own_numbers == example.data_version


@pytest.mark.once
def test_years_mean_what_each_publication_means_by_them(elm, shared):
    import_published(elm, real(shared, "ees_ks4_nat_202223.csv"), ON)
    found = published_beside(viewer(elm), elm, on=ON).of(16, "apprenticeship", ENGLAND)
    assert [one.year.leaving for one in found] == list(range(2008, 2022))
    rows = [
        row
        for row in raw(real(shared, "ees_ks4_nat_202223.csv")[0])
        if row["time_period"] == "202223" and row["breakdown_topic"] == "Total" and row["data_type"] == "Percentage"
        and row["institution_group"] == "State-funded mainstream schools" and row["institution_type"] == "Total"
    ]  # fmt: skip
    assert found[-1].text == f"{float(rows[0]['appren']):g}%" and found[-1].when == "leavers of 2021/22"
    (file,) = published_files(viewer(elm))
    assert file.edition == "2009/10 to 2022/23"


def test_history_columns_give_the_editions_before(elm):
    headings = KS4 + " COHORT_18 OVERALL_DESTPER_18 COHORT_17 OVERALL_DESTPER_17"
    row = "1 204 4000 199991 0 Elm·Academy AC 100 94 80 6 8 4 2 6% 98 91% 95 SUPP"
    import_published(elm, [written("ks4.csv", headings, row)], ON)
    found = published_beside(viewer(elm), elm, on=ON).of(16, "overall", ITSELF)
    assert [(one.year.leaving, one.text) for one in found] == [(2013, "SUPP"), (2014, "91%"), (2015, "94%")]


def test_it_is_read_once_and_then_kept_until_the_files_change(small_files):
    published_beside(viewer(small_files), small_files, on=ON)
    with CaptureQueriesContext(connection) as asked:
        published_beside(viewer(small_files), small_files, on=ON)
    assert len(asked) == 1
    newer = [row.replace("NAT _ _ _ _ _ _ 500000", "NAT _ _ _ _ _ _ 500001") for row in KS4_ROWS]
    newer[-1] = newer[-1].replace(" 4%", " 5%")
    import_published(small_files, [written("newer.csv", KS4, *newer)], ON, academic_year=2018)
    (_, latest) = published_beside(viewer(small_files), small_files, on=ON).of(16, "apprenticeship", ENGLAND)
    assert latest.text == "5%"


def test_files_are_for_who_may_see_impact(small_files):
    for ask in (
        published_files,
        lambda access: find_schools(access, "academy"),
        lambda access: school_in_files(access, urn="199991"),
    ):
        with pytest.raises(NotAllowed):
            ask(viewer(small_files, "school_admin"))
