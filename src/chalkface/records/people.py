"""Accounts (a person who signs in) and memberships (a role at one school, between dates)."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from chalkface.core.access import MEMBER_ROLES, OWN_ROLES
from chalkface.records.fields import day, text
from chalkface.records.tenancy import Guarded, GuardedQuerySet, SchoolOwned, pointed_at, reference, same_school


class AccountQuerySet(GuardedQuerySet):
    """Accounts by the address they sign in with."""

    def get_by_natural_key(self, email: str) -> "Account":
        """The name by which Django's sign-in asks for an account. Raises ``Account.DoesNotExist``."""
        return self.get(email=email.strip().lower())


class Account(AbstractBaseUser, Guarded):
    """A person who signs in. What they may do hangs on memberships, never on the account."""

    email = models.EmailField(max_length=254, unique=True)  # kept in lower case by the operations that write it
    name = text()
    is_active = models.BooleanField(default=True)
    last_login = None

    USERNAME_FIELD = "email"
    objects = AccountQuerySet.as_manager()

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return f"account {self.pk}"


class Membership(SchoolOwned):
    """One account in one role at one school, from a day until a day (both inclusive; empty is open).

    ``kept_from`` are the numbers of students whose records this work does not show: the member's own children.
    """

    seen_with = "see_people"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(code, code) for code in (*MEMBER_ROLES, *OWN_ROLES)])
    starts_on = day()
    ends_on = day()
    kept_from = models.JSONField(default=list)

    class Meta(SchoolOwned.Meta):
        db_table = "membership"
        constraints = [
            pointed_at("membership"),
            models.UniqueConstraint(fields=["school", "account", "role"], name="membership_once"),
        ]


class GroupOfMember(SchoolOwned):
    """A tutor group whose students a member may see."""

    seen_with = "see_people"

    membership = reference("Membership", related_name="groups")
    tutor_group = models.CharField(max_length=50)

    class Meta(SchoolOwned.Meta):
        db_table = "group_of_member"
        constraints = [
            *same_school("group_of_member", membership="membership"),
            models.UniqueConstraint(fields=["school", "membership", "tutor_group"], name="group_of_member_once"),
        ]
