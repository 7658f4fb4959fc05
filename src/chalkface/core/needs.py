"""What students may need, from ``content/needs.yaml``, and who may own a need or an agreed action."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from chalkface.core.marked_yaml import LINE, problems_of, read_marked

# Whose an action may be, in words for the owner's place in a sentence.
OWNER_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "adviser": "the adviser",
        "careers_leader": "the careers leader",
        "tutor": "the tutor",
        "teacher": "a teacher",
        "senco": "the SENCO",
        "parent": "a parent or carer",
        "student": "the student",
        "other": "somebody else",
    }
)
# Who may own a need, and so say that it is met: those who have the right to (content/permissions.yaml, confirm_need).
NEED_OWNERS = ("adviser", "careers_leader", "tutor", "senco", "student")
_KEYS = dict.fromkeys(("code", "title", "meaning", "example", "owner"), str)
LONGEST_CODE = 40
MANY_DAYS = 42
# How long something has been open, youngest first: the last day of each band and how it is called.
BANDS = ((14, "up to 14 days"), (MANY_DAYS, "15 to 42 days"), (None, "more than 42 days"))


@dataclass(frozen=True)
class NeedKind:
    """One kind of need. ``owner`` is who usually says that it is met."""

    code: str
    title: str
    meaning: str
    example: str
    owner: str


def read_needs(name: str, text: str) -> Mapping[str, NeedKind]:
    """The kinds of one file by their code. Raises ``ValueError`` naming file, line and what is wrong: none is half read."""
    entries = read_marked(name, text).get("needs")
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"{name}: needs is missing or empty")
    found: dict[str, NeedKind] = {}
    for entry in entries:
        if not isinstance(entry, dict):
            raise ValueError(f"{name}: each need has {', '.join(_KEYS)}, not {entry!r}")
        problems = problems_of(entry, _KEYS, {}) or _problems(entry, found)
        if problems:
            raise ValueError(f"{name}, line {entry[LINE]}: {'; '.join(problems)}")
        found[entry["code"]] = NeedKind(**{key: entry[key] for key in _KEYS})
    return MappingProxyType(found)


def _problems(entry: Mapping[str, str], before: Mapping[str, NeedKind]) -> list[str]:
    problems = []
    if entry["code"] in before:
        problems.append(f"the code {entry['code']} is there already")
    if not entry["code"].isidentifier() or len(entry["code"]) > LONGEST_CODE:
        problems.append(f"a code is letters and underscores, {LONGEST_CODE} at most")
    if entry["owner"] not in NEED_OWNERS:
        problems.append(f"owner must be one of {', '.join(NEED_OWNERS)}")
    return problems


@cache
def kinds() -> Mapping[str, NeedKind]:
    """Every kind of need by its code, in the order of the list."""
    name = "content/needs.yaml"
    return read_needs(name, files("chalkface.content").joinpath("needs.yaml").read_text("utf-8"))


def title_of(code: str) -> str:
    """What a kind is called; a code that is not on the list is shown as it is."""
    found = kinds().get(code)
    return found.title if found else code


def need_options() -> list[dict[str, str]]:
    """The list for a select of a form."""
    return [{"value": one.code, "label": one.title} for one in kinds().values()]


def split_owner(value: str) -> tuple[str, str, int | None]:
    """What one select says of an owner: "tutor" or "tutor:12" → (kind, what is wrong with it or "", account)."""
    kind, _, account = value.partition(":")
    if kind not in OWNER_TITLES or (account and not (account.isdecimal() and len(account) < 10)):
        return "", "Choose whose task it is.", None
    return kind, "", int(account) if account else None


def days_open(since: date, on: date) -> int:
    """How many days something has been open."""
    return (on - since).days
