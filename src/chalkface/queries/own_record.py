"""Everything the school holds about a student, as the student may read it."""

from dataclasses import dataclass

from chalkface.core.access import Access
from chalkface.core.special_needs import in_plain_words
from chalkface.queries.student_card import Identity, identity
from chalkface.queries.surveys import NamedAnswers, named_of
from chalkface.queries.timeline import Event, timeline


@dataclass(frozen=True)
class OwnRecord:
    """``needs`` is in plain words; ``answers`` what was sent, survey by survey, the newest first."""

    details: Identity
    needs: str
    events: tuple[Event, ...]
    answers: tuple[NamedAnswers, ...]


def own_record(access: Access, student_id: int) -> OwnRecord:
    """The record of a student whose own access this is."""
    details = identity(access, student_id)
    if details is None:
        raise LookupError("whoever has a record of their own may read their own details")
    return OwnRecord(
        details, in_plain_words(details.sen_needs or ""), timeline(access, student_id), named_of(access, student_id)
    )
