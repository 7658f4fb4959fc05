"""Facts that a risk-of-NEET indicator tests, as a school's systems print them: one row a student, one column a fact.

Which facts there are, and how their columns may be headed, is content (``codes/risk_facts.yaml``). An empty cell is not
known and brings nothing; nothing is ever taken for "no".
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from chalkface.core.errors import Refused
from chalkface.core.risk import Fact
from chalkface.core.words import day_words
from chalkface.imports.columns import find_header, guess, read_rows
from chalkface.imports.days import day
from chalkface.imports.format import Format
from chalkface.imports.formats.risk_facts.columns import AS_TEXT, COLUMNS, FACTS
from chalkface.imports.parsed import Bad, Options, Parsed, Row, shown
from chalkface.imports.reading import Document, Sheet
from chalkface.imports.remarks import Remarks
from chalkface.imports.sheets import best_score, read_each
from chalkface.imports.student_columns import NAMING, student_in
from chalkface.imports.values import yes_no

CODE = "risk_facts"
MOST = {"percent": 100, "number": 200, "level": 8}
NOTHING = ("-", "n/a", "na", "none", "not known", "unknown", "?")


def _recognise(document: Document) -> float:
    return best_score(document, _score)


def _score(sheet: Sheet) -> float:
    try:
        header, _ = find_header(sheet, COLUMNS)
    except Refused:
        return 0.0
    found = set(guess(COLUMNS, sheet.rows[header]).mapping)
    held = found & set(FACTS)
    if not found & set(NAMING) or not held:
        return 0.0
    # One column called Attendance is in many lists; two facts together, or a fact that nothing else has, are this one's.
    return 0.93 if len(held) > 1 else 0.0 if held == {"attendance"} else 0.6


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    parsed = Parsed(CODE, tables={"risk_facts": []})
    read_each(documents, parsed, lambda sheet: _read_sheet(sheet, options, parsed))
    return parsed


def _read_sheet(sheet: Sheet, options: Options, parsed: Parsed) -> None:
    header, _ = find_header(sheet, COLUMNS, options.remembered)
    found = guess(COLUMNS, sheet.rows[header], options.remembered)
    facts = [name for name in found.mapping if name in FACTS]
    if not facts or not any(name in found.mapping for name in NAMING):
        raise Refused(
            f"“{sheet.file}” needs a column for the student and one for a fact. "
            f"Its headings are: {shown(', '.join(sheet.rows[header]))}."
        )
    if found.unknown:
        parsed.notes.append(f"{sheet.file}: columns not kept: {', '.join(map(shown, found.unknown))}.")
    if "as_of" not in found.mapping:
        parsed.notes.append(f"{sheet.file}: no column says when; taken as true on {day_words(options.day)}.")
    table = read_rows(sheet, header, found.mapping, AS_TEXT)
    table.hand_to(parsed, sheet.file)
    parsed.rows_received += table.received
    remarks = Remarks(sheet.file)
    for row in table.rows:
        _read_row(row, facts, options, remarks, parsed)
    parsed.notes += remarks.notes()


def _read_row(row: Row, facts: Sequence[str], options: Options, remarks: Remarks, parsed: Parsed) -> None:
    cells = {name: str(value).strip() for name, value in row.values.items()}
    student = student_in(row, cells, remarks, parsed)
    if student is None:
        return
    try:
        as_of = day(cells.get("as_of", "")) or options.day
    except ValueError as fault:
        parsed.refused.append(Bad(row.file, row.number, "as_of", cells["as_of"], str(fault)))
        return
    if as_of > options.day:
        parsed.refused.append(Bad(row.file, row.number, "as_of", cells["as_of"], "This day has not come yet."))
        return
    for name in facts:
        text = cells.get(name, "")
        if not text or text.casefold() in NOTHING:
            continue
        try:
            value, on = _value(FACTS[name], text, as_of)
        except ValueError as fault:
            parsed.refused.append(Bad(row.file, row.number, name, text, str(fault)))
            continue
        values = {"student_id": student, "kind": name, "value_e1": value, "as_of": on, "source": row.file[:200]}
        parsed.tables["risk_facts"].append(Row(row.file, row.number, values))


def _value(fact: Fact, text: str, as_of: date) -> tuple[int | None, date | None]:
    """The value in tenths and its day; a fact that is a day has no value, and that day for its own."""
    if fact.unit == "day":
        return None, day(text)
    if fact.unit == "yes_no":
        return 10 if yes_no(text) else 0, as_of
    return _tenths(fact, text), as_of


def _tenths(fact: Fact, text: str) -> int:
    most = MOST[fact.unit]
    plain = text.removeprefix("Level").removeprefix("level").removesuffix("%").strip()
    try:
        number = Decimal(plain)
    except InvalidOperation as fault:
        like = "87.1" if fact.unit == "percent" else "2"
        raise ValueError(f"“{text[:40]}” is not a number. Write it like {like}.") from fault
    if not number.is_finite() or not 0 <= number <= most:
        raise ValueError(f"“{text[:40]}” is not between 0 and {most}.")
    if fact.unit == "percent":
        if 0 < number <= 1 and not text.endswith("%"):
            raise ValueError(f"“{text[:40]}” could be a share or a percentage. Write 87.1 for 87.1%.")
    elif number != number.to_integral_value():
        raise ValueError(f"“{text[:40]}” is not a whole number.")
    return int((number * 10).to_integral_value(rounding=ROUND_FLOOR))


FORMAT = Format(CODE, "Facts for the risk indicator", {"": COLUMNS}, _recognise, _read)
