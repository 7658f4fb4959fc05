"""The deeds of roles: posts are written, changed, ended; what each answers for; how the duties stand."""

from collections.abc import Mapping
from datetime import date

from chalkface.core.access import Access
from chalkface.core.duties import duties
from chalkface.core.errors import FormRefused, Refused
from chalkface.frameworks.load import frameworks
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.operation import note, operation
from chalkface.records.models import Activity, DutyCheck, Membership, Objective, Post, Responsibility, School

LETTERS = {"A": "accountable", "R": "responsible", "C": "consulted", "I": "informed"}
STATUSES = ("to_do", "doing", "done")
LONGEST_NAME = 80  # of a thing in a history


@operation(needs="edit_roles")
def write_post(
    access: Access,
    *,
    title: str,
    holder: str = "",
    membership_id: int | None = None,
    minutes_a_week: int | None = None,
    purpose: str = "",
    training: str = "",
) -> int:
    """Make a post; returns its number. An account without a holder's name gives the name. Raises ``Refused`` for an empty
    or taken title, an account that is no member here, a text that is too long."""
    row = Post(school_id=access.school_id)
    new = _filled(
        {
            "title": " ".join(title.split()),
            "holder": " ".join(holder.split()),
            "membership_id": membership_id,
            "minutes_a_week": minutes_a_week,
            "purpose": purpose.strip(),
            "training": training.strip(),
        }
    )
    _check_title(new["title"], None)
    for name, value in new.items():
        limit = row._meta.get_field(name).max_length if isinstance(value, str) else None
        if limit and len(value) > limit:
            raise Refused(f"This is {len(value):,} characters long; the most that is kept is {limit:,}.", field=name)
        setattr(row, name, value)
    row.save()
    remember(access, row, deed="write_post", fields={"title": ["", row.title]})
    return row.pk


@operation(needs="edit_roles")
def edit_post(access: Access, *, post_id: int, edition: int, new: Mapping[str, object], reason: str = "") -> bool:
    """Change a post; ``new`` maps its fields to values. Returns whether anything changed. Raises ``Refused`` as
    ``write_post``, and ``ChangedMeanwhile`` when somebody else changed the same field."""
    row = held(Post, post_id, "post")
    new = dict(new)
    if "title" in new:
        _check_title(str(new["title"]), row)
    if "membership_id" in new:
        new = _filled({"holder": row.holder, **new}) if new["membership_id"] != row.membership_id else new
        _check_member(new["membership_id"])
    return edit(access, row, new, edition=edition, deed="edit_post", reason=reason)


@operation(needs="edit_roles")
def end_post(access: Access, *, post_id: int, ended_on: date, edition: int, reason: str = "") -> bool:
    """End a post on a day. Its letters and its history stay, but no longer count. Raises ``Refused`` for a day to come."""
    row = held(Post, post_id, "post")
    if ended_on > access.on:
        raise Refused("A post ends today or on a day gone by.", field="ended_on")
    return edit(access, row, {"ended_on": ended_on}, edition=edition, deed="end_post", reason=reason)


@operation(needs="edit_roles")
def reopen_post(access: Access, *, post_id: int, edition: int) -> bool:
    """Take a post up again that had ended. Raises ``Refused`` when it is gone."""
    return edit(access, held(Post, post_id, "post"), {"ended_on": None}, edition=edition, deed="reopen_post")


@operation(needs="edit_roles", codes=("about", "code"))
def set_responsibilities(
    access: Access,
    *,
    about: str,
    code: str,
    letters: Mapping[int, str],
    was: Mapping[int, str] | None = None,
    reason: str = "",
) -> int:
    """Say which part each post has in one thing; returns how many changed. ``""`` takes a letter away; a post that is not
    named keeps its own. ``was`` is what the person was shown: what they left alone is not set back, and a letter that
    somebody else changed meanwhile is refused beside its question.

    Raises ``Refused`` for a thing, post or letter that does not exist, and for two that are accountable for one thing.
    """
    pointed, called = _thing(about, code)
    School.objects.select_for_update().get(pk=access.school_id)  # two who set letters at once: one after the other
    living = {post.pk: post for post in Post.objects.filter(ended_on=None)}
    rows = {row.post_id: row for row in Responsibility.objects.filter(about=about, code=code)}
    wanted = _wanted(letters, {number: row.letter for number, row in rows.items()}, was, living)
    after = {number: row.letter for number, row in rows.items() if number in living} | wanted
    accountable = [living[number].title for number, letter in after.items() if letter == "A"]
    if len(accountable) > 1:
        raise Refused(
            f"Only one post can be accountable (A) for one thing; here it would be {' and '.join(sorted(accountable))}. "
            "Choose which of them answers for it, and give the others R, C or I.",
            field="letters",
        )
    for number, letter in wanted.items():
        before = rows[number].letter if number in rows else ""
        if letter:
            Responsibility.objects.update_or_create(
                school_id=access.school_id, about=about, code=code, post_id=number, defaults={"letter": letter, **pointed}
            )
        else:
            rows[number].delete()
        fields = {called: [LETTERS.get(before, ""), LETTERS.get(letter, "")]}
        remember(access, living[number], deed="set_responsibilities", fields=fields, reason=reason)
    note(changed=len(wanted))
    return len(wanted)


def _wanted(
    letters: Mapping[int, str], now: Mapping[int, str], was: Mapping[int, str] | None, living: Mapping[int, Post]
) -> dict[int, str]:
    """What has to be written: what differs from what is kept, when it was the person who changed it."""
    errors, wanted = [], {}
    for number, letter in letters.items():
        kept = now.get(number, "")
        shown = kept if was is None else was.get(number, "")
        if number not in living or letter not in ("", *LETTERS):
            raise Refused("Choose a letter for a post that is there: R, A, C, I or none.", field="letters")
        if letter in (kept, shown):
            continue
        if kept != shown:
            said = f"Somebody else changed this to {kept or 'none'} meanwhile; look again, then save what should stay."
            errors.append((f"post-{number}", said))
        wanted[number] = letter
    if errors:
        raise FormRefused(errors)
    return wanted


def _thing(about: str, code: str) -> tuple[dict[str, int], str]:
    """That the thing exists: the reference that goes with it, and what a history calls it (as it is called that day)."""
    if about == "duty" and code in duties():
        return {}, f"duty {code}"
    if about == "statement":
        edition, _, statement = code.partition(":")
        if edition in frameworks() and statement in frameworks()[edition].statements:
            return {}, f"statement {statement}"
    if about in ("objective", "activity") and code.isdecimal() and len(code) < 19:
        model = Objective if about == "objective" else Activity
        row = model.objects.filter(pk=int(code)).first() if str(int(code)) == code else None
        if row is not None:
            return {f"{about}_id": row.pk}, f"{about} “{row.title[:LONGEST_NAME]}”"
    raise Refused("There is no such thing to be responsible for.")


@operation(needs="edit_roles", codes=("duty", "status"))
def check_duty(
    access: Access,
    *,
    duty: str,
    status: str,
    evidence: str = "",
    address: str = "",
    checked_on: date | None = None,
    next_check_on: date | None = None,
    post_id: int | None = None,
    edition: int = 0,
    reason: str = "",
) -> bool:
    """Say how the school stands with a duty; returns whether anything changed. Raises ``Refused`` for an unknown duty,
    status or post, an address that is none, a check dated after today, a next check that is not after it; and
    ``ChangedMeanwhile``."""
    if duty not in duties():
        raise Refused("There is no such duty.")
    new = {
        "status": status,
        "evidence": evidence.strip(),
        "address": address.strip(),
        "checked_on": checked_on,
        "next_check_on": next_check_on,
        "post_id": post_id,
    }
    _check_duty(access, new)
    School.objects.select_for_update().get(pk=access.school_id)  # the first check of a duty is made once
    row, _ = DutyCheck.objects.get_or_create(school_id=access.school_id, duty=duty)
    return edit(access, held(DutyCheck, row.pk, "duty"), new, edition=edition, deed="check_duty", reason=reason)


def _check_duty(access: Access, new: Mapping[str, object]) -> None:
    errors = []
    if new["status"] not in STATUSES:
        errors.append(("status", "Choose how far it is: to do, doing or done."))
    if new["address"] and not str(new["address"]).startswith(("https://", "http://")):
        errors.append(("address", "An address begins with https://"))
    if new["checked_on"] and new["checked_on"] > access.on:
        errors.append(("checked_on", "A check cannot be dated after today."))
    if new["checked_on"] and new["next_check_on"] and new["next_check_on"] <= new["checked_on"]:
        errors.append(("next_check_on", "The next check comes after this one."))
    if new["post_id"] is not None and not Post.objects.filter(pk=new["post_id"]).exists():
        errors.append(("post_id", "Choose a post that is there."))
    if errors:
        raise FormRefused(errors)


def _filled(new: dict[str, object]) -> dict[str, object]:
    """With the holder's name taken from the account, when there is an account and no name."""
    _check_member(new["membership_id"])
    if new["membership_id"] is not None and not new["holder"]:
        new["holder"] = Membership.objects.values_list("account__name", flat=True).get(pk=new["membership_id"])
    return new


def _check_member(membership_id: object) -> None:
    if membership_id is not None and not Membership.objects.filter(pk=membership_id).exists():
        raise Refused("Choose an account of this school.", field="membership_id")


def _check_title(title: str, row: Post | None) -> None:
    if not title:
        raise Refused("A post needs a title, such as Head of science.", field="title")
    same = Post.objects.filter(title__iexact=title).exclude(pk=row.pk if row else None).first()
    if same is not None and same.ended_on:
        raise Refused("A post of that title has ended: take that one up again, or choose another title.", field="title")
    if same is not None:
        raise Refused("There is a post of that title already.", field="title")
