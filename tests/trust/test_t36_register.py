"""T36: every field of every record is decided upon in six respects, and what is printed is what the register says. That all
goes into a backup, and with a student all that leads to them, is tried by deed."""

import copy
import inspect
import json
import re
import zipfile

import pytest
import yaml
from django.apps import apps

from chalkface.core.access import Access, grants
from chalkface.core.register import build, problems, register
from chalkface.core.retention import RULES
from chalkface.imports.formats.exchange import tables as exchange
from chalkface.operations import backups
from chalkface.operations.erasing import erase_student, full_name
from chalkface.queries.subject_pack import student_lookup
from chalkface.records.models import AuditHead, LegalHold, ServerAuditEntry, Student
from chalkface.records.sealed import fields_of as all_fields
from chalkface.records.tenancy import SchoolOwned, across_schools, writing
from chalkface.reports.privacy_papers.pack import pages
from chalkface.reports.privacy_papers.paper import PrivacyPapers
from tests.cast import DAY
from tests.conftest import REPOSITORY
from tests.proofs import some

pytestmark = pytest.mark.trust(36, once=True)
CONTENT = REPOSITORY / "src/chalkface/content"
PAPERS = REPOSITORY / "docs/trust/papers"
STRUCTURE = {"id", "school", "batch"}
AS_ORDER = {"position", "exported_at"}  # written as the order of lines, and in the manifest


def written(name: str) -> dict:
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text("utf-8"))


def models() -> list:
    return list(apps.get_app_config("records").get_models())


def leads_to_student(model, seen=frozenset()) -> bool:
    """Whether a chain of keys leads from the rows of a table to one student."""
    if model is Student:
        return True
    ways = [field.related_model for field in model._meta.concrete_fields if field.is_relation and field.name != "batch"]
    return any(leads_to_student(way, seen | {model}) for way in ways if way not in seen)


def undecided(fields_of=None) -> dict[str, list[str]]:
    """What is missing, by respect: register, pack, erasure, export, backup, visibility."""
    found = {name: [] for name in ("register", "pack", "erasure", "export", "backup", "visibility")}
    tables, exported = register().tables, inspect.getsource(exchange)
    for model in models():
        name = model._meta.db_table
        fields = fields_of(model) if fields_of else {field.name for field in all_fields(model)} - STRUCTURE
        table = tables.get(name)
        for field in sorted(fields):
            place = f"{name}.{field}"
            one = table.fields.get(field) if table else None
            if one is None:
                for missing in found.values():
                    missing.append(place)
                continue
            if one.kept not in RULES:
                found["erasure"].append(place)
            if one.seen != "-" and one.seen not in grants():
                found["visibility"].append(place)
            if one.out and field not in AS_ORDER and field not in exported:
                found["export"].append(place)
        if table and leads_to_student(model):
            if table.about == "nobody" and table.path == "" and student_lookup(table, model) is not None:
                found["pack"].append(f"{name}: leads to a student and is said to be about nobody")
            if table.part and student_lookup(table, model) is None:
                found["pack"].append(f"{name}: no way to the student")
        if issubclass(model, SchoolOwned) and model._meta.managed is False:
            found["backup"].append(name)  # a backup copies every table of the database that Django manages
    return found


def test_every_field_is_decided_in_six_respects(proof):
    missing = undecided()
    assert missing == {name: [] for name in missing}
    proof("fields without a decision", sum(map(len, missing.values())), exactly=0)
    proof("fields in the register", sum(len(table.fields) for table in register().tables.values()), at_least=700)


@pytest.mark.trust(36, control=True)
def test_negative_control_a_new_field_without_all_six_is_found():
    def with_one_more(model):
        fields = {field.name for field in all_fields(model)} - STRUCTURE
        return fields | ({"shoe_size"} if model is Student else set())

    assert all("student.shoe_size" in places for places in undecided(with_one_more).values())


@pytest.mark.trust(36, control=True)
@pytest.mark.parametrize("lost", some(["purpose", "basis", "source", "kept", "pack", "condition"], quick=["kept", "pack"]))
def test_negative_control_a_table_without_a_reason_is_refused(lost):
    privacy, entries = written("privacy"), copy.deepcopy(written("register"))
    assert problems(privacy, entries) == []
    del entries["tables"]["need"][lost]
    with pytest.raises(ValueError, match="need"):
        build(privacy, entries)
    del entries["tables"]["need"]
    with pytest.raises(ValueError, match="say why it is kept"):
        build(privacy, entries)


# -- by deed: on a school with a row in every table --

LATER = (AuditHead, ServerAuditEntry)  # these have by then a line that tells of the backup itself


def unlike(backup: zipfile.ZipFile, model) -> list[str]:
    """The fields of a table of which a backup lacks something."""
    name, columns = model._meta.db_table, [field.attname for field in model._meta.concrete_fields]
    lines = backup.read(f"{name}.jsonl").decode().splitlines() if f"{name}.jsonl" in backup.namelist() else ["[]"]
    held = [dict(zip(json.loads(lines[0]), json.loads(line), strict=True)) for line in lines[1:]]
    kept = list(model._default_manager.order_by("pk").values(*columns))
    if len(held) != len(kept):
        return [f"{name}.{column}" for column in columns]
    plain = (str, int, float, type(None), list, dict)
    return [
        f"{name}.{column}" for column in columns for one, row in zip(held, kept, strict=True)
        if column not in one or (one[column] != row[column] if isinstance(row[column], plain) else one[column] is None)
    ]  # fmt: skip


def backed_up(folder) -> tuple[list[str], int]:
    """What a backup lacks, and how many fields of rows that are there it was asked for."""
    backups.back_up(Access(None, "operator", DAY), to=folder / "all.zip", version="test")
    with zipfile.ZipFile(folder / "all.zip") as backup, across_schools("a test"):
        filled = [one for one in models() if one not in LATER and one._default_manager.exists()]
        return sum((unlike(backup, model) for model in filled), []), sum(len(one._meta.concrete_fields) for one in filled)


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_each_field_of_each_row(school_a, tmp_path, proof):
    missing, asked = backed_up(tmp_path)
    proof("fields of rows that were looked for in a backup", asked, at_least=700)
    proof("fields that a backup lacks", len(missing), exactly=0)


@pytest.mark.trust(36, control=True)
@pytest.mark.django_db(transaction=True)
def test_negative_control_a_table_that_is_left_out_of_the_backup_is_found(school_a, tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "_tables", lambda: [model for model in models() if model._meta.db_table != "need"])
    missing, _ = backed_up(tmp_path)
    assert "need.sealed" in missing and all(place.startswith("need.") for place in missing)


def about(student: int) -> dict[str, int]:
    """How many rows of each table lead to a student."""
    found = {}
    with across_schools("a test"):
        for model in models():
            table = register().tables.get(model._meta.db_table)
            if table and leads_to_student(model) and (lookup := student_lookup(table, model)):
                found[model._meta.db_table] = model._default_manager.filter(**{lookup: student}).count()
    return found


@pytest.mark.django_db
def test_with_a_student_goes_every_row_that_leads_to_them(school_a, proof):
    student = school_a.rows["student"]
    with across_schools("a test"), writing("a test"):
        LegalHold.objects.all().delete()
    proof("tables with rows about a student", sum(map(bool, about(student.pk).values())), at_least=30)
    erase_student(school_a.access("careers_leader"), student_id=student.pk, typed=full_name(student), because="request")
    proof("rows about a student who was erased", sum(about(student.pk).values()), exactly=0)


def sample() -> dict[str, bytes]:
    return pages(PrivacyPapers("Example School", True, {code: rule.months for code, rule in RULES.items()}))


def test_notices_impact_assessment_and_record_regenerate_byte_for_byte(proof):
    made = sample()
    kept = {path.name: path.read_bytes() for path in PAPERS.glob("*.html")}
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    proof("papers that differ from the register", len(stale), exactly=0)
    assert len(made) == 6


def test_every_rule_and_purpose_of_students_data_is_told_to_students_and_adults():
    made = {name: content.decode() for name, content in sample().items()}
    for table in register().about("student"):
        for one in table.fields.values():
            if one.kept in RULES:
                assert RULES[one.kept].title in made["notice-older.html"], one.kept
            assert register().purposes[one.purpose]["title"] in made["notice-adults.html"], one.purpose


def words_to_a_sentence(html: str) -> float:
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S)
    sentences = [one.split() for one in re.split(r"[.!?]\s", text) if one.split()]
    return sum(map(len, sentences)) / len(sentences)


def test_the_notice_for_the_youngest_has_short_sentences(proof):
    proof("words in a sentence of the youngest notice", round(words_to_a_sentence(sample()["notice-younger.html"].decode()), 1),
          at_most=14)  # fmt: skip
