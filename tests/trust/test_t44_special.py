"""What the register calls special is sealed, whatever table it lies in: the list is the register's own, so that a new field
that lies open is red. Needs, the risk indicator, decisions and shares are filled with canaries and searched for."""

import pytest
import yaml
from django.apps import apps
from django.db import models
from django.test import Client, override_settings
from django.urls import reverse

from chalkface.core.errors import Refused
from chalkface.queries.keeping import forget
from chalkface.records import models as records
from chalkface.records.sealed import Sealed, fields_of, opened_values, parts_of
from chalkface.records.tenancy import across_schools, writing
from tests.cast import DAY
from tests.conftest import REPOSITORY
from tests.filled import write_over
from tests.signed_in import signed_in_as
from tests.trust.test_t44_sealed import CANARY, backup, file, readable, rows

pytestmark = pytest.mark.trust(44)

REGISTER = yaml.safe_load((REPOSITORY / "src/chalkface/content/privacy.yaml").read_text("utf-8"))
# What rows belong together, and when: the walls, the joins, retention and the order of lists ask the database itself for it.
STRUCTURE = (models.ForeignKey, models.DateField)
# Special, and open all the same, with the reason. Whatever else is special is sealed.
OPEN = {
    ("note_read", "reason"): "lists of looks are counted and the audit trail's digests are checked by it",
    ("viewing", "reason"): "lists of looks are counted and the audit trail's digests are checked by it",
    ("viewing", "what"): "lists of looks are narrowed by it",
    ("share", "what"): "decides in the database which rows whom something is shared with may read",
    ("risk_score", "academic_year"): "a year, as an enrolment has one",
}


def lying_open(register: dict) -> set[tuple[str, str]]:
    """The special fields that a copied database would tell, but for those that only say what belongs together and when."""
    found = set()
    for model in apps.get_app_config("records").get_models():
        table = model._meta.db_table
        kinds = {field.name: field for field in fields_of(model)}
        for name, entry in register[table].items():
            if entry["class"] == "special" and name not in parts_of(model) and not isinstance(kinds[name], STRUCTURE):
                found.add((table, name))
    return found


def test_what_is_special_by_the_register_is_sealed_or_said(proof):
    found = lying_open(REGISTER)
    special = sum(entry["class"] == "special" for fields in REGISTER.values() for entry in fields.values())
    sealed = sum(
        REGISTER[model._meta.db_table][name]["class"] == "special"
        for model in apps.get_app_config("records").get_models() if issubclass(model, Sealed) for name in parts_of(model)
    )  # fmt: skip
    proof("special fields of the register", special, at_least=60)
    proof("of which what they say is sealed", sealed, at_least=28)
    proof("special fields that lie open and are not said", sorted(found - OPEN.keys()), exactly=[])
    assert OPEN.keys() <= found, "what is said to lie open does"


@pytest.mark.trust(44, control=True)
def test_control_a_special_field_that_lies_open_is_found():
    table = REGISTER["carer"] | {"relation": REGISTER["carer"]["relation"] | {"class": "special"}}
    assert lying_open(REGISTER | {"carer": table}) - OPEN.keys() == {("carer", "relation")}


def canary_of(kind: models.Field) -> object:
    """The canary as a value of this kind, None where the kind holds no words."""
    if isinstance(kind, models.JSONField):
        return [{"words": CANARY, "state": "counted"}]
    return CANARY if isinstance(kind, models.CharField | models.TextField) and (kind.max_length or 99) >= len(CANARY) else None


def planted() -> dict[tuple[str, str], int]:
    """Write the canary into every word that is sealed in the rows of the cast: (table, part) and in how many rows."""
    found = {}
    with writing("a test"), across_schools("a test"):
        for model in apps.get_app_config("records").get_models():
            if not issubclass(model, Sealed) or model in (records.ImportBatch, records.Sending):
                continue  # tests/trust/test_t44_sealed.py, tests/web/test_sending.py
            words = {name: value for name, kind in parts_of(model).items() if (value := canary_of(kind)) is not None}
            for row in model.objects.all():
                write_over(row, words)
                for name in words:
                    found[model._meta.db_table, name] = found.get((model._meta.db_table, name), 0) + 1
    return found


def all_opened() -> dict[str, list[tuple]]:
    with across_schools("a test"):
        return {
            model._meta.db_table: list(opened_values(model.objects.order_by("pk"), "pk", *parts_of(model)))
            for model in apps.get_app_config("records").get_models() if issubclass(model, Sealed)
        }  # fmt: skip


TOLD = {
    ("need", "kind"), ("need", "detail"), ("need", "owner_kind"), ("need", "owner"), ("need", "dropped_because"),
    ("risk_fact", "kind"), ("risk_fact", "source"), ("risk_score", "band"), ("risk_score", "reasons"),
    ("risk_override", "band"), ("risk_override", "because"), ("overruling", "verdict"), ("overruling", "because"),
    ("share", "reason"), ("invitee", "left_out"), ("student", "sen_needs"),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_copy_without_keys_tells_no_need_no_risk_and_no_decision(school_a, tmp_path, proof):
    found = planted()
    assert found.keys() >= TOLD
    proof("sealed words of other tables with a canary", sum(found.values()), at_least=19)
    proof("of them readable in rows", readable(rows()), exactly=0)
    proof("of them readable in a backup", readable(backup(tmp_path)), exactly=0)
    proof("of them readable in the database's file", readable(file(tmp_path)), exactly=0)
    assert str(all_opened()).count(CANARY) == sum(found.values())


@pytest.mark.trust(44, control=True)
@pytest.mark.django_db(transaction=True)
def test_control_without_sealing_each_of_them_is_read(school_a, tmp_path, monkeypatch):
    monkeypatch.setattr("chalkface.records.sealing.lock", lambda plain, *, about: plain)
    found = planted()
    assert readable(rows()) >= sum(found.values()) and readable(backup(tmp_path)) >= sum(found.values())


# Pages on which something of each kind is told, and what to ask for where it is not on the first page.
PAGES = ("guidance.needs", "guidance.next", "guidance.need", "students.record", "interviews.round", "risk.start")
WAYS = {"guidance.needs": "?filter=not_yet"}


def test_with_another_key_needs_and_risk_say_a_sentence_and_nothing_is_lost(school_a, proof, monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)
    planted()
    known, client = all_opened(), Client()
    with override_settings(NOTE_KEYS=("another key of this test",)):
        forget()
        with pytest.raises(Refused, match="cannot be opened with the keys of this server"):
            all_opened()
        signed_in_as(client, school_a.accounts["careers_leader"])
        for name in PAGES:
            answer = client.get(f"{reverse(name, kwargs=addressed(name, school_a))}{WAYS.get(name, '')}")
            body = answer.content.decode()
            assert answer.status_code < 500 and "cannot be opened with the keys" in body and CANARY not in body, name
    forget()
    otherwise = sum(known[table] != now for table, now in all_opened().items())
    proof("tables that are otherwise after a wrong key", otherwise, exactly=0)


def addressed(name: str, play) -> dict[str, object]:
    numbers = {"guidance.need": "need", "students.record": "student", "interviews.round": "round"}
    return {"school": play.school.slug} | ({numbers[name]: play.rows[numbers[name]].pk} if name in numbers else {})


def test_what_is_sealed_in_one_row_opens_in_no_other(school_a):
    with writing("a test"), across_schools("a test"):
        for name in ("need", "risk_score", "risk_override", "overruling", "share"):
            row = type(school_a.rows[name]).objects.get(pk=school_a.rows[name].pk)
            sealed = row.sealed
            other = type(row)(**{
                field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.attname != "id"
            } | ({"scored_on": DAY} if name == "risk_score" else {}))  # fmt: skip
            other.save()
            type(row).objects.filter(pk=other.pk).update(sealed=sealed)
            with pytest.raises(Refused, match="belongs to another row"):
                type(row).objects.get(pk=other.pk).opened()


def test_a_row_that_is_sealed_by_its_number_is_not_written_with_others_unsealed(school_a):
    about = {"school": school_a.school, "student": school_a.rows["student"], "made_on": DAY, "until": DAY}
    with writing("a test"), across_schools("a test"), pytest.raises(ValueError, match="save one by one"):
        records.RiskOverride.objects.bulk_create([records.RiskOverride(band="red", because="x", **about)])


def test_an_empty_column_does_not_tell_who_needs_no_room_without_steps(school_a):
    with writing("a test"), across_schools("a test"):
        lengths = set()
        for needs_access in (False, True):
            row = records.Invitee.objects.first()
            row.needs_access = needs_access
            row.save()
            lengths.add(len(row.sealed))
    assert len(lengths) == 1 and 0 not in lengths
