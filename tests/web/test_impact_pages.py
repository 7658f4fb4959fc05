"""The impact pages and the paper's page: sentences and tables, exact or hidden, small on the wire, few questions asked."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chalkface.core.disclosure import HIDDEN
from chalkface.core.statistics import newcombe, points
from chalkface.core.years import year_label
from chalkface.queries import leavers
from chalkface.queries.keeping import forget
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.queries.published import import_published, raw, real
from tests.queries.test_published import CENSUS, CENSUS_ROWS, KS4, KS4_ROWS, written
from tests.signed_in import signed_in_as

pytestmark = pytest.mark.django_db
LARGEST = 60_000
# The paper says how the strategic plan stands, too, and when the provider access statement was approved.
MOST_QUESTIONS = {"papers/governor/?as=page": 25}  # three of them look for names in what it says


@pytest.fixture
def day(school_a) -> date:
    return school_a.access("governor").on


@pytest.fixture
def open_as(school_a, monkeypatch, day):
    """A function that opens a page of the school as somebody and returns its words and its mark-up."""
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda: day)
    forget()

    def opened(role: str, path: str) -> str:
        client = Client()
        signed_in_as(client, school_a.accounts[role])
        answer = client.get(f"/s/school-a/{path}")
        assert answer.status_code == 200, (role, path)
        return answer.content.decode()

    return opened


@pytest.fixture
def gone(school_a):
    """Forty Year 11 leavers in each of two years: one of them in work, two of whom nothing is known, the rest at college."""
    return leave(school_a.school, 40)


def leave(school, number: int, years=(2023, 2024)):
    with writing("a test"), across_schools("a test"):
        for year in years:
            for place in range(number):
                student = records.Student.objects.create(
                    school=school,
                    key=f"l{year}-{place}",
                    legal_forename="Ivy",
                    legal_surname=f"Leaver{year}{place:02d}",
                    sex="FM"[place % 2],
                )
                records.Enrolment.objects.create(
                    school=school, student=student, academic_year=year, year_group=11, tutor_group="11A"
                )
                if place < 2:
                    continue
                records.Destination.objects.create(
                    school=school, student=student, stage=16, academic_year=year + 1, level=3, status="started",
                    route="employment" if place == 2 else "further_education", recorded_on=date(year + 1, 10, 1),
                )  # fmt: skip
    return school


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_the_page_begins_with_sentences_and_says_how_many_are_not_known(open_as, gone):
    page = words(open_as("careers_leader", "impact/"))
    assert "Year 11 leavers of 2024/25: what became of 2 of 40 is not known." in page
    assert "37 of 40 Year 11 leavers of 2024/25 (93%) have gone on to a level 3 programme." in page
    assert "No clear change since 2023/24 (93%): the difference could be chance." in page
    assert "too early" in page and "What this can and cannot show" in page


def test_a_governor_sees_hidden_where_the_leader_sees_the_number(open_as, gone):
    for path in ("impact/", "impact/2024/"):
        exact, shown = words(open_as("careers_leader", path)), words(open_as("governor", path))
        assert "2 of 40" in exact and "2 of 40" not in shown and "1 of 40" not in shown
        assert "hidden" in shown


def test_negative_control_with_the_exit_open_the_number_is_there(open_as, gone, monkeypatch):
    monkeypatch.setattr(leavers, "hide", lambda tables, threshold, **how: {table.name: dict(table.counts) for table in tables})
    assert "2 of 40" in words(open_as("governor", "impact/"))


def test_who_may_see_names_finds_the_leavers_of_whom_nothing_is_known(open_as, gone):
    named = open_as("careers_leader", "impact/2024/")
    assert "Leaver202400" in named and "Leaver202401" in named and "Leaver202402" not in named
    for role in ("governor", "senior_leader", "tutor", "teacher"):
        assert "Leaver2024" not in open_as(role, "impact/2024/"), role


def test_groups_stages_and_years_that_are_none_are_no_error(open_as, gone):
    assert "Pupil premium" in open_as("careers_leader", "impact/2024/?by=pupil_premium")
    for path in ("impact/2024/?by=name&stage=17", "impact/1999/", "impact/?after_16=nothing&after_18=oxbridge-at-16"):
        assert open_as("careers_leader", path)


def test_another_measure_can_be_drawn(open_as, gone):
    assert "Apprenticeship: Year 11 leavers" in open_as("careers_leader", "impact/")
    drawn = open_as("careers_leader", "impact/?after_16=level-3-programme-at-16")
    assert "Level 3 programme: Year 11 leavers" in drawn and drawn.count("<svg role") == 1


def test_a_school_without_leavers_and_files_says_what_to_do(open_as, school_a):
    with writing("the test"), across_schools("the test"):
        records.DestinationTotal.objects.all().delete()  # what the cast's school kept of leavers long gone
    page = words(open_as("careers_leader", "impact/"))
    assert "Nobody has left yet" in page
    assert "No published file is here yet" in words(open_as("governor", "impact/published/"))


def test_the_published_page_shows_the_files_own_cells_and_marks(open_as, school_a, shared, day):
    (file,) = files = real(shared, "perf-tables_england_ks4-pupdest_2018-19-edition.csv")
    import_published(school_a.school, files, day)
    rows = {row["URN"]: row for row in raw(file)}
    suppressed = next(urn for urn, row in rows.items() if urn and row["OVERALL_DEST"] == "SUPP")
    for urn in ("137181", suppressed):
        page = open_as("governor", f"impact/published/?urn={urn}")
        shown = dict(re.findall(r'<tr><th scope="row">([^<]+)</th><td class="num">([^<]*)</td></tr>', page))
        assert {heading: shown[heading] for heading in rows[urn] if heading in shown} == {
            heading: cell for heading, cell in rows[urn].items() if heading in shown
        }
        assert len(shown) >= 78 and file.name.rpartition("/")[2] in page
        assert "Left in 2015/16, followed through 2016/17." in page
    assert "SUPP: hidden by the publisher because few people are behind it" in page
    assert "UCL" in words(open_as("governor", "impact/published/?words=ucl+academy"))


def test_england_the_authority_and_similar_schools_stand_beside(open_as, gone, day):
    with writing("a test"):
        records.School.objects.filter(pk=gone.pk).update(urn="199991", laestab="2044000")
    for name, headings, rows in (("ks4.csv", KS4, KS4_ROWS), ("census.csv", CENSUS, CENSUS_ROWS)):
        import_published(gone, [written(name, headings, *rows)], day, academic_year=2017)
    page = words(open_as("governor", "impact/"))
    assert "England: 4% (leavers of 2014/15)." in page
    assert re.search(
        r"Apprenticeship Published: .*? 4% leavers of 2014/15 .*?2% 4 of 200 leavers of 2014/15 6% leavers of 2014/15", page
    )
    assert "How the similar schools were chosen" in page


@pytest.mark.parametrize(
    "path", ["impact/", "impact/2024/", "impact/groups/", "impact/did/", "impact/published/", "papers/governor/?as=page"]
)
def test_pages_are_small_and_ask_little_however_many_there_are(path, open_as, school_a):
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    asked = []
    for number, years in ((30, (2024,)), (60, (2022, 2023))):
        leave(school_a.school, number, years)
        client.get(f"/s/school-a/{path}")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/s/school-a/{path}").content
        asked.append(len(queries))
        assert len(page) < LARGEST
        assert all(len(chart) < 15_000 for chart in re.findall(rb"<svg role.*?</svg>", page, re.S))
    assert max(asked) <= MOST_QUESTIONS.get(path, 15) and asked[0] == asked[1]


def test_the_paper_is_read_here_and_taken_away(open_as, gone, school_a):
    assert "Read it here" in words(open_as("governor", "papers/governor/"))
    page = words(open_as("governor", "papers/governor/?as=page"))
    assert "of the 32 statements" in page or "statements that apply" in page
    assert "Leaver2024" not in page and str(HIDDEN) == "c"
    client = Client()
    signed_in_as(client, school_a.accounts["senior_leader"])
    for ending, opening in (("pdf", b"%PDF"), ("docx", b"PK"), ("pptx", b"PK"), ("html", b"<!doctype html>")):
        answer = client.get(f"/s/school-a/papers/governor/?as={ending}")
        assert answer.content.lstrip().startswith(opening)
        assert answer["Content-Disposition"].endswith(f'.{ending}"') and answer["Cache-Control"] == "no-store"
        assert b"Leaver2024" not in answer.content
    assert client.get("/s/school-a/papers/governor/?as=exe").status_code == 404


def with_premium(school, year: int) -> None:
    """Of the leavers of a year every second has pupil premium; these and none else had guidance."""
    with writing("a test"), across_schools("a test"):
        for place, one in enumerate(records.Student.objects.filter(school=school, key__startswith=f"l{year}-").order_by("pk")):
            one.pupil_premium = place % 2 == 0
            one.save()
            if place % 2 == 0:
                records.GuidanceMeeting.objects.create(
                    school=school, key=one.key, student=one, met_on=date(year, 11, 2), adviser_level=6, attended=True
                )


def test_a_group_is_set_beside_the_others_with_an_interval(open_as, gone):
    with_premium(gone, 2024)
    page = words(open_as("careers_leader", "impact/groups/?stage=16&measure=destination-known-at-16&by=pupil_premium"))
    low, high = (points(one) for one in newcombe((19, 20), (19, 20)))
    side = "95% 19 of 20 5% 1 of 20"
    assert f"{side} {side} 0 points ({low} to {high}) could be chance" in page
    assert "Pupil premium beside No pupil premium" in page
    other = words(open_as("careers_leader", "impact/groups/?by=sex"))
    assert "Female beside Male" in other
    hidden = words(open_as("governor", "impact/groups/?stage=16&measure=destination-known-at-16"))
    assert "19 of 20" not in hidden and "not told" in hidden


def test_what_leavers_did_is_an_association_and_says_so(open_as, gone):
    with_premium(gone, 2024)
    for role in ("careers_leader", "governor"):
        page = words(open_as(role, "impact/did/?stage=16&measure=level-3-programme-at-16"))
        assert "These are associations. They do not show that one thing led to another." in page
        assert "What else may explain it" in page
        assert ("18 of 20" in page) == (role == "careers_leader")
    exact = words(open_as("careers_leader", "impact/did/?stage=16&measure=level-3-programme-at-16"))
    assert "of those who had a guidance meeting with a qualified adviser 18 of 20 (90%)" in exact
    assert "2023/24 to 2024/25 together" in exact and "It does not say why." in exact


def test_pages_by_group_take_nonsense_and_an_empty_school(open_as, school_a, gone):
    for path in ("impact/groups/?stage=17&measure=x&by=name&value=y", "impact/did/?stage=18&measure=neet-at-16"):
        assert open_as("governor", path)
    with writing("the test"), across_schools("the test"):
        records.DestinationTotal.objects.all().delete()
        records.Enrolment.objects.filter(academic_year__lt=2025).delete()
    forget()
    for path in ("impact/groups/", "impact/did/"):
        assert "Nobody has left yet" in words(open_as("governor", path))


# What the impact page shows as "This school", by the title of the measure: the file and the column it must equal, written out
# by hand. "-" before a column: the rest of 100%.
KS4_FILE, KS5_FILE, HE_FILE = BESIDE_FILES = (
    "perf-tables_england_ks4-pupdest_2018-19-edition.csv",
    "perf-tables_england_ks5-studest.csv",
    "perf-tables_england_ks5-studest-he.csv",
)
BESIDE = {
    16: {
        "Apprenticeship": (KS4_FILE, "APPRENPER"),
        "Work": (KS4_FILE, "EMPLOYMENTPER"),
        "Destination known": (KS4_FILE, "-UNKNOWNPER"),
        "Sustained": (KS4_FILE, "OVERALL_DESTPER"),
    },
    18: {
        "Higher education": (KS5_FILE, "TOT_HEPER"),
        "Russell Group university": (HE_FILE, "ALL_RUSSELL"),
        "Oxford or Cambridge": (HE_FILE, "ALL_OXBRIDGE"),
        "Higher technical (level 4 or 5)": (HE_FILE, "ALL_HTECH"),
        "Apprenticeship": (KS5_FILE, "TOT_APPRENPER"),
        "Work": (KS5_FILE, "TOT_EMPLOYMENTPER"),
        "Destination known": (KS5_FILE, "-TOT_NOT_CAPTUREDPER"),
        "Sustained": (KS5_FILE, "TOT_OVERALLPER"),
    },
}
# Two academies, a community school, a special school and a sixth-form college of a kind; three cohorts and more marks than one.
REAL_SCHOOLS = ("137181", "136290", "100053", "100096", "138403")


def test_five_real_schools_are_shown_as_the_files_have_them(open_as, gone, shared, day):
    files = dict(zip(BESIDE_FILES, real(shared, *BESIDE_FILES), strict=True))
    import_published(gone, list(files.values()), day)
    rows = {name: {row["URN"]: row for row in raw(file) if row["URN"] in REAL_SCHOOLS} for name, file in files.items()}
    leave_year_13(gone)
    compared = shown_cells = 0
    for urn in REAL_SCHOOLS:
        with writing("a test"), across_schools("a test"):
            records.School.objects.filter(pk=gone.pk).update(urn=urn, laestab="")
        forget()
        page = open_as("governor", "impact/published/")
        cells = re.findall(r'<tr><th scope="row">([^<]+)</th><td class="num">([^<]*)</td></tr>', page)
        for name in BESIDE_FILES:
            if urn in rows[name]:
                expected = {heading: cell for heading, cell in rows[name][urn].items() if (heading, cell) in cells}
                missing = set(rows[name][urn]) - set(expected) - {"RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME"}
                assert not missing, (urn, name, missing)
                shown_cells += len(expected)
        page = open_as("governor", "impact/")
        for stage, year_group in ((16, 11), (18, 13)):
            own = own_column(page, f"Published beside the Year {year_group} leavers")
            for title, (name, column) in BESIDE[stage].items():
                cell = rows[name].get(urn, {}).get(column.removeprefix("-"), "none")
                if column.startswith("-") and cell.endswith("%"):
                    cell = f"{100 - int(cell[:-1])}%"
                assert own[title].startswith(cell), (urn, stage, title, own[title], cell)
                compared += cell.endswith("%")
    assert compared > 40 and shown_cells > 800


def own_column(page: str, caption: str) -> dict[str, str]:
    """The last cell of each row of the table with this caption, by the measure it is of."""
    table = next(part for part in page.split("<table")[1:] if f"<caption>{caption}" in part).partition("</table>")[0]
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL):
        title = words(re.search(r"<th[^>]*>(.*?)<(small|/th)", row, re.DOTALL)[1]).strip()
        found[title] = words(row.rpartition("<td")[2].partition(">")[2]).strip()
    return found


def leave_year_13(school) -> None:
    with writing("a test"), across_schools("a test"):
        for place in range(12):
            named = {"legal_forename": "Ivy", "legal_surname": f"Thirteen{place}"}
            one = records.Student.objects.create(school=school, key=f"t{place}", **named)
            records.Enrolment.objects.create(school=school, student=one, academic_year=2024, year_group=13)


def test_of_cohorts_of_one_to_eight_the_page_shows_what_the_rule_allows(open_as, school_a):
    """Every number of apprentices in every cohort, twelve to a page: two stages of six years. The others went to college.

    The five routes that nobody took are hidden (none of a group under ten); as all routes add up to the leavers, one of the two
    that are left must be hidden for their sake: the one with fewer people, college where they are equal.
    """
    cases = [(cohort, reached) for cohort in range(1, 9) for reached in range(cohort + 1)]
    years, hidden = range(2019, 2025), 0
    for at in range(0, len(cases), 12):
        with writing("a test"), across_schools("a test"):
            records.DestinationTotal.objects.all().delete()
            records.Destination.objects.all().delete()
            records.Enrolment.objects.filter(academic_year__in=years).delete()
        places = [(stage, year) for stage in (16, 18) for year in years]
        for (stage, year), (cohort, reached) in zip(places, cases[at : at + 12], strict=False):
            a_cohort(school_a.school, stage, year, cohort, reached)
        forget()
        page = open_as("governor", "impact/")
        for (stage, year), (cohort, reached) in zip(places, cases[at : at + 12], strict=False):
            allowed = cohort >= 6 and reached >= 3 and cohort - reached >= 3 and 2 * reached >= cohort
            cell = cell_of(page, f"Year {11 if stage == 16 else 13} leavers over the years", "Apprenticeship", year_label(year))
            assert (f"{reached} of {cohort}" in cell) == allowed and ("hidden" in cell) != allowed, (cohort, reached, cell)
            hidden += not allowed
    assert hidden == len(cases) - 4


def a_cohort(school, stage: int, year: int, cohort: int, apprentices: int) -> None:
    with writing("a test"), across_schools("a test"):
        made = records.Student.objects.bulk_create(
            records.Student(school=school, key=f"c{stage}-{year}-{cohort}-{apprentices}-{place}", legal_surname="Leaver")
            for place in range(cohort)
        )
        records.Enrolment.objects.bulk_create(
            records.Enrolment(school=school, student=one, academic_year=year, year_group=11 if stage == 16 else 13)
            for one in made
        )
        records.Destination.objects.bulk_create(
            records.Destination(
                school=school, student=one, stage=stage, academic_year=year + 1, status="started",
                recorded_on=date(year + 1, 10, 1),
                route="apprenticeship" if place < apprentices else "further_education", position=place,
            )
            for place, one in enumerate(made)
        )  # fmt: skip


def cell_of(page: str, caption: str, title: str, column: str) -> str:
    """One cell of the table with this caption, in words."""
    table = next(part for part in page.split("<table")[1:] if f"<caption>{caption}" in part).partition("</table>")[0]
    heads = [words(one).strip() for one in re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", table, re.DOTALL)]
    for row in re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL):
        if words(re.search(r"<th[^>]*>(.*?)</th>", row, re.DOTALL)[1]).strip() == title:
            return words(re.findall(r"<td.*?</td>", row, re.DOTALL)[heads.index(column) - 1]).strip()
    raise AssertionError(f"{caption} has no row {title}")
