"""The review pages: sentences, hidden numbers, judgement, evidence and lists, for who may see which."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chalkface.core.disclosure import is_small
from chalkface.queries import figures as exit_of_figures
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing

pytestmark = pytest.mark.django_db
PAGES = [
    "review/",
    "review/statements/gatsby-2025/5.1/",
    "figures/employer-encounter-this-year/",
    "review/official/gatsby-2025/",
]


@pytest.fixture
def twenty(school_a):
    """Twenty more students in Year 9, of whom all but one met an employer."""
    school = school_a.school
    with writing("a test"), across_schools("a test"):
        for number in range(20):
            student = records.Student.objects.create(
                school=school, key=f"k{number}", legal_forename="Ash", legal_surname=f"Sorrel{number:02d}", sex="FM"[number % 2]
            )
            records.Enrolment.objects.create(
                school=school, student=student, academic_year=2025, year_group=9, tutor_group="9B" if number else "9A"
            )
            if number:
                records.Participation.objects.create(
                    school=school, activity=school_a.rows["activity"], student=student, attended=True
                )
    return school


def body(client: Client, path: str, **query) -> str:
    answer = client.get(f"/s/school-a/{path}", query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_the_three_numbers_are_kept_apart_as_sentences(at, twenty):
    page = words(body(at("careers_leader"), "review/"))
    assert "0 of 8 benchmarks are met in full." in page
    assert re.search(r"\d+ of 32 statements are met in full\.", page)
    assert re.search(r"Students had what a statement promises them \d+ times out of \d+", page)
    assert "statements wait for the careers leader’s judgement" in page


def test_a_governor_sees_hidden_where_the_leader_sees_the_number(at, twenty):
    path = "figures/employer-encounter-this-year/"
    assert "20 of 22" in words(body(at("careers_leader"), path))
    page = words(body(at("governor"), path))
    assert "20 of 22" not in page and "Hidden: small number" in page and "Sorrel" not in page


def test_negative_control_with_the_exit_removed_the_number_appears(at, twenty, monkeypatch):
    monkeypatch.setattr(exit_of_figures, "hide", lambda tables, threshold: {one.name: one.counts for one in tables})
    assert "20 of 22" in words(body(at("governor"), "figures/employer-encounter-this-year/"))


def test_no_page_of_the_review_tells_a_governor_a_small_number(at, twenty, school_a):
    """Every "n of m" on the pages is either no count of people or large enough on both sides."""
    for path in PAGES:
        markup = re.sub(r"<nav.*?</nav>", "", body(at("governor"), path), flags=re.DOTALL)
        for numerator, denominator in re.findall(r"(\d+) of (\d+)(?! (?:benchmarks|statements))", words(markup)):
            pair = exit_of_figures.Count(int(numerator), int(denominator))
            # Benchmarks count their few statements: those are no people.
            assert int(denominator) <= 8 or int(denominator) == 32 or not is_small(pair, 6), (path, str(pair))
        assert "20 of 22" not in words(markup)


def test_the_people_behind_a_gap_are_named_to_who_may_see_them_and_filtered(at, twenty, school_a):
    path = "figures/employer-encounter-this-year/"
    leader = body(at("careers_leader"), path)
    assert "Ash Sorrel00" in leader and re.search(r'/s/school-a/students/\d+/">Ash Sorrel00', leader)
    assert "Ash Sorrel00" not in body(at("careers_leader"), path, tutor_group="9B")
    tutor = body(at("tutor"), path)
    assert "Ash Sorrel00" in tutor and "in your tutor groups" in tutor
    assert "zqastudentpreferredsurnameother2" not in tutor
    assert "Ash Sorrel00" not in body(at("senior_leader"), path)


def test_the_list_can_be_taken_as_a_spreadsheet_by_who_may_see_names(at, twenty):
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(key="k0").update(legal_forename="=cmd")
    path = "/s/school-a/figures/employer-encounter-this-year/"
    answer = at("careers_leader").get(path, {"download": "csv"})
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    assert "k0,'=cmd Sorrel00,9,9A" in answer.content.decode("utf-8-sig")
    assert at("governor").get(path, {"download": "csv"}).status_code == 403


def test_what_to_do_about_a_statement_stands_between_its_figure_and_its_tables(at, twenty):
    page = body(at("careers_leader"), "review/statements/gatsby-2025/5.1/")
    order = [page.index(heading) for heading in (">The figure<", "Make it an objective", ">By group and year group<")]
    assert order == sorted(order)
    assert "Make it an objective" not in body(at("governor"), "review/statements/gatsby-2025/5.1/")


def test_a_judgement_is_recorded_and_shown_with_its_difference(at, twenty, school_a):
    path = "/s/school-a/review/statements/gatsby-2025/5.1/"
    answer = at("careers_leader").post(path, {"level": "fully", "voice": "leader", "reason": "Everybody came"}, follow=True)
    page = words(answer.content.decode())
    assert "The judgement is recorded." in page and "Everybody came" in page
    assert "judged it “in full”, which is higher than the records show" in page
    wrong = at("careers_leader").post(path, {"level": "", "voice": "leader"})
    assert wrong.status_code == 422 and "There is a problem" in words(wrong.content.decode())
    assert at("tutor").post(path, {"level": "fully", "voice": "teacher"}).status_code == 403
    assert "Record a judgement" not in body(at("tutor"), "review/statements/gatsby-2025/5.1/")


def test_evidence_comes_and_goes_by_the_page(at, school_a):
    path = "/s/school-a/review/statements/gatsby-2025/2.2/"
    leader = at("careers_leader")
    file = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 minutes")
    page = leader.post(path, {"deed": "attach", "title": "Our minutes", "file": file}, follow=True).content.decode()
    (address,) = re.findall(r'href="(/s/school-a/review/evidence/\d+/)">Our minutes', page)
    answer = at("governor").get(address)
    assert answer.content == b"%PDF-1.7 minutes" and answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    bad = leader.post(path, {"deed": "attach", "file": SimpleUploadedFile("x.pdf", b"<script>")})
    assert bad.status_code == 422 and "is not a .pdf file inside" in bad.content.decode()
    number = address.rstrip("/").rpartition("/")[2]
    leader.post(path, {"deed": "remove", "evidence": number})
    assert leader.get(address).status_code == 404


def test_a_review_is_kept_and_compared(at, school_a):
    leader = at("careers_leader")
    page = leader.post(
        "/s/school-a/review/kept/", {"framework": "gatsby-2025", "title": "Spring"}, follow=True
    ).content.decode()
    (address,) = re.findall(r'href="(/s/school-a/review/kept/\d+/)">20 March 2026</a><small>Spring', page)
    compared = words(leader.get(address).content.decode())
    assert "0 worse and 32 the same" in compared
    earlier = school_a.rows["review"].pk
    beside = leader.get(f"/s/school-a/review/kept/{earlier}/", {"with": address.rstrip("/").rpartition("/")[2]})
    assert beside.status_code == 200
    assert leader.get(address, {"with": "999999"}).status_code == 404
    assert at("governor").post("/s/school-a/review/kept/", {"framework": "gatsby-2025"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "review/?framework=none",
        "review/statements/gatsby-2025/9.9/",
        "review/statements/none/5.1/",
        "review/benchmarks/gatsby-2025/9/",
        "review/official/none/",
        "figures/none/",
    ],
)
def test_what_is_not_there_is_not_found(at, path):
    assert at("careers_leader").get(f"/s/school-a/{path}").status_code == 404


def test_every_edition_opens(at):
    for code in ("gatsby-2014", "gatsby-2025-special", "gatsby-2025-college"):
        assert "What to look at first" in body(at("careers_leader"), "review/", framework=code)
