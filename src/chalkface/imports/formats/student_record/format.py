"""Reading a portable record (docs/portable-record.md): one student's past at another school, as rows of this one.

Activities and partners come in under keys that name the other school, so that the same file twice is the same rows; their
titles say where they were. The student is never new here: the record is joined with one who is held.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from chalkface.core.errors import Refused
from chalkface.imports.columns import Column
from chalkface.imports.days import iso_day
from chalkface.imports.format import Format
from chalkface.imports.formats.exchange.tables import FILES, heading
from chalkface.imports.formats.exchange.write import cell
from chalkface.imports.parsed import Bad, NameReference, Options, Parsed, Row, shown
from chalkface.imports.reading import JSON_RECORD, Document

CODE, VERSION = "student_record", 1
NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # what no database holds
KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
MOST = 5_000
NOT_JOINED = ("needs", "applications", "destinations", "own_words")
# What is read of each list of the record, under the headings of the exchange format.
READ = {
    "activities": ("title", "kind", "starts_on", "ends_on", "subject", "mode", "hours", "skills"),
    "partners": ("name", "kind"),
    "participations": ("attended",),
    "guidance_meetings": ("met_on", "attended", "minutes", "adviser_level"),
    "actions": ("what", "due_on", "status", "need_met", "confirmed_on"),
    "intentions": ("recorded_on", "route", "provider", "course", "level"),
}
COLUMNS: dict[str, Sequence[Column]] = {
    stem: tuple(column for column in FILES[stem].columns if heading(column) in names) for stem, names in READ.items()
}
OWNERS = {
    "adviser": "careers adviser", "careers_leader": "careers leader", "tutor": "tutor", "teacher": "teacher",
    "senco": "SENCO", "parent": "parent or carer", "student": "student",
}  # fmt: skip


def recognise(document: Document) -> float:
    """A JSON document whose first word is ``chalkface-record``."""
    return 0.99 if JSON_RECORD.match(document.content) else 0.0


class _Record:
    """One file being read."""

    def __init__(self, document: Document, parsed: Parsed) -> None:
        self.file, self.parsed, self.number = document.name.rsplit("/", 1)[-1], parsed, 0
        self.record = self._whole(document)
        school = self._mapping(self.record.get("school"), "school")
        self.urn, self.school = (self._text(school.get(name), f"school: {name}") for name in ("urn", "name"))
        if not re.fullmatch(r"\d{6}", self.urn) or not self.school:
            raise Refused(f"“{self.file}” does not say which school wrote it (its URN and name).")
        self.student = self._reference()

    def _whole(self, document: Document) -> Mapping[str, object]:
        try:
            record = json.loads(document.content)
        except (ValueError, RecursionError) as fault:
            raise Refused(f"“{self.file}” is damaged or was cut short: it is not whole JSON. Ask for it again.") from fault
        record = self._mapping(record, "record")
        if record.get("chalkface-record") != VERSION or isinstance(record["chalkface-record"], bool):
            raise Refused(f"“{self.file}” is of another version of the portable record; version {VERSION} is read.")
        return record

    def _mapping(self, value: object, what: str) -> Mapping[str, object]:
        if not isinstance(value, dict):
            raise Refused(f"“{self.file}”: {what} is not what it should be, so the file cannot be read.")
        return value

    def _text(self, value: object, what: str) -> str:
        """A text that a database can hold."""
        text = "" if value is None else value
        if not isinstance(text, str) or NO_TEXT.search(text):
            raise Refused(f"“{self.file}”: {what} is not a text, so the file cannot be read.")
        return text

    def _reference(self) -> NameReference:
        who = self._mapping(self.record.get("student"), "student")
        names = ("legal_forename", "legal_surname", "upn", "date_of_birth")
        forename, surname, upn, born = (self._text(who.get(name), f"student: {name}") for name in names)
        try:
            day = iso_day(born)
        except ValueError:
            day = None
        if not (forename and surname):
            raise Refused(f"“{self.file}” does not say whose record it is.")
        return NameReference(f"{forename} {surname}", date_of_birth=day, local_id=upn)

    def entries(self, part: str) -> Iterator[Mapping[str, object]]:
        """The entries of a list of the record, each with its number in the file."""
        found = self.record.get(part, [])
        if not isinstance(found, list) or len(found) > MOST:
            raise Refused(f"“{self.file}”: {part} is not a list of at most {MOST:,}.")
        for entry in found:
            self.number += 1
            self.parsed.rows_received += 1
            yield self._mapping(entry, part)

    def key(self, value: object) -> str:
        """A key that says where it comes from."""
        if not isinstance(value, str) or not KEY.fullmatch(value):
            raise ValueError("The id is missing, or is not letters and digits.")
        return f"record-{self.urn}-{value}"

    def typed(self, stem: str, entry: Mapping[str, object]) -> dict[str, object]:
        """The values of an entry that are read, by the rules of the exchange format. Raises ``ValueError``."""
        values = {}
        for column in COLUMNS[stem]:
            given = entry.get(heading(column))
            if isinstance(given, dict) or (isinstance(given, list) and not all(isinstance(one, str) for one in given)):
                raise ValueError(f"{heading(column)} is not a value.")
            if given is None and not (column.required and not column.may_be_empty):
                continue
            text = self._text(cell(given), heading(column))
            values[column.name] = column.parse(text)
        return values

    def add(self, stem: str, values: dict[str, object]) -> None:
        """One row for the school."""
        self.parsed.tables.setdefault(stem, []).append(Row(self.file, self.number, values))

    def refuse(self, part: str, fault: ValueError) -> None:
        """An entry that cannot be read."""
        self.parsed.refused.append(Bad(self.file, self.number, part, "", str(fault)))

    # -- the lists --

    def activity(self, entry: Mapping[str, object], seen: set[str]) -> None:
        """An activity there, with whom, and that the student took part."""
        key, values = self.key(entry.get("id")), self.typed("activities", entry)
        values["title"] = f"{values['title']} (at {self.school})"
        partners = entry.get("partners", [])
        if not isinstance(partners, list) or len(partners) > MOST:
            raise ValueError("partners is not a list.")
        read = []
        for one in partners:
            one = self._mapping(one, "partners")
            read.append((self.key(one.get("id")), self.typed("partners", one)))
        self.add("activities", {"activity_id": key, **values})
        for partner, named in read:
            if partner not in seen:
                seen.add(partner)
                self.add("partners", {"partner_id": partner, **named})
            self.add("activity_partners", {"activity_id": key, "partner_id": partner})
        part = self.typed("participations", entry)
        self.add("participations", {
            "activity_id": key, "student_id": self.student, "attended": part.get("attended"),
            "hours_e4": values.get("hours_e4"),
        })  # fmt: skip

    def meeting(self, entry: Mapping[str, object], meetings: set[object]) -> None:
        """A meeting, with the plan that was shared."""
        key, values = self.key(entry.get("id")), self.typed("guidance_meetings", entry)
        meetings.add(entry["id"])
        self.add("guidance_meetings", {
            "meeting_id": key, "student_id": self.student, **values,
            "adviser": f"adviser at {self.school}"[:200], "shared": self._text(entry.get("plan"), "plan"),
        })  # fmt: skip

    def action(self, entry: Mapping[str, object], meetings: set[object]) -> None:
        """Something agreed there."""
        values = {"action_id": self.key(entry.get("id")), "student_id": self.student, **self.typed("actions", entry)}
        of_meeting = entry.get("meeting")
        if isinstance(of_meeting, str) and of_meeting in meetings:
            values["meeting_id"] = self.key(of_meeting)
        whose = OWNERS.get(self._text(entry.get("whose"), "whose"), "")
        self.add("actions", {**values, "owner": f"{whose} at {self.school}"[:200] if whose else ""})


def _join(document: Document, parsed: Parsed) -> None:
    record = _Record(document, parsed)
    parsed.written_by = record.urn
    partners: set[str] = set()
    meetings: set[object] = set()
    for part, read in (
        ("activities", lambda entry: record.activity(entry, partners)),
        ("meetings", lambda entry: record.meeting(entry, meetings)),
        ("actions", lambda entry: record.action(entry, meetings)),
        ("intentions", lambda entry: record.add("intentions", {"student_id": record.student, **_whole(record, entry)})),
    ):
        for entry in record.entries(part):
            try:
                read(entry)
            except ValueError as fault:
                record.refuse(part, fault)
    left = [part.replace("_", " ") for part in NOT_JOINED if record.record.get(part)]
    if any(entry.get(said) for entry in record.record.get("activities", []) for said in ("showed", "next_step")):
        left.append("reflections")
    if left:
        parsed.notes.append(f"{record.file}: kept as received and not joined: {', '.join(left)}.")
    unknown = sorted(set(record.record) - {*NOT_JOINED, *KNOWN})
    if unknown:
        parsed.notes.append(f"{record.file}: unknown parts are not used: {', '.join(map(shown, unknown))}.")


KNOWN = ("chalkface-record", "written_on", "school", "student", "activities", "meetings", "actions", "intentions")


def _whole(record: _Record, entry: Mapping[str, object]) -> dict[str, object]:
    """An intention is the same one only when all of it is the same: what is not said is empty."""
    return {"route": "", "provider": "", "course": "", "level": None, **record.typed("intentions", entry)}


def read(documents: Sequence[Document], options: Options) -> Parsed:
    """One file is one student's past; several are one import."""
    parsed = Parsed(CODE)
    for document in documents:
        if not recognise(document):
            raise Refused(f"“{document.name}” is not a portable record: it does not begin with “chalkface-record”.")
        _join(document, parsed)
    return parsed


FORMAT = Format(CODE, "Portable record of a student from another school", COLUMNS, recognise, read)
