"""By what a student's own lines are known among those of others, in lists that a school received."""

from collections import Counter
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
    """One student: their numbers, names that nobody else at the school has, the numbers of others, their names to black out."""

    key: str
    upn: str
    uln: str
    own_names: frozenset[str]
    numbers_of_others: frozenset[str]
    names: OtherNames


# What opens received files, (number, name, content) each, and finds the lines of one student in them: (name, content) each.
LinesOf = Callable[[Iterable[tuple[int, str, bytes]], WhoseLines, date], Iterable[tuple[str, bytes]]]


def whose_lines(access: Access, student_id: int) -> WhoseLines:
    """What tells this student's lines from those of everybody who is or was at the school."""
    names, numbers, owners = {}, {}, Counter()
    fields = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname", "key", "upn", "uln")
    with across_schools("a subject access pack"):
        rows = list(Student.objects.filter(school_id=access.school_id).values_list("pk", *fields))
    for pk, forename, surname, called, called_surname, *known in rows:
        written = {f"{first} {last}" for first in (forename, called) for last in (surname, called_surname) if first and last}
        names[pk], numbers[pk] = {folded_name(name) for name in written}, known
        owners.update(names[pk])
    mine = frozenset(name for name in names[student_id] if owners[name] == 1)
    others = frozenset(key for pk, (key, *_) in numbers.items() if pk != student_id)
    return WhoseLines(*numbers[student_id], mine, others, other_names(access, student_id))


def received_files(access: Access) -> Iterator[tuple[int, str, bytes]]:
    """(number, name, content) of every file that the school received, one opened at a time."""
    with across_schools("a subject access pack"):
        for row in ReceivedFile.objects.filter(school_id=access.school_id).order_by("pk").iterator(chunk_size=1):
            yield row.pk, row.name, row.opened()
