"""The matrix: for each duty, statement, objective or activity the posts that have a part in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from chalkface.core.access import Access
from chalkface.core.duties import duties_for
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.core.years import first_day, last_day
from chalkface.frameworks.load import framework as framework_called
from chalkface.queries.roles import Part, by_letter, parts_of
from chalkface.records.models import Activity, Objective, School

ABOUT = {"duty": "Duties", "statement": "Statements", "objective": "Objectives", "activity": "Activities"}
ONE = {"duty": "duty", "statement": "statement", "objective": "objective", "activity": "activity"}
PAGE = 40


@dataclass(frozen=True)
class Thing:
    """Something that posts can have a part in. ``group`` is what it is listed under, ``page`` and ``arguments`` where it is;
    an activity has its day and the staff time it takes."""

    about: str
    code: str
    title: str
    small: str
    group: str
    page: str
    arguments: Mapping[str, object]
    starts_on: date | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Line:
    """A thing and the letters of its posts, A first."""

    thing: Thing
    parts: tuple[Part, ...]

    @property
    def accountable(self) -> tuple[Part, ...]:
        """Who answers for it: one, where all is well."""
        return self.with_letter("A")

    @property
    def letters(self) -> dict[int, str]:
        """The letter of each post by its number."""
        return {part.post_id: part.letter for part in self.parts}

    def with_letter(self, letter: str) -> tuple[Part, ...]:
        """The posts that have this letter."""
        return tuple(part for part in self.parts if part.letter == letter)

    @property
    def by_letter(self) -> tuple[tuple[str, tuple[Part, ...]], ...]:
        """The letters that anybody has, in order, with whose they are."""
        return by_letter(self.parts)


@dataclass(frozen=True)
class Matrix:
    """The lines of one kind of thing; ``page`` of ``pages`` (only activities have more than one), ``total`` of all."""

    about: str
    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int

    @property
    def groups(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The lines under what they are listed under, in order."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.thing.group, []).append(line)
        return tuple((group, tuple(lines)) for group, lines in found.items())


def raci(access: Access, about: str, *, page: int = 1) -> Matrix:
    """The matrix of one kind of thing ("duty", "statement", "objective", "activity") on the access's day."""
    return matrix_of(about, lines_of(about, things(access, School.objects.get(pk=access.school_id), about)), page)


def matrix_of(about: str, lines: tuple[Line, ...], page: int = 1) -> Matrix:
    """One page of lines that are at hand."""
    size = PAGE if about == "activity" else max(len(lines), 1)
    pages = max(1, -(-len(lines) // size))
    page = min(max(page, 1), pages)
    return Matrix(about, lines[(page - 1) * size : page * size], page, pages, len(lines))


def lines_of(about: str, found: Iterable[Thing]) -> tuple[Line, ...]:
    """Things with their letters."""
    shown = tuple(found)
    parts = parts_of(about, [one.code for one in shown])
    return tuple(Line(one, parts.get(one.code, ())) for one in shown)


def thing(access: Access, about: str, code: str) -> Thing | None:
    """One thing of the school, or None; of a year gone by or closed as well, where it is still there."""
    school = School.objects.get(pk=access.school_id)
    if about in ("duty", "statement"):
        return next((one for one in things(access, school, about) if one.code == code), None)
    if about not in ABOUT or not code.isascii() or not code.isdecimal() or len(code) > 18:
        return None
    row = (Objective if about == "objective" else Activity).objects.filter(pk=int(code)).first()
    return None if row is None else _objective(row) if about == "objective" else _activity(row)


def things(access: Access, school: School, about: str) -> tuple[Thing, ...]:
    """What there is to be responsible for: duties of the school's kind, statements of its framework that apply, objectives
    that are not closed, activities of the academic year."""
    match about:
        case "duty":
            return tuple(
                Thing("duty", one.code, one.title, one.code, one.area.capitalize(), "roles.duty", {"duty": one.code})
                for one in duties_for(school.kind, access.on)
            )
        case "statement":
            return _statements(school)
        case "objective":
            rows = Objective.objects.exclude(status="closed").order_by("position", "pk")
            return tuple(_objective(row) for row in rows)
        case "activity":
            year = Activity.objects.filter(starts_on__gte=first_day(access.year), starts_on__lte=last_day(access.year))
            kept = year.exclude(plans__cancelled_on__isnull=False).annotate(minutes=F("plans__staff_minutes"))
            rows = kept.order_by("starts_on", "title", "pk").only("pk", "title", "kind", "starts_on")
            return tuple(_activity(row, row.minutes or 0) for row in rows)
    return ()


def _statements(school: School) -> tuple[Thing, ...]:
    edition = framework_called(school.framework)
    return tuple(
        Thing(
            "statement",
            f"{edition.code}:{one.code}",
            one.text,
            one.code,
            f"{area.code}. {area.title}",
            "review.statement",
            {"framework": edition.code, "statement": one.code},
        )
        for area in edition.areas
        for one in area.statements
        if one.applies_to(school.low_year, school.high_year)
    )


def _objective(row: Objective) -> Thing:
    return Thing("objective", str(row.pk), row.title, "", "Objectives", "direction.objective", {"objective": row.pk})


def _activity(row: Activity, minutes: int = 0) -> Thing:
    kind = ACTIVITY_KINDS.get(row.kind, row.kind)
    small = f"{kind}, {day_words(row.starts_on)}"
    month = f"{row.starts_on:%B %Y}"
    place = ("programme.activity", {"activity": row.pk})
    return Thing("activity", str(row.pk), row.title, small, month, *place, row.starts_on, minutes)
