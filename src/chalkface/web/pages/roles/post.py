"""One post: what it answers for, does, is asked and told; its actions, asks and hours."""

from django.http import Http404, HttpRequest

from chalkface.core.access import Access
from chalkface.queries.assignments import PURPOSES
from chalkface.queries.post_page import post_page
from chalkface.queries.role_gaps import hours_sentence, week_words
from chalkface.queries.roles import LETTER_MEANS, LETTER_WORDS, post_history
from chalkface.web.page import page


@page("roles/posts/<int:post>/", needs="see_plan", title="A post")
def post(request: HttpRequest, access: Access, post: int) -> dict:
    found = post_page(access, post)
    if found is None:
        raise Http404
    return {
        "found": found,
        "card": found.card,
        "counts": [(letter, LETTER_MEANS[letter], len(found.with_letter(letter))) for letter in LETTER_WORDS],
        "letter_words": LETTER_WORDS,
        "purposes": PURPOSES,
        "week_words": week_words,
        "hours": hours_sentence(found.load) if found.load and found.load.minutes_needed else "",
        "months": post_history(post),
        "page_title": found.card.title,
    }
