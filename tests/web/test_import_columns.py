"""A spreadsheet with headings of its own: not known at first, put right by a person once, known from then on."""

import pytest
from django.test import Client

from chalkface.records.models import ColumnChoice, Student
from chalkface.records.tenancy import across_schools
from tests.imports.schools import table
from tests.signed_in import signed_in_as
from tests.web.importing import Importing

pytestmark = pytest.mark.django_db
ODD = ["Kid's first name", "Family", "Ref no", "Yr"]
CHOSEN = {"Kid's first name": "legal_forename", "Family": "legal_surname", "Ref no": "student_id", "Yr": "year_group"}


@pytest.fixture
def leader(school_a) -> Importing:
    client = Client()
    signed_in_as(client, school_a.accounts["careers_leader"])
    return Importing(client, "school-a")


def odd_list(*names: str) -> bytes:
    return table(ODD, [[name, "Teasel", f"R{number}", "8"] for number, name in enumerate(names)])


def answers(chosen: dict[str, str]) -> dict[str, str]:
    sent = {}
    for number, (heading, column) in enumerate(chosen.items()):
        sent |= {f"heading-{number}": heading, f"column-{number}": column}
    return sent


def forenames() -> set[str]:
    with across_schools("a test"):
        return set(Student.objects.filter(legal_surname="Teasel").values_list("legal_forename", flat=True))


def test_odd_headings_are_chosen_once_and_known_from_then_on(leader):
    refused = leader.drop(("kids.csv", odd_list("Bryony")))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Kid&#39;s first name, Family, Ref no, Yr" in page and "say here what kind they are" in page
    assert "--format" not in page and page.index('id="format"') < page.index("Say more about the files")

    batch = leader.received(("kids.csv", odd_list("Bryony")), format="student_list")
    assert "It could not be read" in leader.read(batch)
    assert f'href="{batch}columns/"' in leader.client.get(batch).content.decode()
    choosing = leader.read(f"{batch}columns/")
    assert "Kid&#39;s first name Bryony" in choosing and "Legal surname (needed)" in choosing
    assert "Needed: Legal surname, Legal forename; and one at least of Student number, UPN." in choosing

    leader.client.post(f"{batch}columns/", answers(CHOSEN))
    assert "1 row read" in leader.read(batch)
    assert "Imported" in leader.do(batch, "commit", accept=["many-leavers"])
    assert forenames() == {"Bryony"}

    again = leader.received(("more kids.csv", odd_list("Bryony", "Clover")))
    assert "2 rows read" in leader.read(again)
    leader.do(again, "commit", accept=["many-leavers"])
    assert forenames() == {"Bryony", "Clover"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"Ref no": "legal_surname"}, "“Legal surname” is chosen for more than one heading"),
        ({"Family": ""}, "“Legal surname” is needed"),
    ],
)
def test_a_choice_that_cannot_be_is_said_and_not_kept(leader, wrong, sentence):
    batch = leader.received(("kids.csv", odd_list("Bryony")), format="student_list")
    answer = leader.client.post(f"{batch}columns/", answers(CHOSEN | wrong))
    assert answer.status_code == 422 and sentence in answer.content.decode()
    with across_schools("a test"):
        assert not ColumnChoice.objects.exists()


def test_a_heading_that_looks_like_a_column_can_be_left_out_and_taken_back(leader):
    headings = [*ODD, "Gender"]
    file = ("kids.csv", table(headings, [["Bryony", "Teasel", "R1", "8", "F"]]))
    batch = leader.received(file, format="student_list")
    leader.client.post(f"{batch}columns/", answers(CHOSEN | {"Gender": ""}))
    assert "Columns not used: Gender" in leader.read(batch)
    leader.client.post(f"{batch}columns/", answers(CHOSEN | {"Gender": "sex"}))
    assert "columns not used" not in leader.read(batch)


def test_a_heading_of_two_lines_is_remembered_whatever_a_browser_does_to_its_line_ends(leader):
    headings = ["Kid's\nfirst name", *ODD[1:]]
    content = table(headings, [["Bryony", "Teasel", "R1", "8"]])
    batch = leader.received(("kids.csv", content), format="student_list")
    sent = answers(dict(zip(headings, CHOSEN.values(), strict=True))) | {"heading-0": "Kid's\r\nfirst name"}
    assert leader.client.post(f"{batch}columns/", sent).status_code == 302
    assert "1 row read" in leader.read(leader.received(("again.csv", content)))


def test_columns_that_are_not_of_the_format_are_passed_over(leader):
    batch = leader.received(("kids.csv", odd_list("Bryony")), format="student_list")
    answer = leader.client.post(f"{batch}columns/", answers(CHOSEN | {"Family": "password"}))
    assert answer.status_code == 422 and "“Legal surname” is needed" in answer.content.decode()


def test_only_spreadsheets_have_columns_to_choose(leader):
    xml = b'<?xml version="1.0"?><CTfile><CTFpupilData/></CTfile>'
    batch = leader.received(("370CTF.xml", xml), format="ctf")
    answer = leader.client.get(f"{batch}columns/", follow=True)
    assert answer.redirect_chain == [(batch, 302)] and "are fixed: there is nothing to choose" in answer.content.decode()
    assert "Choose the columns" not in leader.client.get(batch).content.decode()


def test_an_import_that_is_in_has_no_columns_to_choose_any_more(leader):
    batch = leader.received(("kids.csv", odd_list("Bryony")), format="student_list")
    leader.client.post(f"{batch}columns/", answers(CHOSEN))
    leader.do(batch, "commit", accept=["many-leavers"])
    answer = leader.client.post(f"{batch}columns/", answers(CHOSEN | {"Family": ""}), follow=True)
    assert "This import is closed" in answer.content.decode()
    with across_schools("a test"):
        assert ColumnChoice.objects.get(heading="Family").column == "legal_surname"


def test_who_may_only_read_imports_and_strangers_choose_nothing(leader, school_a, school_b):
    batch = leader.received(("kids.csv", odd_list("Bryony")), format="student_list")
    for company, role, status in ((school_b, "careers_leader", 404), (school_a, "tutor", 403)):
        client = Client()
        signed_in_as(client, company.accounts[role])
        assert client.post(f"{batch}columns/", answers(CHOSEN)).status_code == status
    own = batch.replace("school-a", "school-b")
    client = Client()
    signed_in_as(client, school_b.accounts["careers_leader"])
    assert client.get(f"{own}columns/").status_code == 404
