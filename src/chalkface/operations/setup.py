"""The first run: a school and the account that looks after it, in one deed."""

from dataclasses import replace

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.operation import operation
from chalkface.operations.people import add_member
from chalkface.operations.schools import add_school
from chalkface.records.models import Account


@operation(needs="add_school", about_server=True)
def set_up_server(access: Access, *, urn: str, name: str, kind: str, your_name: str, email: str, password: str) -> None:
    """Create the first school and its first member, who is careers leader and school administrator.

    Raises ``Refused`` when somebody already has an account: this door closes behind the first person.
    """
    if Account.objects.exists():
        raise Refused("This server is set up already: sign in.")
    school = add_school(access, urn=urn, name=name, kind=kind)
    inside = replace(access, school_id=school.pk)
    for role in ("careers_leader", "school_admin"):
        add_member(inside, email=email, role=role, name=your_name, password=password)
