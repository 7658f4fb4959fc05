"""Who is in which band, by name, for the few who may see that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Model, OuterRef, QuerySet, Subquery

from chalkface.core.access import Access
from chalkface.queries.students import there_on
from chalkface.records.models import Account, Enrolment, RiskOverride, RiskScore

PAGE = 50


@dataclass(frozen=True)
class NamedScore:
    """One student's latest score of the year. ``said`` is the band that a person gave instead, or ""."""

    id: int
    name: str
    year_group: int
    tutor_group: str
    points: int
    band: str
    said: str
    counted: tuple[str, ...]
    not_known: int
    scored_on: date

    @property
    def stands(self) -> str:
        """The band that holds: a person's, else the model's."""
        return self.said or self.band


@dataclass(frozen=True)
class NamedScores:
    """A page of them, the most points first."""

    lines: tuple[NamedScore, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True)
class Said:
    """What a person said instead of the indicator, by whom, why and until when."""

    band: str
    because: str
    made_on: date
    by: str
    until: date
    lifted_on: date | None
    is_current: bool


def _by_right(model: type[Model]) -> QuerySet:
    """Rows as the person may see them."""
    return model.objects.all()


def latest_scores(access: Access, read: Callable[[type[Model]], QuerySet] = QuerySet) -> QuerySet:
    """The enrolments of everybody on roll who was scored this year, with their latest score and what a person said instead.

    Read past the managers unless ``read`` says otherwise: those who may see counts may see neither names nor scores. What
    comes of it goes through ``hide`` before they see it.
    """
    of_school = {"school_id": access.school_id, "student": OuterRef("student")}
    score = read(RiskScore).filter(**of_school, academic_year=access.year, scored_on__lte=access.on)
    score = score.order_by("-scored_on", "-pk")
    said = read(RiskOverride).filter(**of_school, made_on__lte=access.on, until__gte=access.on, lifted_on=None)
    there = read(Enrolment).filter(there_on(access.on), school_id=access.school_id, academic_year=access.year)
    said = said.order_by("-made_on", "-pk")
    return there.annotate(
        score=Subquery(score.values("pk")[:1]),
        score_sealed=Subquery(score.values("sealed")[:1]),
        score_model=Subquery(score.values("model_id")[:1]),
        scored_on=Subquery(score.values("scored_on")[:1]),
        said=Subquery(said.values("pk")[:1]),
        said_sealed=Subquery(said.values("sealed")[:1]),
    ).exclude(score=None)


# What ``opened_score`` and ``opened_said`` open of a row of ``latest_scores``, in their order.
SCORE, SAID = ("score_sealed", "student_id", "score_model", "scored_on"), ("said_sealed", "said")


def opened_score(school_id: int, sealed: str, student: int, model: int, scored_on: date) -> dict[str, object]:
    """Points, band and reasons of a latest score."""
    return RiskScore.parts_in(sealed, school_id, student, model, scored_on)


def opened_said(school_id: int, sealed: str | None, number: int | None) -> str:
    """The band that a person gave instead, or ""."""
    return RiskOverride.parts_in(sealed, school_id, number)["band"] if sealed else ""


def named_scores(access: Access, *, band: str = "", year_group: int | None = None, page: int = 1) -> NamedScores:
    """The named list. Raises ``NotAllowed`` for who may not see it."""
    rows = latest_scores(access, _by_right)
    if year_group is not None:
        rows = rows.filter(year_group=year_group)
    lines = [_named(access.school_id, row) for row in rows.select_related("student").order_by("student__legal_surname", "pk")]
    found = sorted((one for one in lines if band in ("", one.stands)), key=lambda one: -one.points)
    pages = Paginator(found, PAGE)
    shown = pages.get_page(page)
    return NamedScores(tuple(shown.object_list), shown.number, pages.num_pages, pages.count)


def _named(school_id: int, row: Enrolment) -> NamedScore:
    score = opened_score(school_id, *(getattr(row, name) for name in SCORE))
    said = opened_said(school_id, *(getattr(row, name) for name in SAID))
    return NamedScore(
        row.student_id, row.student.name, row.year_group, row.tutor_group, score["points"], score["band"], said,
        tuple(one["words"] for one in score["reasons"] if one["state"] == "counted"),
        sum(one["state"] == "not_known" for one in score["reasons"]), row.scored_on,
    )  # fmt: skip


def said_of(access: Access, student_id: int) -> tuple[Said, ...]:
    """Everything that people said of one student instead of the indicator, the newest first."""
    rows = list(RiskOverride.objects.filter(student_id=student_id).order_by("-made_on", "-pk"))
    names = dict(Account.objects.filter(pk__in={row.made_by for row in rows if row.made_by}).values_list("pk", "name"))
    return tuple(
        Said(
            row.band, row.because, row.made_on, names.get(row.made_by, ""), row.until, row.lifted_on,
            row.lifted_on is None and row.made_on <= access.on <= row.until,
        )
        for row in rows
    )  # fmt: skip
