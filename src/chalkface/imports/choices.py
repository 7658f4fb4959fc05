"""Second and third choices: further intentions of the same day.

An intention has no rank; of one day the last in order counts. So the further choices stand before the first one, which
thereby stays what the student intends, and the figures see one day with an intention, as before.
"""

import re

from chalkface.core.derived_keys import folded
from chalkface.core.destination_routes import level_of, understand
from chalkface.imports.parsed import shown
from chalkface.imports.remarks import Remarks

NONE = {"", "none", "n a", "na", "nil", "no", "nothing", "no second choice", "same", "as above", "x"}
# Routes that are places: the words then name the place.
PLACES = {"school_sixth_form", "sixth_form_college", "further_education", "higher_education", "other_education"}
RANK = re.compile(r"\b(?:([1-5])(?:st|nd|rd|th)?|(first|second|third|fourth|fifth))\b", re.IGNORECASE)
YEAR_GROUP = re.compile(r"\b(?:y|yr|year) ?1[0-3]\b", re.IGNORECASE)
WORDS = ("first", "second", "third", "fourth", "fifth")


def further_choice(row: int, text: str, remarks: Remarks) -> dict[str, object] | None:
    """Route, provider, course and level of a second or third choice that is a piece of text; ``None`` when it names none."""
    text = " ".join(text.split())
    if folded(text) in NONE:
        return None
    understood = understand(text)
    if not understood.route:
        remarks.add(row, f"the further choice “{shown(text)}” names no one route, so its route was left open")
    elif "?" in text:
        remarks.add(row, f"“{shown(text)}” has a question mark; kept as {understood.route.replace('_', ' ')}")
    remarks.add(row, "a further choice was kept as an intention of the same day; the first choice counts")
    is_place = understood.route in PLACES
    return {
        "route": understood.route,
        "provider": text if is_place else "",
        "course": "" if is_place or understood.route == "undecided" else text,
        "level": understood.level if understood.level is not None else level_of(text),
    }


def rank_of(text: str) -> int:
    """Which choice a cell says that its row is: ``1st``, ``Y11 - 2nd choice``, ``3``; empty is the first.

    Raises ``ValueError`` with a sentence for anything else.
    """
    if not folded(text):
        return 1
    found = RANK.findall(YEAR_GROUP.sub(" ", text))
    ranks = {int(number) if number else WORDS.index(word.lower()) + 1 for number, word in found}
    if len(ranks) != 1:
        raise ValueError(f"“{text[:40]}” does not say which choice this is. Write 1, 2 or 3.")
    return ranks.pop()
