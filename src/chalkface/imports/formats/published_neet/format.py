"""Participation and NEET of 16 and 17 year olds by local authority, and the September Guarantee beside it.

The columns change every year: the place and year columns are found by name, everything else is kept under its own heading.
"""

from collections.abc import Mapping, Sequence

from chalkface.imports.columns import Column
from chalkface.imports.format import Format
from chalkface.imports.formats.published_ees.format import IDENTITY, LEVELS, NAMED_BY
from chalkface.imports.parsed import Options, Parsed
from chalkface.imports.published import Kind, Place, find, read
from chalkface.imports.reading import Document

CODE = "published_neet"


def _place(record: Mapping[str, str]) -> Place:
    level = LEVELS.get("".join(filter(str.isalpha, record["geographic_level"].lower())), "unknown")
    codes, names = NAMED_BY.get(level, (("new_la_code",), ("la_name",)))
    code = next((record[name].strip() for name in codes if record.get(name, "").strip()), "")
    filters = {"la_gss_code": record["new_la_code"].strip()} if record.get("new_la_code", "").strip() else {}
    return Place(
        level,
        area_code=code,
        name=record.get(names[0], "").strip(),
        filters=filters,
        remark="" if level != "unknown" else "a kind of area that is not known here; kept as published",
    )


KINDS = (
    Kind(
        "nccis-neet",
        frozenset({"time_period", "geographic_level"}),
        _place,
        any_of=frozenset({"neet_percent", "neet_not_known_percent", "september_guarantee_offer_made_percent"}),
        identity=IDENTITY,
        filters=frozenset({"age"}),
    ),
)


def _recognise(document: Document) -> float:
    return 1.0 if any(find(sheet, KINDS) for sheet in document.sheets) else 0.0


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    return read(CODE, documents, options, KINDS)


FORMAT = Format(
    code=CODE,
    title="Participation and NEET by local authority (Department for Education)",
    columns={
        "": (
            Column("time_period", meaning="The calendar year; figures are averages of December to February."),
            Column("geographic_level", meaning="National, regional or local authority."),
            Column("old_la_code", meaning="The three-digit number of the local authority."),
            Column("Age", meaning="The ages that the row is about."),
            Column(
                "NEET_percent",
                meaning="Not in education, employment or training; every other figure is kept under its heading.",
            ),
        )
    },
    recognise=_recognise,
    read=_read,
)
