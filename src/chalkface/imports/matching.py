"""Students named in words: who is surely meant, and who could be, for a person to choose.

Nobody is matched by name alone. A reference is settled without asking only by a number (an id, a UPN, the part of an e-mail
address before the @) or by the exact name of exactly one student whose tutor group or date of birth agrees.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from chalkface.imports.parsed import NameReference
from chalkface.queries.roll import Known

SHOWN, CUTOFF = 5, 60
# Below this a name has nothing to do with the student whose number stands beside it.
CONTRADICTS = 50
FORM, BORN, YEAR = 15, 20, 5
IN_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A student who could be meant, best score (of 100) first."""

    student: int
    score: int


@dataclass(slots=True)
class ToMatch:
    """A reference that a person has to settle; ``rows`` are (file, row number, column)."""

    reference: str
    text: str
    form: str
    rows: list[tuple[str, int, str]] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """A name in small letters without accents and punctuation: ``Brontë-Hart, Zoë`` is ``zoe bronte hart``."""
    last, comma, first = name.partition(",")
    name = f"{first} {last}" if comma else name
    letters = unicodedata.normalize("NFKD", name.casefold().replace("'", "").replace("’", ""))
    spaced = [letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter)]
    return " ".join("".join(spaced).split())


@lru_cache(maxsize=16_384)
def _words(name: str) -> str:
    """The words of a folded name in alphabetical order: a name is the same whichever part comes first."""
    return " ".join(sorted(folded(name).split()))


def reference_of(reference: NameReference) -> str:
    """How a person's choice is remembered: everything the file says of the student."""
    born = reference.date_of_birth.isoformat() if reference.date_of_birth else ""
    return " | ".join(part for part in (reference.text, reference.form, reference.local_id, reference.email, born) if part)


def _names(student: Known) -> set[str]:
    forenames = {name for name in (student.legal_forename, student.preferred_forename) if name}
    surnames = {name for name in (student.legal_surname, student.preferred_surname) if name}
    return {f"{forename} {surname}" for forename in forenames for surname in surnames}


class Register:
    """The students of a school, ready to be looked up by what a file says of them."""

    def __init__(self, students: Sequence[Known]) -> None:
        self.students = {student.pk: student for student in students}
        self._by_number: dict[str, set[int]] = defaultdict(set)
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._spellings: dict[tuple[int, str], str] = {}
        for student in students:
            for number in {student.key, student.upn, student.uln} - {""}:
                self._by_number[number.casefold()].add(student.pk)
            for name in _names(student):
                self._by_name[_words(name)].add(student.pk)
                self._spellings[student.pk, name] = folded(name)
                self._spellings[student.pk, "initial " + name] = " ".join([folded(name)[:1], *folded(name).split()[1:]])

    def surely(self, reference: NameReference) -> int | None:
        """The student who is meant beyond doubt, or None."""
        numbers = (reference.local_id, reference.email.partition("@")[0])
        for number in numbers:
            found = self._by_number.get(number.strip().casefold(), set()) if number else set()
            if len(found) == 1:
                pk = next(iter(found))
                return pk if self._name_allows(pk, reference) else None
        text, form = _without_form(reference)
        alike = [self.students[pk] for pk in self._by_name.get(_words(text), ())]
        meant = [student for student in alike if _agrees(student, form, reference)]
        return meant[0].pk if len(meant) == 1 else None

    def _name_allows(self, pk: int, reference: NameReference) -> bool:
        text, _ = _without_form(reference)
        if not text:
            return True
        name = folded(text)
        return max(fuzz.token_set_ratio(name, folded(known)) for known in _names(self.students[pk])) >= CONTRADICTS

    def candidates(self, reference: NameReference) -> list[Candidate]:
        """Up to five students who could be meant, best first; a tutor group, year or birthday that agrees counts."""
        text, form = _without_form(reference)
        best: dict[int, float] = {}
        for _, score, (pk, _spelling) in process.extract(
            folded(text), self._spellings, scorer=fuzz.WRatio, limit=40, score_cutoff=CUTOFF
        ):
            student = self.students[pk]
            score += FORM * _in_form(student, form) + BORN * _born_then(student, reference)
            score += YEAR * any(group == reference.year_group for group, _ in student.enrolments.values())
            best[pk] = max(best.get(pk, 0), score)
        ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
        return [Candidate(pk, min(100, round(score))) for pk, score in ranked]


def _without_form(reference: NameReference) -> tuple[str, str]:
    """Name and form; a form in brackets after the name counts when no other is given."""
    found = IN_BRACKETS.search(reference.text)
    if found is None:
        return reference.text, reference.form
    return reference.text[: found.start()], reference.form or found[1]


def _in_form(student: Known, form: str) -> bool:
    wanted = form.strip().casefold()
    return bool(wanted) and any(tutor.casefold() == wanted for _, tutor in student.enrolments.values())


def _born_then(student: Known, reference: NameReference) -> bool:
    return reference.date_of_birth is not None and student.date_of_birth == reference.date_of_birth


def _agrees(student: Known, form: str, reference: NameReference) -> bool:
    born = reference.date_of_birth
    if born is not None and student.date_of_birth is not None and born != student.date_of_birth:
        return False
    return _in_form(student, form) or _born_then(student, reference)


def unsettled(
    references: Iterable[NameReference], register: Register, choices: dict[str, int]
) -> tuple[dict[NameReference, int], dict[NameReference, ToMatch]]:
    """Settle each reference once: (who is meant; 0 for rows left out by choice), and what is left for a person."""
    settled: dict[NameReference, int] = {}
    left: dict[NameReference, ToMatch] = {}
    for reference in references:
        if reference in settled or reference in left:
            continue
        name = reference_of(reference)
        chosen = choices.get(name)
        if chosen is not None and (chosen == 0 or chosen in register.students):
            settled[reference] = chosen
            continue
        pk = register.surely(reference)
        if pk is not None:
            settled[reference] = pk
        else:
            left[reference] = ToMatch(name, reference.text, reference.form, [], register.candidates(reference))
    return settled, left
