"""Which held student each row of a student list is about: by number, never by name."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chalkface.imports.parsed import Bad, Row
from chalkface.queries.roll import Known

NAMES = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname")


@dataclass(slots=True)
class Matched:
    """The number of the held record of each row (None: a new student), and the rows that contradict what is held."""

    where: list[int | None] = field(default_factory=list)
    refused: list[Bad] = field(default_factory=list)


def _index(students: Sequence[Known], number: Callable[[Known], str]) -> dict[str, Known]:
    """Held students by a number that only one of them has."""
    found: dict[str, Known] = {}
    twice = set()
    for student in students:
        value = number(student)
        if value and found.setdefault(value, student) is not student:
            twice.add(value)
    return {value: student for value, student in found.items() if value not in twice}


def match_students(rows: Sequence[Row], students: Sequence[Known], *, key_is_law: bool) -> Matched:
    """Match rows of ``students`` with those held.

    In the exchange format the key is law: the same ``student_id`` is the same student, and only a new id is looked up by
    UPN and ULN. In a list from another system its number is that system's own: the UPN decides, then the number, then the
    ULN; a number that is held for somebody with another UPN and another date of birth is refused.
    """
    if not students:
        return Matched([None] * len(rows))
    by_key = _index(students, lambda student: student.key)
    by_upn = _index(students, lambda student: student.upn)
    by_uln = _index(students, lambda student: student.uln)
    matched = Matched()
    claimed = {str(row.values.get("student_id")) for row in rows} if key_is_law else set()
    for row in rows:
        values = row.values
        key, upn, uln = (str(values.get(name) or "") for name in ("student_id", "upn", "uln"))
        same_key, same_upn, same_uln = by_key.get(key), by_upn.get(upn), by_uln.get(uln)
        if key_is_law:
            others = [student for student in (same_upn, same_uln) if student and student.key not in claimed]
            found = same_key or (others[0] if others else None)
        else:
            found = same_upn or same_key or (same_uln if same_uln and not (upn and same_uln.upn) else None)
            if found is same_key and found is not None and _another_person(found, row):
                matched.refused.append(Bad(
                    row.file, row.number, "student_id", key, "This number is held for a student with another UPN and another "
                    "date of birth. Check the number, or whether the list is of another school.",
                ))  # fmt: skip
                found = None
        matched.where.append(found.pk if found else None)
    return matched


def _another_person(held: Known, row: Row) -> bool:
    upn, born = row.values.get("upn"), row.values.get("date_of_birth")
    return bool(upn and held.upn and upn != held.upn and born and held.date_of_birth and born != held.date_of_birth)


def keep_letters(rows: Sequence[Row], where: Sequence[int | None], students: Sequence[Known]) -> int:
    """Put the held spelling where a row has the same name with ``?`` for letters that were lost on the way (``Nguy?n`` for
    ``Nguyễn``). Returns the number of names kept."""
    held = {student.pk: student for student in students}
    kept = 0
    for row, pk in zip(rows, where, strict=True):
        for name in NAMES:
            text = str(row.values.get(name) or "")
            if "?" not in text or pk is None:
                continue
            known = getattr(held[pk], name)
            if re.fullmatch(re.escape(text).replace(r"\?", ".{1,2}"), known):
                row.values[name] = known
                kept += 1
    return kept
