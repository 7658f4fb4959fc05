"""How a figure came about: its definition in words, the day, the tables it was counted from and the imports behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.core.years import academic_year_of, year_label
from chalkface.indicators.catalogue import digest
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.facts import Leavers
from chalkface.indicators.reads import tables_read
from chalkface.indicators.words import among_words, having, meaning
from chalkface.queries.counting import Behind, batches_behind
from chalkface.queries.keeping import kept
from chalkface.records.models import School

# What a person calls the rows of a table.
WORDS = {
    "student": "students",
    "enrolment": "year groups of students",
    "taught_subject": "subjects taught",
    "partner": "partners",
    "activity": "activities",
    "activity_partner": "partners of activities",
    "participation": "registers",
    "offer": "offers to year groups",
    "guidance_meeting": "guidance meetings",
    "action": "agreed actions",
    "intention": "intended destinations",
    "destination": "destinations",
}


@dataclass(frozen=True)
class Import:
    """An import that some of the counted rows came with. ``what`` are the tables, in words."""

    id: int
    format: str
    committed_on: date | None
    what: tuple[str, ...]


@dataclass(frozen=True)
class HowCounted:
    """Everything needed to count a figure again. ``digest`` changes with the definition."""

    indicator: str
    title: str
    digest: str
    on: date
    leaving_year: str
    among: str
    having: str
    meaning: str
    why: str
    caveats: str
    serves: tuple[str, ...]
    purpose: str
    imports: tuple[Import, ...]
    entered_by_hand: tuple[str, ...]
    not_held: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """What the records of a school came from: (format, committed on) of each import, the newest first, those of one day with
    the most rows first; and which of the tables asked for hold nothing."""

    imports: tuple[tuple[str, date], ...]
    not_held: tuple[str, ...]


def held_for(access: Access, school: School, *, indicators: Iterable[str], on: date) -> Held:
    """Where the records behind several indicators of the access's own ``school`` came from.

    Raises ``NotAllowed`` without a right to figures, ``ValueError`` for another school.
    """
    if school.pk != access.school_id:
        raise ValueError("records are of the access's own school")
    if not (access.may("see_figures") or access.may("see_impact")):
        raise NotAllowed(f"{access.role} may not see figures")
    behind = kept(school, "batches-behind", lambda: batches_behind(school, WORDS), on=on, year=academic_year_of(on))
    needed = dict.fromkeys(table for one in indicators for table in tables_read(indicator_called(one)) if table in WORDS)
    rows: dict[tuple[str, date], int] = {}
    for one in behind:
        if one.table in needed and one.committed_on is not None:
            rows[one.format, one.committed_on] = rows.get((one.format, one.committed_on), 0) + one.rows
    newest_first = sorted(((*key, count) for key, count in rows.items()), key=lambda one: (one[1], one[2]), reverse=True)
    held = {one.table for one in behind}
    imports = tuple((format, day) for format, day, _ in newest_first)
    return Held(imports, tuple(WORDS[table] for table in needed if table not in held))


def how_counted(access: Access, *, indicator: str, on: date, year: int | None = None) -> HowCounted:
    """The making of a figure. ``year`` is the leaving year, where it counts leavers.

    Raises ``NotAllowed`` without a right to figures, ``Refused`` for an unknown indicator.
    """
    if not (access.may("see_figures") or access.may("see_impact")):
        raise NotAllowed(f"{access.role} may not see figures")
    one = indicator_called(indicator)
    school = School.objects.get(pk=access.school_id)
    leaving = academic_year_of(on) if year is None else year
    behind = kept(school, "batches-behind", lambda: batches_behind(school, WORDS), on=on, year=leaving)
    tables = [table for table in tables_read(one) if table in WORDS]
    held = {row.table for row in behind}
    return HowCounted(
        indicator=one.id,
        title=one.title,
        digest=digest(one),
        on=on,
        leaving_year=year_label(leaving) if isinstance(one.among, Leavers) else "",
        among=among_words(one),
        having=having(one),
        meaning=meaning(one),
        why=one.why,
        caveats=one.caveats,
        serves=one.serves,
        purpose=one.purpose,
        imports=_imports([row for row in behind if row.table in tables]),
        entered_by_hand=tuple(WORDS[row.table] for row in behind if row.table in tables and row.batch is None),
        not_held=tuple(WORDS[table] for table in tables if table not in held),
    )


def _imports(rows: list[Behind]) -> tuple[Import, ...]:
    found: dict[int, list[Behind]] = {}
    for row in rows:
        if row.batch is not None:
            found.setdefault(row.batch, []).append(row)
    made = [
        Import(batch, of[0].format, of[0].committed_on, tuple(WORDS[row.table] for row in of)) for batch, of in found.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.committed_on or date.min, one.id), reverse=True))
