"""The commands with which a school and its people come to be: what they print, what they refuse, how they exit."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.contrib.auth.hashers import check_password
from django.db.utils import OperationalError

from chalkface.config.cli import main
from chalkface.operations.schools import slug_of
from chalkface.records.models import Account, AuditEntry, GroupOfMember, Membership, School, ServerAuditEntry
from chalkface.records.tenancy import across_schools
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.django_db
PASSWORD = "three brown owls"


def add(*words: str) -> int:
    return main(["school", "add", *words])


@pytest.fixture
def school(capsys) -> School:
    assert add("--urn", "100200", "--name", "Elm Park School") == 0
    capsys.readouterr()
    return School.objects.get()


def typed(monkeypatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_school_add_prints_the_slug_or_one_object(capsys):
    assert add("--urn", "100201", "--name", "  St  Mary's   School ") == 0
    assert capsys.readouterr() == ("st-mary-s-school\n", "")
    assert add("--urn", "100202", "--name", "Östra Höör", "--kind", "college", "--json") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"slug": "ostra-hoor", "urn": "100202", "name": "Östra Höör"} and printed.err == ""
    college = School.objects.get(urn="100202")
    assert (college.framework, college.low_year, college.high_year) == ("gatsby-2025-college", 12, 13)
    assert [line.operation for line in ServerAuditEntry.objects.all()] == ["add_school", "add_school"]


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Elm Park School", "elm-park-school"),
        ("Ysgol Gŵyr", "ysgol-gwyr"),
        ("St. Æthel's & Co — 6th form", "st-thel-s-co-6th-form"),
        ("  --A--  ", "a"),
        ("学校", "school"),
    ],
)
def test_the_slug_is_the_ascii_folded_name_with_hyphens(name, slug):
    assert slug_of(name) == slug


def test_the_second_school_of_a_name_is_numbered(capsys):
    for urn in ("100203", "100204", "100205"):
        assert add("--urn", urn, "--name", "Elm Park") == 0
    assert capsys.readouterr().out.split() == ["elm-park", "elm-park-2", "elm-park-3"]


@pytest.mark.parametrize(
    "words, sentence",
    [
        (("--urn", "12a", "--name", "A"), "A URN is a number"),
        (("--urn", "", "--name", "A"), "A URN is a number"),
        (("--urn", "١٢٣", "--name", "A"), "A URN is a number"),
        (("--urn", "100206", "--name", "   "), "Give the school's name"),
        (("--urn", "100206", "--name", "A" * 201), "at most 200 characters"),
        (("--urn", "100200", "--name", "Another"), "is already here: elm-park-school"),
    ],
)
def test_school_add_refuses_with_one_sentence_and_keeps_nothing(school, capsys, words, sentence):
    assert add(*words) == 1
    printed = capsys.readouterr()
    assert sentence in printed.err and printed.out == "" and "Traceback" not in printed.err
    assert School.objects.get() == school


@pytest.mark.parametrize("words", ["", "fly", "school", "school add", "school add --urn 1 --name A --kind zoo"])
def test_wrong_usage_is_exit_2(words, capsys):
    with pytest.raises(SystemExit) as left:
        main(words.split())
    assert left.value.code == 2 and "usage:" in capsys.readouterr().err


def test_user_add_reads_the_password_from_standard_input(school, monkeypatch, capsys):
    typed(monkeypatch, f"{PASSWORD}\r\nnot this line\n")
    who = ["--role", "tutor", "--email", " Ann@Elm.example ", "--name", "Ann Other", "--groups", "9A, 9B,"]
    assert main(["user", "add", "--school", school.slug, *who, "--password-stdin"]) == 0
    printed = capsys.readouterr()
    assert "tutor" in printed.out and PASSWORD not in printed.out + printed.err
    account = Account.objects.get()
    assert (account.email, account.name) == ("ann@elm.example", "Ann Other") and check_password(PASSWORD, account.password)
    with across_schools("a test"):
        assert Membership.objects.get().role == "tutor"
        assert sorted(GroupOfMember.objects.values_list("tutor_group", flat=True)) == ["9A", "9B"]
        line = AuditEntry.objects.get(operation="add_member")
    assert line.about["role"] == "tutor" and "Ann" not in json.dumps(line.about) and "9A" not in json.dumps(line.about)


def test_without_a_password_none_works_until_one_is_set(school, monkeypatch, capsys):
    assert main(["user", "add", "--school", school.slug, "--role", "adviser", "--email", "bo@elm.example"]) == 0
    assert not check_password("", Account.objects.get().password)
    typed(monkeypatch, f"{PASSWORD}\n")
    assert main(["user", "password", "--school", school.slug, "--email", "BO@elm.example"]) == 0
    assert check_password(PASSWORD, Account.objects.get().password)
    assert PASSWORD not in capsys.readouterr().out


@pytest.mark.parametrize(
    "slug, email, password, sentence",
    [
        ("elm-park-school", "no address", PASSWORD, "is not an e-mail address"),
        ("elm-park-school", f"{'a' * 260}@elm.example", PASSWORD, "longer than 254"),
        ("elm-park-school", "cy@elm.example", "short", "at least 10 characters"),
        ("elm-park-school", "cy@elm.example", "password123", "too common"),
        ("no-such-school", "cy@elm.example", PASSWORD, "Schools on this server: elm-park-school"),
    ],
)
def test_user_add_refuses_with_one_sentence_and_makes_no_account(school, monkeypatch, capsys, slug, email, password, sentence):
    typed(monkeypatch, f"{password}\n")
    assert main(["user", "add", "--school", slug, "--role", "tutor", "--email", email, "--password-stdin"]) == 1
    printed = capsys.readouterr()
    assert sentence in printed.err and "Traceback" not in printed.err and printed.out == ""
    assert not Account.objects.exists()


def test_the_same_role_twice_is_refused_and_an_unknown_role_is_wrong_usage(school, capsys):
    words = ["user", "add", "--school", school.slug, "--email", "di@elm.example", "--role"]
    assert main([*words, "governor"]) == 0
    assert main([*words, "governor"]) == 1
    assert "already has this role" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main([*words, "operator"])
    assert left.value.code == 2


def test_a_database_that_is_away_is_a_sentence(school, monkeypatch, capsys):
    def locked(*_):
        raise OperationalError("database is locked\nand more")

    monkeypatch.setattr("chalkface.jobs.commands.user_add.operator_at", locked)
    assert main(["user", "add", "--school", school.slug, "--role", "tutor", "--email", "a@elm.example"]) == 1
    assert capsys.readouterr().err.startswith("The database did not answer: database is locked. Nothing was changed")


@pytest.mark.once
def test_the_real_command_in_an_empty_folder(tmp_path):
    """Once as a process of its own: the exit codes, the two streams, and a data folder that is made on the way."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHALKFACE_", "DJANGO_"))}
    environment = {**kept, "PYTHONPATH": str(REPOSITORY / "src"), "CHALKFACE_DATA": str(tmp_path / "new" / "folder")}

    def run(*words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "chalkface.config.cli", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    first = run("school", "add", "--urn", "100200", "--name", "Elm Park School", "--json")
    assert (first.returncode, json.loads(first.stdout)["slug"], first.stderr) == (0, "elm-park-school", "")
    again = run("school", "add", "--urn", "100200", "--name", "Elm Park School")
    assert (again.returncode, again.stdout, again.stderr.count("\n")) == (1, "", 1)


@pytest.mark.once
def test_a_data_folder_that_cannot_be_used_is_a_sentence(tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), "CHALKFACE_DATA": str(blocked / "data")}
    environment.pop("CHALKFACE_SECRET_KEY")
    command = [sys.executable, "-m", "chalkface.config.cli", "school", "add", "--urn", "1", "--name", "A"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert answer.returncode == 1 and "CHALKFACE_DATA" in answer.stderr and "Traceback" not in answer.stderr
