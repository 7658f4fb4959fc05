"""The legal duty of provider access in words: whether it is met, what it asks, and how each phase stands."""

from chalkface.core.disclosure import HIDDEN, Count
from chalkface.core.statistics import counted
from chalkface.core.words import day_words
from chalkface.reports.governor_paper.paper import GovernorPaper, ProviderAccess
from chalkface.reports.governor_paper.parts import Table

LAST_COMPULSORY_PHASE = 2  # in the first two phases students must attend; in the third they may


def duty_sentence(phases: tuple[ProviderAccess, ...]) -> str:
    """Whether every student who must has had both occasions, and who has not; "" where the duty is not the school's."""
    must = [one for one in phases if one.phase <= LAST_COMPULSORY_PHASE]
    if not must:
        return ""
    told = [one for one in must if isinstance(one.met, Count) and one.met.denominator]
    untold = _and([one.counted_in for one in must if one not in told])
    short_of = [one for one in told if one.met.numerator < one.met.denominator]
    if short_of:
        had = _and([f"{counted(one.met.numerator, one.met.denominator)} {one.counted_in}" for one in told])
        said = f"Provider access, a legal duty, is not complete: so far both occasions were had by {had}."
    elif told:
        said = f"Provider access, a legal duty: all {_and([one.counted_in for one in told])} have had both occasions."
    else:
        return f"Provider access, a legal duty: of {untold} it cannot be told how many have had both occasions."
    return f"{said} Of {untold} it cannot be told." if untold else said


def is_met(phases: tuple[ProviderAccess, ...]) -> bool:
    """Whether it can be told of every phase in which students must attend that all of them have had both occasions."""
    must = [one.met for one in phases if one.phase <= LAST_COMPULSORY_PHASE]
    return bool(must) and all(isinstance(met, Count) and met.denominator == met.numerator > 0 for met in must)


def tell_law(paper: GovernorPaper) -> tuple[str, ...]:
    """What the law asks, and what governors have approved of it."""
    if not paper.provider_access:
        return ("The duty of provider access does not apply to the year groups of this school.",)
    approved = (
        f"Governors last approved the policy statement on {day_words(paper.provider_statement_on)}."
        if paper.provider_statement_on
        else "No day is recorded on which governors approved the policy statement. The law asks for one, published."
    )
    return (
        "By section 42B of the Education Act 1997 every student must be given two occasions in each phase, in school "
        "hours, to meet providers of technical education and apprenticeships, not the same providers twice. "
        "In the first two phases students must attend; in the third they may. Each phase ends on 28 February of its "
        "second year.",
        approved,
    )


def tell_law_table(phases: tuple[ProviderAccess, ...]) -> Table | None:
    """How each phase stands."""
    if not phases:
        return None
    rows = []
    for one in phases:
        attendance = "students must attend" if one.phase <= LAST_COMPULSORY_PHASE else "students may attend"
        if isinstance(one.offered, Count):
            attendance += f"; both put on for {one.offered.numerator} of {one.offered.denominator} year groups"
        met = str(HIDDEN) if one.met is HIDDEN else f"{one.met} {one.counted_in}"
        rows.append((f"Phase {one.phase}, {one.years}", attendance, met))
    return Table("Students who have had both occasions, by phase", ("Phase", "Attendance", "Had both occasions"), tuple(rows))


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
