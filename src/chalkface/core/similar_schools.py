"""Similar schools: whose published figures may fairly stand beside this school's, by rules that can be read aloud.

The rules look at what is published about every school (kind, region, sixth form, size, share ever eligible for free
meals) and nothing else. They start strict and widen step by step until there are enough schools; the sentence says how far.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from chalkface.core.published import Reading, status_of

HAS_SIXTH_FORM = {"1": True, "2": False}


class PlacedRow(Protocol):
    """What profiles read of a published row."""

    level: str
    urn: str
    area_code: str
    name: str
    filters: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class SchoolProfile:
    """What is published about a school. ``None``: not published. ``fsm_ever`` is the percentage ever eligible in six years.

    ``kind`` is the school's kind in the census (``State-funded secondary`` …): only schools of one kind are compared.
    """

    urn: str
    name: str
    kind: str
    region: str = ""
    sixth_form: bool | None = None
    pupils: int | None = None
    fsm_ever: Decimal | None = None


def profiles(
    census: Iterable[PlacedRow], register: Iterable[PlacedRow] = (), regions: Iterable[PlacedRow] = ()
) -> dict[str, SchoolProfile]:
    """Every school of a published school census, by URN.

    ``register`` (Get Information about Schools) adds name, region and sixth form, and takes closed schools out; ``regions``
    (the performance tables' list of authorities) gives the region where the register does not. A cell that is hidden or
    missing leaves that fact unknown.
    """
    region_of = {row.area_code: row.filters.get("region_name", "") for row in regions}
    registered = {row.urn: row for row in register if row.level == "school"}
    found = {}
    for row in census:
        if row.level != "school" or not row.urn:
            continue
        entry = registered.get(row.urn)
        known: Mapping[str, str] = entry.filters if entry is not None else {}
        if known.get("status") in {"closed", "proposed"}:
            continue
        pupils, fsm = _reading(row, "NOR"), _reading(row, "PNUMFSMEVER")
        found[row.urn] = SchoolProfile(
            urn=row.urn,
            name=entry.name if entry is not None else row.name,
            kind=row.filters.get("school_type", ""),
            region=known.get("region", "") or region_of.get(row.area_code, ""),
            sixth_form=HAS_SIXTH_FORM.get(known.get("sixth_form_code", "")),
            pupils=None if pupils.value is None else int(pupils.value),
            fsm_ever=fsm.value,
        )
    return found


def _reading(row: PlacedRow, column: str) -> Reading:
    return status_of(row.cells.get(column, ""))


@dataclass(frozen=True)
class Step:
    """One width of the rules: the greatest difference allowed, and the words for it."""

    same_region: bool
    same_sixth_form: bool
    size: int | None
    fsm: int | None
    words: str


STEPS = (
    Step(True, True, 25, 5, "in the same region, alike in having a sixth form, within 25 % in size and 5 points in free meals"),
    Step(
        False, True, 25, 5, "anywhere in England, alike in having a sixth form, within 25 % in size and 5 points in free meals"
    ),
    Step(
        False,
        True,
        40,
        10,
        "anywhere in England, alike in having a sixth form, within 40 % in size and 10 points in free meals",
    ),
    Step(False, False, 60, 15, "anywhere in England, within 60 % in size and 15 points in free meals"),
    Step(False, False, None, None, "anywhere in England, of any size"),
)


@dataclass(frozen=True)
class SimilarSchools:
    """The schools chosen, nearest first, with the rule in words and how many each step of it had found."""

    schools: tuple[SchoolProfile, ...]
    rule: str
    found: tuple[int, ...]


def similar_schools(target: SchoolProfile, candidates: Iterable[SchoolProfile], n: int = 10) -> SimilarSchools:
    """Up to ``n`` schools like ``target``, itself excluded.

    The first step of ``STEPS`` that finds ``n`` schools is used, else the widest. Within it the nearest come first: the
    difference in size as a share of 25 % plus the difference in free meals as a share of 5 points; then by URN. A fact that
    is not published for the target is not asked of the others, and the rule says so; a candidate lacking an asked fact
    fails it.
    """
    pool = [school for school in candidates if school.kind == target.kind and school.urn != target.urn]
    found: list[int] = []
    chosen: list[SchoolProfile] = []
    step = STEPS[0]
    for step in STEPS:
        chosen = [school for school in pool if _within(target, school, step)]
        found.append(len(chosen))
        if len(chosen) >= n:
            break
    chosen.sort(key=lambda school: (_distance(target, school), school.urn))
    return SimilarSchools(tuple(chosen[:n]), _rule(target, step, min(n, len(chosen))), tuple(found))


def _within(target: SchoolProfile, school: SchoolProfile, step: Step) -> bool:
    if step.same_region and target.region and school.region != target.region:
        return False
    if step.same_sixth_form and target.sixth_form is not None and school.sixth_form != target.sixth_form:
        return False
    if (
        step.size is not None
        and target.pupils
        and (school.pupils is None or abs(school.pupils - target.pupils) * 100 > step.size * target.pupils)
    ):
        return False
    return not (
        step.fsm is not None
        and target.fsm_ever is not None
        and (school.fsm_ever is None or abs(school.fsm_ever - target.fsm_ever) > step.fsm)
    )


def _distance(target: SchoolProfile, school: SchoolProfile) -> Decimal:
    distance = Decimal(0)
    if target.pupils:
        gap = Decimal(4) if school.pupils is None else abs(Decimal(school.pupils - target.pupils)) / target.pupils
        distance += gap / Decimal("0.25")
    if target.fsm_ever is not None:
        gap = Decimal(20) if school.fsm_ever is None else abs(school.fsm_ever - target.fsm_ever)
        distance += gap / 5
    return distance


def _rule(target: SchoolProfile, step: Step, count: int) -> str:
    kind = target.kind[:1].lower() + target.kind[1:] if target.kind else "the same kind"
    missing = [
        words
        for words, absent in (
            ("region", not target.region),
            ("sixth form", target.sixth_form is None),
            ("size", not target.pupils),
            ("share ever eligible for free meals", target.fsm_ever is None),
        )
        if absent
    ]
    sentence = f"{count} schools of the same kind ({kind}) {step.words}; the nearest first."
    if missing:
        sentence += f" Not known for this school and so not compared: {', '.join(missing)}."
    return sentence
