"""Get Information about Schools: the register of schools, its groups, who is in which group, and who came before whom.

Of the register only what Chalkface uses is kept; names and telephone numbers of head teachers and proprietors never are.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from chalkface.imports.columns import Column
from chalkface.imports.days import day
from chalkface.imports.format import Format
from chalkface.imports.parsed import Options, Parsed
from chalkface.imports.published import Kind, Place, read, recognise
from chalkface.imports.reading import Document

CODE = "gias"
NEVER_KNOWN = date(1900, 1, 1)
STATUSES = {"1": "open", "2": "closed", "3": "open, closing", "4": "proposed"}
# Code column, filter name, heading of the words for it.
CODED = (
    ("typeofestablishment", "type"),
    ("establishmenttypegroup", "type_group"),
    ("phaseofeducation", "phase"),
    ("gor", "region"),
    ("officialsixthform", "sixth_form"),
    ("gender", "entry_gender"),
    ("admissionspolicy", "admission_policy"),
)
PLAIN = (("statutorylowage", "low_age"), ("statutoryhighage", "high_age"))
KEPT = frozenset(
    heading.lower()
    for heading in (
        "URN",
        "LA (code)",
        "LA (name)",
        "EstablishmentNumber",
        "EstablishmentName",
        "TypeOfEstablishment (code)",
        "TypeOfEstablishment (name)",
        "EstablishmentTypeGroup (code)",
        "EstablishmentTypeGroup (name)",
        "EstablishmentStatus (code)",
        "EstablishmentStatus (name)",
        "OpenDate",
        "CloseDate",
        "PhaseOfEducation (code)",
        "PhaseOfEducation (name)",
        "StatutoryLowAge",
        "StatutoryHighAge",
        "OfficialSixthForm (code)",
        "OfficialSixthForm (name)",
        "Gender (code)",
        "Gender (name)",
        "AdmissionsPolicy (code)",
        "AdmissionsPolicy (name)",
        "SchoolCapacity",
        "CensusDate",
        "NumberOfPupils",
        "NumberOfBoys",
        "NumberOfGirls",
        "PercentageFSM",
        "FSM",
        "TrustSchoolFlag (name)",
        "Trusts (code)",
        "Trusts (name)",
        "Federations (code)",
        "Federations (name)",
        "UKPRN",
        "FurtherEducationType (name)",
        "LastChangedDate",
        "Street",
        "Locality",
        "Address3",
        "Town",
        "County (name)",
        "Postcode",
        "SchoolWebsite",
        "GOR (code)",
        "GOR (name)",
        "DistrictAdministrative (code)",
        "DistrictAdministrative (name)",
        "ParliamentaryConstituency (code)",
        "ParliamentaryConstituency (name)",
        "UrbanRural (code)",
        "UrbanRural (name)",
        "GSSLACode (name)",
        "Easting",
        "Northing",
        "PreviousLA (code)",
        "PreviousLA (name)",
        "PreviousEstablishmentNumber",
        "Country (name)",
    )
)
PERSONAL = re.compile(r"head|telephone|phone|propsname|e-?mail", re.IGNORECASE)


def _unpadded(code: str) -> str:
    """Codes were padded with zeros in older extracts (``01``) and are not today (``1``)."""
    return code.lstrip("0") or ("0" if code else "")


def _day(text: str) -> str:
    """A day as ISO text; ``01-01-1900`` stands for "not recorded" and becomes ``""``, as does what cannot be read."""
    try:
        found = day(text.strip())
    except ValueError:
        return ""
    return "" if found is None or found == NEVER_KNOWN else found.isoformat()


def _establishment(record: Mapping[str, str]) -> Place:
    def cell(heading: str) -> str:
        return record.get(heading, "").strip()

    authority, number = cell("la (code)"), cell("establishmentnumber")
    laestab = authority + number if len(authority) == 3 and len(number) == 4 and (authority + number).isdecimal() else ""
    filters = {}
    status = STATUSES.get(_unpadded(cell("establishmentstatus (code)")), cell("establishmentstatus (name)").lower())
    for name, value in (
        ("status", status),
        ("opened_on", _day(cell("opendate"))),
        ("closed_on", _day(cell("closedate"))),
        ("local_authority", cell("la (name)")),
    ):
        if value:
            filters[name] = value
    for heading, name in CODED:
        if cell(f"{heading} (name)"):
            filters[name] = cell(f"{heading} (name)")
        if cell(f"{heading} (code)") and name in {"type", "type_group", "phase", "sixth_form"}:
            filters[f"{name}_code"] = _unpadded(cell(f"{heading} (code)"))
    for heading, name in PLAIN:
        if cell(heading):
            filters[name] = cell(heading)
    return Place("school", cell("urn"), laestab, authority if authority != "0" else "", cell("establishmentname"), filters)


def _group(record: Mapping[str, str]) -> Place:
    return Place(
        "group",
        area_code=record["uid"].strip(),
        name=record["group name"].strip(),
        filters=_filled(
            type=record.get("group type", ""), status=record.get("status", ""), closed_on=_day(record.get("closed date", ""))
        ),
    )


def _member(record: Mapping[str, str]) -> Place:
    return Place(
        "school",
        record["urn"].strip(),
        area_code=record.get("la (code)", "").strip(),
        name=record.get("establishmentname", "").strip(),
        filters=_filled(
            group_uid=record["linked uid"],
            group=record.get("group name", ""),
            type=record.get("group type", ""),
            joined_on=_day(record.get("joined date", "")),
        ),
    )


def _link(record: Mapping[str, str]) -> Place:
    return Place(
        "school",
        record["urn"].strip(),
        name=record.get("linkname", "").strip(),
        filters=_filled(
            linked_urn=record["linkurn"], link=record["linktype"], linked_on=_day(record.get("linkestablisheddate", ""))
        ),
    )


def _filled(**values: str) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items() if value.strip()}


def _is_personal(heading: str) -> bool:
    return PERSONAL.search(heading) is not None


KINDS = (
    Kind(
        "gias-establishments",
        frozenset({"urn", "establishmentname"}),
        _establishment,
        any_of=frozenset({"establishmentnumber", "typeofestablishment (code)", "typeofestablishment (name)"}),
        none_of=frozenset({"linked uid"}),
        keep=KEPT,
        dated_by_name=True,
    ),
    Kind("gias-group-links", frozenset({"urn", "linked uid"}), _member, drop=_is_personal, dated_by_name=True),
    Kind(
        "gias-groups",
        frozenset({"uid", "group name"}),
        _group,
        any_of=frozenset({"group type", "companies house number"}),
        drop=_is_personal,
        dated_by_name=True,
    ),
    Kind("gias-links", frozenset({"urn", "linkurn", "linktype"}), _link, dated_by_name=True),
)


def _recognise(document: Document) -> float:
    return recognise(document, KINDS)


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    return read(CODE, documents, options, KINDS)


FORMAT = Format(
    code=CODE,
    title="Get Information about Schools (Department for Education)",
    columns={
        "": (
            Column("URN", meaning="The school's unique reference number. An academy conversion gives a new one."),
            Column("EstablishmentName", meaning="The name of the school."),
            Column("LA (code)", meaning="The three-digit number of the local authority."),
            Column("EstablishmentNumber", meaning="The four-digit number of the school within it."),
            Column("EstablishmentStatus (code)", meaning="Open, closed, open but about to close, or proposed."),
            Column("NumberOfPupils", meaning="How many are on roll; every other column that is used is kept as published."),
        )
    },
    recognise=_recognise,
    read=_read,
)
