"""Stop and ask: what is probably a mistake, although every row is good. A person may go on by naming the code."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalkface.core.years import year_label
from chalkface.imports.leaving import Movements
from chalkface.imports.parsed import Parsed
from chalkface.queries.roll import Known, SchoolIdentity

FEW = 10


@dataclass(frozen=True, slots=True)
class Stop:
    """A reason to ask before going on."""

    code: str
    sentence: str


def find_stops(
    parsed: Parsed, present: Sequence[int | None], students: Sequence[Known], moves: Movements, school: SchoolIdentity
) -> list[Stop]:
    """``wrong-school``, ``own-record``, ``year-going-back`` and ``many-leavers``, each at most once."""
    found = (
        _wrong_school(parsed, present, students, school),
        _own_record(parsed, school),
        _going_back(parsed, present, students),
        _many_leavers(moves),
    )
    return [stop for stop in found if stop is not None]


def _own_record(parsed: Parsed, school: SchoolIdentity) -> Stop | None:
    if not parsed.written_by or parsed.written_by != school.urn:
        return None
    return Stop("own-record", "This portable record was written by this school itself: all of it would be held twice.")


def _wrong_school(
    parsed: Parsed, present: Sequence[int | None], students: Sequence[Known], school: SchoolIdentity
) -> Stop | None:
    if parsed.school_urn:
        if parsed.school_urn == school.urn:
            return None
        return Stop("wrong-school", f"The file is of the school with URN {parsed.school_urn}; this school's is {school.urn}.")
    if parsed.school_laestab and school.laestab:
        if parsed.school_laestab == school.laestab:
            return None
        return Stop(
            "wrong-school",
            f"The file is of the school numbered {parsed.school_laestab}; this school's number is {school.laestab}.",
        )
    if not parsed.full_list:
        return None  # a file of joiners is of strangers by its nature
    rows = parsed.tables.get("students", ())
    strangers = [row for row, pk in zip(rows, present, strict=True) if pk is None]
    if len(students) < FEW or 2 * len(strangers) <= len(rows):
        return None
    # A UPN begins with the number of the school that gave it, often a primary school: a school's own students share those.
    feeders = {student.upn[1:8] for student in students if student.upn}
    given = [str(row.values["upn"])[1:8] for row in strangers if row.values.get("upn")]
    if given and feeders:
        looks_wrong = 2 * sum(prefix in feeders for prefix in given) < len(given)
    else:
        looks_wrong = bool(_groups_held(students) & _groups_listed(parsed))
    if not looks_wrong:
        return None
    return Stop(
        "wrong-school",
        f"{len(strangers)} of the {len(rows)} students in the file are not known here by number, UPN or ULN, and nothing shows "
        f"that they belong to {school.name}. They would all be added.",
    )


def _groups_held(students: Sequence[Known]) -> set[int]:
    latest = max((student.latest or 0 for student in students), default=0)
    return {student.enrolments[latest][0] for student in students if latest in student.enrolments}


def _groups_listed(parsed: Parsed) -> set[object]:
    return {row.values.get("year_group") for row in parsed.tables.get("enrolments", ())}


def _going_back(parsed: Parsed, present: Sequence[int | None], students: Sequence[Known]) -> Stop | None:
    rows = parsed.tables.get("enrolments", ())
    latest = max((student.latest or 0 for student in students), default=0)
    year = max((row.values["academic_year"] for row in rows), default=None)
    if year is None or not latest:
        return None
    if year < latest:
        return Stop(
            "year-going-back",
            f"The file is of {year_label(year)}, but students of {year_label(latest)} are held already: it may be an old list.",
        )
    by_pk = {student.pk: student for student in students}
    listed = {str(row.values["student_id"]): pk for row, pk in zip(parsed.tables.get("students", ()), present, strict=True)}
    by_key = {student.key: student.pk for student in students}
    lower = set()
    for row in rows:
        own = str(row.values["student_id"])
        held = by_pk.get(listed.get(own, by_key.get(own)))
        if held is None:
            continue
        earlier = [group for held_year, (group, _) in held.enrolments.items() if held_year <= row.values["academic_year"]]
        if earlier and row.values["year_group"] < max(earlier):
            lower.add(held.pk)
    if not lower:
        return None
    many = f"{len(lower)} students are" if len(lower) > 1 else "1 student is"
    return Stop(
        "year-going-back", f"{many} in a lower year group in the file than held here: it may be a list of an earlier year."
    )


def _many_leavers(moves: Movements) -> Stop | None:
    if not moves.are_many:
        return None
    return Stop(
        "many-leavers",
        f"{moves.missing} of {moves.expected} students on roll in these year groups are not in the list and would be marked as "
        f"left: it may have been cut short.",
    )
