"""Who may do what: roles, permissions and the one table of grants, read from ``content/permissions.yaml``.

``Access`` is made at a door (a page, a command, a job), passed by hand, and enforced underneath by the records floor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from chalkface.core.years import academic_year_of


class Scope(StrEnum):
    """How far a grant reaches, the widest first."""

    SCHOOL = "school"
    GROUP = "group"
    OWN = "own"
    AGGREGATE = "aggregate"


@dataclass(frozen=True)
class Role:
    """A role a member may have; ``meaning`` is written for the person who grants it."""

    code: str
    title: str
    meaning: str


@dataclass(frozen=True)
class Grant:
    """One permission: its meaning and the scope each role has; a role that is not named has none."""

    code: str
    meaning: str
    who: Mapping[str, Scope]


def _table() -> dict:
    return yaml.safe_load(files("chalkface.content").joinpath("permissions.yaml").read_text("utf-8"))


_TABLE = _table()
Permission = StrEnum("Permission", {code.upper(): code for code in _TABLE["permissions"]})
ROLES: Mapping[str, Role] = MappingProxyType({code: Role(code, **entry) for code, entry in _TABLE["roles"].items()})


@lru_cache(maxsize=1)
def grants() -> Mapping[str, Grant]:
    """The whole table by permission code. Raises ``ValueError`` for a role that the table itself does not define."""
    read = {}
    for code, entry in _TABLE["permissions"].items():
        unknown = set(entry["who"]) - set(ROLES)
        if unknown:
            raise ValueError(f"permissions.yaml: {code} is granted to unknown roles {sorted(unknown)}")
        read[code] = Grant(code, entry["meaning"], {role: Scope(scope) for role, scope in entry["who"].items()})
    return MappingProxyType(read)


# Those who come to see what is theirs; they enter by a door of their own and no page of the staff lets them in.
OWN_ROLES = ("student", "parent")
# Roles that a person of the staff can be given; the command line is not a person, and whoever holds a link is no member.
MEMBER_ROLES = tuple(code for code in ROLES if code not in ("operator", "link", *OWN_ROLES))


@lru_cache(maxsize=1024)
def _widest(role: str, also: frozenset[str], permission: str) -> Scope | None:
    """How far any of the roles reaches; a page asks this a hundred times, always of the same few."""
    who = grants()[permission].who
    reach = {who[one] for one in (role, *also) if one in who}
    return next((scope for scope in Scope if scope in reach), None)


@dataclass(frozen=True)
class Access:
    """One person at one school on one day, in a role and perhaps others there (``also``); never across schools.

    ``groups`` are the tutor groups of all roles together; ``groups_by_role`` says which role each was given with, so that
    what one role may is not spread over the groups of another. ``asks_factor`` says that the school wants a second factor
    of one of these roles. ``owns`` says, for a student or a parent, which permission they have for which student;
    ``kept_from`` are students that the person is kept from, such as a member's own children.
    ``school_id`` is None only for deeds about the whole server.
    """

    school_id: int | None
    role: str
    on: date
    account_id: int | None = None
    groups: frozenset[str] = field(default_factory=frozenset)
    also: frozenset[str] = field(default_factory=frozenset)
    groups_by_role: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    owns: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    kept_from: frozenset[int] = field(default_factory=frozenset)
    asks_factor: bool = False

    def scope(self, permission: str) -> Scope | None:
        """How far this person's right reaches (the widest of their roles here), or None when there is no such right."""
        return _widest(self.role, self.also, permission)

    def may(self, permission: str) -> bool:
        """Whether this person has the permission at any scope."""
        return self.scope(permission) is not None

    def groups_for(self, permission: str) -> frozenset[str]:
        """The tutor groups in which this person has the permission: those given with a role that has it."""
        if not self.also:
            return self.groups
        who = grants()[permission].who
        return frozenset(group for role, group in self.groups_by_role if who.get(role) is Scope.GROUP)

    def owned(self, permission: str) -> frozenset[int]:
        """The students for whom a student or a parent has the permission: themselves, or their children as far as it goes."""
        return frozenset(student for code, student in self.owns if code == permission)

    @property
    def is_own(self) -> bool:
        """Whether this is somebody who came to see what is theirs: a student or a parent."""
        return self.role in OWN_ROLES

    @property
    def year(self) -> int:
        """The academic year of the day."""
        return academic_year_of(self.on)

    @property
    def sees_exact_figures(self) -> bool:
        """Exact figures are for people who may see the names behind all of them; others get the small-number rule."""
        return self.scope("see_figures") is Scope.SCHOOL and self.scope("see_students") is Scope.SCHOOL
