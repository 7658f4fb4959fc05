"""The cards gathered from the records: all of a school, or one."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.frameworks.load import frameworks
from chalkface.queries.practices import PracticeLine, practices
from chalkface.queries.schools import school_at_door
from chalkface.records.tenancy import open_scope
from chalkface.reports.good_practice_card.paper import Card, CardPaper


def compose(access: Access, on: date, *, practice: int | None = None) -> CardPaper:
    """Every good practice of the access's school, or the one of a number. Raises ``NotAllowed`` for who may read none."""
    if not access.may("answer_ask"):
        raise NotAllowed(f"{access.role} may not read good practice")
    with open_scope(access):
        lines = [one for one in practices(access) if practice in (None, one.id)]
    school = school_at_door(access.school_id)
    return CardPaper(school.name, school.is_example, on, tuple(map(_card, lines)))


def _card(line: PracticeLine) -> Card:
    edition = frameworks().get(line.framework)
    known = edition is not None and line.statement in edition.statements
    answers = f"{line.statement} {edition.statements[line.statement].text}" if edition and known else ""
    return Card(line.title, line.who, line.place, line.what, answers)
