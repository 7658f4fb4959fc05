"""Where last year's leavers are as far as anybody knows, whom to ask about, and who cannot be reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.chain import WAYS, YEAR_GROUP_OF, confidences, has_offer, sources, statuses, title_in
from chalkface.core.destination_routes import titles
from chalkface.core.impact import LEFT_OUT, UNKNOWN
from chalkface.queries.plans_of_leavers import Applied, applications_of
from chalkface.records.models import Carer, Chase, Destination, Enrolment, OwnAccount

ACTUAL = ("started", "sustained", "not_sustained")


@dataclass(frozen=True)
class Known:
    """One record of a leaver's destination."""

    id: int
    route: str
    status: str
    provider: str
    ukprn: str
    level: int | None
    on: date | None
    source: str
    confidence: str
    position: int

    @property
    def text(self) -> str:
        """What is known, in words."""
        return ", ".join(part for part in (titles().get(self.route, self.route), self.provider) if part)

    @property
    def status_title(self) -> str:
        """Planned, offered, started …"""
        return title_in(statuses(), self.status) or "not said"

    @property
    def source_title(self) -> str:
        """Who said so."""
        return title_in(sources(), self.source)

    @property
    def confidence_title(self) -> str:
        """How sure it is."""
        return title_in(confidences(), self.confidence)


@dataclass(frozen=True)
class Try:
    """One try to find out."""

    on: date
    how: str
    outcome: str
    next_on: date | None


@dataclass(frozen=True)
class Leaver:
    """One leaver: the record that counts, the number of the newest (0 for none), tries, and whether they can be reached."""

    id: int
    name: str
    tutor_group: str
    known: Known | None
    newest: int
    tries: tuple[Try, ...] = ()
    applications: tuple[Applied, ...] = ()
    is_reachable: bool | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is known, or that nothing is."""
        return self.known is None or self.known.route == UNKNOWN

    @property
    def is_unstarted(self) -> bool:
        """Whether only a plan or an offer is on record."""
        return self.known is not None and not self.is_unknown and not self.is_gone and self.known.status not in ACTUAL

    @property
    def is_gone(self) -> bool:
        """Whether the leaver is not counted at all: moved away, or died."""
        return self.known is not None and self.known.route in LEFT_OUT

    @property
    def is_unchecked(self) -> bool:
        """Whether they started, and nobody has looked since whether it lasted."""
        return self.known is not None and self.known.status == "started"

    @property
    def has_offer(self) -> bool:
        """Whether the leaver holds an offer or has begun: what the September guarantee asks."""
        begun = self.known is not None and self.known.status in (*ACTUAL, "offered")
        return begun or any(has_offer(one.status) for one in self.applications)

    @property
    def last_try(self) -> Try | None:
        """The newest try."""
        return self.tries[0] if self.tries else None

    @property
    def next_on(self) -> date | None:
        """When to try again, as the newest try says."""
        return self.tries[0].next_on if self.tries else None


def leavers(access: Access, *, stage: int, academic_year: int, student_ids: Iterable[int] | None = None) -> tuple[Leaver, ...]:
    """Those who left a year group in the year before ``academic_year``, by tutor group and name; at most six reads."""
    rows = Enrolment.objects.filter(academic_year=academic_year - 1, year_group=YEAR_GROUP_OF[stage]).select_related("student")
    if student_ids is not None:
        rows = rows.filter(student_id__in=list(student_ids))
    rows = list(rows.order_by("tutor_group", "student__legal_surname", "student__legal_forename", "pk"))
    ids = [row.student_id for row in rows]
    known, newest = _known(access, stage, academic_year, ids)
    tries, applied, reachable = _tries(stage, academic_year, ids), applications_of(ids, academic_year), _reachable(access, ids)
    return tuple(
        Leaver(
            row.student_id,
            row.student.name,
            row.tutor_group,
            known.get(row.student_id),
            newest.get(row.student_id, 0),
            tuple(tries.get(row.student_id, ())),
            applied.get(row.student_id, ()),
            None if reachable is None else row.student_id in reachable,
        )
        for row in rows
    )


def _known(access: Access, stage: int, academic_year: int, ids: list[int]) -> tuple[dict[int, Known], dict[int, int]]:
    """The record that counts of each leaver, as the indicators choose it; and the one that was written last."""
    rows = Destination.objects.filter(stage=stage, academic_year=academic_year, student_id__in=ids)
    said = ("route", "status", "provider", "ukprn", "level", "recorded_on", "source", "confidence", "position")
    known: dict[int, tuple[tuple, Known]] = {}
    newest: dict[int, int] = {}
    for *values, student in rows.order_by("position", "pk").values_list("id", *said, "student_id"):
        one = Known(*values)
        newest[student] = one.id
        if one.on is not None and one.on > access.on:
            continue
        order = (one.status in ACTUAL, one.on is not None, one.on or date.min, one.position, one.id)
        if student not in known or order > known[student][0]:
            known[student] = (order, one)
    return {student: one for student, (_, one) in known.items()}, newest


def _tries(stage: int, academic_year: int, ids: list[int]) -> dict[int, list[Try]]:
    found: dict[int, list[Try]] = {}
    rows = Chase.objects.filter(stage=stage, academic_year=academic_year, student_id__in=ids).order_by("-tried_on", "-pk")
    for student, on, how, outcome, next_on in rows.values_list("student_id", "tried_on", "how", "outcome", "next_on"):
        found.setdefault(student, []).append(Try(on, WAYS.get(how, how), outcome, next_on))
    return found


def _reachable(access: Access, ids: list[int]) -> set[int] | None:
    """Who can be written to: a parent with an address, or an account of the student's own. None for who may not know."""
    if not (access.may("see_carers") and access.may("see_people")):
        return None
    now = Q(ends_on=None) | Q(ends_on__gte=access.on)
    carers = Carer.objects.filter(now, student_id__in=ids, no_contact=False).exclude(email="")
    accounts = OwnAccount.objects.filter(student_id__in=ids, carer=None)
    return set(carers.values_list("student_id", flat=True)) | set(accounts.values_list("student_id", flat=True))
