"""``privacy.md``: every field that is kept, what kind of fact it is, and who may see it."""

from importlib.resources import files

import yaml

from chalkface.config.catalogue.text import bullets, document, table
from chalkface.core.access import MEMBER_ROLES, ROLES, grants

LEAD = (
    "Every field of every record. A field that is not in this register fails the build, so nothing is kept that is not "
    "listed here. Whoever has a shell on the school's own server can read all of it."
)
HEADS = ("field", "class", "seen with", "seen by", "leaves with an export")
CLASSES = (
    ("open", "not about a person."),
    ("person", "about a person: names, groups, what they took part in."),
    ("identity", "what could find or impersonate a person: date of birth, UPN, ULN."),
    ("special", "special-category data and what is treated with the same care: SEND, ethnicity, pupil premium, care."),
    ("account", "about a member of staff who signs in."),
    ("secret", "never shown: password hashes, stored files."),
)


def page() -> str:
    register = yaml.safe_load(files("chalkface.content").joinpath("privacy.yaml").read_text("utf-8"))
    parts = ["## The classes", bullets(CLASSES)]
    for record, fields in register.items():
        parts += [f"## {record}", table(HEADS, map(_row, fields.items()))]
    return document("What is kept about whom", LEAD, parts)


def _row(item: tuple[str, dict]) -> tuple[str, ...]:
    name, entry = item
    if entry["seen"] == "-":
        return (f"`{name}`", entry["class"], "–", "nobody", "yes" if entry["out"] else "no")
    roles = [ROLES[role].title for role in MEMBER_ROLES if role in grants()[entry["seen"]].who]
    seen_by = "every member" if len(roles) == len(MEMBER_ROLES) else ", ".join(roles)
    return (f"`{name}`", entry["class"], f"`{entry['seen']}`", seen_by, "yes" if entry["out"] else "no")
