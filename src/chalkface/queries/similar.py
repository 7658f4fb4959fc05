"""The schools like this one, by what is published of every school."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from chalkface.core.similar_schools import SchoolProfile, SimilarSchools, profiles, similar_schools
from chalkface.core.years import academic_year_of
from chalkface.queries.counting import cells
from chalkface.queries.published import ROW, FileShown, Row
from chalkface.records.models import PublishedRow, School

# What the published census calls the kinds of school that a school here may be.
KINDS = {"school": "State-funded secondary", "special": "State-funded special school"}
OWN_NUMBERS = (
    " This school is not in the published census that was imported: its own numbers on roll and of pupil premium were compared."
)


def newest(files: Sequence[FileShown], dataset: str) -> FileShown | None:
    """The newest file of a data set."""
    return next((file for file in files if file.dataset == dataset), None)


def find_similar(
    school: School, own: Sequence[Row], files: Sequence[FileShown], local_authority: str, on: date
) -> SimilarSchools | None:
    """Up to ten schools of the published census that are like ``school``; none without a census or for a kind not in it.

    ``own`` are the published rows of the school itself. Reads every school of one kind: keep the answer.
    """
    census = newest(files, "performance-school-census")
    if census is None:
        return None
    listed = next((row for row in own if row.file_id == census.id and row.urn == school.urn), None)
    kind = listed.filters.get("school_type", "") if listed is not None else KINDS.get(school.kind, "")
    if not kind:
        return None
    same_kind, registered, regional = _read(
        census, newest(files, "gias-establishments"), newest(files, "performance-regions"), kind
    )
    known = profiles(same_kind, registered, regional)
    target, said = known.get(school.urn), ""
    if target is None:
        region = next((row.filters.get("region_name", "") for row in regional if row.area_code == local_authority), "")
        target, said = _own_profile(school, kind, region, on), OWN_NUMBERS
    if 2 * sum(one.sixth_form is not None for one in known.values()) < len(known):
        # With part of the register only, asking for a sixth form would leave out nearly every school.
        target = replace(target, sixth_form=None)
    found = similar_schools(target, known.values())
    return replace(found, rule=found.rule + said)


def _read(census: FileShown, register: FileShown | None, regions: FileShown | None, kind: str) -> tuple[list[Row], ...]:
    """In one query: the census rows of a kind, the register's of the same schools, and the list of authorities."""
    of_kind = PublishedRow.objects.filter(file_id=census.id, level="school", filters__school_type=kind)
    wanted = of_kind
    if register:
        wanted |= PublishedRow.objects.filter(file_id=register.id, urn__in=of_kind.values("urn"))
    if regions:
        wanted |= PublishedRow.objects.filter(file_id=regions.id)
    rows = [Row(*row) for row in wanted.values_list(*ROW)]
    return tuple([row for row in rows if file and row.file_id == file.id] for file in (census, register, regions))


def _own_profile(school: School, kind: str, region: str, on: date) -> SchoolProfile:
    """The school's profile from its own records: everybody on roll, and how many of them have pupil premium."""
    answer = cells(school, ["on_roll"], on=on, year=academic_year_of(on))["on_roll"]
    columns = list(answer.columns)
    premium, size = columns.index("pupil_premium"), columns.index("employer_encounter_this_year__denominator")
    counts = {"yes": 0, "no": 0, "unknown": 0}
    for row in answer.rows:
        counts[row[premium]] += int(row[size])
    known = counts["yes"] + counts["no"]
    return SchoolProfile(
        urn=school.urn,
        name=school.name,
        kind=kind,
        region=region,
        sixth_form=(school.high_year or 0) >= 12,
        pupils=sum(counts.values()) or None,
        fsm_ever=Decimal(100 * counts["yes"]) / known if known else None,
    )
