"""Schools: added, set up, changed, and the example school removed."""

import re
import unicodedata

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.confidentiality import LONGEST as LONGEST_NOTICE
from chalkface.core.errors import Refused
from chalkface.frameworks.load import framework as framework_called
from chalkface.operations.operation import note, operation
from chalkface.operations.viewing import telling_looks_that_go
from chalkface.records.models import Account, Membership, School
from chalkface.records.tenancy import across_schools

KINDS = ("school", "special", "college")
LONGEST_NAME = 200


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Give the school's name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A school's name has at most {LONGEST_NAME} characters.")
    return name


def slug_of(name: str) -> str:
    """The ASCII-folded lower-case name with hyphens; "school" when nothing is left of it."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "school"


@operation(needs="add_school", codes=("urn", "kind"), about_server=True)
def add_school(access: Access, *, urn: str, name: str, kind: str = "school", is_example: bool = False) -> School:
    """Create a school on this server. Raises ``Refused`` for a URN that is not a number or is already here."""
    urn, name = urn.strip(), _name(name)
    if not re.fullmatch(r"[0-9]{1,10}", urn):
        raise Refused(
            f"A URN is a number (six digits); '{urn}' is not. It is on the school's page of the government's register."
        )
    if kind not in KINDS:
        raise Refused(f"'{kind}' is not a kind of school: use {', '.join(KINDS)}.")
    if existing := School.objects.filter(urn=urn).first():
        raise Refused(f"A school with URN {urn} is already here: {existing.slug}.")
    base = slug = slug_of(name)[: LONGEST_NAME - 10]
    number = 1
    while School.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    framework = "gatsby-2025" if kind == "school" else f"gatsby-2025-{kind}"
    low, high = (12, 13) if kind == "college" else (7, 13)
    school = School.objects.create(
        urn=urn,
        name=name,
        slug=slug,
        kind=kind,
        is_example=is_example,
        framework=framework,
        low_year=low,
        high_year=high,
        second_factor_roles=[] if is_example else list(MEMBER_ROLES),
    )
    note(school=school.pk)
    return school


@operation(needs="change_settings", changes_figures=True, codes=("framework",))
def change_settings(
    access: Access,
    *,
    name: str,
    low_year: int,
    high_year: int,
    says_pupil: bool,
    threshold: int,
    framework: str,
    confidentiality: str | None = None,
) -> None:
    """Change what the school may set for itself; ``confidentiality`` None leaves that text as it is, empty is ours again.

    Raises ``Refused`` for values outside their range.
    """
    name = _name(name)
    if not 7 <= low_year <= high_year <= 13:
        raise Refused("The year groups run from 7 to 13, the first not after the last.")
    if not 5 <= threshold <= 10:
        raise Refused("The small-number threshold is between 5 and 10.")
    framework_called(framework)
    said = {} if confidentiality is None else {"confidentiality": confidentiality.replace("\r\n", "\n").strip()}
    if len(said.get("confidentiality", "")) > LONGEST_NOTICE:
        raise Refused(f"The notice on confidentiality has at most {LONGEST_NOTICE:,} characters.", field="confidentiality")
    School.objects.filter(pk=access.school_id).update(
        name=name, low_year=low_year, high_year=high_year, says_pupil=says_pupil, threshold=threshold,
        framework=framework, **said,
    )  # fmt: skip


@operation(needs="change_settings", about_server=True)
def remove_example(access: Access) -> None:
    """Remove the example school with everything in it, and the accounts that belong to nothing else.

    Raises ``Refused`` for a school that is not an example: real schools are not removed by a button.
    """
    school = School.objects.get(pk=access.school_id)
    if not school.is_example:
        raise Refused("Only the example school can be removed.")
    note(school=school.pk)
    with across_schools("removing the example school"):
        accounts = list(Membership.objects.filter(school=school).values_list("account_id", flat=True))
        with telling_looks_that_go(school.pk):
            school.delete()
        Account.objects.filter(pk__in=accounts, memberships=None).delete()
