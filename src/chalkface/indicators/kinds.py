"""The vocabulary of indicators: one constructor so far, ``share``, and the worked example that each one carries."""

from dataclasses import dataclass, field
from datetime import date

from chalkface.indicators.facts import Condition, Population

# The groups of people that a figure may be broken down by, in the order they are shown.
PEOPLE_GROUPS = ("sex", "pupil_premium", "sen", "looked_after", "eal", "ethnicity_group")
EVERY_GROUP = ("year_group", *PEOPLE_GROUPS)
YEAR_GROUP_ONLY = ("year_group",)


@dataclass(frozen=True)
class Example:
    """A small drawn school and the figure that it must give.

    ``rows`` maps a file of the exchange format (``students``) to a drawn table: a line of column names, then a line per
    row, cells parted by ``|``. Columns that do not matter to the figure are left out. A column ``every_quality`` stands for
    every yes/no column of the activity, before the columns drawn after it. ``leaving_year`` is the year of the leavers;
    without it, the year of the day ``on``.
    """

    on: date
    rows: dict[str, str] = field(hash=False)
    numerator: int
    denominator: int
    leaving_year: int | None = None


@dataclass(frozen=True)
class Share:
    """How many of a population meet a condition. The id is the name of the file that holds the definition.

    ``better`` says which way is good: where it is ``lower``, the people behind the gap are those in the numerator.
    ``serves`` are the framework statements that the share gives evidence for (``gatsby-2025:5.1``), ``purpose`` what it
    is for in one word or two where no framework asks for it (``law``, ``impact``).
    """

    title: str
    among: Population
    having: Condition
    by: tuple[str, ...]
    why: str
    caveats: str
    example: Example
    serves: tuple[str, ...] = ()
    purpose: str = ""
    better: str = "higher"
    id: str = ""

    @property
    def column(self) -> str:
        """The id as a column name begins with it: hyphens are underscores."""
        return self.id.replace("-", "_")


def share(**parts: object) -> Share:
    """A share; its parts are those of ``Share``. The id comes from the file name, so it is never written."""
    return Share(**parts)  # type: ignore[arg-type] - checked by the tests of every definition
