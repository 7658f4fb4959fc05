"""Published files as they came: which are held, what each says of a school, and where to find a school in them.

Public data, the same for every school on the server. A cell is shown as the file has it; what a mark means is said beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.core.published import STATUS_WORDS, PublishedYear, Status, first_year, status_of
from chalkface.core.published_measures import Shown, datasets, figures
from chalkface.core.years import year_label
from chalkface.records.models import PublishedFile, PublishedRow, School

MOST_ROWS = 120  # of one school: a file of the statistics service has many, one for each group and kind of number
MOST_FOUND = 20
ROW = ("file_id", "line", "level", "urn", "laestab", "area_code", "name", "time_period", "filters", "cells")


@dataclass(frozen=True)
class FileShown:
    """One published file. ``edition``: the years of its label in words, or "" where it has none."""

    id: int
    dataset: str
    title: str
    name: str
    edition: str
    rows: int
    received_on: date
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class Row:
    """One row of a published file, its cells as received."""

    file_id: int
    line: int
    level: str
    urn: str
    laestab: str
    area_code: str
    name: str
    time_period: str
    filters: dict[str, str]
    cells: dict[str, str]


@dataclass(frozen=True)
class RowShown:
    """One row of a file about a school. ``cells``: (heading, text), both exactly as in the file and in its order.

    ``group``: what tells it from the other rows of the school ("Sex: Female, Percentage"). ``figures`` are the measures that
    are understood, where the row alone is enough to read them.
    """

    line: int
    name: str
    urn: str
    laestab: str
    year: PublishedYear
    group: str
    cells: tuple[tuple[str, str], ...]
    figures: tuple[Shown, ...]


@dataclass(frozen=True)
class SchoolInFile:
    """What one file says of a school. ``marks``: every mark in it that is no number. ``left_out``: rows not shown."""

    file: FileShown
    rows: tuple[RowShown, ...]
    marks: tuple[tuple[str, str], ...]
    left_out: int


@dataclass(frozen=True)
class SchoolFound:
    """A school that a published file names."""

    urn: str
    laestab: str
    name: str


def may_read(access: Access) -> None:
    """Raises ``NotAllowed`` without the right to see impact."""
    if not access.may("see_impact"):
        raise NotAllowed(f"{access.role} may not see published figures")


def published_files(access: Access) -> list[FileShown]:
    """Every published file on the server, in the order of the catalogue of data sets, the newest edition first."""
    may_read(access)
    order = {code: place for place, code in enumerate(datasets())}
    files = sorted(PublishedFile.objects.all(), key=lambda file: (file.edition[-6:], file.received_at), reverse=True)
    return [_shown(file) for file in sorted(files, key=lambda file: order.get(file.kind, len(order)))]


def _shown(file: PublishedFile) -> FileShown:
    known = datasets().get(file.kind)
    return FileShown(
        file.pk,
        file.kind,
        known.title if known else file.title,
        file.name,
        edition_words(file.edition),
        file.rows,
        file.received_at.date(),
        tuple(file.columns),
        tuple(file.notes),
        file.digest,
    )


def edition_words(edition: str) -> str:
    """``200910 to 202223`` is "2009/10 to 2022/23"; what is no year stays as it is."""
    years = [first_year(part) for part in edition.split(" to ")]
    if None in years or any(len(part) == 4 for part in edition.split(" to ")):
        return edition
    return " to ".join(year_label(year) for year in years)


def school_in_files(
    access: Access, *, urn: str, laestab: str = "", files: Sequence[FileShown] | None = None
) -> list[SchoolInFile]:
    """What each file says of the school with this URN or LAESTAB, in the order of the files; files without it are left out.

    ``files``: those to look in, when they were read already.

    A row of the same LAESTAB and another URN is shown too: most are the same school before it became an academy.
    """
    may_read(access)
    files = published_files(access) if files is None else files
    rows = rows_of([laestab or urn], [urn])
    found = []
    for file in files:
        own = [row for row in rows if row.file_id == file.id]
        if own:
            shown = tuple(_row_shown(file, row) for row in own[:MOST_ROWS])
            found.append(SchoolInFile(file, shown, _marks(shown), max(0, len(own) - MOST_ROWS)))
    return found


def rows_of(laestabs: Sequence[str], urns: Sequence[str]) -> list[Row]:
    """Every row about the schools with these numbers, by file and line: one query. Empty numbers find nothing."""
    laestabs, urns = [one for one in laestabs if one], [one for one in urns if one]
    if not (laestabs or urns):
        return []
    wanted = PublishedRow.objects.filter(Q(urn__in=urns) | Q(laestab__in=laestabs), level="school")
    return [Row(*row) for row in wanted.order_by("file_id", "line").values_list(*ROW)]


def _row_shown(file: FileShown, row: Row) -> RowShown:
    kind = datasets()[file.dataset]
    order = {heading: place for place, heading in enumerate(file.columns)}
    cells = sorted(row.cells.items(), key=lambda cell: order.get(cell[0], len(order)))
    understood = tuple(figures(file.dataset, [row]).values()) if kind.shape == "wide" else ()
    ours = ("cohort_year", "activity_year", "record_type", "school_type", "closed")
    told = [text for name, text in row.filters.items() if name not in ours and text]
    return RowShown(
        row.line, row.name, row.urn, row.laestab, kind.years(row.time_period), ", ".join(told), tuple(cells), understood
    )


def _marks(rows: Iterable[RowShown]) -> tuple[tuple[str, str], ...]:
    """Every mark among the cells with its meaning, in the order of the meanings."""
    found: dict[str, Status] = {}
    for row in rows:
        for _, text in row.cells:
            status = status_of(text).status
            if status not in (Status.VALUE, Status.TEXT, Status.BLANK):
                found[text.strip()] = status
    in_order = sorted(found.items(), key=lambda one: (list(Status).index(one[1]), one[0]))
    return tuple((mark, STATUS_WORDS[status]) for mark, status in in_order)


def find_schools(access: Access, words: str) -> list[SchoolFound]:
    """Schools that the files name and all ``words`` fit, at most twenty; six digits are a URN, seven a LAESTAB."""
    may_read(access)
    words = " ".join(words.split())[:100]
    if len(words) < 3:
        return []
    rows = PublishedRow.objects.filter(level="school").exclude(name="")
    if re.fullmatch(r"[0-9]{6}", words):
        rows = rows.filter(urn=words)
    elif re.fullmatch(r"[0-9]{3}/?[0-9]{4}", words):
        rows = rows.filter(laestab=words.replace("/", ""))
    else:
        for word in words.split():
            rows = rows.filter(name__icontains=word)
    found: dict[str, SchoolFound] = {}
    for urn, laestab, name in rows.order_by("name", "urn").values_list("urn", "laestab", "name").distinct()[: 4 * MOST_FOUND]:
        found.setdefault(urn or laestab, SchoolFound(urn, laestab, name))
    return list(found.values())[:MOST_FOUND]


def school_numbers(access: Access) -> tuple[str, str]:
    """URN and LAESTAB of the school of this access."""
    return School.objects.values_list("urn", "laestab").get(pk=access.school_id)
