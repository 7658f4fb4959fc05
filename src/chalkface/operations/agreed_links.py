"""A dated link for one agreed action: whoever does it, and has no account, says through it that it is done."""

from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.links import digest_of, new_token
from chalkface.operations.asking import DAYS, wrong_day
from chalkface.operations.editing import held, remember
from chalkface.operations.needs import DONE, end_links, finish, held_agreed
from chalkface.operations.operation import operation
from chalkface.operations.voices import answered, open_ask
from chalkface.records.models import Ask

PURPOSE = "agreed"


@operation(needs="follow_actions")
def make_agreed_link(
    access: Access, *, agreed_id: int, to_name: str, expires_on: date | None = None
) -> tuple[int, str]:
    """Make a link by which ``to_name`` says that an action is done; returns the number of the ask and the secret, shown once.
    A link made before for the same action is dead from then on. Raises ``Refused`` and ``FormRefused``."""
    row, _ = held_agreed(agreed_id)
    if row.status == DONE:
        raise Refused("This is said to be done already, so nobody needs a link for it.")
    until = expires_on or access.on + timedelta(days=DAYS)
    name = " ".join(to_name.split())
    wrong = list(wrong_day(access, until))
    if not name or len(name) > 200:
        wrong.append(("to_name", "Write whom the link is for, in 200 characters at most: they are called by it."))
    if wrong:
        raise FormRefused(wrong)
    end_links(access, row)
    token = new_token()
    ask = Ask.objects.create(
        school_id=access.school_id, purpose=PURPOSE, to_name=name, action=row, digest=digest_of(token), made_on=access.on,
        made_by=access.account_id, expires_on=until,
    )  # fmt: skip
    remember(access, ask, deed="make_agreed_link")
    return ask.pk, token


@operation(needs="follow_actions")
def cancel_agreed_link(access: Access, *, ask_id: int) -> None:
    """End a link now: it answers like one that never was. What was said through it stays. Raises ``Refused``."""
    ask = held(Ask, ask_id, "link")
    if ask.purpose != PURPOSE:
        raise Refused("That link is not there any more.")
    held_agreed(ask.action_id)  # for somebody who may not see the action, it is not there
    if ask.cancelled_on is None:
        ask.cancelled_on = access.on
        ask.save()
        remember(access, ask, deed="cancel_agreed_link")


@operation(needs="act_on_agreed", changes_figures=True)
def done_by_link(access: Access, *, ask_id: int, words: str = "", key: str = "") -> bool:
    """Say through a link that its action is done; False when that was said already. ``key`` is the digest of the link. Raises
    ``Refused`` when the link is for something else or has ended."""
    if access.role != "link":
        raise Refused("That was not asked of you.")
    ask = open_ask(access, ask_id, PURPOSE, key)
    row, _ = held_agreed(ask.action_id)
    changed = finish(access, row, words, "done_by_link")
    if changed or ask.answered_on is None:
        answered(access, ask, "", "done_by_link")
    return changed
