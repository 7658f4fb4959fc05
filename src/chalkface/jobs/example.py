"""Makes the example school: an invented school, taken in by the product's own import, with somebody in every role."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import MEMBER_ROLES, OWN_ROLES, ROLES, Access
from chalkface.core.errors import Refused
from chalkface.imports.example_school import example_files
from chalkface.imports.pipeline import import_files
from chalkface.jobs.example_parts import fill_parts
from chalkface.operations.people import add_member
from chalkface.operations.schools import add_school
from chalkface.queries.schools import example_school
from chalkface.records.tenancy import open_scope

URN = "999001"  # never given to a school: real numbers begin with 1
NAME = "Kingsferry School (example)"
SEED = 1
PASSWORD = "only for the example school"  # noqa: S105 - printed to whoever starts the demo; the accounts see invented people
# What the tutor and the teacher see: one group, and two.
GROUPS = {"tutor": ("11A",), "teacher": ("9A", "10A")}


@dataclass(frozen=True)
class SignIn:
    """How to sign in to the example school in one role."""

    role: str
    email: str


def sign_ins() -> list[SignIn]:
    """One for each role, the careers leader first; a student and a parent last."""
    return [SignIn(ROLES[role].title, f"{role.replace('_', '-')}@kingsferry.example") for role in (*MEMBER_ROLES, *OWN_ROLES)]


def make_example(today: date, progress=None) -> str:
    """Make the example school if it is not here; returns its slug. Raises ``Refused`` if its own files were refused."""
    if (held := example_school()) is not None:
        return held.slug
    server = Access(school_id=None, role="operator", on=today)
    school = add_school(server, urn=URN, name=NAME, is_example=True)
    access = Access(school_id=school.pk, role="operator", on=today)
    for outcome in import_files(access, example_files(SEED, today), progress=progress):
        if not outcome.is_committed:
            raise Refused("The example school's own files were refused; please report this with the output of 'doctor'.")
    with open_scope(access):
        for role, way in zip(MEMBER_ROLES, sign_ins(), strict=False):
            add_member(
                access, email=way.email, role=role, name=f"{way.role} (example)", password=PASSWORD, groups=GROUPS.get(role, ())
            )
        fill_parts(access, today)
    return school.slug
