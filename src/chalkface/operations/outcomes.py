"""Outcomes of the year groups: adopted from a ready set, written by the school, changed, retired and brought back."""

from collections.abc import Collection, Mapping
from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.years import YEAR_GROUPS
from chalkface.frameworks.outcome_sets import ANY_TERM, LONGEST_CODE, TERMS, areas, set_called
from chalkface.operations.editing import edit, held, remember
from chalkface.operations.operation import note, operation
from chalkface.records.models import Outcome, School

EDITABLE = ("wording", "area", "year_group", "term")
LETTERS = "bcdefghijklmnopqrstuvwxyz"


@operation(needs="edit_outcomes", codes=("set_code",))
def adopt_outcomes(access: Access, *, set_code: str, areas: Collection[str] = (), year_groups: Collection[int] = ()) -> int:
    """Take over the outcomes of a ready set, of the given areas and year groups (none given: of all); returns how many
    were new.

    Only what is missing is added: an outcome that the school has under that code, or had and retired, stays as it is.
    Raises ``Refused`` for a set that there is not or that holds no outcomes.
    """
    ready = set_called(set_code)
    if not ready.outcomes:
        raise Refused("That set names skills; there is nothing in it to adopt.")
    _one_at_a_time(access)
    known = list(Outcome.objects.values_list("code", "source"))
    codes, sources = {code for code, _ in known}, {source for _, source in known}
    added = 0
    for position, one in enumerate(ready.outcomes, start=1):
        source = f"{ready.code}:{one.code}"
        wanted = (not areas or one.area in areas) and (not year_groups or one.year_group in year_groups)
        if not wanted or one.code in codes or source in sources:
            continue
        row = Outcome.objects.create(
            school_id=access.school_id, code=one.code, year_group=one.year_group, area=one.area, term=one.term,
            wording=one.wording, source=source, position=position,
        )  # fmt: skip
        remember(access, row, deed="adopt_outcomes")
        added += 1
    note(outcome=added)
    return added


@operation(needs="edit_outcomes")
def write_outcome(access: Access, *, year_group: int, area: str, wording: str, term: int = ANY_TERM, code: str = "") -> Outcome:
    """A new outcome in the school's own words. Without a ``code`` it gets the next free one of its place: EXP-8, EXP-8b.

    Raises ``FormRefused`` for what is missing, a place that there is not, or a code that another outcome has.
    """
    code = code.strip()
    _check({"year_group": year_group, "area": area, "wording": wording, "term": term})
    _one_at_a_time(access)
    taken = set(Outcome.objects.values_list("code", flat=True))
    if code in taken:
        raise Refused(f"There is an outcome with the code {code} already, perhaps a retired one.", field="code")
    if len(code) > LONGEST_CODE:
        raise Refused(f"A code has at most {LONGEST_CODE} characters.", field="code")
    if ";" in code:
        raise Refused("A code has no semicolon: lists of codes are kept with semicolons between.", field="code")
    row = Outcome.objects.create(
        school_id=access.school_id, code=code or free_code(area, year_group, taken), year_group=year_group, area=area,
        term=term, wording=wording.strip(), position=len(taken) + 1,
    )  # fmt: skip
    remember(access, row, deed="write_outcome", fields={"wording": ["", row.wording]})
    return row


def free_code(area: str, year_group: int, taken: Collection[str]) -> str:
    """The first code of the place that no outcome has: EXP-8, EXP-8b … EXP-8z, EXP-8-27."""
    plain = f"{area}-{year_group}"
    for ending in ("", *LETTERS):
        if plain + ending not in taken:
            return plain + ending
    number = len(LETTERS) + 2
    while f"{plain}-{number}" in taken:
        number += 1
    return f"{plain}-{number}"


@operation(needs="edit_outcomes")
def edit_outcome(access: Access, *, outcome_id: int, edition: int, new: Mapping[str, object], reason: str = "") -> bool:
    """Change wording, area, year group or term; the code stays, for activities carry it. Returns whether anything changed.

    Raises ``Refused`` for an outcome that is not there, ``FormRefused`` for what is missing or not a place, and
    ``ChangedMeanwhile`` when somebody else changed the same field since ``edition``.
    """
    row = held(Outcome, outcome_id, "outcome")
    new = {name: value.strip() if isinstance(value, str) else value for name, value in new.items() if name in EDITABLE}
    _check({name: new.get(name, getattr(row, name)) for name in EDITABLE})
    return edit(access, row, new, edition=edition, deed="edit_outcome", reason=reason)


@operation(needs="edit_outcomes")
def retire_outcome(access: Access, *, outcome_id: int, edition: int, reason: str, retired_on: date | None = None) -> bool:
    """Take an outcome out of the grid and keep what was done for it. Raises ``Refused`` without a reason."""
    if not reason.strip():
        raise Refused("Say in a few words why it is retired: whoever comes after wants to know.", field="reason")
    row = held(Outcome, outcome_id, "outcome")
    if row.retired_on:
        return False
    day = retired_on or access.on
    return edit(access, row, {"retired_on": day}, edition=edition, deed="retire_outcome", reason=reason)


@operation(needs="edit_outcomes")
def bring_back_outcome(access: Access, *, outcome_id: int, edition: int, reason: str = "") -> bool:
    """Put a retired outcome back in the grid, as it was."""
    row = held(Outcome, outcome_id, "outcome")
    return edit(access, row, {"retired_on": None}, edition=edition, deed="bring_back_outcome", reason=reason)


def _one_at_a_time(access: Access) -> None:
    """Whoever adds outcomes waits for whoever is adding some: a button pressed twice adds nothing twice."""
    School.objects.select_for_update().get(pk=access.school_id)


def _check(given: Mapping[str, object]) -> None:
    errors = []
    if not str(given["wording"]).strip():
        errors.append(("wording", "Say what a student should know, be able to do or have done."))
    if given["year_group"] not in YEAR_GROUPS:
        errors.append(("year_group", "Choose a year group from 7 to 13."))
    if given["area"] not in areas():
        errors.append(("area", "Choose an area."))
    if given["term"] not in (ANY_TERM, *TERMS):
        errors.append(("term", "Choose a term, or any term."))
    if errors:
        raise FormRefused(errors)
