"""``roles.md``: who may do what, from the one permission table."""

from chalkface.config.catalogue.text import bullets, document, table
from chalkface.core.access import ROLES, grants

LEAD = (
    "Deny is the rule: a role may do what is marked here and nothing else. All: every student of the school. Groups: only "
    "the tutor groups the person is given. Own: what is theirs, or was shared with them until a day. Figures: numbers "
    "through the small-number rule, never a name."
)
REACH = {"school": "all", "group": "groups", "own": "own", "aggregate": "figures"}


def page() -> str:
    meanings = bullets((f"{role.title}", role.meaning) for role in ROLES.values())
    rows = [
        (f"`{grant.code}`", grant.meaning, *(REACH[grant.who[role].value] if role in grant.who else "" for role in ROLES))
        for grant in grants().values()
    ]
    matrix = table(("permission", "meaning", *(role.title for role in ROLES.values())), rows)
    return document("Roles and permissions", LEAD, ["## The roles", meanings, "## What each may do", matrix])
