"""Papers of awards: what each form says, that nobody is named, and a portfolio that is whole and made by a worker."""

import io
import zipfile
from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from chalkface.core.awards import awards
from chalkface.core.errors import NotAllowed, Refused
from chalkface.jobs.server import take_up_again
from chalkface.jobs.worker import Worker
from chalkface.operations.award import attach_to_criterion, say_of_criterion
from chalkface.queries.award_files import portfolio_files
from chalkface.queries.award_sources.papers import PAPERS
from chalkface.queries.last_gate import names_to_keep_back
from chalkface.queries.making import paper_asked, paper_file
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, open_scope, writing
from chalkface.reports import all_reports, making, write_report
from chalkface.reports.award_portfolio import compose as portfolio_module
from chalkface.reports.award_portfolio.compose import compose as portfolio_of
from chalkface.reports.award_portfolio.paper import File, LeftOut
from chalkface.reports.award_standing.compose import compose as standing_of
from chalkface.reports.award_standing.telling import tell
from chalkface.reports.inspection.compose import compose as inspection_of
from chalkface.reports.making import enqueue_paper
from chalkface.reports.told import words_of
from tests.reports.documents import read_file, squeezed

pytestmark = pytest.mark.django_db
QIC = "quality-in-careers"


@pytest.fixture
def leader(school_a):
    return school_a.access("careers_leader")


@pytest.fixture
def named(school_a):
    """A student whose name is made of words, as names are."""
    row = school_a.rows["student"]
    with writing("a test"), across_schools("a test"):
        records.Student.objects.filter(pk=row.pk).update(preferred_forename="May", preferred_surname="Baker")
    return "May Baker"


def attach(leader, name: str, content: bytes, title: str = "", criterion: str = "QC-2") -> int:
    return attach_to_criterion(
        leader, award_code=QIC, criterion=criterion, title=title, file_name=name, content=content
    )


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


class Links(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attributes):
        self.found += [unquote(value) for name, value in attributes if name in ("href", "src")]


def test_the_papers_that_criteria_name_are_reports():
    assert set(PAPERS) <= set(all_reports())
    assert {paper for one in awards().values() for paper in one.papers} <= set(PAPERS)


@pytest.mark.parametrize("ending", ["pdf", "docx", "html"])
def test_each_form_says_every_sentence(leader, ending):
    paper = standing_of(leader, leader.on, award=QIC, made_on=leader.on)
    read = squeezed(read_file(write_report("award-standing", paper, ending), ending))
    for text in words_of(tell(paper)):
        assert squeezed(text) in read, text


def test_the_inspection_view_says_what_is_asked_what_the_records_say_and_what_is_missing(leader):
    said = " ".join(words_of(tell(inspection_of(leader, leader.on, made_on=leader.on))))
    assert "Nothing has to be produced for an inspection" in said and "What is not shown, or in part:" in said
    assert "SG-09" in said and "(Look under Roles.)" in said
    assert "We say" not in said


def test_it_says_the_same_whoever_makes_it_and_names_no_student(leader, school_a):
    first = standing_of(leader, leader.on, award=QIC, made_on=leader.on)
    second = standing_of(school_a.access("governor"), leader.on, award=QIC, made_on=leader.on)
    assert first == second
    assert "zqastudent" not in " ".join(words_of(tell(first)))
    with pytest.raises(NotAllowed):
        standing_of(school_a.access("tutor"), leader.on)
    with pytest.raises(Refused, match="no award or review called medal"):
        standing_of(leader, leader.on, award="medal")


def test_words_and_titles_that_name_a_student_stay_at_home(leader, named):
    say_of_criterion(leader, award_code=QIC, criterion="QC-2", own_words=f"{named} said it helped.")
    attach(leader, "log.txt", b"Three sessions", title="What Baker, May wrote")
    paper = standing_of(leader, leader.on, award=QIC)
    second = paper.criteria[1]
    assert second.own_words == "Left out: it names a student." and second.files == ("Left out: it names a student.",)
    say_of_criterion(leader, award_code=QIC, criterion="QC-2", own_words="In May the baker said it helped.", edition=1)
    assert standing_of(leader, leader.on, award=QIC).criteria[1].own_words == "In May the baker said it helped."


def test_a_portfolio_is_whole_every_link_leads_to_a_file_and_every_file_is_linked(leader):
    attach(leader, "a log?.txt", b"Three sessions", title="Log of <training>")
    attach(leader, "log.txt", b"Two more", criterion="QC-8")
    made = opened(write_report("award-portfolio", portfolio_of(leader, leader.on, award=QIC), "zip"))
    names = set(made.namelist())
    assert names >= {
        "index.html", "how-it-stands.pdf", "how-it-stands.docx",
        "papers/strategic-plan.pdf", "papers/role-descriptions.pdf", "papers/governor-paper.pdf",
        "evidence/QC-2/01-a log.txt", "evidence/QC-8/02-log.txt", "evidence/QC-1/03-minutes.pdf",
    }  # fmt: skip
    index = made.read("index.html")
    links = {link for link in Links(index).found if not link.startswith("#")}
    assert links == names - {"index.html"}
    assert b"Log of &lt;training&gt;" in index and b"<script" not in index and b"http" not in index.replace(b"http-equiv", b"")
    assert made.read("papers/strategic-plan.pdf").startswith(b"%PDF-")


def test_no_student_is_named_in_anything_that_is_made(leader):
    paper = portfolio_of(leader, leader.on, award=QIC)
    made = opened(write_report("award-portfolio", paper, "zip"))
    for name in made.namelist():
        if not name.startswith("evidence/"):
            assert "zqastudent" not in squeezed(read_file(made.read(name), name.rpartition(".")[2])), name
    # The control: the same look finds what is there, the title of a file that the cast has.
    assert "zqaevidencetitle" in squeezed(read_file(made.read("index.html"), "html"))


def test_a_text_that_names_a_student_is_left_out_and_said_so(leader, named):
    attach(leader, "list.csv", b"name;year\nBAKER;May;9\n".replace(b";", b","), title="Who came")
    attach(leader, "log.txt", b"In May the baker came", title="Log")
    paper = portfolio_of(leader, leader.on, award=QIC)
    assert "Who came" not in {file.what for file in paper.evidence} and "Log" in {file.what for file in paper.evidence}
    (left,) = paper.left_out
    assert left.why == "It names a student." and "Baker" not in left.what and "QC-2" in left.what
    assert b"was left out. It names a student." in opened(write_report("award-portfolio", paper, "zip")).read("index.html")


@pytest.mark.parametrize("reading", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850"])
def test_a_name_with_an_accent_is_found_however_the_text_was_saved(leader, school_a, reading):
    with writing("a test"), across_schools("a test"):
        who = records.Student.objects.filter(pk=school_a.rows["student"].pk)
        who.update(preferred_forename="Zoë", preferred_surname="Ågård")
    attach(leader, "list.csv", "Zoë Ågård,9A".encode(reading))
    attach(leader, "other.csv", "Zoë,9A\r\nTom Ågård,9A".encode(reading))  # the control: two others
    with open_scope(leader):
        files, names = portfolio_files(leader, awards()[QIC]), names_to_keep_back(leader)
        taken, left_out = portfolio_module._evidence(leader, files, names, "It names a student.")
    assert len(left_out) == 1 and "list.csv" not in {file.what for file in taken}
    assert "other.csv" in {file.what for file in taken}


@pytest.mark.parametrize(
    ("report", "model", "row", "field", "why"),
    [
        ("strategic-plan", "Objective", "objective", "problem", "It names a student."),
        ("governor-paper", "Objective", "objective", "title", "A student’s name stands in an objective."),
        ("role-descriptions", "Post", "post", "purpose", "It names a student."),
        ("good-practice-card", "GoodPractice", "practice", "what", "It names a student."),
    ],
)
def test_a_paper_into_which_a_name_was_typed_is_left_out_and_the_index_says_why(
    leader, school_a, named, report, model, row, field, why
):
    def made():
        with open_scope(others):
            names = names_to_keep_back(others)
            return portfolio_module._paper(others, leader.on, report, awards()[QIC], names, "It names a student.")

    others = portfolio_module.in_a_governors_place(leader, leader.on)
    with writing("a test"), across_schools("a test"):
        getattr(records, model).objects.filter(pk=school_a.rows[row].pk).update(**{field: f"What {named}’s mother asked for"})
    left = made()
    assert isinstance(left, LeftOut) and left.why.startswith(why) and named not in f"{left.what} {left.why}"
    with writing("a test"), across_schools("a test"):  # the control: the same words without the name
        getattr(records, model).objects.filter(pk=school_a.rows[row].pk).update(**{field: "What a mother asked for in May"})
    assert isinstance(made(), File)


def test_a_paper_that_would_be_empty_is_not_in_it(leader):
    assert "papers/good-practice-card.pdf" in {file.path for file in portfolio_of(leader, leader.on, award=QIC).papers}
    with writing("a test"), across_schools("a test"):
        records.GoodPractice.objects.filter(school_id=leader.school_id).delete()
    assert "papers/good-practice-card.pdf" not in {file.path for file in portfolio_of(leader, leader.on, award=QIC).papers}


def test_more_files_than_one_archive_takes_are_refused_with_a_sentence(leader, monkeypatch):
    attach(leader, "log.txt", b"Three sessions")
    monkeypatch.setattr(portfolio_module, "LARGEST", 10)
    with pytest.raises(Refused, match="take some out of the criteria"):
        portfolio_of(leader, leader.on, award=QIC)


@pytest.mark.parametrize("code", ["leadership-review", "medal"])
def test_only_an_award_has_a_portfolio(leader, code):
    with pytest.raises(Refused, match="no award called"):
        portfolio_of(leader, leader.on, award=code)


def test_the_same_portfolio_of_the_same_day_is_the_same_file(leader):
    first, second = (write_report("award-portfolio", portfolio_of(leader, leader.on, award=QIC), "zip") for _ in range(2))
    assert [entry.filename for entry in opened(first).infolist()] == [entry.filename for entry in opened(second).infolist()]
    assert opened(first).read("index.html") == opened(second).read("index.html")


def test_it_is_made_by_a_worker_says_how_far_it_is_and_survives_a_restart(leader, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr("chalkface.reports.making.timezone.localdate", lambda: leader.on)
    number = enqueue_paper(leader, "award-portfolio", "zip", award=QIC)

    class Killed(BaseException):
        """The process ends here."""

    told: list[tuple[int, int, str]] = []

    def ends(*_):
        told.append(making.cache.get(making.progress_key(leader.school_id, number)))
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(portfolio_module, "_paper", ends)
        with pytest.raises(Killed):
            Worker().one()
    (done, total, doing) = told[0]
    assert 0 < done < total and doing == "Strategic plan"
    assert take_up_again() == 1
    assert Worker().one()
    with open_scope(leader):
        assert paper_asked(number).state == "ready"
        assert "index.html" in opened(paper_file(number)).namelist()


def test_on_the_command_line_the_first_award_is_told(leader):
    assert standing_of(leader, date(2026, 3, 20)).award.code == QIC
