"""The loop as it stands: what students need, what was agreed, whose task it is, what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from chalkface.core.access import MEMBER_ROLES, ROLES, Access
from chalkface.core.needs import BANDS, OWNER_TITLES, days_open, title_of
from chalkface.core.words import day_words
from chalkface.queries.links import first_names, gone_makers
from chalkface.queries.owning import Owning, student_of, who_confirms
from chalkface.queries.people import members_to_name
from chalkface.records.models import Action, Ask, Enrolment, Need, Student
from chalkface.records.sealed import opened_values

LINES = 50
DONE = Q(status="done")
# The student's last word is "not yet", and nothing was said to be done since.
SAID_NOT_YET = Q(student_said="not_yet") & (~DONE | Q(done_on=None) | Q(student_said_on__gt=F("done_on")))
CLOSED = Q(status="done", need_met=True, confirmed_on__isnull=False)
FILTERS = {
    "open": (~DONE, "not done"),
    "overdue": (~DONE & Q(due_on__isnull=False), "past the date"),
    "not_yet": (SAID_NOT_YET, "“not yet” says the student"),
    "waiting": (DONE & ~CLOSED & ~SAID_NOT_YET, "done, not confirmed"),
    "due": (Q(due_on__isnull=False), "due by now, all"),
    "closed": (CLOSED & Q(due_on__isnull=False), "due by now, closed"),
}



@dataclass(frozen=True)
class AgreedLine:
    """One agreed action as this person may see it. ``state`` says in words how it stands; ``days`` for how long it is open."""

    id: int
    what: str
    owner: str
    owner_kind: str
    owner_account: int | None
    is_mine: bool
    due_on: date | None
    is_overdue: bool
    status: str
    state: str
    is_reopened: bool
    is_closed: bool
    need: str
    need_id: int | None
    student_id: int | None
    student: str
    student_said: str
    student_words: str
    done_on: date | None
    done_words: str
    reminded_on: date | None
    may_answer: bool
    may_say_done: bool
    may_confirm: bool
    confirmed_by: str
    days: int | None
    edition: int


@dataclass(frozen=True)
class NeedLine:
    """One need as this person may see it, with how many actions were agreed for it and how many of them are confirmed."""

    id: int
    kind: str
    title: str
    detail: str
    student_id: int
    student: str
    owner: str
    owner_kind: str
    is_mine: bool
    raised_on: date
    days: int
    state: str
    agreed: int
    done: int
    confirmed: int
    met_on: date | None
    dropped_on: date | None
    dropped_because: str
    edition: int

    @property
    def is_open(self) -> bool:
        """Whether it is neither met nor dropped."""
        return self.met_on is None and self.dropped_on is None


@dataclass(frozen=True)
class Wanted:
    """What a list of the loop is narrowed by; empty is not narrowed."""

    filter: str = "open"
    owner: str = ""
    kind: str = ""
    year_group: int | None = None
    band: int | None = None


@dataclass(frozen=True)
class LoopPage:
    """A page of agreed actions, how many there are of each sort, and the open needs for which nothing was agreed."""

    lines: tuple[AgreedLine, ...]
    page: int
    pages: int
    total: int
    counts: dict[str, int]
    bands: tuple[tuple[str, int], ...]
    bare: tuple[NeedLine, ...]
    bare_total: int


def agreed_rows(access: Access) -> QuerySet[Action]:
    """The agreed actions that this person may see, each with its need and its meeting."""
    return Action.objects.select_related("need", "meeting")


def agreed_lines(access: Access, rows: Iterable[Action]) -> tuple[AgreedLine, ...]:
    """Rows of ``agreed_rows`` as lines: three reads more, however many there are."""
    found, owning = list(rows), Owning(access)
    names = _names({student for row in found if (student := student_of(row))})
    nameless = [row.pk for row in found if student_of(row) not in names]
    firsts = first_names(access, nameless) if nameless and not access.is_own else {}
    acts, confirms, answers = access.may("act_on_agreed"), access.may("confirm_need"), access.owned("keep_own")
    lines = []
    for row in found:
        student, need, mine = student_of(row), row.need if row.need_id else None, owning.action(row)
        reopened, closed = is_reopened(row), _is_closed(row)
        open_now = row.status != "done" or reopened
        since = need.raised_on if need else row.meeting.met_on if row.meeting_id else None
        confirmer = OWNER_TITLES.get(who_confirms(row)[0], "the adviser")
        lines.append(
            AgreedLine(
                row.pk, row.what, row.owner or OWNER_TITLES.get(row.owner_kind, ""), row.owner_kind, row.owner_account, mine,
                row.due_on, open_now and row.due_on is not None and row.due_on < access.on,
                row.status or "to_do", _state(row, reopened, closed, confirmer), reopened, closed,
                title_of(need.kind) if need else "",
                row.need_id, student, names.get(student) or firsts.get(row.pk, ""),
                row.student_said, row.student_words, row.done_on, row.done_words, row.reminded_on,
                row.status == "done" and student in answers, open_now and mine and acts,
                row.status == "done" and not closed and not reopened and confirms and owning.confirms(row), confirmer,
                days_open(since, access.on) if since else None, row.edition,
            )  # fmt: skip
        )
    return tuple(lines)


def is_reopened(row: Action) -> bool:
    """Whether the student's last word is "not yet" and nothing was said to be done since."""
    if row.student_said != "not_yet":
        return False
    return row.status != "done" or row.done_on is None or (row.student_said_on or row.done_on) > row.done_on


def _is_closed(row: Action) -> bool:
    return row.status == "done" and bool(row.need_met) and row.confirmed_on is not None


def _state(row: Action, reopened: bool, closed: bool, confirmer: str) -> str:
    if closed:
        return f"closed {day_words(row.confirmed_on)}"
    if reopened:
        return "“not yet” says the student" + (f", {day_words(row.student_said_on)}" if row.student_said_on else "")
    if row.status == "done":
        helped = ", and it helped" if row.student_said == "met" else ""
        return f"done{f' {day_words(row.done_on)}' if row.done_on else ''}{helped}, to be confirmed by {confirmer}"
    return {"doing": "being done"}.get(row.status, "to do")


def _names(students: Iterable[int]) -> dict[int, str]:
    rows = Student.objects.filter(pk__in=set(students)) if students else ()
    return {row.pk: row.name for row in rows}


def own_actions(access: Access, student_id: int | None = None) -> tuple[AgreedLine, ...]:
    """What was agreed with a student, for their own page or their parents': what is open first, the soonest due first."""
    students = [student_id] if student_id is not None else list(access.owned("see_guidance"))
    lines = agreed_lines(access, agreed_rows(access).filter(student_id__in=students))
    return tuple(sorted(lines, key=lambda one: (one.status == "done", one.due_on or date.max, one.id)))


def _theirs(access: Access) -> Q:
    """Whose task it is: this account's by name, or that of their role and of nobody by name."""
    return Q(owner_account=access.account_id) | Q(owner_account=None, owner_kind__in=(access.role, *access.also))


def still_to_do(access: Access) -> tuple[int, int]:
    """How many agreed actions are this person's to do, and how many of them are past their date: as ``mine`` lists them."""
    if access.account_id is None:
        return 0, 0
    due = agreed_rows(access).filter(_theirs(access) & (~DONE | SAID_NOT_YET)).values_list("due_on", flat=True)
    days = list(due)
    return len(days), sum(day is not None and day < access.on for day in days)


def mine(access: Access) -> tuple[AgreedLine, ...]:
    """What is asked of this person: to do (late first), then to confirm."""
    theirs = _theirs(access)
    meetings = Q(need=None) & (Q(meeting__adviser_account=access.account_id) | Q(meeting__adviser_account=None))
    waiting = DONE & ~CLOSED & (Q(need__isnull=False) | meetings) if access.may("confirm_need") else Q(pk=None)
    if access.account_id is None:
        return ()
    of_the_loop = Q(need__isnull=False) | ~Q(owner_kind="")  # what a log brought in, years ago, waits for nobody
    rows = agreed_rows(access).filter((theirs & (~DONE | SAID_NOT_YET)) | (waiting & of_the_loop))
    # Whose need it is lies sealed: the database gives everybody's, and what is somebody else's by name goes here.
    found = [row for row in rows if _may_be_theirs(access, row)]
    lines = [one for one in agreed_lines(access, found) if one.may_say_done or one.may_confirm]
    return tuple(sorted(lines, key=lambda one: (one.may_confirm, one.due_on or date.max, one.id)))


def _may_be_theirs(access: Access, row: Action) -> bool:
    if row.need_id is None or row.need.owner_account in (None, access.account_id):
        return True
    return row.owner_account == access.account_id or (
        row.owner_account is None and row.owner_kind in (access.role, *access.also)
    )


def own_overdue(access: Access) -> int:
    """How many agreed actions of this person's are past their date: a number for a digest, which names nobody."""
    if not access.may("act_on_agreed"):
        return 0
    return sum(one.may_say_done and one.is_overdue for one in mine(access))


def agreed_line(access: Access, agreed_id: int) -> AgreedLine | None:
    """One agreed action, or None when this person may not see such a one."""
    return next(iter(agreed_lines(access, agreed_rows(access).filter(pk=agreed_id))), None)


def not_yet(access: Access, students: Iterable[int] | None = None) -> dict[int, date]:
    """Student → the day on which they last said "not yet", where nothing was said to be done since."""
    rows = Action.objects.filter(SAID_NOT_YET, student_said_on__isnull=False)
    if students is not None:
        rows = rows.filter(student_id__in=list(students))
    found: dict[int, date] = {}
    for student, said_on in rows.exclude(student_id=None).values_list("student_id", "student_said_on"):
        found[student] = max(said_on, found.get(student, said_on))
    return found


def need_lines(access: Access, rows: QuerySet[Need]) -> tuple[NeedLine, ...]:
    """Needs as lines: three reads, however many there are."""
    counted = rows.annotate(
        agreed=Count("actions"),
        finished=Count("actions", filter=Q(actions__status="done")),
        confirmed=Count("actions", filter=Q(actions__need_met=True, actions__confirmed_on__isnull=False)),
    )
    found, owning = list(counted), Owning(access)
    names = _names({row.student_id for row in found})
    return tuple(
        NeedLine(
            row.pk, row.kind, title_of(row.kind), row.detail, row.student_id, names.get(row.student_id, ""),
            row.owner or OWNER_TITLES.get(row.owner_kind, ""), row.owner_kind, owning.need(row), row.raised_on,
            days_open(row.raised_on, row.met_on or row.dropped_on or access.on), _need_state(row), row.agreed, row.finished,
            row.confirmed, row.met_on, row.dropped_on, row.dropped_because, row.edition,
        )  # fmt: skip
        for row in found
    )


def _need_state(row: Need) -> str:
    if row.met_on is not None:
        return f"met {day_words(row.met_on)}"
    if row.dropped_on is not None:
        return f"dropped {day_words(row.dropped_on)}"
    if not row.agreed:
        return "nothing is agreed yet"
    return f"{row.finished} of {row.agreed} done, {row.confirmed} confirmed"


def needs_of(access: Access, student_id: int) -> tuple[NeedLine, ...]:
    """What one student needs or needed, open needs first. Empty for who may not see guidance."""
    if not access.may("see_guidance"):
        return ()
    lines = need_lines(access, Need.objects.filter(student_id=student_id).order_by("-raised_on", "-pk"))
    return tuple(sorted(lines, key=lambda one: not one.is_open))


@dataclass(frozen=True)
class LinkLine:
    """A link that was made for an agreed action: for whom, until when, and how it stands, in words."""

    id: int
    to: str
    state: str
    is_open: bool


def links_of(access: Access, agreed_id: int) -> tuple[LinkLine, ...]:
    """The links of one action, the latest first; none for who may not make one."""
    if not access.may("follow_actions"):
        return ()
    rows = list(Ask.objects.filter(purpose="agreed", action_id=agreed_id).order_by("-pk")[:LINES])
    gone = gone_makers(access, [row.made_by for row in rows])
    return tuple(
        LinkLine(
            row.pk,
            row.to_name,
            _link_state(access, row, row.made_by in gone),
            row.cancelled_on is None and row.expires_on >= access.on and row.made_by not in gone,
        )
        for row in rows
    )


def _link_state(access: Access, row: Ask, is_dead: bool) -> str:
    if row.answered_on is not None:
        return f"answered {day_words(row.answered_on)}"
    if row.cancelled_on is not None:
        return f"ended {day_words(row.cancelled_on)}"
    if row.expires_on < access.on:
        return f"ended {day_words(row.expires_on)} without an answer"
    if is_dead:
        return "ended: whoever made it has left, so it opens nothing"
    return f"{'opened' if row.opened_on else 'not opened yet'}, works until {day_words(row.expires_on)}"


def student_called(access: Access, student_id: int) -> str:
    """The name of a student this person may see, "" for any other."""
    row = Student.objects.filter(pk=student_id).first()
    return row.name if row is not None else ""


def need_line(access: Access, need_id: int) -> NeedLine | None:
    """One need, or None when this person may not see such a one."""
    return next(iter(need_lines(access, Need.objects.filter(pk=need_id))), None)


def actions_of_need(access: Access, need_id: int) -> tuple[AgreedLine, ...]:
    """What was agreed for one need, in the order it was agreed."""
    return agreed_lines(access, agreed_rows(access).filter(need_id=need_id).order_by("pk"))


def loose_actions(access: Access, student_id: int) -> tuple[AgreedLine, ...]:
    """Agreed actions of a student that serve no need yet, the latest first."""
    return agreed_lines(access, agreed_rows(access).filter(student_id=student_id, need=None).order_by("-pk")[:LINES])


def _narrowed(access: Access, wanted: Wanted) -> QuerySet[Action]:
    rows = agreed_rows(access).annotate(since=Coalesce("need__raised_on", "meeting__met_on"))
    if wanted.owner == "nobody":
        rows = rows.filter(owner_kind="")
    elif wanted.owner:
        rows = rows.filter(owner_kind=wanted.owner)
    if wanted.kind:
        rows = rows.filter(need=None) if wanted.kind == "nobody" else rows.filter(need_id__in=_of_kind(access, wanted.kind))
    if wanted.year_group is not None:
        in_year = Enrolment.objects.filter(academic_year=access.year, year_group=wanted.year_group)
        student = Coalesce(OuterRef("student_id"), OuterRef("meeting__student_id"))
        rows = rows.filter(Exists(in_year.filter(student_id=student)))
    return rows


def _of_kind(access: Access, kind: str) -> list[int]:
    """The needs of one kind, in the whole school: for narrowing what the person may see."""
    rows = QuerySet(Need).filter(school_id=access.school_id)
    return [pk for pk, one in opened_values(rows, "pk", "kind") if one == kind]


def _in_band(on: date, number: int) -> Q:
    """Of rows with ``since``: those open for as many days as the band says."""
    oldest, youngest = BANDS[number][0], BANDS[number - 1][0] if number else None
    wanted = Q(since__isnull=False)
    if oldest is not None:
        wanted &= Q(since__gte=on - timedelta(days=oldest))
    return wanted & Q(since__lt=on - timedelta(days=youngest)) if youngest is not None else wanted


def loop_page(access: Access, wanted: Wanted, number: int) -> LoopPage:
    """Page ``number`` of the agreed actions that ``wanted`` asks for, the longest overdue first."""
    rows = _narrowed(access, wanted)
    counts = {name: Count("pk", filter=_chosen(access, name)) for name in FILTERS}
    ages = {f"band{place}": Count("pk", filter=~DONE & _in_band(access.on, place)) for place in range(len(BANDS))}
    found = rows.aggregate(**counts, **ages)
    shown = rows.filter(_chosen(access, wanted.filter))
    if wanted.band is not None:
        shown = shown.filter(_in_band(access.on, wanted.band))
    pages = Paginator(shown.order_by(F("due_on").asc(nulls_last=True), "pk"), LINES)
    here = pages.get_page(number)
    bare = Need.objects.filter(met_on=None, dropped_on=None).exclude(Exists(Action.objects.filter(need=OuterRef("pk"))))
    if wanted.kind:
        bare = bare.filter(pk__in=_of_kind(access, wanted.kind))
    return LoopPage(
        agreed_lines(access, here.object_list),
        here.number,
        pages.num_pages,
        pages.count,
        {name: found[name] for name in FILTERS},
        tuple((words, found[f"band{place}"]) for place, (_, words) in enumerate(BANDS)),
        need_lines(access, bare.order_by("raised_on", "pk")[:LINES]),
        bare.count(),
    )


def _chosen(access: Access, name: str) -> Q:
    wanted, _ = FILTERS[name]
    if name == "overdue":
        return wanted & Q(due_on__lt=access.on)
    return wanted & Q(due_on__lte=access.on) if name in ("due", "closed") else wanted


def owner_choices(access: Access, kinds: Sequence[str] = tuple(OWNER_TITLES)) -> list[dict[str, str]]:
    """For one select: whoever holds each role for the student, then the members who can be named (``split_owner`` reads it)."""
    roles = [{"value": kind, "label": f"{OWNER_TITLES[kind][:1].upper()}{OWNER_TITLES[kind][1:]}"} for kind in kinds]
    named = [one for one in members_to_name(access, kinds) if one[1] in MEMBER_ROLES]
    return [*roles, *({"value": f"{role}:{number}", "label": f"{name}, {ROLES[role].title}"} for number, role, name in named)]
