"""Notes and their keys: the file of the database and the backup hold neither, and only the key brings the words back."""

import zipfile

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from chalkface.config.cli import main
from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.backups import back_up, restore
from chalkface.operations.notes import read_note, write_note
from tests.cast import DAY, company

pytestmark = pytest.mark.django_db(transaction=True)
SERVER = Access(None, "operator", DAY)
WORDS = "zqcanary said in confidence"
KEY, OTHER = "the key of this test", "another key of this test"


@pytest.fixture
def noted() -> tuple[Access, int]:
    """The adviser of a school, and the note that they wrote."""
    school = company("a")
    with override_settings(NOTE_KEYS=(KEY,)):
        return school.access("adviser"), write_note(
            school.access("adviser"), student_id=school.rows["student"].pk, words=WORDS
        )


@pytest.mark.trust(7)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's files are its own; its rows are searched elsewhere")
def test_the_bytes_of_the_database_file_do_not_hold_the_words(noted, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "file.sqlite3")])
    raw = (tmp_path / "file.sqlite3").read_bytes()
    assert b"confidential_note" in raw and b"zqa" in raw and b"zqcanary" not in raw and KEY.encode() not in raw


@pytest.mark.trust(7)
def test_a_backup_holds_neither_words_nor_key_and_what_it_restores_opens_with_the_key_alone(noted, tmp_path):
    adviser, note = noted
    with override_settings(NOTE_KEYS=(KEY,)):
        back_up(SERVER, to=tmp_path / "all.zip", version="test")
        call_command("flush", verbosity=0, interactive=False)
        restore(SERVER, source=tmp_path / "all.zip")
        assert read_note(adviser, note_id=note).words == WORDS
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"confidential" in whole or b"sealed" in whole
    assert b"zqcanary" not in whole and KEY.encode() not in whole
    with override_settings(NOTE_KEYS=(OTHER,)), pytest.raises(Refused, match="cannot be opened with the keys of this server"):
        read_note(adviser, note_id=note)


def test_the_command_reseals_and_says_how_many(noted, capsys):
    adviser, note = noted
    # The note of the cast is under the key of the tests; the command needs that one too.
    with override_settings(NOTE_KEYS=(OTHER, KEY)):
        assert main(["notes", "reseal"]) != 0
    assert "1 of 2 in confidential_note.sealed" in "".join(capsys.readouterr())
    with override_settings(NOTE_KEYS=(KEY,)):
        assert read_note(adviser, note_id=note).words == WORDS, "nothing was changed"
