"""Who was asked what: the list of the careers leader, one ask, and the form of whoever answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.core.words import day_words
from chalkface.core.years import year_label
from chalkface.frameworks.load import frameworks
from chalkface.queries.links import gone_makers, judge_of, said_through
from chalkface.queries.people import name_of_account
from chalkface.queries.posts import own_posts
from chalkface.records.models import Ask, AskedStatement, Judgement


@dataclass(frozen=True)
class AskLine:
    """One ask in a list. ``state`` is waiting, opened, begun, answered, ended or cancelled; ``state_words`` says it.
    ``is_open``: it can still be answered, or answered otherwise."""

    id: int
    purpose: str
    to: str
    voice: str
    what: str
    state: str
    state_words: str
    made_on: date
    expires_on: date
    opened_on: date | None
    answered_on: date | None
    by_link: bool
    is_open: bool


@dataclass(frozen=True)
class AskedLine:
    """A statement that was asked and what was said of it; ``level`` is "" for nothing yet."""

    code: str
    text: str
    question: str
    level: str
    reason: str

    @property
    def field(self) -> str:
        """What its questions are called in a form."""
        return self.code.replace(".", "-")


@dataclass(frozen=True)
class AskCard:
    """One ask in full, for who made it and for who answers it."""

    line: AskLine
    framework: str
    framework_title: str
    statements: tuple[AskedLine, ...]
    subject: str
    academic_year: int | None
    practice_id: int | None
    message: str
    asked_by: str
    to_email: str
    answer: str
    said: str
    cancelled_on: date | None


def asks(access: Access) -> tuple[AskLine, ...]:
    """Every ask of the open school, those that wait first. Raises ``NotAllowed`` for who may not ask people."""
    if not access.may("ask_voices"):
        raise NotAllowed(f"{access.role} may not see who was asked")
    order = {"answered": 1, "ended": 2, "cancelled": 3}
    lines = _lines(access, Ask.objects.exclude(purpose="agreed").order_by("-made_on", "-pk"))
    return tuple(sorted(lines, key=lambda one: order.get(one.state, 0)))


@dataclass(frozen=True)
class Invitation:
    """Somebody invited to take up a good practice: how far that is, and what they said. ``answer``: yes, not_now or ""."""

    line: AskLine
    answer: str
    said: str


def invitations(access: Access, practice_id: int) -> tuple[Invitation, ...]:
    """Who was invited to take up a good practice, the latest first; two reads."""
    rows = list(Ask.objects.filter(practice_id=practice_id).select_related("practice", "post").order_by("-made_on", "-pk"))
    dead = _dead(access, rows)
    return tuple(Invitation(_line(access, row, 0, 0, row.pk in dead), row.answer, row.said) for row in rows)


def own_asks(access: Access) -> tuple[AskLine, ...]:
    """What was asked of the person's own posts, the soonest to end first; ended and cancelled ones are left out."""
    rows = Ask.objects.filter(post_id__in=own_posts(access), cancelled_on=None, expires_on__gte=access.on)
    return _lines(access, rows.order_by("expires_on", "pk"))


def is_own_ask(access: Access, ask_id: int) -> bool | None:
    """Whether an ask was put to a post of this person's and can still be answered; None when the school has none such."""
    found = Ask.objects.filter(pk=ask_id).values_list("post_id", "cancelled_on", "expires_on").first()
    if found is None:
        return None
    post, cancelled_on, expires_on = found
    return cancelled_on is None and expires_on >= access.on and post in own_posts(access)


def ask_card(access: Access, ask_id: int) -> AskCard | None:
    """One ask in full, or None. Who may see it is asked by its page: who made asks, or the one who was asked."""
    row = Ask.objects.filter(pk=ask_id).select_related("practice", "post").first()
    if row is None:
        return None
    edition = frameworks().get(row.framework)
    said = said_through(access, row.pk) if row.purpose == "statements" else {}
    codes = AskedStatement.objects.filter(ask=row).order_by("position", "pk").values_list("statement", flat=True)
    known = [edition.statements[code] for code in codes if code in edition.statements] if edition else []
    statements = tuple(
        AskedLine(one.code, one.text, one.question(row.voice) or one.text, *said.get(one.code, ("", ""))) for one in known
    )
    line = _line(access, row, len(statements), len(said), bool(_dead(access, [row])))
    return AskCard(
        line,
        row.framework,
        f"{edition.title}, {edition.edition}" if edition else "",
        statements,
        row.subject,
        row.academic_year,
        row.practice_id,
        row.message,
        name_of_account(row.made_by),
        row.to_email if access.may("ask_voices") else "",
        row.answer,
        row.said,
        row.cancelled_on,
    )


@dataclass(frozen=True)
class Asked:
    """Who was asked about a statement: how many, how many of them have answered, and judge as kept → their name."""

    asked: int
    answered: int
    names: dict[str, str]


def asked_about(framework: str, statement: str) -> Asked:
    """The asks that hold a statement. Cancelled ones are not counted, though what was said through them stays."""
    rows = AskedStatement.objects.filter(statement=statement, ask__framework=framework)
    columns = ("ask_id", "ask__to_name", "ask__post__title", "ask__answered_on", "ask__cancelled_on")
    found = list(rows.values_list(*columns))
    counted = [answered_on for *_, answered_on, cancelled_on in found if cancelled_on is None]
    names = {judge_of(number): name or title or "" for number, name, title, *_ in found}
    return Asked(len(counted), sum(day is not None for day in counted), names)


def _lines(access: Access, rows: QuerySet[Ask]) -> tuple[AskLine, ...]:
    """Four reads however many asks there are."""
    found = list(rows.select_related("practice", "post"))
    holds = AskedStatement.objects.filter(ask__in=[row.pk for row in found]).order_by().values_list("ask_id")
    asked = dict(holds.annotate(Count("pk")))
    views: dict[str, int] = {}
    if access.may("see_review"):
        judges = Judgement.objects.filter(judge__in=[judge_of(row.pk) for row in found]).order_by()
        views = dict(judges.values_list("judge").annotate(Count("statement", distinct=True)))
    dead = _dead(access, found)
    return tuple(_line(access, row, asked.get(row.pk, 0), views.get(judge_of(row.pk), 0), row.pk in dead) for row in found)


def _dead(access: Access, rows: Iterable[Ask]) -> frozenset[int]:
    """Of these asks, those whose link opens nothing although its day is to come: who made it has left."""
    made = {row.pk: row.made_by for row in rows if row.digest is not None}
    gone = gone_makers(access, made.values())
    return frozenset(number for number, maker in made.items() if maker in gone)


def _line(access: Access, row: Ask, asked: int, views: int, is_dead: bool) -> AskLine:
    state, words = _state(access.on, row, asked, views, is_dead)
    return AskLine(
        row.pk,
        row.purpose,
        row.to_name or (row.post.title if row.post_id else "nobody any more"),
        row.voice,
        _what(row, asked),
        state,
        words,
        row.made_on,
        row.expires_on,
        row.opened_on,
        row.answered_on,
        row.digest is not None,
        row.cancelled_on is None and row.expires_on >= access.on and not is_dead,
    )


def _what(row: Ask, asked: int) -> str:
    match row.purpose:
        case "statements":
            return f"{asked} {'statement' if asked == 1 else 'statements'}"
        case "lessons":
            return f"Lessons of {row.subject}" + (f", {year_label(row.academic_year)}" if row.academic_year else "")
        case "agreed":
            return "Something that was agreed"
    return f"Good practice: {row.practice.title}" if row.practice_id else "Good practice"


def _state(on: date, row: Ask, asked: int, views: int, is_dead: bool) -> tuple[str, str]:
    if row.answered_on is not None:
        held = {"yes": "yes", "not_now": "not now"}.get(row.answer, f"a view on {views} of {asked}" if asked else "")
        return "answered", f"answered {day_words(row.answered_on)}{': ' + held if held else ''}"
    if row.cancelled_on is not None:
        return "cancelled", f"cancelled {day_words(row.cancelled_on)}"
    if row.expires_on < on:
        return "ended", f"ended {day_words(row.expires_on)} without an answer"
    if is_dead:
        return "ended", "ended: whoever made the link has left, so it opens nothing"
    until = f"open until {day_words(row.expires_on)}"
    if views:
        return "begun", f"{views} of {asked} answered, {until}"
    if row.opened_on is not None:
        return "opened", f"opened {day_words(row.opened_on)}, {until}"
    return "waiting", f"waiting, {until}"
