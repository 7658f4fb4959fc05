"""The words of a survey: how many explained them, by the lexicon and by a person, and how the lexicon marks."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.core.lexicon import lexicon
from chalkface.queries.fluency import fluency
from chalkface.web.page import page


@page("surveys/<int:survey>/words/", needs="see_survey_results", title="The words they explained")
def words(request: HttpRequest, access: Access, survey: int) -> dict:
    found = fluency(access, survey)
    if found is None:
        raise Http404
    return {"found": found, "line": found.survey, "terms": [lexicon()[one.term] for one in found.words]}
