"""The contribution story of an objective: read here as anybody may, taken away as PDF or Word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chalkface.core.access import Access
from chalkface.core.errors import ChangedMeanwhile, Refused
from chalkface.operations.objectives import explain_otherwise
from chalkface.queries.contribution import own_explanation
from chalkface.queries.schools import school_at_door
from chalkface.reports import write_report
from chalkface.reports.contribution_story.compose import compose
from chalkface.reports.contribution_story.report import REPORT
from chalkface.reports.contribution_story.telling import tell
from chalkface.web.forms import Answers
from chalkface.web.page import page, say
from chalkface.web.paper_file import NAMES, file_answer


@page("direction/objectives/<int:objective>/story/", needs="see_plan", title="Contribution story", methods=("GET", "POST"))
def story(request: HttpRequest, access: Access, objective: int) -> dict | HttpResponse:
    own = own_explanation(objective)
    if own is None:
        raise Http404
    title, text, edition = own
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            answers = Answers(request.POST)
            text = answers.text("other_explanations", "What else could explain it")
            answers.check()
            explain_otherwise(access, objective_id=objective, edition=answers.edition, text=text)
            say(request, "Your words are kept with the objective.")
            return redirect(request.path)
        except ChangedMeanwhile:
            raise
        except Refused as refused:
            errors = refused.errors
    asked = request.GET.get("as", "")
    if asked and asked not in REPORT.formats:
        raise Http404
    try:
        paper = compose(access, access.on, objective=objective)
    except Refused as refused:
        if asked or not access.may("edit_direction"):
            raise
        paper, errors = None, errors or refused.errors  # who can take the name out finds the form below
    if asked:
        name = f"story-of-objective-{objective}-{school_at_door(access.school_id).slug}-{access.on}"
        return file_answer(write_report(REPORT.code, paper, asked), name, asked)
    return {
        "told": tell(paper) if paper else None,
        "objective": objective,
        "objective_title": title,
        "formats": [(ending, NAMES[ending]) for ending in REPORT.formats],
        "given": request.POST if errors else {"other_explanations": text, "edition": edition},
        "errors": errors,
        "status": 422 if errors else 200,
    }
