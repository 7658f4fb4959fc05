"""What is special about students, opened: the one place where figures and lists learn of it.

It is kept sealed, and the database can be asked for none of it. Whoever reads rows about students reads the sealed column with
them (``SEALED``) and opens it here; figures get all of a school at once. Opened it is only in the memory of this process, for
one state of the school's data, and never in the cache that lies on the disk. Nothing here asks who is asking; the callers do.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from chalkface.core.disclosure import Group
from chalkface.indicators.figure import UNKNOWN
from chalkface.indicators.kinds import PEOPLE_GROUPS
from chalkface.queries.keeping import kept
from chalkface.records.models import School, Student
from chalkface.records.tenancy import counting_in

# What to read of a student beside a row, so that ``groups_of`` opens it.
SEALED = ("student__key", "student__sealed")
_ALWAYS = date(2000, 1, 1)  # what is special about students hangs on no day: only on the state of the data
_LETTER = {True: "1", False: "0", None: "-"}
_YES_NO = {True: "yes", False: "no", None: UNKNOWN}
_SEX = {"F": "F", "M": "M"}
_SEN = {"N": "no", "K": "yes", "E": "yes"}
_ETHNICITY = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "chinese", "O": "other"}


class Groups(NamedTuple):
    """What a student is in the groups of people, as it came: "" or None where it is not known."""

    sex: str
    pupil_premium: bool | None
    sen_provision: str
    looked_after: bool | None
    eal: bool | None
    ethnicity: str
    fsm_ever6: bool | None

    @property
    def breakdowns(self) -> list[Group]:
        """The group in each breakdown of figures, in the order of ``PEOPLE_GROUPS``."""
        values = (
            _SEX.get(self.sex, UNKNOWN), _YES_NO[self.pupil_premium], _SEN.get(self.sen_provision, UNKNOWN),
            _YES_NO[self.looked_after], _YES_NO[self.eal], _ETHNICITY.get(self.ethnicity[:1], UNKNOWN),
        )  # fmt: skip
        return [frozenset({pair}) for pair in zip(PEOPLE_GROUPS, values, strict=True)]


def groups_of(school_id: int, key: str, sealed: str) -> Groups:
    """The groups of one student of a school. Raises ``Refused`` when they open with no key of this server, so that nothing is
    counted without some: it would be counted wrong."""
    parts = Student.parts_in(sealed, school_id, key)
    return Groups(*(parts[name] for name in Groups._fields))


def groups_text(school: School) -> str:
    """Those of all students of a school, for a statement; one query, or none. JSON of {number of the student: sex, pupil
    premium, SEN, looked after, first language, a letter each, then the ethnicity}; "1" yes, "0" no, "-" not known."""
    return kept(school, "groups of students as text", lambda: _text(_opened(school.pk)), on=_ALWAYS, year=0, shared=False)


def _opened(school_id: int) -> dict[int, Groups]:
    with counting_in(school_id):
        rows = list(QuerySet(Student).filter(school_id=school_id).exclude(sealed="").values_list("pk", "key", "sealed"))
    return {pk: groups_of(school_id, key, sealed) for pk, key, sealed in rows}


def _text(groups: Mapping[int, Groups]) -> str:
    lines = {
        pk: f"{one.sex or '-'}{_LETTER[one.pupil_premium]}{one.sen_provision or '-'}{_LETTER[one.looked_after]}"
        f"{_LETTER[one.eal]}{one.ethnicity}"
        for pk, one in groups.items()
    }
    return json.dumps(lines, separators=(",", ":"))
