"""Who may ask for a student's data, and why: decided before anything is gathered, and written down with the request.

From 16 a young person asks for themselves, and a parent only with their agreement. Under 16 a young person who understands
what they ask for may ask, too. A parent of a maintained school's pupil may see the educational record whatever the pupil says
(2005 Regulations), until the pupil is 18; an academy's parents ask as for any other data.
"""

from dataclasses import dataclass
from datetime import date

from chalkface.core.errors import Refused
from chalkface.core.family import EIGHTEEN, SIXTEEN, age_on

ASKERS = {"student": "The student", "parent": "A parent or carer", "other": "Somebody else on their behalf"}
# What a student may ask for on their own pages; the educational record is a parent's right.
OWN_KINDS = {
    "access": "I want a copy of everything you hold about me",
    "rectification": "Something about me is wrong",
    "erasure": "I want something about me taken out",
    "objection": "I do not want you to use something about me in this way",
    "complaint": "I want to complain about how my data is used",
}
WHY = {
    "self_16": "16 or older and asks for themselves",
    "self_understands": "under 16 and understands what they ask for",
    "parent_under_16": "a parent of somebody under 16",
    "parent_agreed": "a parent, and the young person agrees",
    "parent_record": "a parent’s own right to the educational record",
    "authority": "somebody with written authority",
}


@dataclass(frozen=True)
class Asking:
    """What is known of who asks. ``is_carer``: recorded as a parent or carer of this student, and not shut out."""

    kind: str
    asked_by: str
    born: date | None
    is_academy: bool = False
    is_carer: bool = False
    is_shut_out: bool = False
    understands: bool = False
    agrees: bool = False
    has_authority: bool = False


def why_may_ask(asking: Asking, on: date) -> str:
    """The code of ``WHY`` under which a request is taken. Raises ``Refused`` with the sentence for who may not ask."""
    age = age_on(asking.born, on)
    if asking.asked_by == "student":
        if asking.kind == "educational_record":
            raise Refused(
                "The right to the educational record is a parent’s. A student asks for a copy of everything held.",
                field="kind",
            )
        if age is not None and age >= SIXTEEN:
            return "self_16"
        if asking.understands or asking.kind == "complaint":
            return "self_understands"
        raise Refused(
            "Under 16, say that the student understands what they ask for; if they do not, a parent asks.",
            field="understands",
        )
    if asking.asked_by == "parent":
        return _why_parent(asking, age)
    if asking.kind == "educational_record":
        raise Refused("The right to the educational record is a parent’s alone.", field="kind")
    if asking.has_authority:
        return "authority"
    raise Refused(
        "Somebody else needs the young person’s written authority: see it first, then say so here.",
        field="authority",
    )


def _why_parent(asking: Asking, age: int | None) -> str:
    if asking.is_shut_out:
        raise Refused(
            "This parent’s door is shut at this school. Ask your data protection officer before anything is "
            "given.",
            field="carer",
        )
    if not asking.is_carer:
        raise Refused(
            "Choose which parent or carer asks. Whoever is not on record as one has no right to this student’s "
            "data.",
            field="carer",
        )
    if asking.kind == "educational_record":
        if asking.is_academy:
            raise Refused(
                "In an academy parents have no separate right to the educational record: take it as a request for a "
                "copy.",
                field="kind",
            )
        if age is not None and age >= EIGHTEEN:
            raise Refused("At 18 the right to the educational record is no longer the parent’s.", field="asked_by")
        return "parent_record"
    if asking.agrees:
        return "parent_agreed"
    if age is not None and age < SIXTEEN:
        return "parent_under_16"
    said = "From 16 the data is the young person’s own to ask for" if age is not None else "The date of birth is not known"
    raise Refused(f"{said}: a parent asks only when the young person agrees.", field="agrees")
