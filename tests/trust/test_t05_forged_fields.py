"""A form stores what it asks and nothing else: columns sent along by hand change no row (T5).

To every form that somebody sees, columns of every table are added that are not on the form, with values that nothing else
has. Then the whole database is searched for those values, and what must never come from a form is compared with before.
"""

import random
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from chalkface.web import page
from tests.cast import DAY
from tests.proofs import scale, some
from tests.trust.walking import addresses, client_of, forms_of

pytestmark = pytest.mark.django_db
WORD, NUMBER, ON = "zqforged", 987_654_321, date(2031, 7, 7)
AT_ONCE = 12
# Pages that would end the trial, not change a row by a forged field.
NOT_SENT = ("settings.example", "students.erase", "account.visits", "settings.sign_ins")


def columns() -> dict[str, models.Field]:
    """Every column of every table, by each name under which a form could send it."""
    found: dict[str, models.Field] = {}
    for model in apps.get_app_config("records").get_models():
        for column in model._meta.concrete_fields:
            found |= {column.name: column, column.attname: column}
    return found


def forged(column: models.Field) -> str:
    if isinstance(column, models.DateTimeField):
        return f"{ON.isoformat()}T12:00"
    if isinstance(column, models.DateField):
        return ON.isoformat()
    if isinstance(column, models.IntegerField | models.ForeignKey):
        return str(NUMBER)
    return WORD


def stored() -> set[str]:
    """table.column wherever a forged value stands now."""
    found = set()
    with across_schools("a test"):
        for model in apps.get_app_config("records").get_models():
            for column in model._meta.concrete_fields:
                match column:
                    case models.DateTimeField():
                        asked = {f"{column.name}__range": (datetime(2031, 7, 7, tzinfo=UTC), datetime(2031, 7, 8, tzinfo=UTC))}
                    case models.DateField():
                        asked = {column.name: ON}
                    case models.CharField() | models.TextField():
                        asked = {f"{column.name}__contains": WORD}
                    case models.ForeignKey() | models.BigIntegerField() | models.IntegerField():
                        asked = {column.attname: NUMBER} if not isinstance(column, models.SmallIntegerField) else {}
                    case _:
                        asked = {}
                if asked and QuerySet(model).filter(**asked).exists():
                    found.add(f"{model._meta.db_table}.{column.name}")
    return found


def powers() -> dict[str, list]:
    """What no form of these people may change: who is a member of what, in which role, and what an account may."""
    with across_schools("a test"):
        return {
            "memberships": list(QuerySet(records.Membership).order_by("pk").values_list("account_id", "school_id", "role")),
            "accounts": list(records.Account.objects.order_by("pk").values_list("pk", "email", "password", "is_active")),
            "schools": list(records.School.objects.order_by("pk").values_list("pk", "slug", "urn")),
        }


def sent_with_forged_fields(company, role: str, most: int, *, only: str = "", asked: set[str] | None = None) -> int:
    """Send every form of every page (or of one) with forged fields; how many were sent."""
    client, chance, every, count = client_of(company, role), random.Random(5), columns(), 0
    for name, address in addresses(company):
        if (only and name != only) or name in NOT_SENT or name.startswith(("account.", "setup.")) or count >= most:
            continue
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        forms = [form for form in forms_of(answer.content.decode()) if form.method == "post"]
        known = {field for form in forms for field in form.fields} if asked is None else asked
        for form in forms:
            names = sorted(set(every) - known)
            names = chance.sample(names, AT_ONCE) if asked is None else names
            action = form.action or address
            client.post(address + action if action.startswith("?") else action,
                        form.fields | {one: forged(every[one]) for one in names})  # fmt: skip
            count += len(names)
    return count


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("chalkface.web.page.timezone.localdate", lambda *zone: DAY)


@pytest.mark.trust(5, once=True)
@pytest.mark.parametrize("role", some(["careers_leader", "school_admin", "adviser"], quick=["careers_leader"]))
def test_no_field_that_a_form_does_not_ask_for_is_stored(role, school_a, proof):
    before, held = stored(), powers()
    sent = sent_with_forged_fields(school_a, role, scale(quick=60, full=10_000))
    proof(f"forged fields sent as {role}", sent, at_least=60)
    proof(f"forged fields stored, sent as {role}", len(stored() - before), exactly=0)
    assert stored() - before == set() and powers() == held


@pytest.mark.trust(5, control=True, once=True)
def test_negative_control_a_page_that_assigns_whatever_it_is_sent_is_found(school_a, monkeypatch):
    answers = page._answer

    def assigning(request, name, access, function, kwargs):
        if name == "plan.edit_action" and request.method == "POST":
            sent = {field: request.POST[field] for field in ("owner", "resource", "evidence") if field in request.POST}
            with writing("a fault"):
                records.PlanAction.objects.filter(pk=kwargs["action"]).update(**sent)
        return answers(request, name, access, function, kwargs)

    monkeypatch.setattr(page, "_answer", assigning)
    asked = {"what"}  # all else counts as forged
    assert sent_with_forged_fields(school_a, "careers_leader", 10_000, only="plan.edit_action", asked=asked)
    assert stored()
