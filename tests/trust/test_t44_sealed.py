"""T44: a copied database tells nothing that is special without its keys, and keys are changed while people go on working."""

import base64
import json
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.test import Client, override_settings
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.jobs import resealing
from chalkface.jobs.resealing import reseal_all
from chalkface.operations.backups import back_up
from chalkface.operations.factors import add_factor, opened_for
from chalkface.operations.imports import fail_import, receive_import
from chalkface.operations.incoming import Change
from chalkface.operations.resealing import reseal_some
from chalkface.operations.undoing import pack
from chalkface.queries.health import lights
from chalkface.queries.imports import stored_import
from chalkface.queries.keeping import forget
from chalkface.queries.opened_groups import groups_text
from chalkface.queries.seals import closed
from chalkface.records import models as records
from chalkface.records.sealed import Sealed, SealedColumn, parts_of
from chalkface.records.seals import places
from chalkface.records.tenancy import across_schools, open_scope, writing
from tests.cast import DAY, company
from tests.operations.test_surveys_at_once import in_a_file
from tests.proofs import scale
from tests.signed_in import signed_in_as

__all__ = ["in_a_file"]
pytestmark = pytest.mark.trust(44)

SERVER = Access(None, "operator", DAY)
CANARY = "zqspecial"
NEW, OTHER = "the new key of this test", "another key of this test"


def new_first():
    """The new key seals, and those of the tests open."""
    return override_settings(NOTE_KEYS=(NEW, *settings.NOTE_KEYS))


def filled(letter: str = "a"):
    """A school with a canary in everything that is sealed."""
    play = company(letter)
    with writing("a test"), across_schools("a test"):
        for place in ("student", "other_student"):
            student = records.Student.objects.get(pk=play.rows[place].pk)
            student.ethnicity, student.sen_needs = CANARY, f"{CANARY} needs {place}"
            student.save()
        batch = records.ImportBatch.objects.get(pk=play.rows["batch"].pk)
        batch.result = {"refused": [{"value": f"{CANARY} cell"}]}
        batch.keep_before(pack(Change(updated={"students": [(student.pk, {"sen_needs": CANARY}, {"sen_needs": ""})]})))
        batch.save()
    leader = play.access("careers_leader")
    number = receive_import(leader, format="exchange", files=[("a.csv", f"{CANARY} row\n".encode() * 40)])
    fail_import(leader, batch_id=number, sentence=f"{CANARY} failure")
    add_factor(Access(None, "operator", DAY, play.accounts["careers_leader"].pk), kind="app", words=CANARY.upper())
    return play


def forms(words: str) -> list[bytes]:
    """The words as they may lie in bytes: plain, and in base64 wherever they begin."""
    found = [words.encode(), words.upper().encode()]
    for text in tuple(found):
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + text)
            found.append(coded[4 if before else 0 : len(coded) // 4 * 4 - 4])
    return found


def inside(held: bytes) -> Iterator[bytes]:
    """Bytes, and what they hold packed."""
    yield held
    try:
        yield zlib.decompress(held)
    except zlib.error:
        return


def readable(pieces: Iterator[bytes]) -> int:
    return sum(piece.count(one) for held in pieces for piece in inside(held) for one in forms(CANARY))


def rows() -> Iterator[bytes]:
    """Every value of every table, as the database itself gives it to whoever has a copy."""
    with across_schools("a test"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    is_bytes = isinstance(value, bytes | memoryview)
                    yield bytes(value) if is_bytes else str(value).encode("utf-8", "replace")


def backup(folder) -> Iterator[bytes]:
    back_up(SERVER, to=folder / "all.zip", version="test")
    with zipfile.ZipFile(folder / "all.zip") as archive:
        for name in archive.namelist():
            whole = archive.read(name)
            yield whole
            for line in whole.splitlines():
                for value in json.loads(line) if line[:1] == b"[" else ():
                    if isinstance(value, dict) and "base64" in value:
                        yield base64.b64decode(value["base64"])


def file(folder) -> Iterator[bytes]:
    """The file of the database; PostgreSQL's files hold what its rows hold."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "copy.sqlite3")])
        yield (folder / "copy.sqlite3").read_bytes()


@pytest.mark.django_db(transaction=True)
def test_a_copy_without_keys_tells_nothing_special(tmp_path, proof):
    filled()
    proof("canaries readable in rows", readable(rows()), exactly=0)
    proof("canaries readable in a backup", readable(backup(tmp_path)), exactly=0)
    proof("canaries readable in the database's file", readable(file(tmp_path)), exactly=0)
    with connection.cursor() as cursor:
        columns = {one.name for one in connection.introspection.get_table_description(cursor, "student")}
    proof("special columns that lie open", len(columns & set(parts_of(records.Student))), exactly=0)
    assert "sealed" in columns and len(parts_of(records.Student)) == 8
    with across_schools("a test"):
        assert {one.ethnicity for one in records.Student.objects.all()} == {CANARY}


@pytest.mark.trust(44, control=True)
@pytest.mark.django_db(transaction=True)
def test_control_without_sealing_every_canary_is_read(tmp_path, monkeypatch):
    for place in ("sealing", "received"):
        monkeypatch.setattr(f"chalkface.records.{place}.lock", lambda plain, *, about: plain)
    filled()
    assert readable(rows()) >= 8 and readable(backup(tmp_path)) >= 8


def everybody_opened(play) -> list[dict]:
    with across_schools("a test"):
        return [one.opened() for one in records.Student.objects.filter(school=play.school).order_by("pk")]


def test_with_another_key_there_is_a_sentence_and_nothing_is_lost(school_a, proof, monkeypatch):
    play = filled("b")
    known = everybody_opened(play)
    with override_settings(NOTE_KEYS=(OTHER,)):
        forget()
        with pytest.raises(Refused, match="cannot be opened with the keys of this server"):
            everybody_opened(play)
        with pytest.raises(Refused, match="cannot be opened"):
            groups_text(play.school)
        with open_scope(play.access("careers_leader")), pytest.raises(Refused, match="cannot be opened"):
            stored_import(records.ImportBatch.objects.latest("pk").pk)
        assert lights(timezone.now())["keys"] is False
        with writing("a test"), across_schools("a test"):
            student = records.Student.objects.get(pk=play.rows["student"].pk)
            student.preferred_forename = "Changed"
            student.save()
        monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
        client = Client()
        signed_in_as(client, play.accounts["senco"])
        answer = client.get(f"/s/{play.school.slug}/students/{student.pk}/")
        body = answer.content.decode()
        assert answer.status_code < 500 and "cannot be opened with the keys of this server" in body and CANARY not in body
    forget()
    lost = sum(one != now for one, now in zip(known, everybody_opened(play), strict=True))
    proof("students whose groups are lost after a wrong key", lost, exactly=0)
    assert lights(timezone.now())["keys"] is True


def test_what_is_sealed_for_one_student_opens_for_no_other(school_a):
    first, second = school_a.rows["student"].pk, school_a.rows["other_student"].pk
    with writing("a test"), across_schools("a test"):
        of_first = records.Student.objects.values_list("sealed", flat=True).get(pk=first)
        records.Student.objects.filter(pk=second).update(sealed=of_first)
        with pytest.raises(Refused, match="belongs to another row"):
            assert records.Student.objects.get(pk=second).sen_needs
        changed = of_first[:-6] + ("AAAAAA" if of_first[-6:] != "AAAAAA" else "BBBBBB")
        records.Student.objects.filter(pk=first).update(sealed=changed)
        with pytest.raises(Refused, match="was changed"):
            assert records.Student.objects.get(pk=first).sex


def test_a_student_who_gets_another_key_of_the_school_keeps_what_is_known(school_a):
    with writing("a test"), across_schools("a test"):
        student = records.Student.objects.get(pk=school_a.rows["student"].pk)
        needs, student.key = school_a.rows["student"].sen_needs, "another"
        student.save()
        assert records.Student.objects.get(pk=student.pk).sen_needs == needs


def test_every_sealed_column_is_a_place_that_a_change_of_keys_reaches():
    known = {(one.model, one.column) for one in places()}
    for model in apps.get_app_config("records").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedColumn) or field.name == "sealed":
                assert (model, field.name) in known, model
        assert issubclass(model, Sealed) == any((model, "sealed") == one for one in known if issubclass(model, Sealed))


def test_a_change_of_keys_reaches_everything_and_the_old_key_may_go(school_b, proof):
    play = filled()
    known = everybody_opened(play)
    with new_first():
        many = reseal_all(SERVER)
        proof("places where something was sealed again", len({one.name for one in places() if held(one)}), at_least=13)
    with override_settings(NOTE_KEYS=(NEW,)):
        forget()
        proof("sealed rows that the new key alone does not open", sum(some for some, _ in closed().values()), exactly=0)
        assert many > 10 and everybody_opened(play) == known
        with open_scope(play.access("careers_leader")):
            files = stored_import(records.ImportBatch.objects.latest("pk").pk).files
        assert files[0][1].startswith(CANARY.encode())
        with across_schools("a test"):
            factor = records.SecondFactor.objects.latest("pk")
        assert opened_for(factor.account_id, factor.sealed) == CANARY.upper()


def held(place) -> bool:
    with across_schools("a test"):
        return place.held().exists()


def test_a_row_that_no_key_opens_stops_it_and_nothing_is_changed(school_a):
    with writing("a test"), across_schools("a test"), override_settings(NOTE_KEYS=(OTHER,)):
        records.Student.objects.create(school=school_a.school, key="lost", legal_forename="L", legal_surname="O", sex="F")
    before = sealed_now()
    with new_first(), pytest.raises(Refused, match=r"1 of \d+ in student.sealed"):
        reseal_all(SERVER)
    assert sealed_now() == before
    with pytest.raises(NotAllowed):
        reseal_some(school_a.access("careers_leader"), place="student.sealed", after=0)


def sealed_now() -> list:
    with across_schools("a test"):
        return [bytes(value) if isinstance(value, memoryview) else value
                for one in places() for value in one.held().values_list(one.column, flat=True)]  # fmt: skip


@pytest.fixture
def many(in_a_file):
    """A school of many students whose needs are known."""
    play = company("a")
    with writing("a test"), across_schools("a test"):
        records.Student.objects.bulk_create(
            records.Student(school=play.school, key=f"m{n}", legal_forename="M", legal_surname=str(n), sen_needs=f"first {n}")
            for n in range(scale(quick=60, full=1_200, night=3_000))
        )
        return play, list(records.Student.objects.filter(key__startswith="m").order_by("pk").values_list("pk", flat=True))


def saving(pks: list[int], done: Event) -> dict[int, str]:
    """Save one student after the other until it is done; what was acknowledged last of each."""
    kept, turn = {}, 0
    try:
        while not done.is_set() or turn < 1:
            turn += 1
            for pk in pks:
                with writing("a test"), across_schools("a test"):
                    student = records.Student.objects.get(pk=pk)
                    student.sen_needs = f"turn {turn} of {pk}"
                    student.save()
                kept[pk] = student.sen_needs
                if done.is_set():
                    break
        return kept
    finally:
        connections.close_all()


def test_nothing_that_is_saved_during_a_change_of_keys_is_lost(many, proof, monkeypatch):
    _, pks = many
    monkeypatch.setattr("chalkface.operations.resealing.SOME", 20)
    done, kept = Event(), {}
    busy = [pks[start : len(pks) // 2 : 3] for start in range(3)]  # half of them are saved meanwhile, half are not
    with new_first(), ThreadPoolExecutor(3) as threads:
        savers = [threads.submit(saving, some, done) for some in busy]
        try:
            reseal_all(SERVER)
        finally:
            done.set()
        for saver in savers:
            kept |= saver.result()
    expected = {pk: kept.get(pk, f"first {number}") for number, pk in enumerate(pks)}
    with override_settings(NOTE_KEYS=(NEW,)):
        forget()
        shut = closed()
        proof("saves during the change of keys", len(kept), at_least=5)
        proof("rows that the new key alone does not open", sum(some for some, _ in shut.values()), exactly=0)
        with across_schools("a test"):
            now = {one.pk: one.sen_needs for one in records.Student.objects.filter(pk__in=pks)}
    proof("acknowledged and lost", sum(now[pk] != words for pk, words in expected.items()), exactly=0)


def with_an_old_row_written_late(school) -> int:
    """How many rows the new key does not open, when somebody who read a row before the change writes it after."""
    with across_schools("a test"), writing("a test"):
        late = records.Student.objects.get(pk=school.rows["student"].pk)
    with new_first():
        reseal_all(SERVER)
        with across_schools("a test"), writing("a test"):
            late.preferred_forename = "Late"
            late.save()
    with override_settings(NOTE_KEYS=(NEW,)):
        return sum(some for some, _ in closed().values())


def test_who_read_a_row_before_and_writes_it_after_brings_no_old_key_back(school_a):
    assert with_an_old_row_written_late(school_a) == 0


@pytest.mark.trust(44, control=True)
def test_control_without_looking_at_the_key_a_late_write_is_lost_with_it(school_a, monkeypatch):
    monkeypatch.setattr(Sealed, "is_under_first", property(lambda self: True))
    monkeypatch.setattr("chalkface.records.seals.Parts.is_under_first", lambda self, row: False)
    monkeypatch.setattr(resealing, "_whole_place", lambda access, place: reseal_some(access, place=place, after=0)[1] * 0)
    assert with_an_old_row_written_late(school_a) == 1
