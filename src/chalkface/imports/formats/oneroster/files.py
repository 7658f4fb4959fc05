"""The OneRoster files that are read: their headings, and which of them the standard demands."""

from collections.abc import Mapping, Sequence

from chalkface.imports.columns import Column, Parse, read_rows
from chalkface.imports.days import day
from chalkface.imports.parsed import Bad, Parsed, Row, shown
from chalkface.imports.reading import Sheet
from chalkface.imports.values import identifier, name, sex, whole


def _must(heading: str, parse: Parse = str, *, may_be_empty: bool = False) -> Column:
    return Column(heading, (), parse, required=True, may_be_empty=may_be_empty)


def _may(heading: str, parse: Parse = str, *, forgiving: bool = False) -> Column:
    return Column(heading, (), parse, forgiving=forgiving)


ID = (_must("sourcedId", identifier), _may("status"), _may("dateLastModified", day, forgiving=True))
USER = (*ID, _must("username", may_be_empty=True), _must("givenName", name), _must("familyName", name),
        _may("identifier", identifier), _may("userIds"), _must("grades", may_be_empty=True), _may("preferredGivenName", name),
        _may("preferredFirstName", name), _may("preferredFamilyName", name), _may("preferredLastName", name),
        _may("userMasterIdentifier"))

FILES: Mapping[str, Sequence[Column]] = {
    "users": (*USER, _must("orgSourcedIds"), _must("role"), _must("enabledUser", may_be_empty=True)),
    "orgs": (*ID, _must("name"), _must("type"), _may("identifier")),
    "academicsessions": (*ID, _must("title"), _must("type"), _must("startDate", day), _must("endDate", day),
                         _must("schoolYear", whole)),
    "classes": (*ID, _must("title"), _may("classCode"), _must("classType"), _must("schoolSourcedId"),
                _must("termSourcedIds", may_be_empty=True)),
    "enrollments": (*ID, _must("classSourcedId"), _must("schoolSourcedId"), _must("userSourcedId"), _must("role"),
                    _may("beginDate", day), _may("endDate", day)),
    "demographics": (Column("sourcedId", ("userSourcedId",), identifier, required=True),
                     _may("birthDate", day), _may("sex", sex, forgiving=True), _may("status")),
    "roles": (*ID, _must("userSourcedId"), _must("role"), _may("orgSourcedId"), _may("beginDate", day),
              _may("endDate", day)),
}
USERS_1_2: Sequence[Column] = (*USER, _must("enabledUser", may_be_empty=True), _may("primaryOrgSourcedId"),
                               _may("orgSourcedIds"), _may("role"))

PASSED_OVER = ("manifest", "courses", "userprofiles", "categories", "lineitems", "results", "resources", "classresources",
               "courseresources", "userresources", "lineitemlearningobjectiveids", "lineitemscorescales",
               "resultlearningobjectiveids", "resultscorescales", "scorescales")


def read_file(stem: str, sheet: Sheet, columns: Sequence[Column], parsed: Parsed) -> list[Row]:
    """The rows of one file, ``tobedeleted`` ones too. Headings must be those of the standard, in any case.

    A heading that the standard demands and the file lacks is refused by name; ``metadata.`` and known headings that are
    not needed are passed over; others are noted.
    """
    headings = [cell.strip() for cell in sheet.rows[0]]
    positions: dict[str, int] = {}
    for position, cell in enumerate(headings):
        positions.setdefault(cell.casefold(), position)
    mapping: dict[str, int] = {}
    lacking = False
    for column in columns:
        found = next((positions[one.casefold()] for one in (column.name, *column.aliases) if one.casefold() in positions), None)
        if found is not None:
            mapping[column.name] = found
        elif column.required:
            lacking = True
            parsed.refused.append(Bad(sheet.file, 1, column.name, "", f"OneRoster demands a heading “{column.name}” in "
                                      f"{stem}.csv, and there is none. Its headings are: {shown(', '.join(headings))}."))
    ours = [cell for cell in headings if cell.lower().startswith("ext_")]
    if ours:
        parsed.notes.append(f"{sheet.file}: columns of the sender's own are not used: {', '.join(map(shown, ours))}.")
    if lacking:
        return []
    table = read_rows(sheet, 0, mapping, columns)
    table.hand_to(parsed, sheet.file)
    parsed.notes += table.notes
    if stem == "users":
        parsed.rows_received += table.received
    return table.rows
