"""Which academic year a page is asked for."""

from chalkface.core.years import YEARS, year_label

YEARS_BACK = 7


def any_year(text: str, otherwise: int) -> int:
    """The year asked for, however long ago; ``otherwise`` for what is none."""
    return int(text) if text.isdecimal() and len(text) == 4 and int(text) in YEARS else otherwise


def chosen_year(text: str, now: int) -> int:
    """The year asked for, from some years back to the next one; this one for anything else."""
    return int(text) if text.isdecimal() and len(text) == 4 and now - YEARS_BACK < int(text) <= now + 1 else now


def year_choices(now: int) -> list[dict[str, object]]:
    """The years to choose from, the next one first."""
    return [{"value": year, "label": year_label(year)} for year in range(now + 1, now - YEARS_BACK, -1)]
