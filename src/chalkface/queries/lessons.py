"""The curriculum map: which subject of which year group links to work, planned or confirmed, and which has nothing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.words import day_words
from chalkface.core.years import first_day
from chalkface.queries.gaps import missing, reach_of_names
from chalkface.queries.history import HistoryLine, history_of
from chalkface.records.models import Activity, LessonLink, TaughtSubject

INDICATOR = "subjects-linked-to-careers"


@dataclass(frozen=True)
class LessonLine:
    """One lesson link. ``confirmed_by`` is who said that it was taught; ``activity_id`` is what figures count."""

    id: int
    academic_year: int
    year_group: int
    subject: str
    term: int
    title: str
    link: str
    outcome_id: int | None
    activity_id: int | None
    taught_on: date | None
    confirmed_on: date | None
    confirmed_by: str
    said: str
    edition: int

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody said that it was taught."""
        return self.confirmed_on is not None


@dataclass(frozen=True)
class MapCell:
    """One subject in one year group. ``is_counted``: the figure counts it as linked; None where that may not be told."""

    year_group: int
    lessons: tuple[LessonLine, ...]
    is_counted: bool | None

    @property
    def confirmed(self) -> int:
        """How many of its lessons are confirmed."""
        return sum(one.is_confirmed for one in self.lessons)

    @property
    def has_nothing(self) -> bool:
        """Whether no lesson is planned and none counted otherwise."""
        return not self.lessons and not self.is_counted


@dataclass(frozen=True)
class CurriculumMap:
    """``rows``: each subject with a cell for each year group (None: not taught there). The rest is for sentences."""

    year: int
    year_groups: tuple[int, ...]
    rows: tuple[tuple[str, tuple[MapCell | None, ...]], ...]
    loose: tuple[LessonLine, ...]

    @property
    def cells(self) -> tuple[tuple[str, MapCell], ...]:
        """Every subject and year group in which it is taught."""
        return tuple((subject, cell) for subject, cells in self.rows for cell in cells if cell is not None)

    @property
    def taught(self) -> int:
        """How many pairs of a subject and a year group there are."""
        return len(self.cells)

    @property
    def planned(self) -> int:
        """Pairs with a lesson planned that is not confirmed yet, and none confirmed."""
        return sum(bool(cell.lessons) and not cell.confirmed for _, cell in self.cells)

    @property
    def confirmed(self) -> int:
        """Pairs with a confirmed lesson."""
        return sum(cell.confirmed > 0 for _, cell in self.cells)

    @property
    def counted(self) -> int | None:
        """Pairs that the figure counts, None where that may not be told."""
        told = [cell.is_counted for _, cell in self.cells]
        return None if None in told else sum(map(bool, told))

    @property
    def without(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Subject → the year groups in which it has nothing."""
        found = defaultdict(list)
        for subject, cell in self.cells:
            if cell.has_nothing:
                found[subject].append(cell.year_group)
        return tuple((subject, tuple(groups)) for subject, groups in found.items())


_COLUMNS = (
    "pk", "academic_year", "year_group", "subject", "term", "title", "link", "outcome_id", "activity_id", "taught_on",
    "confirmed_on", "confirmed_by", "said", "edition",
)  # fmt: skip


def lessons(access: Access, year: int, *, subject: str = "") -> tuple[LessonLine, ...]:
    """The lesson links of an academic year, by subject, year group and term."""
    rows = LessonLink.objects.filter(academic_year=year)
    if subject:
        rows = rows.filter(subject=subject)
    return tuple(LessonLine(*row) for row in rows.order_by("subject", "year_group", "term", "title").values_list(*_COLUMNS))


def subjects_taught(year: int) -> dict[str, tuple[int, ...]]:
    """Subject → the year groups it is taught to in an academic year."""
    found = defaultdict(list)
    rows = TaughtSubject.objects.filter(academic_year=year).order_by("subject", "year_group")
    for subject, group in rows.values_list("subject", "year_group"):
        found[subject].append(group)
    return {subject: tuple(groups) for subject, groups in found.items()}


def curriculum_map(access: Access, year: int) -> CurriculumMap:
    """The map of an academic year. What the figure counts is told for this year only, to who sees exact figures."""
    taught, lines = subjects_taught(year), defaultdict(list)
    loose = []
    for one in lessons(access, year):
        if one.year_group in taught.get(one.subject, ()):
            lines[one.subject, one.year_group].append(one)
        else:
            loose.append(one)
    lacking = _lacking(access) if year == access.year else None
    groups = tuple(sorted({group for groups in taught.values() for group in groups}))
    rows = tuple(
        (
            subject,
            tuple(
                MapCell(group, tuple(lines[subject, group]), None if lacking is None else (subject, group) not in lacking)
                if group in own
                else None
                for group in groups
            ),
        )
        for subject, own in taught.items()
    )
    return CurriculumMap(year, groups, rows, tuple(loose))


def _lacking(access: Access) -> set[tuple[str, int]] | None:
    if not access.may("see_figures") or reach_of_names(access, INDICATOR) is None:
        return None
    return {(row["subject"], row["year_group"]) for row in missing(access, indicator=INDICATOR, on=access.on)}


@dataclass(frozen=True)
class LessonCard:
    """One lesson with its outcome in words, its activity, and everything that happened to it."""

    line: LessonLine
    outcome: str
    activity: str
    is_own_activity: bool
    history: tuple[HistoryLine, ...]


def lesson_card(access: Access, lesson_id: int) -> LessonCard | None:
    """One lesson of the open school, or None."""
    row = LessonLink.objects.filter(pk=lesson_id).select_related("outcome", "activity").first()
    if row is None:
        return None
    line = LessonLine(*(getattr(row, name) for name in _COLUMNS))
    outcome = f"{row.outcome.code}: {row.outcome.wording}" if row.outcome_id else ""
    activity = row.activity.title if row.activity_id else ""
    own = row.activity_id is not None and row.activity.key == f"lesson-{row.pk}"
    return LessonCard(line, outcome, activity, own, history_of(row))


def recorded_lessons(access: Access, line: LessonLine) -> list[dict[str, object]]:
    """Lesson links that the records hold already and that could be this lesson, as options of a select."""
    day = first_day(line.academic_year)
    rows = Activity.objects.filter(kind="curriculum_link", subject=line.subject, starts_on__gte=day, starts_on__lte=access.on)
    free = rows.exclude(pk__in=LessonLink.objects.filter(subject=line.subject, activity__isnull=False).values("activity_id"))
    found = free.order_by("-starts_on", "title").values_list("pk", "title", "starts_on")
    return [{"value": pk, "label": f"{title}, {day_words(starts_on)}"} for pk, title, starts_on in found]
