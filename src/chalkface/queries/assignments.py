"""What is on one person's plate: everything that hangs on the posts they hold."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.duties import duties
from chalkface.core.words import ACTIVITY_KINDS
from chalkface.core.years import last_day
from chalkface.frameworks.load import frameworks
from chalkface.queries.plans import DONE, ActionLine, plan_actions
from chalkface.queries.posts import own_posts
from chalkface.records.models import ActivityPlan, Ask, DutyCheck, Objective, Responsibility

PURPOSES = {
    "statements": "Say how you see some statements",
    "lessons": "Confirm which lessons were taught",
    "practice": "Look at an example of good practice",
}


@dataclass(frozen=True)
class Assigned:
    """Something that waits for the person or is theirs: its number or code, what it is, and the day it is due or happens."""

    of: str
    text: str
    day: date | None
    note: str = ""


@dataclass(frozen=True)
class Assignments:
    """Everything on one plate, each kind by its day; ``has_post`` is False for who holds no post, whose plate is empty."""

    has_post: bool
    actions: tuple[ActionLine, ...] = ()
    objectives: tuple[Assigned, ...] = ()
    duties: tuple[Assigned, ...] = ()
    asks: tuple[Assigned, ...] = ()
    activities: tuple[Assigned, ...] = ()
    statements: tuple[Assigned, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all waits."""
        return not any((self.actions, self.objectives, self.duties, self.asks, self.activities, self.statements))


def assignments(access: Access) -> Assignments:
    """What is on this person's plate on the access's day, by the posts they hold with their account."""
    posts = own_posts(access)
    if not posts:
        return Assignments(False)
    letters = Responsibility.objects.filter(post_id__in=posts, letter__in=["A", "R"], about__in=["duty", "statement"])
    held = list(letters.order_by("code").values_list("about", "code").distinct())
    return Assignments(
        True,
        tuple(one for one in plan_actions(access, posts=posts) if one.status != DONE),
        _objectives(posts),
        _duties(access, posts, {code for about, code in held if about == "duty"}),
        _asks(access, posts),
        _activities(access, posts),
        _statements([code for about, code in held if about == "statement"]),
    )


def _objectives(posts: frozenset[int]) -> tuple[Assigned, ...]:
    rows = Objective.objects.filter(post_id__in=posts).exclude(status="closed").order_by("position", "pk")
    return tuple(Assigned(str(pk), title, day) for pk, title, day in rows.values_list("pk", "title", "target_on"))


def _duties(access: Access, posts: frozenset[int], codes: set[str]) -> tuple[Assigned, ...]:
    """The duties that the matrix or the checklist gives to the posts, those to be looked at first at the top."""
    checks = {
        duty: (post, status, day)
        for duty, post, status, day in DutyCheck.objects.values_list("duty", "post_id", "status", "next_check_on")
    }
    mine = codes | {duty for duty, (post, _, _) in checks.items() if post in posts}
    found = []
    for code in mine & set(duties()):
        _, status, day = checks.get(code, (None, "", None))
        if day is None and status == DONE:
            continue
        late = day is not None and day < access.on
        found.append(Assigned(code, duties()[code].title, day, "to be checked" if late or day is None else ""))
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.of)))


def _asks(access: Access, posts: frozenset[int]) -> tuple[Assigned, ...]:
    rows = Ask.objects.filter(post_id__in=posts, answered_on=None, cancelled_on=None, expires_on__gte=access.on)
    columns = rows.order_by("expires_on", "pk").values_list("pk", "purpose", "subject", "expires_on")
    return tuple(Assigned(str(pk), PURPOSES[purpose], day, subject) for pk, purpose, subject, day in columns)


def _activities(access: Access, posts: frozenset[int]) -> tuple[Assigned, ...]:
    rows = ActivityPlan.objects.filter(
        post_id__in=posts, cancelled_on=None, activity__starts_on__gte=access.on, activity__starts_on__lte=last_day(access.year)
    )
    columns = rows.order_by("activity__starts_on", "pk").values_list(
        "activity_id", "activity__title", "activity__starts_on", "activity__kind"
    )
    return tuple(Assigned(str(pk), title, day, ACTIVITY_KINDS.get(kind, kind)) for pk, title, day, kind in columns)


def _statements(codes: list[str]) -> tuple[Assigned, ...]:
    found = []
    for code in codes:
        framework, _, statement = code.partition(":")
        known = frameworks().get(framework)
        if known is not None and statement in known.statements:
            found.append(Assigned(code, known.statements[statement].text, None))
    return tuple(found)
