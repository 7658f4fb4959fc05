"""Which groups a student belongs to, in the values that figures are broken down by."""

from chalkface.core.disclosure import Group
from chalkface.indicators.kinds import PEOPLE_GROUPS

UNKNOWN = "unknown"
_YES_NO = {True: "yes", False: "no", None: UNKNOWN}
_SEX = {"F": "F", "M": "M"}
_SEN = {"N": "no", "K": "yes", "E": "yes"}
_ETHNICITY = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "chinese", "O": "other"}
COLUMNS = tuple(f"student__{name}" for name in ("sex", "pupil_premium", "sen_provision", "looked_after", "eal", "ethnicity"))


def groups_of(sex: str, premium: bool | None, sen: str, after: bool | None, eal: bool | None, ethnicity: str) -> list[Group]:
    """The groups of a student whose ``COLUMNS`` these are, one for each breakdown."""
    values = (
        _SEX.get(sex, UNKNOWN), _YES_NO[premium], _SEN.get(sen, UNKNOWN), _YES_NO[after], _YES_NO[eal],
        _ETHNICITY.get(ethnicity[:1], UNKNOWN),
    )  # fmt: skip
    return [frozenset({pair}) for pair in zip(PEOPLE_GROUPS, values, strict=True)]
