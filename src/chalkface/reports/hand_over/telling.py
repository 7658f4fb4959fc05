"""The page to read first, in words: what matters this week, what can wait, who to ask, what is unfinished, where it is."""

from chalkface.core.words import day_words
from chalkface.reports.hand_over.paper import FirstPage, Item
from chalkface.reports.told import Part, Points, Says, Section, Told, short

# What one page holds. More is said to be there, not squeezed in.
MOST_LATE, MOST_SOON, MOST_LATER, MOST_PEOPLE, MOST_UNFINISHED = 4, 4, 3, 6, 4
LONGEST = 90

# Where things are, by the names in the menu.
PLACES = (
    ("Home", "what matters this week, each time you sign in."),
    ("Direction", "the vision, the objectives, and what governors approved."),
    ("Programme", "the calendar, each activity and its register."),
    ("Roles", "who answers for what, and the duties with their next checks."),
    ("Plan", "the actions, the term reviews, and the checks of everything."),
    ("Review", "the statements, what counts towards each, and who was missed."),
)


def tell(first: FirstPage) -> Told:
    """The words of the page."""
    day = day_words(first.on)
    return Told(
        title="Read me first",
        subtitle=f"Careers at {first.school}, as it stood on {day}. No student is named here or in any file of this pack.",
        example="Example school: every name and number is invented." if first.is_example else "",
        footer=f"{first.school} · Hand-over · {day}",
        one_page=True,
        sections=(
            Section("What matters now", _now(first)),
            Section("What can wait", _later(first)),
            Section("Who to ask", _people(first)),
            Section("What is unfinished", _unfinished(first)),
            Section("Where it is", (Points(tuple((f"{menu}:", what) for menu, what in PLACES)),)),
        ),
    )


def _now(first: FirstPage) -> tuple[Part, ...]:
    lead = " ".join(part for part in (first.plan_state, first.actions) if part)
    found: list[Part] = [Says(lead)] if lead else []
    lines = _lines(first.late, MOST_LATE) + _lines(first.soon, MOST_SOON)
    if lines:
        found.append(Points(lines))
    else:
        found.append(Says("Nothing is late, and nothing is due in the next fortnight."))
    return tuple(found)


def _later(first: FirstPage) -> tuple[Part, ...]:
    lines = _lines(first.later, MOST_LATER)
    return (Points(lines),) if lines else (Says("Nothing has a day after that."),)


def _people(first: FirstPage) -> tuple[Part, ...]:
    if not first.people:
        return (Says("No posts are written down."),)
    lines = tuple((f"{one.post}, {one.holder or 'vacant'}.", short(one.about, LONGEST)) for one in first.people[:MOST_PEOPLE])
    return (Points(lines + _more(len(first.people) - MOST_PEOPLE, "in the role descriptions")),)


def _unfinished(first: FirstPage) -> tuple[Part, ...]:
    if not first.unfinished:
        return (Says("The checks of the plan find nothing unfinished."),)
    lines = tuple(("", short(sentence, 140)) for sentence in first.unfinished[:MOST_UNFINISHED])
    return (Points(lines + _more(len(first.unfinished) - MOST_UNFINISHED, "under Plan, Checks")),)


def _lines(items: tuple[Item, ...], most: int) -> tuple[tuple[str, str], ...]:
    lines = tuple(
        (_ended(short(one.what, LONGEST)), ", ".join(part for part in (one.when, one.who) if part)) for one in items[:most]
    )
    return lines + _more(len(items) - most, "in the plan")


def _ended(text: str) -> str:
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."


def _more(count: int, where: str) -> tuple[tuple[str, str], ...]:
    return (("", f"{count} more {where}."),) if count > 0 else ()
