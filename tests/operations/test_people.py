"""Members: added, given groups, ended, returned; passwords; and the lines that may not be crossed."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password

from chalkface.core.errors import NotAllowed, Refused
from chalkface.operations.people import add_member, end_membership, reset_password, set_groups, set_own_password
from chalkface.queries.people import access_at_door, schools_of_account
from chalkface.records.models import Account, AuditEntry, GroupOfMember, Membership
from chalkface.records.tenancy import across_schools
from tests.cast import DAY

pytestmark = pytest.mark.django_db
PASSWORD = "three brown owls"


@pytest.fixture
def admin(school_a):
    return school_a.access("school_admin")


def membership(company, role: str) -> Membership:
    with across_schools("a test"):
        return Membership.objects.get(school=company.school, account=company.accounts[role], role=role)


def groups_of(member: Membership) -> list[str]:
    with across_schools("a test"):
        return sorted(GroupOfMember.objects.filter(membership=member).values_list("tutor_group", flat=True))


def test_a_new_member_can_sign_in_and_starts_today(school_a, admin):
    given = {"email": " New@A.example", "name": " Eve   New ", "password": PASSWORD, "groups": (" 9B", "", "9A")}
    number = add_member(admin, role="tutor", **given)
    account = Account.objects.get(email="new@a.example")
    assert account.name == "Eve New" and check_password(PASSWORD, account.password)
    access = access_at_door(account.pk, school_a.school.slug, DAY)
    assert (access.role, access.groups) == ("tutor", {"9A", "9B"})
    assert access_at_door(account.pk, school_a.school.slug, DAY - timedelta(days=1)) is None
    with across_schools("a test"):
        line = AuditEntry.objects.get(operation="add_member")
    assert line.about == {"role": "tutor", "membership": number, "account": account.pk}


def test_an_account_that_exists_keeps_its_name_and_password(school_a, school_b, admin):
    theirs = school_b.accounts["tutor"]
    add_member(admin, email=theirs.email, role="tutor", name="Another name", password=PASSWORD)
    kept = Account.objects.get(pk=theirs.pk)
    assert (kept.name, kept.password) == (theirs.name, theirs.password)
    assert [school.slug for school in schools_of_account(theirs.pk, DAY)] == ["school-a", "school-b"]


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"role": "operator"}, "is not a role"),
        ({"email": "nobody"}, "is not an e-mail address"),
        ({"email": f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example"}, "longer than 254"),
        ({"password": "short"}, "at least 10 characters"),
        ({"password": ""}, "at least 10 characters"),
        ({"name": "N" * 201}, "at most 200"),
        ({"groups": ("9A" * 26,)}, "at most 50"),
    ],
)
def test_what_will_not_do_is_refused_and_nobody_is_added(school_a, admin, wrong, sentence):
    before = Account.objects.count()
    with pytest.raises(Refused, match=sentence):
        add_member(admin, **({"email": "new@a.example", "role": "tutor", "password": PASSWORD} | wrong))
    assert Account.objects.count() == before


def test_one_person_with_two_roles_sees_the_school_once_with_the_rights_of_both(school_a, admin):
    account = school_a.accounts["tutor"]
    add_member(admin, email=account.email, role="governor")
    with pytest.raises(Refused, match="already has this role"):
        add_member(admin, email=account.email, role="governor")
    assert [(one.slug, one.role) for one in schools_of_account(account.pk, DAY)] == [("school-a", "Tutor, Link governor")]
    access = access_at_door(account.pk, "school-a", DAY)
    assert access.role == "tutor" and access.also == {"governor"} and access.may("write_paper")


def test_who_has_ended_is_out_the_next_day_and_can_return(school_a, admin):
    member = membership(school_a, "tutor")
    end_membership(admin, membership_id=member.pk, ends_on=DAY)
    assert access_at_door(member.account_id, "school-a", DAY) is not None
    assert access_at_door(member.account_id, "school-a", DAY + timedelta(days=1)) is None
    with pytest.raises(Refused, match="already has this role"):
        add_member(admin, email=school_a.accounts["tutor"].email, role="tutor")
    end_membership(admin, membership_id=member.pk, ends_on=DAY - timedelta(days=1))
    assert access_at_door(member.account_id, "school-a", DAY) is None and schools_of_account(member.account_id, DAY) == []
    assert add_member(admin, email=school_a.accounts["tutor"].email, role="tutor", groups=("9B",)) == member.pk
    assert access_at_door(member.account_id, "school-a", DAY).groups == {"9B"}


def test_the_last_administrator_cannot_be_ended(school_a, admin):
    last = membership(school_a, "school_admin")
    with pytest.raises(Refused, match="last school administrator"):
        end_membership(admin, membership_id=last.pk, ends_on=DAY)
    assert membership(school_a, "school_admin").ends_on is None
    second = add_member(admin, email="second@a.example", role="school_admin", password=PASSWORD)
    end_membership(admin, membership_id=last.pk, ends_on=DAY)
    with pytest.raises(Refused, match="last school administrator"):
        end_membership(admin, membership_id=second, ends_on=DAY)


def test_another_schools_administrator_is_no_second_one(school_a, school_b, admin):
    with pytest.raises(Refused, match="last school administrator"):
        end_membership(admin, membership_id=membership(school_a, "school_admin").pk, ends_on=DAY)


def test_an_administrator_who_has_left_is_no_second_one(school_a, admin):
    number = add_member(admin, email="second@a.example", role="school_admin", password=PASSWORD)
    end_membership(admin, membership_id=number, ends_on=DAY - timedelta(days=1))
    with pytest.raises(Refused, match="last school administrator"):
        end_membership(admin, membership_id=membership(school_a, "school_admin").pk, ends_on=DAY)


def test_groups_are_replaced_and_anothers_membership_is_not_there(school_a, school_b, admin):
    member = membership(school_a, "tutor")
    set_groups(admin, membership_id=member.pk, groups=("9B", " 9C ", "9B", ""))
    assert groups_of(member) == ["9B", "9C"]
    with pytest.raises(Refused, match="at most 50"):
        set_groups(admin, membership_id=member.pk, groups=("9A" * 26,))
    assert groups_of(member) == ["9B", "9C"]
    theirs = membership(school_b, "tutor")
    for deed in (lambda: set_groups(admin, membership_id=theirs.pk, groups=()),
                 lambda: end_membership(admin, membership_id=theirs.pk, ends_on=DAY)):
        with pytest.raises(Refused, match="no such member here"):
            deed()
    assert groups_of(theirs) == ["9A"] and membership(school_b, "tutor").ends_on is None


@pytest.mark.parametrize("role", ["careers_leader", "tutor", "senior_leader", "governor"])
def test_who_may_not_manage_people_changes_nobody(school_a, role):
    access, member = school_a.access(role), membership(school_a, "tutor")
    for deed in (
        lambda: add_member(access, email="new@a.example", role="tutor"),
        lambda: set_groups(access, membership_id=member.pk, groups=()),
        lambda: end_membership(access, membership_id=member.pk, ends_on=DAY),
        lambda: reset_password(access, email=school_a.accounts["tutor"].email, password=PASSWORD),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert groups_of(member) == ["9A"] and not Account.objects.filter(email="new@a.example").exists()


def test_everybody_sets_their_own_password_and_nobody_elses(school_a):
    set_own_password(school_a.access("governor"), password=PASSWORD)
    with pytest.raises(Refused, match="too common"):
        set_own_password(school_a.access("governor"), password="password123")
    stored = {role: Account.objects.get(pk=account.pk).password for role, account in school_a.accounts.items()}
    assert [role for role, password in stored.items() if check_password(PASSWORD, password)] == ["governor"]


def test_an_administrator_resets_a_members_password(school_a, school_b, admin):
    account = school_a.accounts["tutor"]
    reset_password(admin, email=account.email.upper(), password=PASSWORD)
    assert check_password(PASSWORD, Account.objects.get(pk=account.pk).password)
    with pytest.raises(Refused, match="no membership here"):
        reset_password(admin, email=school_b.accounts["tutor"].email, password=PASSWORD)
    with pytest.raises(Refused, match="no membership here"):
        reset_password(admin, email="nobody@a.example", password=PASSWORD)


def test_a_shared_account_is_reset_on_the_server_only(school_a, school_b, admin):
    """An administrator could otherwise add a stranger's address to their own school and walk into the other one."""
    theirs = school_b.accounts["careers_leader"]
    add_member(admin, email=theirs.email, role="tutor")
    with pytest.raises(Refused, match="also belongs to another school"):
        reset_password(admin, email=theirs.email, password=PASSWORD)
    assert Account.objects.get(pk=theirs.pk).password == theirs.password
    operator = type(admin)(school_a.school.pk, "operator", DAY)
    reset_password(operator, email=theirs.email, password=PASSWORD)
    assert check_password(PASSWORD, Account.objects.get(pk=theirs.pk).password)
