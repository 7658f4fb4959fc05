"""Common Transfer Files: who a pupil is, and nothing else. Contacts, medical notes and attendance are never read.

A row is a pupil: row 1 is the first one in the file.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from chalkface.core.errors import Refused
from chalkface.core.identifiers import uln, upn
from chalkface.core.years import YEAR_GROUPS, academic_year_of, year_label
from chalkface.imports.columns import LONGEST_CELL, Column
from chalkface.imports.days import day
from chalkface.imports.format import Format
from chalkface.imports.identity import check_notes
from chalkface.imports.parsed import Bad, Options, Parsed, Row
from chalkface.imports.reading import Document
from chalkface.imports.values import ethnicity, name, sex, year_group, yes_no

ROOT = re.compile(rb"<CT[fF]ile[\s>/]")
FSM_YEARS = 6

COLUMNS = (
    Column("upn", ("UPN", "UniquePupilNumber"), upn, required=True, example="B370999914001"),
    Column("uln", ("UniqueLearnerNumber",), uln, example="6045120018"),
    Column("legal_surname", ("Surname",), name, required=True, example="O'Neill"),
    Column("legal_forename", ("Forename",), name, required=True, example="Aoife"),
    Column("date_of_birth", ("DOB",), day, example="2009-09-01"),
    Column("sex", ("Sex", "Gender"), sex, example="F"),
    Column("preferred_surname", ("BasicDetails/PreferredSurname",), name),
    Column("preferred_forename", ("BasicDetails/PreferredForename",), name),
    Column("year_group", ("BasicDetails/NCyearActual",), year_group, forgiving=True, example="11"),
    Column("ethnicity", ("BasicDetails/Ethnicity",), ethnicity, forgiving=True, example="WBRI"),
    Column("looked_after", ("LookedAfter/InCare",), yes_no, example="true"),
)


def recognise(document: Document) -> float:
    """XML with the root ``CTfile``."""
    return 0.99 if document.is_xml and ROOT.search(document.content[:8192]) else 0.0


def read(documents: Sequence[Document], options: Options) -> Parsed:
    """Students, and enrolments in the file's own academic year. Not a complete list: nobody leaves by being absent."""
    parsed = Parsed("ctf")
    students: list[Row] = []
    enrolments: list[Row] = []
    seen: dict[object, int] = {}
    for document in documents:
        _read_document(document, options, parsed, students, enrolments, seen)
    if not parsed.rows_received:
        raise Refused(f"“{documents[0].name}” holds no pupils.")
    parsed.tables = {"students": students, "enrolments": enrolments}
    parsed.notes += check_notes(students)
    return parsed


def _read_document(document: Document, options: Options, parsed: Parsed, students: list[Row], enrolments: list[Row],
                   seen: dict[object, int]) -> None:
    year = options.year
    file = document.name.rsplit("/", 1)[-1]
    for number, element in enumerate(_elements(document)):
        if number == 0:
            year = _read_header(file, element, options, parsed)
            continue
        parsed.rows_received += 1
        row = _pupil(file, number, element, options.day, parsed)
        if row is None:
            continue
        student_id = row.values["student_id"]
        if seen.setdefault(student_id, number) != number:
            parsed.refused.append(Bad(file, number, "UPN", str(student_id), f"Pupil {seen[student_id]} has the same "
                                      f"UPN."))
            continue
        group = row.values.pop("year_group", None)
        students.append(row)
        if group in YEAR_GROUPS:
            enrolments.append(Row(file, number, {"student_id": student_id, "academic_year": year,
                                                          "year_group": group}))


def _elements(document: Document) -> Iterator[Element]:
    """The header (an empty one when there is none), then each pupil, forgotten again after use."""
    refusal = Refused(f"“{document.name}” is not a whole Common Transfer File: its XML is damaged or was cut short. Export it "
                      f"again.")
    if not recognise(document):
        raise Refused(f"“{document.name}” is not a Common Transfer File: its XML does not begin with CTfile.")
    header_given = False
    try:
        for _, element in iterparse(io.BytesIO(document.content), forbid_dtd=True):
            if element.tag == "Header":
                header_given = True
                yield element
            elif element.tag == "Pupil":
                if not header_given:
                    header_given = True
                    yield Element("Header")
                yield element
                element.clear()
    except DefusedXmlException as fault:
        raise Refused(f"“{document.name}” defines entities, as harmful files do and a Common Transfer File never does, so it "
                      f"is not read.") from fault
    except (ParseError, ValueError, LookupError) as fault:
        raise refusal from fault


def _read_header(file: str, header: Element, options: Options, parsed: Parsed) -> int:
    """Takes down the school, and returns the academic year of the file.

    The school is the one the file is sent to; when that is not named, as in a school's own export, it is the sender.
    """
    for school in ("DestSchool", "SourceSchool"):
        number = header.findtext(f"{school}/LEA", "").strip() + header.findtext(f"{school}/Estab", "").strip()
        if re.fullmatch(r"[0-9]{7}", number):
            parsed.school_laestab = number
            break
    written = _day(header.findtext("DateTime", ""))
    named = header.findtext("SourceSchool/AcademicYear", "").strip()
    if options.academic_year is not None:
        year, said = options.academic_year, "as you said"
    elif written is not None:
        year, said = academic_year_of(written), "the day the file was written"
    elif re.fullmatch(r"20[0-9]{2}", named):
        year, said = int(named), "as the file says"
    else:
        year, said = options.year, "the current one, because the file names none"
    parsed.academic_year = year
    parsed.notes.append(f"{file}: year groups are taken for the academic year {year_label(year)} ({said}).")
    return year


def _pupil(file: str, number: int, pupil: Element, today: date, parsed: Parsed) -> Row | None:
    values: dict[str, object] = {}
    bad = False
    for column in COLUMNS:
        path = next((one for one in column.aliases if pupil.find(one) is not None), column.aliases[0])
        cell = (pupil.findtext(path) or "").strip()
        tag = path.rpartition("/")[2]
        try:
            if len(cell) > LONGEST_CELL:
                raise ValueError(f"The text is longer than {LONGEST_CELL:,} characters.")
            if not cell and column.required:
                raise ValueError(f"The pupil has no {tag}.")
            if cell:
                values[column.name] = column.parse(cell)
        except ValueError as fault:
            if column.forgiving:
                parsed.notes.append(f"{file}: pupil {number}, {tag}: {fault} It is left as not known.")
            else:
                bad = True
                parsed.refused.append(Bad(file, number, tag, cell, str(fault)))
    values |= _sen(pupil) | _free_meals(pupil, today)
    values["student_id"] = values.get("upn", "")
    return None if bad else Row(file, number, values)


def _sen(pupil: Element) -> dict[str, object]:
    """The newest SEN provision, and the needs by rank. Without a history nothing is said: not known."""
    history = [(one.findtext("StartDate", ""), one.findtext("SENprovision", "").strip().upper())
               for one in pupil.findall("SENhistory/SEN")]
    newest = max(history, default=("", ""))[1]
    provision = {"N": "N", "K": "K", "A": "K", "P": "K", "Q": "K", "E": "E", "S": "E"}.get(newest)
    needs = sorted((int(rank) if (rank := one.findtext("SENtypeRank", "").strip()).isdecimal() else 99,
                    one.findtext("SENtype", "").strip().upper()) for one in pupil.iterfind("SENhistory/SENneeds/SENneed"))
    found: dict[str, object] = {} if provision is None else {"sen_provision": provision}
    return found | ({"sen_needs": ";".join(kind for _, kind in needs if kind)} if needs else {})


def _free_meals(pupil: Element, today: date) -> dict[str, object]:
    """Yes when a period of free school meals has no end, or ended in the last six years; otherwise nothing is said."""
    since = date(today.year - FSM_YEARS, today.month, 1)
    for period in pupil.iterfind("FSMhistory/FSMinstance"):
        written = period.findtext("FSMendDate", "").strip()
        ended = _day(written)
        if not written or (ended is not None and ended >= since):
            return {"fsm_ever6": True}
    return {}


def _day(text: str) -> date | None:
    try:
        return day(text)
    except ValueError:
        return None


FORMAT = Format("ctf", "Common Transfer File", {"": COLUMNS}, recognise, read)
