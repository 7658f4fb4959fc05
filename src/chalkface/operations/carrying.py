"""Carrying a review over to a newer edition of its framework."""

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.mapping import mapping
from chalkface.operations.operation import note, operation
from chalkface.queries.carrying import carried
from chalkface.records.models import Judgement


@operation(needs="keep_review", changes_figures=True, codes=("from_", "to"))
def carry_over(access: Access, *, from_: str, to: str) -> int:
    """Take judgements of an older edition over to a newer one, where the statement is the same or is one part of an older;
    returns how many. Each keeps its day, its voice and who judged, and says where it comes from. A widened statement asks for
    more than was judged, so it is left to be judged again. Doing it twice changes nothing. Raises ``Refused`` for editions
    that nothing maps."""
    links, many = mapping(from_, to), 0
    if from_ not in frameworks():
        raise Refused("There is no such edition.")
    held = list(Judgement.objects.filter(framework=from_).order_by("judged_on", "pk"))
    for code in frameworks()[to].statements:
        sources = {link.older for link in carried(links, code)}
        for said in (one for one in held if one.statement in sources):
            words = f"Carried over from {said.statement} of {frameworks()[from_].edition}."
            _, is_new = Judgement.objects.get_or_create(
                school_id=access.school_id,
                framework=to,
                statement=code,
                judged_on=said.judged_on,
                voice=said.voice,
                judge=said.judge,
                defaults={"level": said.level, "evidence": f"{said.evidence} {words}".strip()},
            )
            many += is_new
    note(carried=many)
    return many
