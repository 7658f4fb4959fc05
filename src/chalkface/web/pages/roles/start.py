"""Roles: the posts with what each carries, and the matrix of each kind of thing, read-only; one kind on a page."""

from django.http import HttpRequest

from chalkface.core.access import Access
from chalkface.queries.raci import ABOUT, matrix_of
from chalkface.queries.role_gaps import gaps_of, load_words, matrix_sentences, week_words, whole_matrix
from chalkface.queries.roles import LETTER_MEANS, LETTER_WORDS, posts_cards
from chalkface.web.page import page
from chalkface.web.paging import page_number

POSTS = "posts"


@page("roles/", needs="see_plan", title="Roles", menu="Roles", order=50)
def start(request: HttpRequest, access: Access) -> dict:
    about = request.GET.get("about", POSTS)
    about = about if about in ABOUT else POSTS
    whole = whole_matrix(access)
    context = {
        "about": about,
        "tabs": [(POSTS, "Posts", len(whole.loads)), *((one, title, len(whole.lines[one])) for one, title in ABOUT.items())],
        "means": LETTER_MEANS,
        "letter_words": LETTER_WORDS,
        "loads": whole.loads,
    }
    if about == POSTS:
        return {
            **context,
            "sentences": matrix_sentences(whole, access),
            "vacant": sum(load.post.vacant for load in whole.loads),
            "week_words": week_words,
            "load_words": load_words,
            "ended": [card for card in posts_cards(access, with_ended=True) if card.ended_on],
        }
    gaps = [gap for gap in gaps_of(whole, access) if gap.about == about]
    lines, only_gaps = whole.lines[about], request.GET.get("only") == "gaps"
    if only_gaps:
        lines = tuple(line for line in lines if line.thing.code in {gap.code for gap in gaps})
    return {
        **context,
        "matrix": matrix_of(about, lines, page_number(request.GET.get("page", ""))),
        "is_grid": request.GET.get("view") == "grid",
        "kind": ABOUT[about],
        "total": len(whole.lines[about]),
        "only_gaps": only_gaps,
        "gaps": {
            kind: [gap for gap in gaps if gap.kind == kind] for kind in ("no_accountable", "two_accountable", "nobody_does")
        },
    }
