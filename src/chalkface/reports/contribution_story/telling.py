"""The story as a document of one page, whatever it is written as."""

from chalkface.core.contribution import explanations
from chalkface.core.disclosure import Count, Hidden, Published
from chalkface.core.statistics import points
from chalkface.core.words import day_words
from chalkface.core.years import year_label
from chalkface.reports.contribution_story.paper import ContributionStory, Reached
from chalkface.reports.told import Facts, Points, Says, Section, Table, Told, Track, short

EXAMPLE = "An example school: everything here is invented."
MOST = 4  # activities, actions and outcomes in a list: a story is a page
LONGEST = 110
LONGEST_OWN = 400
SAME_PEOPLE = (
    "Many of the students counted may be the same on both days: the interval is made for different people and is wider than it"
    " need be."
)
STANDS = {
    "behind": "It is behind its target.",
    "missed": "Its target was not reached.",
    "ahead": "It is on course to its target.",
    "reached": "Its target is reached.",
}
OTHERS = "* Of others than those whom the figure below counts: how sure we are does not rest on them."


def tell(paper: ContributionStory) -> Told:
    """The document."""
    return Told(
        title=short(paper.title, 90),
        subtitle=f"What we did and what changed: contribution story of {paper.school} as it stands on {day_words(paper.on)}",
        footer=f"{paper.school} · Contribution story · {day_words(paper.on)}",
        sections=(
            Section("How sure we are", (Says(_sure(paper), "lead"), Says(f"The rule: {paper.sure.rule}", "quiet"))),
            Section("What was done", _done(paper)),
            Section("For whom, and how much", _for_whom(paper)),
            Section("What changed", _changed(paper)),
            Section("What else could explain it", _else(paper)),
        ),
        example=EXAMPLE if paper.is_example else "",
        one_page=True,
    )


def _sure(paper: ContributionStory) -> str:
    return f"{paper.sure.title}. {STANDS.get(paper.state, '')}".strip()


def _done(paper: ContributionStory) -> tuple:
    since = day_words(paper.since)
    number = len(paper.activities)
    if not number:
        said = f"No activity that serves this objective’s outcomes has been held since {since}."
    else:
        kinds = ", ".join(f"{kind}: {count}" for kind, count in paper.kinds)
        hours = f" They took {paper.hours} hours in all, of those that say their hours." if paper.hours else ""
        noun = "activity" if number == 1 else "activities"
        said = f"{number} {noun} held since {since} ({kinds}).{hours}"
    actions = f"{len(paper.done)} of {paper.actions} actions are done." if paper.actions else "The plan has no actions for it."
    done_lines = (f"Done: {one}" for one in paper.done[:MOST])
    lines = [("", short(one, LONGEST)) for one in (*paper.activities[-MOST:], *done_lines)]
    left = max(0, number - MOST) + max(0, len(paper.done) - MOST)
    if left:
        lines.append(("", f"and {left} more, on the page of the objective"))
    return (Says(f"{said} {actions}"), *((Points(tuple(lines)),) if lines else ()))


def _for_whom(paper: ContributionStory) -> tuple:
    written = (("Meant for", paper.for_whom), ("What was wrong", paper.problem), ("What was wanted", paper.wanted))
    facts = Facts(tuple((head, short(text, 200) or "not written") for head, text in written))
    if not paper.reached:
        return (facts, Says("No outcome is linked to the objective, so whom its activities reached cannot be counted."))
    heads = ["Outcome", f"Reached, of its year group in {year_label(paper.reach_year)}"]
    if paper.group:
        heads.append(f"Reached, {paper.group}")
    rows = tuple(_row(one, bool(paper.group)) for one in paper.reached[:MOST])
    more = len(paper.reached) - MOST
    after = (Says(f"And {more} more outcomes.", "quiet"),) if more > 0 else ()
    if any(not one.of_measured for one in paper.reached[:MOST]):
        after = (*after, Says(OTHERS, "quiet"))
    widths = (5, 3, 3) if paper.group else (6, 4)
    return (facts, Table("Whom the activities reached", tuple(heads), rows, widths), *after)


def _row(one: Reached, has_group: bool) -> tuple[str, ...]:
    mark = "" if one.of_measured else " *"
    cells = (f"Year {one.year_group}: {short(one.wording, 90)}{mark}", _count(one.everybody))
    return (*cells, "not counted" if one.of_group is None else _count(one.of_group)) if has_group else cells


def _count(count: Published | None) -> str:
    if count is None:
        return "not measured"
    return "hidden: few were, or few were not" if isinstance(count, Hidden) else str(count)


def _changed(paper: ContributionStory) -> tuple:
    if not paper.indicator:
        return (Says("No indicator is chosen, so nobody can see whether anything changed."),)
    group = f" ({paper.group})" if paper.group else ""
    start = f", on {day_words(paper.baseline_on)}" if paper.baseline_on else ""
    facts = Facts(
        (
            ("Measured by", f"{paper.indicator}{group}"),
            ("At the start", f"{_count(paper.baseline)}{start}"),
            ("Now", f"{_count(paper.now)}, on {day_words(paper.on)}"),
            ("Target", f"{paper.target_percent}%" if paper.target_percent is not None else "none is set"),
        )
    )
    track = Track(_share(paper.baseline), _share(paper.now), (paper.target_percent or 0) / 100, paper.progress)
    drawn = (track,) if paper.target_percent is not None else ()
    return (facts, *drawn, Says(_difference(paper)))


def _share(count: Published | None) -> float | None:
    return count.numerator / count.denominator if isinstance(count, Count) and count.denominator else None


def _difference(paper: ContributionStory) -> str:
    if paper.moved is None:
        return "The difference cannot be told: a figure is missing, hidden, or of nobody."
    between, low, high = (points(one) for one in paper.moved)
    chance = "chance alone could make that" if paper.moved[1] <= 0 <= paper.moved[2] else "more than chance would explain"
    if paper.same_leavers:
        return f"The difference is {between} percentage points, of the same leavers: only what is known of them has changed."
    said = f"The difference is {between} percentage points (95% interval {low} to {high}): {chance}."
    return f"{said} {SAME_PEOPLE}" if paper.same_people else said


def _else(paper: ContributionStory) -> tuple:
    lines = Points(tuple(("", one) for one in explanations()))
    own = short(paper.own_words.replace("\n", " "), LONGEST_OWN) if paper.own_words.strip() else ""
    said = Says(f"In our own words: {own}") if own else Says("Nobody has written what else it could be here.", "quiet")
    return (lines, said)
