"""The imports pages: drop, look, answer, match, import, take back; and everything out again."""

import io
import zipfile

import pytest
from django.test import Client

from chalkface.records.models import AuditEntry, Enrolment, Participation, School, Student
from chalkface.records.tenancy import across_schools, writing
from chalkface.web.pages.imports import start
from tests.imports.schools import table
from tests.signed_in import signed_in_as
from tests.web.importing import Importing, student_list

pytestmark = pytest.mark.django_db


def at_pages(company, role: str) -> Importing:
    client = Client()
    signed_in_as(client, company.accounts[role])
    return Importing(client, company.school.slug)


@pytest.fixture
def leader(school_a) -> Importing:
    """The careers leader of a school whose two students have left, so that a list is about newcomers only."""
    with writing("a test"), across_schools("a test"):
        Enrolment.objects.all().delete()
    return at_pages(school_a, "careers_leader")


@pytest.fixture
def administrator(school_a, leader) -> Importing:
    return at_pages(school_a, "school_admin")


def held(school: School) -> set[str]:
    with across_schools("a test"):
        return set(Student.objects.filter(school=school, key__startswith="00").values_list("key", flat=True))


def test_a_list_is_looked_at_imported_and_taken_back(leader, school_a):
    batch = leader.received(("list.csv", student_list(range(3))), of="2025")
    page = leader.read(batch)
    assert "3 rows read. Nothing has been changed yet. It would make 6 new" in page
    assert held(school_a.school) == set()
    assert "Imported by" in leader.do(batch, "commit") and held(school_a.school) == {"0000", "0001", "0002"}
    assert "imported" in leader.read("")
    assert "Taken back: 6 records removed" in leader.do(batch, "undo")
    assert held(school_a.school) == set() and "This import was taken back" in leader.read(batch)


def test_taking_back_twice_is_answered_in_a_sentence(leader):
    batch = leader.received(("list.csv", student_list([1])))
    leader.do(batch, "commit")
    leader.do(batch, "undo")
    answer = leader.client.post(batch, {"deed": "undo"})
    assert answer.status_code == 422 and "taken back already" in answer.content.decode()


def test_many_leavers_stop_the_import_until_somebody_says_go_on(leader, school_a):
    leader.do(leader.received(("list.csv", student_list(range(12)))), "commit")
    batch = leader.received(("short.csv", student_list(range(2))))
    page = leader.read(batch)
    assert "please answer first" in page and "10 students on roll here are not in the list" in page
    assert "Go on all the same" in page
    leader.do(batch, "commit")
    assert "please answer first" in leader.read(batch), "pressing the button without the answer imports nothing"
    assert "Imported by" in leader.do(batch, "commit", accept="many-leavers")
    with across_schools("a test"):
        assert Student.objects.filter(school=school_a.school, key__startswith="00").exclude(left_on=None).count() == 10


def test_refused_cells_are_shown_with_where_they_stand_and_why(administrator, school_a):
    batch = administrator.received(("bad.csv", student_list([1], Date_of_birth="31/02/2012")))
    page = administrator.read(batch)
    assert "Nothing has been imported: 1 cell does not fit" in page
    row = page[page.index("What is wrong") :]
    assert all(part in row for part in ("bad.csv", " 2 ", "Date of birth", "31/02/2012")) and "." in row
    assert "Import it" not in page
    administrator.do(batch, "commit")
    assert held(school_a.school) == set()


def same_names(school: School) -> None:
    """Two students called Ash Sorrel in Year 9, in two tutor groups."""
    with writing("a test"), across_schools("a test"):
        for number, group in ((1, "9A"), (2, "9B")):
            student = Student.objects.create(school=school, key=f"00{number}", legal_forename="Ash", legal_surname="Sorrel")
            Enrolment.objects.create(school=school, student=student, academic_year=2025, year_group=9, tutor_group=group)


def test_two_students_of_one_name_are_told_apart_by_a_person(leader, school_a):
    same_names(school_a.school)
    rows = [["Ash Sorrel", "Careers fair", "12/11/2025", "Yes"]]
    batch = leader.received(("fair.csv", table(["Student", "Activity", "Date", "Attended"], rows)), of="2025")
    assert "1 name could not be matched with certainty" in leader.read(batch)
    matching = leader.client.get(f"{batch}matching/").content.decode()
    assert matching.count("Ash Sorrel") >= 3 and "Year 9, 9A" in matching and "Year 9, 9B" in matching
    assert "checked" not in matching, "nobody is chosen for the person"
    with across_schools("a test"):
        second = Student.objects.get(key="002")
        stranger = school_a.rows["student"].pk
    reference = matching.partition('name="reference-0" value="')[2].partition('"')[0]
    leader.client.post(f"{batch}matching/", {"reference-0": reference, "who-0": stranger})
    assert "could not be matched" in leader.read(batch), "only somebody who was offered can be chosen"
    leader.client.post(f"{batch}matching/", {"reference-0": reference, "who-0": second.pk})
    leader.do(batch, "commit")
    with across_schools("a test"):
        assert Participation.objects.get(activity__title="Careers fair").student_id == second.pk


def test_rows_of_nobody_can_be_left_out(leader, school_a):
    same_names(school_a.school)
    rows = [["Ash Sorrel", "Careers fair", "12/11/2025", "Yes"]]
    batch = leader.received(("fair.csv", table(["Student", "Activity", "Date", "Attended"], rows)))
    page = leader.client.get(f"{batch}matching/").content.decode()
    reference = page.partition('name="reference-0" value="')[2].partition('"')[0]
    leader.client.post(f"{batch}matching/", {"reference-0": reference, "who-0": "0"})
    leader.do(batch, "commit")
    with across_schools("a test"):
        assert not Participation.objects.filter(activity__title="Careers fair").exists()


@pytest.mark.parametrize("limit", ["count", "size"])
def test_too_much_at_once_is_refused_before_it_is_opened(leader, monkeypatch, settings, limit):
    files = [(f"{number}.csv", student_list([number])) for number in range(3)]
    if limit == "count":
        monkeypatch.setattr(start, "FILES", 2)
    else:
        settings.LARGEST_UPLOAD = len(files[0][1]) * 2
    answer = leader.drop(*files)
    assert answer.status_code == 422 and "too much at once" in answer.content.decode()
    assert "Nothing yet" not in leader.read(""), "the import of the cast is still the only one"
    assert leader.read("").count("being looked at") == 0


def test_no_file_and_an_unreadable_one_are_sentences(leader):
    assert "Choose at least one file." in leader.drop().content.decode()
    answer = leader.drop(("broken.xlsx", b"PK\x03\x04 not a workbook"))
    assert answer.status_code == 422 and "There is a problem" in answer.content.decode()


def test_several_imports_in_one_drop_are_listed_to_look_at_each(leader):
    tracker = table(["Date", "Activity", "Year group", "Employer"], [["12/11/2025", "Fair", "9", "Saltmarsh Boats (example)"]])
    answer = leader.drop(("list.csv", student_list([1])), ("tracker.csv", tracker))
    assert answer.url == leader.door
    assert "2 imports were found in these files" in leader.read("")


def test_an_import_of_another_school_is_not_there(leader, school_b):
    batch = leader.received(("list.csv", student_list([1])))
    stranger = at_pages(school_b, "careers_leader")
    for address in (batch, f"{batch}matching/"):
        assert stranger.client.get(address).status_code == 404
        assert stranger.client.get(address.replace("school-a", "school-b")).status_code == 404
    assert stranger.client.post(batch.replace("school-a", "school-b"), {"deed": "commit"}).status_code == 404
    assert leader.client.get(f"{leader.door}999999/").status_code == 404
    assert "list.csv" not in stranger.read("")


@pytest.mark.parametrize("role", ["tutor", "governor", "adviser"])
def test_those_who_import_nothing_see_nothing_of_imports(school_a, role):
    pages = at_pages(school_a, role)
    assert pages.client.get(pages.door).status_code == 403
    assert pages.drop(("list.csv", student_list([1]))).status_code == 403


def test_everything_comes_out_as_a_zip_and_the_audit_trail_says_so(school_a):
    leader = at_pages(school_a, "careers_leader")
    assert "names every student" in leader.read("export/")
    answer = leader.client.post(f"{leader.door}export/")
    assert answer["Content-Type"] == "application/zip" and "school-a-" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        (students,) = [name for name in files.namelist() if name.endswith("students.csv")]
        assert "zqastudentlegalsurname" in files.read(students).decode()
    with across_schools("a test"):
        latest = AuditEntry.objects.filter(school=school_a.school).latest("pk")
        assert "export" in latest.operation and latest.account_number == school_a.accounts["careers_leader"].pk


def test_who_may_not_take_everything_out_is_not_offered_it(administrator):
    assert "Take everything out" not in administrator.read("")
    assert administrator.client.post(f"{administrator.door}export/").status_code == 403


def test_every_format_is_described_with_its_columns(leader):
    page = leader.read("formats/")
    assert "Student list (SIMS, Arbor, Bromcom, iSAMS or a spreadsheet)" in page and "Unique Pupil Number" in page


def test_the_button_without_the_answer_leads_to_the_question(leader):
    leader.do(leader.received(("list.csv", student_list(range(12)))), "commit")
    batch = leader.received(("short.csv", student_list(range(2))))
    answer = leader.client.post(batch, {"deed": "commit"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#accept-many-leavers"' in page and 'id="accept-many-leavers"' in page


def test_nothing_new_is_said_to_be_nothing_new(leader):
    leader.do(leader.received(("list.csv", student_list([1]))), "commit")
    assert "Nothing in it is new" in leader.read(leader.received(("again.csv", student_list([1]))))


def test_refused_cells_are_not_called_ready(leader):
    leader.received(("bad.csv", student_list([1], Date_of_birth="31/02/2012")))
    page = leader.read("")
    assert "cells to mend" in page and "ready, not imported yet" not in page
