"""``chalkface site``: the public page of a school as files, or a sentence and nothing."""

import pytest

from chalkface.config.cli import main
from chalkface.operations.publishing import write_public_page
from chalkface.records.models import PublishedSite
from chalkface.records.tenancy import open_scope

pytestmark = pytest.mark.django_db


def test_it_publishes_a_version_and_writes_its_files(school_a, tmp_path, capsys):
    access = school_a.access("careers_leader")
    words = ["site", "--school", school_a.school.slug, "--on", access.on.isoformat(), "--out"]
    assert main([*words, str(tmp_path / "site")]) in (0, None)
    assert "The site is in" in capsys.readouterr().out
    assert {one.name for one in (tmp_path / "site").iterdir()} >= {"index.html", "provider-access.html", "style.css"}
    student = school_a.rows["student"]
    write_public_page(access, edition=0, values={"summary": f"{student.legal_forename} {student.legal_surname}"})
    assert main([*words, str(tmp_path / "other")]) not in (0, None)
    assert not (tmp_path / "other").exists() and "A student’s name stands" in capsys.readouterr().err
    with open_scope(access):
        assert PublishedSite.objects.count() == 2


def test_what_cannot_be_written_is_not_published(school_a, tmp_path, capsys):
    access = school_a.access("careers_leader")
    (tmp_path / "file").write_text("no folder")
    words = ["site", "--school", school_a.school.slug, "--on", access.on.isoformat(), "--out"]
    assert main([*words, str(tmp_path / "file")]) not in (0, None)
    assert "cannot be written" in capsys.readouterr().err and (tmp_path / "file").read_text() == "no folder"
    with open_scope(access):
        assert PublishedSite.objects.count() == 1
