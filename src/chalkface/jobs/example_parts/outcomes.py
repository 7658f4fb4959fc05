"""The outcomes of the example school: the ready set, one of them in the school's own words, one more of its own."""

from datetime import date

from chalkface.core.access import Access
from chalkface.operations.outcomes import adopt_outcomes, edit_outcome, retire_outcome, write_outcome
from chalkface.queries.outcomes import outcomes

ORDER = 20


def fill(access: Access, today: date) -> None:
    """Adopt everything; say one thing in the school's words, write one more, and retire one that does not fit."""
    adopt_outcomes(access, set_code="career-development")
    held = {one.code: one for one in outcomes(access)}
    edit_outcome(
        access,
        outcome_id=held["BIG-8"].id,
        edition=held["BIG-8"].edition,
        new={"wording": "Can name three kinds of work that are growing around the estuary, and one that is going."},
        reason="The port and the wind farm are what students ask about.",
    )
    write_outcome(
        access,
        year_group=8,
        area="CRE",
        term=3,
        wording="Has presented an idea to somebody from a local firm, and had an answer.",
    )
    retire_outcome(
        access,
        outcome_id=held["GTL-7b"].id,
        edition=held["GTL-7b"].edition,
        reason="Begun in Year 8 instead, when everybody has an account.",
    )
