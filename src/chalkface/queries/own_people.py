"""Who can help a student: names and roles of members of staff, and nothing else about them."""

from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.queries.own_pages import Person
from chalkface.records.models import Membership
from chalkface.records.tenancy import across_schools

# What each is for, in the order a student meets them; nobody else of the staff is named here.
FOR_WHAT = {
    "tutor": "Sees you most days. Ask about anything; they know who to send you to.",
    "adviser": "Talks with you, just the two of you, about choices, courses, jobs and applications.",
    "careers_leader": "Plans the visits, fairs and talks. Ask when you missed something or want to meet somebody.",
    "senco": "Helps when something gets in the way: learning needs, getting there, worries.",
}


@dataclass(frozen=True)
class Helper:
    """Somebody who can help: a name, a role, what they are for."""

    name: str
    role: str
    what_for: str


def helpers(access: Access, who: Person) -> tuple[Helper, ...]:
    """The tutor of the student's own group, the careers advisers, the careers leader and the SENCO of their school today.

    Students may not read who has an account; this passes the wall for these names and roles alone.
    """
    with across_schools("the door of students and parents"):
        rows = Membership.objects.filter(school_id=access.school_id, role__in=FOR_WHAT).exclude(account__name="")
        found = list(
            rows.values_list("role", "account__name", "starts_on", "ends_on", "groups__tutor_group").order_by("account__name")
        )
    order = list(FOR_WHAT)
    named = {
        (role, name): None
        for role, name, starts, ends, group in found
        if (starts is None or starts <= access.on) and (ends is None or ends >= access.on)
        and (role != "tutor" or (who.tutor_group and group == who.tutor_group))
    }  # fmt: skip
    return tuple(Helper(name, role, FOR_WHAT[role]) for role, name in sorted(named, key=lambda one: order.index(one[0])))
