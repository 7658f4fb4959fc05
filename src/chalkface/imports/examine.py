"""Looking a read import over against what the school holds: who is meant, who has left, what to ask before going on."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field

from chalkface.core.access import Access
from chalkface.imports.leaving import Movements, movements
from chalkface.imports.matching import Register, ToMatch, unsettled
from chalkface.imports.parsed import NameReference, Parsed, Row
from chalkface.imports.same_student import keep_letters, match_students
from chalkface.imports.stops import Stop, find_stops
from chalkface.operations.incoming import Incoming
from chalkface.queries.roll import Known, known_students, school_identity

REFERENCE = "student_id"


@dataclass(slots=True)
class Examined:
    """An import that has been looked over: ``incoming`` to store, ``report`` to keep, ``stops`` that nobody accepted yet."""

    incoming: Incoming
    report: dict
    stops: list[Stop] = field(default_factory=list)

    @property
    def may_be_tried(self) -> bool:
        """Whether every row is good and everybody is known, so that storing can be tried."""
        return not (self.report["refused"] or self.report["matching"])


def examine(access: Access, parsed: Parsed, choices: Mapping[str, int], accept: Collection[str]) -> Examined:
    """Look an import over, inside an open scope. ``choices`` settle references in words; ``accept`` are codes of stops."""
    notes = list(parsed.notes)
    people = bool(parsed.tables.get("students") or parsed.tables.get("enrolments"))
    references = _references(parsed)
    students = known_students() if people or references else []
    matching = _settle(parsed, references, students, choices, notes)
    exchange = parsed.format == "exchange"
    matched = match_students(parsed.tables.get("students", ()), students, key_is_law=exchange)
    if not exchange and (kept := keep_letters(parsed.tables.get("students", ()), matched.where, students)):
        notes.append(f"Names whose lost letters are known here, and which stay as they are: {kept}.")
    moves = movements(parsed, matched.where, students, access.on) if parsed.full_list else Movements()
    school = school_identity(access.school_id)
    all_stops = find_stops(parsed, matched.where, students, moves, school)
    stops = [stop for stop in all_stops if stop.code not in accept]
    notes += [f"Gone on in spite of “{stop.code}”: {stop.sentence}" for stop in all_stops if stop.code in accept]
    notes += _notes(moves)
    tables = dict(parsed.tables)
    if exchange and parsed.school_urn != school.urn:
        tables.pop("school", None)  # another school's students may be taken in; its name and numbers never
    incoming = Incoming(
        tables={stem: rows for stem, rows in tables.items() if stem != "manifest"},
        students=matched.where,
        left_on=moves.left_on,
        empty_erases=exchange,
        only_if_new=parsed.only_if_new,
        leave_changed=parsed.leave_changed,
        exported_at=_exported_at(parsed),
        published=parsed.published,
    )
    report = {
        "format": parsed.format,
        "rows": parsed.rows_received,
        "refused": [bad.as_json() for bad in (*parsed.refused, *matched.refused)],
        "headings": parsed.headings,
        "notes": notes,
        "stops": [asdict(stop) for stop in stops],
        "leavers": moves.leavers,
        "matching": [
            {
                "reference": one.reference,
                "text": one.text,
                "form": one.form,
                "rows": one.rows,
                "candidates": [[candidate.student, candidate.score] for candidate in one.candidates],
            }
            for one in matching
        ],
    }
    return Examined(incoming, report, stops)


def _references(parsed: Parsed) -> list[tuple[Row, NameReference]]:
    return [
        (row, value)
        for stem, rows in parsed.tables.items()
        if stem != "students"
        for row in rows
        if isinstance(value := row.values.get(REFERENCE), NameReference)
    ]


def _settle(
    parsed: Parsed,
    references: list[tuple[Row, NameReference]],
    students: list[Known],
    choices: Mapping[str, int],
    notes: list[str],
) -> list[ToMatch]:
    """Put numbers of records where references were; rows left out by choice go. Returns what a person has to settle."""
    if not references:
        return []
    settled, left = unsettled((reference for _, reference in references), Register(students), dict(choices))
    out: set[int] = set()
    places: dict[str, set[tuple[str, int]]] = {}
    for row, reference in references:
        if reference in left:
            one = left[reference]
            place = (row.file, row.number)
            if place not in places.setdefault(one.reference, set()):
                places[one.reference].add(place)
                one.rows.append((*place, parsed.heading_of(row.file, "student", "surname", REFERENCE, "upn", "email")))
        elif settled[reference] == 0:
            out.add(id(row))
        else:
            row.values[REFERENCE] = settled[reference]
    if out:
        for stem, rows in parsed.tables.items():
            parsed.tables[stem] = [row for row in rows if id(row) not in out]
        notes.append(f"{len(out)} records are left out, because their student was chosen to be nobody of this school.")
    return list(left.values())


def _notes(moves: Movements) -> list[str]:
    notes = []
    if moves.leavers:
        notes.append(f"{moves.leavers} students on roll are not in the list and are marked as left.")
    if moves.returned:
        notes.append(f"{moves.returned} students who had left are in the list again; their leaving day is taken away.")
    return notes


def _exported_at(parsed: Parsed) -> str:
    for row in parsed.tables.get("manifest", ()):
        if row.values["property"] == "exported_at":
            return str(row.values["value"])
    return ""
