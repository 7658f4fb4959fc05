"""The Department for Education's performance tables: destinations after Year 11 and 16-18, progression, census, regions.

One row is one school, one local authority or England. Files carry no year of their own; the edition is worked out from
the history columns where there are any.
"""

import re
from collections.abc import Mapping, Sequence

from chalkface.imports.columns import Column
from chalkface.imports.format import Format
from chalkface.imports.parsed import Options, Parsed
from chalkface.imports.published import Kind, Place, read, recognise
from chalkface.imports.reading import Document
from chalkface.imports.school_numbers import is_laestab, school_numbers

CODE = "published_performance"
HISTORY = re.compile(r"cohort_([0-9]{2})", re.IGNORECASE)
ENGLAND = "E92000001"
RECORD_TYPES = {"1": "mainstream", "2": "special", "3": "consortium"}
SCHOOL_TYPES = {
    "AC": "Sponsored academy",
    "ACC": "Converter academy",
    "ACCS": "Special converter academy",
    "ACS": "Special sponsored academy",
    "CY": "Community school",
    "CYS": "Community special school",
    "VA": "Voluntary aided school",
    "VC": "Voluntary controlled school",
    "FD": "Foundation school",
    "FDS": "Foundation special school",
    "F": "Free school",
    "FS": "Special free school",
    "FUTC": "University technical college",
    "UTC": "University technical college",
    "FSS": "Studio school",
    "SS": "Studio school",
    "CTC": "City technology college",
    "NMSS": "Non-maintained special school",
    "FESI": "Further education institution",
    "ACC1619": "Converter academy for 16 to 19",
    "AC1619": "Sponsored academy for 16 to 19",
    "F1619": "Free school for 16 to 19",
}


def _edition(headings: Sequence[str]) -> str:
    """The edition is the year after the newest history column: ``COHORT_18`` is of 2017/18, so the file is of 2018/19."""
    history = [int(found[1]) for heading in headings if (found := HISTORY.fullmatch(heading))]
    return f"{2000 + max(history)}{(max(history) + 1) % 100:02d}" if history else ""


def _performance(record: Mapping[str, str]) -> Place:
    """A row's place by what identifies it, not by RECTYPE alone: its codes have changed meaning between editions."""
    lea, estab, urn = (record[name].strip() for name in ("lea", "estab", "urn"))
    kind = record["rectype"].strip().upper()
    if estab or urn:
        return _school(record, lea, estab, urn, kind)
    if lea or kind == "LA":
        return Place(
            "local_authority",
            area_code=lea,
            filters={"record_type": "local authority"},
            remark="" if lea else "a local authority without its number",
        )
    return Place(
        "national",
        area_code=ENGLAND,
        name="England",
        filters={"record_type": "national"},
        remark=""
        if kind in {"NAT", "4", "5"}
        else f"taken as national, as it names neither school nor authority (RECTYPE “{kind[:20]}”)",
    )


def _school(record: Mapping[str, str], lea: str, estab: str, urn: str, kind: str) -> Place:
    urn, laestab, remark = school_numbers(urn, lea + estab)
    filters = {"record_type": RECORD_TYPES.get(kind, kind.lower())}
    written = record.get("nftype", "").strip()
    if is_laestab(written):
        remark = "the kind of school holds a LAESTAB; the kind is taken as not known"
    elif written:
        filters["school_type"] = SCHOOL_TYPES.get(written.upper(), written)
    if record.get("iclose", "").strip() == "1":
        filters["closed"] = "yes"
    return Place("school", urn, laestab, lea, record.get("schname", "").strip(), filters, remark)


def _census(record: Mapping[str, str]) -> Place:
    """The census repeats NAT once for each kind of school, with the kind's letters where the school number should be."""
    la, estab, urn = (record[name].strip() for name in ("la", "estab", "urn"))
    school_type = record.get("schooltype", "").strip()
    filters = {"school_type": school_type} if school_type else {}
    if urn.upper() == "NAT" or not (urn or la):
        return Place("national", area_code=ENGLAND, name="England", filters=filters)
    if not urn:
        return Place("local_authority", area_code=la, filters=filters)
    urn, laestab, remark = school_numbers(urn, la + estab)
    return Place("school", urn, laestab, la, filters=filters, remark=remark)


def _region(record: Mapping[str, str]) -> Place:
    filters = {"region": record["region"].strip(), "region_name": record["region name"].strip()}
    return Place("local_authority", area_code=record["lea"].strip(), name=record["la name"].strip(), filters=filters)


IDENTITY = frozenset({"lea", "estab", "urn", "schname"})
DESTINATIONS = frozenset({"rectype", "lea", "estab", "urn"})
KINDS = (
    Kind(
        "performance-ks4-destinations",
        DESTINATIONS | {"cohort", "overall_dest"},
        _performance,
        identity=IDENTITY,
        edition=_edition,
        needs_edition=True,
    ),
    Kind(
        "performance-16-18-destinations",
        DESTINATIONS | {"tot_cohort", "tot_overall"},
        _performance,
        identity=IDENTITY,
        edition=_edition,
        needs_edition=True,
    ),
    Kind(
        "performance-progression",
        DESTINATIONS | {"all_progressed"},
        _performance,
        identity=IDENTITY,
        edition=_edition,
        needs_edition=True,
    ),
    Kind(
        "performance-school-census",
        frozenset({"urn", "la", "estab", "nor"}),
        _census,
        any_of=frozenset({"pnumfsmever", "numfsmever", "tsenelse"}),
        identity=frozenset({"urn", "la", "estab"}),
        needs_edition=True,
    ),
    Kind(
        "performance-regions",
        frozenset({"lea", "la name", "region", "region name"}),
        _region,
        identity=frozenset({"lea", "la name"}),
    ),
)


def _recognise(document: Document) -> float:
    return recognise(document, KINDS)


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    return read(CODE, documents, options, KINDS)


FORMAT = Format(
    code=CODE,
    title="Performance tables (Department for Education)",
    columns={
        "": (
            Column("RECTYPE", meaning="What the row is: a school, a local authority (LA) or England (NAT)."),
            Column("LEA", ("LA",), meaning="The three-digit number of the local authority."),
            Column("ESTAB", meaning="The four-digit number of the school."),
            Column("URN", meaning="The school's unique reference number, six digits."),
            Column("SCHNAME", meaning="The name of the school."),
            Column("COHORT", meaning="How many left; every other figure is read by its heading and kept as published."),
        )
    },
    recognise=_recognise,
    read=_read,
)
