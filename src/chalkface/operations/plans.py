"""The deeds of the plan: write, change and remove an action, and say how far one of one's own is."""

from collections.abc import Mapping
from datetime import date

from chalkface.core.access import Access
from chalkface.core.derived_keys import derived_key, folded
from chalkface.core.duties import duties
from chalkface.core.errors import FormRefused, NotAllowed, Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.editing import LONGEST_TEXT, edit, free_key, held, remember
from chalkface.operations.operation import note, operation
from chalkface.queries.posts import own_posts
from chalkface.records.models import Activity, Objective, PlanAction, Post
from chalkface.records.tenancy import SchoolOwned

DONE = "done"
# What may be changed of an action, as the record calls it; ``done_on`` follows the status.
EDITED = (
    "what", "objective_id", "framework", "statement", "activity_id", "duty", "post_id", "owner", "starts_on", "due_on",
    "status", "resource", "evidence",
)  # fmt: skip


@operation(needs="edit_plan", codes=("framework", "statement", "duty", "status"))
def write_action(
    access: Access,
    *,
    what: str,
    objective_id: int | None = None,
    framework: str = "",
    statement: str = "",
    activity_id: int | None = None,
    duty: str = "",
    post_id: int | None = None,
    owner: str = "",
    starts_on: date | None = None,
    due_on: date | None = None,
    status: str = "to_do",
    resource: str = "",
    evidence: str = "",
    done_on: date | None = None,
    key: str = "",
) -> int:
    """Put an action into the plan; returns its number. ``key`` names it for good (a decision, a line of an imported plan).

    Raises ``FormRefused`` for what is missing, too long, out of order or not there, ``Refused`` for a key that is taken.
    """
    new = {
        "what": what.strip(),
        "objective_id": objective_id,
        "framework": framework if statement else "",
        "statement": statement,
        "activity_id": activity_id,
        "duty": duty,
        "post_id": post_id,
        "owner": owner.strip(),
        "starts_on": starts_on,
        "due_on": due_on,
        "status": status,
        "resource": resource.strip(),
        "evidence": evidence.strip(),
    }
    _check(new)
    if key and PlanAction.objects.filter(key=key).exists():
        raise Refused("That is in the plan already.")
    row = PlanAction.objects.create(
        school_id=access.school_id,
        key=key or free_key(PlanAction, derived_key("action", _key_of(objective_id), folded(what))),
        done_on=(done_on or access.on) if status == DONE else None,
        **new,
    )
    remember(access, row, deed="write_action")
    return row.pk


@operation(needs="edit_plan")
def edit_action(
    access: Access, *, action_id: int, edition: int, new: Mapping[str, object], reason: str = "", done_on: date | None = None
) -> bool:
    """Change an action: ``new`` maps its fields to their values; returns whether anything changed. ``done_on``: the day it
    was done, when that was not today.

    A day that is moved and a done action that is taken up again need a reason. Raises ``FormRefused``, ``Refused`` and
    ``ChangedMeanwhile``; ``ValueError`` for a field that is not edited here.
    """
    unknown = set(new) - set(EDITED)
    if unknown:
        raise ValueError(f"not fields of an action that may be edited: {sorted(unknown)}")
    row = held(PlanAction, action_id, "action")
    _check({name: getattr(row, name) for name in EDITED} | dict(new))
    return _change(access, row, new, edition=edition, deed="edit_action", reason=reason, done_on=done_on or access.on)


@operation(needs="work_on_action", codes=("status",))
def work_on_action(
    access: Access,
    *,
    action_id: int,
    edition: int,
    status: str | None = None,
    evidence: str | None = None,
    reason: str = "",
) -> bool:
    """Say how far an action is and what shows it; returns whether anything changed. For whoever holds the post that owns it,
    and for who may change the whole plan; ``NotAllowed`` for everybody else. Raises as ``edit_action`` does.
    """
    row = held(PlanAction, action_id, "action")
    if not access.may("edit_plan") and (row.post_id is None or row.post_id not in own_posts(access)):
        raise NotAllowed(f"{access.role} may not work on an action of another post")
    new = {name: value for name, value in (("status", status), ("evidence", evidence)) if value is not None}
    _check({"what": row.what, **new})
    return _change(access, row, new, edition=edition, deed="work_on_action", reason=reason, done_on=access.on)


@operation(needs="edit_plan")
def remove_action(access: Access, *, action_id: int, reason: str) -> None:
    """Take an action out of the plan for good; its history keeps what it was and why it went. Raises ``Refused``."""
    row = held(PlanAction, action_id, "action")
    if not reason.strip():
        raise Refused("Say why it is taken out of the plan: the next term review will tell.", field="reason")
    remember(access, row, deed="remove_action", fields={"what": [row.what, ""]}, reason=reason)
    note(plan_action=row.pk)
    row.delete()


def _change(
    access: Access, row: PlanAction, new: Mapping[str, object], *, edition: int, deed: str, reason: str, done_on: date
) -> bool:
    was_due, was = row.due_on, row.status
    values = dict(new)
    if values.get("status", was) != was:
        values["done_on"] = done_on if values["status"] == DONE else None
    changed = edit(access, row, values, edition=edition, deed=deed, reason=reason)
    if changed and not reason.strip():  # asked of what was really changed, and everything is undone
        if was_due is not None and row.due_on != was_due:
            raise Refused("Say why the day has moved: the history and the term review show it.", field="reason")
        if was == DONE and row.status != DONE:
            raise Refused("Say why it is taken up again: the history and the term review show it.", field="reason")
    return changed


def _key_of(objective_id: int | None) -> str:
    return Objective.objects.filter(pk=objective_id).values_list("key", flat=True).first() or "" if objective_id else ""


def _check(new: Mapping[str, object]) -> None:
    """Raises ``FormRefused`` with every sentence there is to say about these values."""
    wrong: list[tuple[str, str]] = []
    if not new["what"]:
        wrong.append(("what", "Say what is to be done."))
    if new.get("status", DONE) not in PlanAction.STATUSES:
        wrong.append(("status", "Status: choose one of the answers given."))
    starts_on, due_on = new.get("starts_on"), new.get("due_on")
    if starts_on and due_on and due_on < starts_on:
        wrong.append(("due_on", "The day it is due lies before its first day."))
    framework, statement = new.get("framework"), new.get("statement")
    if statement and (framework not in frameworks() or statement not in frameworks()[framework].statements):
        wrong.append(("statement", "There is no such statement."))
    if new.get("duty") and new["duty"] not in duties():
        wrong.append(("duty", "There is no such duty."))
    for name, value in new.items():
        if isinstance(value, str):
            limit = PlanAction._meta.get_field(name).max_length or LONGEST_TEXT
            if len(value) > limit:
                wrong.append((name, f"This is {len(value):,} characters long; the most that is kept is {limit:,}."))
    there = (("objective_id", Objective, "objective"), ("activity_id", Activity, "activity"), ("post_id", Post, "post"))
    for name, model, what in there:
        if not _is_there(model, new.get(name)):
            wrong.append((name, f"That {what} is not there any more."))
    if wrong:
        raise FormRefused(wrong)


def _is_there(model: type[SchoolOwned], number: object) -> bool:
    return number is None or model.objects.filter(pk=number).exists()
