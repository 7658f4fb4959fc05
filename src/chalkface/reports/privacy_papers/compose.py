"""Gathers what the papers are made of."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.queries.retention import months_of
from chalkface.queries.schools import school_at_door
from chalkface.reports.privacy_papers.paper import PrivacyPapers


def compose(access: Access, on: date) -> PrivacyPapers:
    """The papers of a school. Raises ``NotAllowed`` for who may not make them."""
    if not access.may("handle_rights"):
        raise NotAllowed(f"{access.role} may not make privacy papers")
    school = school_at_door(access.school_id)
    return PrivacyPapers(school.name, school.is_example, months_of(access.school_id))
