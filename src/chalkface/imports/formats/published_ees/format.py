"""Explore Education Statistics: files downloaded from the statistics service, national to single schools.

Every file has the same leading columns (year, kind of place, its codes and names), then filters, then figures. Counts and
percentages are separate rows told apart by ``data_type``. Columns are found by name only: their order changes.
"""

import re
from collections.abc import Mapping, Sequence

from chalkface.imports.columns import Column
from chalkface.imports.format import Format
from chalkface.imports.formats.published_ees.catalogue import describe, is_catalogue
from chalkface.imports.parsed import Options, Parsed
from chalkface.imports.published import Kind, Place, read, recognise
from chalkface.imports.reading import Document
from chalkface.imports.school_numbers import school_numbers

CODE = "published_ees"
LEVELS = {
    "national": "national",
    "regional": "region",
    "region": "region",
    "localauthority": "local_authority",
    "localauthoritydistrict": "local_authority_district",
    "parliamentaryconstituency": "parliamentary_constituency",
    "opportunityarea": "opportunity_area",
    "school": "school",
    "institution": "school",
    "provider": "school",
}
# Where each level finds its code and name, first filled one first.
NAMED_BY = {
    "national": (("country_code",), ("country_name",)),
    "region": (("region_code",), ("region_name",)),
    "local_authority": (("old_la_code", "new_la_code"), ("la_name",)),
    "local_authority_district": (("lad_code",), ("lad_name",)),
    "parliamentary_constituency": (("pcon_code",), ("pcon_name",)),
    "opportunity_area": (("opportunity_area_code",), ("opportunity_area_name",)),
    "school": (("old_la_code", "new_la_code"), ("school_name",)),
}
IDENTITY = frozenset(
    {
        "time_period",
        "time_identifier",
        "geographic_level",
        "country_code",
        "country_name",
        "region_code",
        "region_name",
        "old_la_code",
        "new_la_code",
        "la_name",
        "pcon_code",
        "pcon_name",
        "lad_code",
        "lad_name",
        "opportunity_area_code",
        "opportunity_area_name",
        "school_urn",
        "school_laestab",
        "school_name",
        "location",
        "location_code",
    }
)
FILTERS = frozenset(
    {
        "institution_group",
        "institution_type",
        "establishment_type_group",
        "establishment_type",
        "cohort_level_group",
        "cohort_level",
        "breakdown_topic",
        "breakdown",
        "data_type",
        "version",
        "level_methodology",
        "local_authority_selection_status",
        "admission_policy",
        "entry_gender",
        "sex",
        "ethnicity_major",
        "ethnicity_minor",
        "disadvantage_status",
        "destination_year",
        "destination_group",
        "destination_description",
    }
)
ALIASES = {
    "characteristic_group": "breakdown_topic",
    "characteristic": "breakdown",
    "notsust_beneet": "notsust_ben",
    "only_beneet": "only_ben",
    "urn": "school_urn",
    "laestab": "school_laestab",
}
BASE = frozenset({"time_period", "geographic_level"})
LEVEL_OF_STUDY = frozenset({"cohort_level", "cohort_level_group"})
FIGURES = frozenset({"overall", "education", "appren", "all_work"})


def _first(record: Mapping[str, str], names: Sequence[str]) -> str:
    return next((record[name].strip() for name in names if record.get(name, "").strip()), "")


def _place(record: Mapping[str, str]) -> Place:
    written = record["geographic_level"].strip()
    folded = re.sub(r"[^a-z]", "", written.lower())
    level = LEVELS.get(folded)
    if level is None:
        return Place(
            re.sub(r"[^a-z]+", "_", written.lower()).strip("_") or "unknown",
            area_code=record.get("location_code", "").strip(),
            name=record.get("location", "").strip(),
            remark="a kind of area that is not known here; kept as published",
        )
    codes, names = NAMED_BY[level]
    code = _first(record, (*codes, "location_code"))
    name = _first(record, (*names, "location"))
    filters = {"la_gss_code": record["new_la_code"].strip()} if record.get("new_la_code", "").strip() else {}
    if level != "school":
        return Place(level, area_code=code, name=name, filters=filters)
    urn, laestab, remark = school_numbers(record.get("school_urn", "").strip(), record.get("school_laestab", "").strip())
    return Place(level, urn, laestab, code, name, filters, remark)


def _kind(
    dataset: str,
    needed: frozenset[str] = frozenset(),
    any_of: frozenset[str] = frozenset(),
    none_of: frozenset[str] = frozenset(),
) -> Kind:
    return Kind(dataset, BASE | needed, _place, any_of, none_of, IDENTITY, FILTERS, aliases=ALIASES)


KINDS = (
    _kind("ees-progression-long", frozenset({"destination_group", "pupil_count", "pupil_percent"})),
    _kind("ees-progression", frozenset({"all_progressed"})),
    _kind("ees-16-18-destinations", frozenset({"cohort"}) | LEVEL_OF_STUDY, FIGURES),
    _kind("ees-16-18-destinations", frozenset({"cohort", "cohort_level_group"}), FIGURES),
    _kind("ees-ks4-longer-term", frozenset({"cohort", "destination_year"}), FIGURES, LEVEL_OF_STUDY),
    _kind("ees-ks4-destinations", frozenset({"cohort"}), FIGURES, LEVEL_OF_STUDY),
)


def _recognise(document: Document) -> float:
    return 1.0 if is_catalogue(document) else recognise(document, KINDS)


def _read(documents: Sequence[Document], options: Options) -> Parsed:
    catalogues = [document for document in documents if is_catalogue(document)]
    tables = [document for document in documents if document not in catalogues]
    parsed = read(CODE, tables, options, KINDS) if tables else Parsed(CODE)
    for document in catalogues:
        count, sentences = describe(document, KINDS)
        parsed.rows_received += count
        parsed.notes += sentences
    return parsed


FORMAT = Format(
    code=CODE,
    title="Explore Education Statistics (Department for Education)",
    columns={
        "": (
            Column("time_period", meaning="The year as published; destination measures name the year after leaving."),
            Column("geographic_level", meaning="What kind of place the row is about: national, local authority, school …"),
            Column("school_urn", meaning="The school's unique reference number; some files have swapped it with the LAESTAB."),
            Column("school_laestab", meaning="The local authority and school number, seven digits."),
            Column("breakdown_topic", ("characteristic_group",), meaning="Which group of students the row is about."),
            Column("data_type", meaning="Whether the figures of the row are counts or percentages."),
            Column("cohort", meaning="How many left; every other figure is read by its heading and kept as published."),
        )
    },
    recognise=_recognise,
    read=_read,
)
