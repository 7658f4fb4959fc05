"""``report`` and ``export``: what they write, and the sentence when they cannot."""

import zipfile

import pytest

from chalkface.config.cli import main
from tests.cast import DAY

pytestmark = pytest.mark.django_db
OF_SCHOOL_A = ["--school", "school-a"]
OPENINGS = {"pdf": b"%PDF", "docx": b"PK", "pptx": b"PK", "html": b"<!doctype html>"}


@pytest.mark.parametrize("ending", OPENINGS)
def test_a_report_is_written_as_the_files_ending_says(school_a, tmp_path, capsys, ending):
    out = tmp_path / f"paper.{ending}"
    assert main(["report", "governor-paper", *OF_SCHOOL_A, "--out", str(out), "--on", DAY.isoformat()]) == 0
    assert out.read_bytes().lstrip().startswith(OPENINGS[ending])
    assert str(out) in capsys.readouterr().out


def test_the_same_day_gives_the_same_words(school_a, tmp_path):
    first, second = tmp_path / "1.html", tmp_path / "2.html"
    for out in (first, second):
        assert main(["report", "governor-paper", *OF_SCHOOL_A, "--out", str(out), "--on", "2026-03-31"]) == 0
    assert first.read_bytes() == second.read_bytes() and b"31 March 2026" in first.read_bytes()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["gossip", *OF_SCHOOL_A, "--out", "a.pdf"], "There is no report called gossip. There are: "),
        (["governor-paper", *OF_SCHOOL_A, "--out", "a.odt"], "can be written as pdf, docx, pptx, html, not as '.odt'."),
        (["governor-paper", *OF_SCHOOL_A, "--out", "paper"], "the name of the file must end in one of these."),
        (["governor-paper", "--school", "nowhere", "--out", "a.pdf"], "There is no school 'nowhere' here."),
        (["governor-paper", *OF_SCHOOL_A, "--out", "a.pdf", "--on", "31/3/26"], "'31/3/26' is not a day: write it as"),
        (["governor-paper", *OF_SCHOOL_A, "--out", "no/folder/a.pdf"], "cannot be written to no/folder/a.pdf"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_writes_nothing(school_a, tmp_path, monkeypatch, capsys, words, sentence):
    monkeypatch.chdir(tmp_path)
    assert main(["report", *words]) == 1
    output = capsys.readouterr()
    assert sentence in output.err and "Traceback" not in output.err and output.out == ""
    assert list(tmp_path.iterdir()) == []


def test_an_export_is_a_folder_or_a_zip_of_the_same_files(school_a, tmp_path):
    folder, archive = tmp_path / "school", tmp_path / "school.zip"
    assert main(["export", *OF_SCHOOL_A, "--out", str(folder)]) == 0
    assert main(["export", *OF_SCHOOL_A, "--out", str(archive)]) == 0
    names = {path.name for path in folder.iterdir()}
    assert {"manifest.csv", "school.csv", "students.csv"} <= names
    with zipfile.ZipFile(archive) as opened:
        assert set(opened.namelist()) == names
        differing = [name for name in names if opened.read(name) != (folder / name).read_bytes()]
    assert set(differing) <= {"manifest.csv"}  # which names the moment


def test_an_export_into_a_folder_with_other_files_is_refused(school_a, tmp_path, capsys):
    (tmp_path / "letters.txt").write_text("keep me")
    assert main(["export", *OF_SCHOOL_A, "--out", str(tmp_path)]) == 1
    assert "letters.txt" in capsys.readouterr().err and [path.name for path in tmp_path.iterdir()] == ["letters.txt"]
