"""The first run: one deed makes the school and its first person, and closes the door behind them."""

import pytest
from django.contrib.auth.hashers import check_password

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.setup import set_up_server
from chalkface.queries.people import access_at_door
from chalkface.records.models import Account, AuditEntry, School, ServerAuditEntry
from chalkface.records.tenancy import across_schools
from tests.cast import DAY

pytestmark = pytest.mark.django_db
SERVER = Access(school_id=None, role="operator", on=DAY)
GIVEN = {
    "urn": "100200",
    "name": "Elm Park School",
    "kind": "school",
    "your_name": "Ann Other",
    "email": "Ann@elm.example",
    "password": "three brown owls",
}


def test_the_first_person_leads_and_administers(db):
    set_up_server(SERVER, **GIVEN)
    account = Account.objects.get()
    assert (account.email, account.name) == ("ann@elm.example", "Ann Other")
    assert check_password(GIVEN["password"], account.password)
    access = access_at_door(account.pk, "elm-park-school", DAY)
    assert {access.role, *access.also} == {"careers_leader", "school_admin"}
    with across_schools("a test"):
        lines = [*ServerAuditEntry.objects.order_by("pk"), *AuditEntry.objects.order_by("pk")]
    assert [line.operation for line in lines] == ["add_school", "set_up_server", "add_member", "add_member"]
    assert "Ann" not in str([line.about for line in lines])


def test_the_door_closes_behind_them(db):
    set_up_server(SERVER, **GIVEN)
    with pytest.raises(Refused, match="set up already"):
        set_up_server(SERVER, **(GIVEN | {"urn": "100201", "email": "bo@elm.example"}))
    assert School.objects.count() == Account.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"urn": "x"}, {"name": " "}, {"kind": "zoo"}, {"email": "nobody"}, {"password": "short"}, {"your_name": "N" * 201}],
    ids=str,
)
def test_one_wrong_answer_makes_neither_school_nor_account(wrong):
    with pytest.raises(Refused):
        set_up_server(SERVER, **(GIVEN | wrong))
    assert not School.objects.exists() and not Account.objects.exists() and not ServerAuditEntry.objects.exists()


def test_nobody_with_a_role_at_a_school_sets_up_a_server(school_a):
    with pytest.raises(NotAllowed):
        set_up_server(school_a.access("school_admin"), **GIVEN)
    assert School.objects.count() == 1
