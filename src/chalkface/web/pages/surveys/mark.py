"""Marking words that students explained: the words without names, a few at a time, before the lexicon's mark is seen."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.lexicon import POINT_WORDS, lexicon
from chalkface.operations.word_marks import mark_words
from chalkface.queries.fluency import compared, fluency, to_mark, with_those_alike
from chalkface.web.page import page, say

POINTS = {str(points): points for points in POINT_WORDS}


@page("surveys/<int:survey>/words/mark/", needs="mark_words", title="Mark words", methods=("GET", "POST"))
def mark(request: HttpRequest, access: Access, survey: int) -> dict | HttpResponse:
    found = fluency(access, survey)
    if found is None:
        raise Http404
    asked = {one.id: one for one in found.words}
    one = asked.get(request.GET.get("word", ""), found.words[0])
    errors: list[tuple[str, str]] = []
    given = {name.removeprefix("m-"): POINTS[value] for name, value in request.POST.items()
             if name.startswith("m-") and value in POINTS}  # fmt: skip
    if request.method == "POST":
        try:
            if not given:
                raise Refused("Nothing is marked yet. Mark one explanation at least.")
            many = mark_words(access, survey_id=survey, question=one.id, points=with_those_alike(survey, one.id, given))
        except Refused as refused:
            errors = refused.errors
        else:
            say(request, f"{many} {'explanation is' if many == 1 else 'explanations are'} marked.")
            here = reverse("surveys.mark", kwargs={"school": request.resolver_match.kwargs["school"], "survey": survey})
            return redirect(f"{here}?word={one.id}")
    waiting = () if found.is_open else to_mark(access, survey, one.id)
    choices = [{"value": points, "label": f"{points}: {words}"} for points, words in POINT_WORDS.items()]
    return {
        "found": found,
        "line": found.survey,
        "one": one,
        "term": lexicon()[one.term],
        "waiting": waiting,
        "given": {handle: str(points) for handle, points in given.items()},
        "choices": choices,
        "compared": () if found.is_open else compared(access, survey, one)[:40],
        "errors": errors,
        "status": 422 if errors else 200,
    }
