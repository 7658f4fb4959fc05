"""The last gate before anything is published: no student's name, and no number of very few, leaves with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.few_gate import few_in
from chalkface.core.name_gate import NameGate
from chalkface.records.models import Post, PublicPage, School, Student


@dataclass(frozen=True)
class Kept:
    """What the last gate keeps back: how many students' names stand in which files, and which small numbers; both by the place
    where somebody wrote them, where that is known."""

    names: int
    files: tuple[str, ...]
    few: tuple[str, ...]
    few_in: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is wrong, "" when nothing is. It repeats no name."""
        said = []
        if self.names:
            many = "A student’s name stands" if self.names == 1 else f"The names of {self.names} students stand"
            said.append(f"{many} in {' and '.join(self.files)}. Nothing with a name can be published: take it out.")
        if self.few:
            where = f" in {' and '.join(self.few_in)}" if self.few_in else ""
            said.append(f"It counts very few students{where}: {'; '.join(self.few[:3])}. Say it without the number.")
        return " ".join(said)


def names_to_keep_back(access: Access) -> NameGate:
    """Every student of the school, those who left too, by legal and by preferred name, in all four pairs; two queries.

    Asked for everybody, whoever may see names: a text holds one or not, and no more is said. The names of the school's own
    staff may stand in a text, even where a student is called the same.
    """
    columns = ("legal_forename", "legal_surname", "preferred_forename", "preferred_surname")
    # The names are compared here and go no further, so this reads them for who may not: a governor publishes no name either.
    rows = QuerySet(Student).filter(school_id=access.school_id).values_list(*columns)
    names = {(first, last) for row in rows for first in (row[0], row[2]) for last in (row[1], row[3]) if first and last}
    staff = {*Post.objects.values_list("holder", flat=True), *PublicPage.objects.values_list("leader_name", flat=True)}
    return NameGate(names, allowed=staff)


def refuse_names(access: Access, written: Mapping[str, str]) -> None:
    """Raises ``Refused`` where a student's name stands in what a paper would tell; ``written`` is text by where it stands."""
    gate = names_to_keep_back(access)
    if where := [place for place, text in written.items() if gate.inside(text)]:
        raise Refused(f"A student’s name stands in {' and '.join(where)}. This paper names no student: take it out first.")


def refuse_few(school: School, written: Mapping[str, str]) -> None:
    """Raises ``Refused`` where a number of very few students stands in what somebody typed; as ``refuse_names``."""
    found = {place: few for place, text in written.items() if (few := few_in(text, school.threshold))}
    if found:
        counted = "; ".join(dict.fromkeys(one for few in found.values() for one in few))
        raise Refused(f"Very few students are counted in {' and '.join(found)}: {counted}. Say it without the number first.")


def last_gate(access: Access, school: School, files: Mapping[str, bytes], places: Mapping[str, str] | None = None) -> Kept:
    """What of the files may not leave. ``places``: what people wrote of what is in them, by where they find it again."""
    gate = names_to_keep_back(access)
    found, where, few = set(), [], []
    for name, content in files.items():
        text = content.decode("utf-8", "replace")
        here = gate.inside(text)
        found |= here
        where += [name] if here else []
        few += few_in(text, school.threshold)
    written = (places or {}).items()
    named = [place for place, text in written if found and gate.inside(text)]
    counted = [place for place, text in written if few and few_in(text, school.threshold)]
    return Kept(len(found), tuple(named or where), tuple(dict.fromkeys(few)), tuple(counted))
