"""What a person says of words that students explained: 0, 1 or 2 points, given without seeing who wrote them."""

from collections.abc import Mapping

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.lexicon import POINTS
from chalkface.core.surveys import questionnaires
from chalkface.operations.editing import held
from chalkface.operations.operation import note, operation
from chalkface.queries.fluency import handle_of
from chalkface.records.models import Survey, SurveyReturn, WordMark


@operation(needs="mark_words", codes=("question",))
def mark_words(access: Access, *, survey_id: int, question: str, points: Mapping[str, int]) -> int:
    """Keep the points of some explanations of one word, by their handles; returns how many were marked.

    Marked once: what a colleague marked in the meantime stays. Raises ``Refused`` before the survey is closed, for a question
    that asks for no word, and for points that there are not.
    """
    row = held(Survey, survey_id, "survey")
    asks = questionnaires().get(row.questionnaire)
    if asks is None or question not in {one.id for one in asks.words}:
        raise Refused("That survey asks for no such word.")
    if row.closed_on is None and row.closes_on >= access.on:
        raise Refused("Words are marked when the survey is closed: before, the last one to come would be known.")
    if not set(points.values()) <= set(POINTS):
        raise Refused("An explanation has 0, 1 or 2 points.")
    waiting = SurveyReturn.objects.filter(survey_id=survey_id).exclude(marks__question=question)
    new = [
        WordMark(
            school_id=access.school_id, sent_id=pk, question=question, points=points[handle], marked_on=access.on,
            marked_by=access.account_id,
        )  # fmt: skip
        for pk, key, answers in waiting.values_list("pk", "key", "answers")
        if answers.get(question) and (handle := handle_of(key, question)) in points
    ]
    WordMark.objects.bulk_create(new, ignore_conflicts=True)
    note(marked=len(new))
    return len(new)
