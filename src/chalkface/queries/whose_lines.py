"""By what a student's own lines are known among those of others, in lists that a school received."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.core.derived_keys import folded_name
from chalkface.core.other_names import OtherNames
from chalkface.queries.subject_pack import other_names
from chalkface.records.models import ReceivedFile, Student
from chalkface.records.tenancy import across_schools


@dataclass(frozen=True, slots=True)
class WhoseLines:
    """One student: their numbers, the names they are written with (folded), and the names of others, to black out."""

    key: str
    upn: str
    uln: str
    called: frozenset[str]
    names: OtherNames


# What opens received files, (number, name, content) each, and finds the lines of one student in them: (name, content) each.
LinesOf = Callable[[Iterable[tuple[int, str, bytes]], WhoseLines, date], Iterable[tuple[str, bytes]]]


def whose_lines(access: Access, student_id: int) -> WhoseLines:
    """What tells this student's lines from those of everybody else."""
    with across_schools("a subject access pack"):
        row = Student.objects.filter(school_id=access.school_id).get(pk=student_id)
    firsts = filter(None, (row.legal_forename, row.preferred_forename))
    lasts = [last for last in (row.legal_surname, row.preferred_surname) if last]
    called = frozenset(folded_name(f"{first} {last}") for first in firsts for last in lasts)
    return WhoseLines(row.key, row.upn, row.uln, called, other_names(access, student_id))


def received_files(access: Access) -> Iterator[tuple[int, str, bytes]]:
    """(number, name, content) of every file that the school received, one opened at a time."""
    with across_schools("a subject access pack"):
        numbers = list(ReceivedFile.objects.filter(school_id=access.school_id).order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        with across_schools("a subject access pack"):
            row = ReceivedFile.objects.get(pk=number)
            name, content = row.name, row.opened()
        yield number, name, content
