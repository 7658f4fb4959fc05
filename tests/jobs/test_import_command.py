"""``import``: one document on standard output, a sentence on standard error when nothing went in."""

import json

import pytest

from chalkface.config.cli import main
from tests.imports.schools import folder, new_school, small_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(tmp_path):
    new_school()
    for file in folder(small_school()):
        (tmp_path / file.name.rpartition("/")[2]).write_bytes(file.content)
    return tmp_path


def ran(capsys, *words: str) -> tuple[int, dict, str]:
    code = main(["import", *words, "--school", "testfield", "--json"])
    output = capsys.readouterr()
    return code, json.loads(output.out), output.err


def test_what_went_in_is_one_document_and_nothing_else(received, capsys):
    code, document, said = ran(capsys, str(received))
    assert (code, document["created"]["students"], said) == (0, 4, "")


def test_refused_rows_are_in_the_document_and_a_sentence_says_so(received, capsys):
    students = received / "students.csv"
    students.write_bytes(students.read_bytes().replace(b"2010-01-01", b"01/01/2010").replace(b"2010-01-02", b"never"))
    code, document, said = ran(capsys, str(received))
    assert code == 1 and document["created"] == {}
    assert [(bad["row"], bad["column"], bad["value"]) for bad in document["refused"]] == [
        (2, "date_of_birth", "01/01/2010"), (3, "date_of_birth", "never")]  # fmt: skip
    assert said == "Not imported (exchange): 2 cells refused, 0 questions.\n"


def test_a_stop_names_its_code_on_standard_error(received, capsys):
    school = received / "school.csv"
    school.write_bytes(school.read_bytes().replace(b"100001", b"100002"))
    code, document, said = ran(capsys, str(received))
    assert code == 1 and [stop["code"] for stop in document["stops"]] == ["wrong-school"]
    assert "[wrong-school]" in said
