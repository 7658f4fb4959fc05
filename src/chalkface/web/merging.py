"""What the merge page shows when two people edited one thing: both texts of each field that both changed."""

from django.http import HttpRequest

from chalkface.core.errors import ChangedMeanwhile
from chalkface.core.words import field_words
from chalkface.queries.naming import is_code, named
from chalkface.queries.people import name_of_account

_OURS = ("csrfmiddlewaretoken", "edition")
LONG = 60


def merging(request: HttpRequest, clash: ChangedMeanwhile) -> dict:
    """The context of ``merge.html``. The rest of the form goes along unseen: one's own answers, and the other person's where
    only they changed one. Form fields are called as the fields of the record, so that the same address takes the answer."""
    words = named((one.field, text) for one in clash.differences for text in (one.now, one.yours))
    both = [one for one in clash.differences if one.both_changed]
    theirs = {one.field: one.now for one in clash.differences if one.yours == one.was}
    fields = [
        {
            "name": one.field,
            "label": field_words(one.field),
            "now": words[one.field, one.now],
            "yours": one.yours,
            "long": max(len(one.now), len(one.yours)) > LONG or "\n" in one.now + one.yours,
            "options": [
                {"value": one.yours, "label": words[one.field, one.yours] or "nothing", "hint": "yours"},
                {"value": one.now, "label": words[one.field, one.now] or "nothing", "hint": "as it is kept now"},
            ]
            if is_code(one.field)
            else None,
        }
        for one in both
    ]
    shown = {one.field for one in both}
    kept = [
        (name, theirs.get(name, value))
        for name, values in request.POST.lists()
        for value in values
        if name not in shown and name not in _OURS
    ]
    return {"fields": fields, "kept": kept, "edition": clash.edition, "who": name_of_account(clash.account_number)}
