"""What students are to learn and what is planned for it, in words and tables."""

from chalkface.core.words import day_words
from chalkface.reports.strategic_plan.paper import Activity, StrategicPlan
from chalkface.reports.told import Part, Points, Says, Table

# What the table of the year holds in one cell; more is said to be there. Lessons are counted, not listed.
MOST_IN_A_CELL = 12
TERMS = ("autumn", "spring", "summer")
COUNTED_ONLY = "lesson link"


def outcome_parts(plan: StrategicPlan) -> tuple[Part, ...]:
    """The year × area grid by code, then each outcome in words."""
    if not plan.outcomes:
        return (Says("No outcomes have been adopted or written yet."),)
    years = sorted({one.year_group for one in plan.outcomes})
    areas = plan.areas or tuple((area, area) for area in dict.fromkeys(one.area for one in plan.outcomes))
    grid = []
    for year in years:
        cells = (
            ", ".join(one.code for one in plan.outcomes if (one.year_group, one.area) == (year, area)) or "none"
            for area, _ in areas
        )
        grid.append((f"Year {year}", *cells))
    titles = dict(areas)
    rows = tuple((one.code, f"Year {one.year_group}", titles.get(one.area, one.area), one.wording) for one in plan.outcomes)
    empty = sum(cell == "none" for row in grid for cell in row)
    holes = (
        f"{empty} places of the grid have none yet." if empty > 1 else "One place of the grid has none yet." if empty else ""
    )
    many = f"{len(plan.outcomes)} outcomes, for {len(years)} year groups." if len(plan.outcomes) > 1 else "One outcome."
    return (
        Says(f"{many} {holes}".strip()),
        Table("Outcomes by year group and area", ("Year group", *(title for _, title in areas)), tuple(grid)),
        Table(
            "The outcomes in words",
            ("Outcome", "Year group", "Area", f"What {plan.students} should know, do or have done"),
            rows,
            (3, 2, 4, 8),
        ),
    )


def programme_parts(plan: StrategicPlan) -> tuple[Part, ...]:
    """The year group × term table of the year, with the outcomes served; what was cancelled is said."""
    held = [one for one in plan.activities if not one.is_cancelled]
    if not held:
        return (Says("Nothing is planned for this year yet."), *_cancelled(plan))
    listed = [one for one in held if one.kind != COUNTED_ONLY]
    lessons = len(held) - len(listed)
    sentence = f"{_many(len(held), 'activity', 'activities')} this year"
    sentence += f", {lessons} of them lessons linked to careers." if lessons else "."
    serving = sum(bool(one.outcomes) for one in held)
    sentence += f" {serving} of the {len(held)} {'serves' if serving == 1 else 'serve'} an outcome, named in brackets."
    years = sorted({year for one in listed for year in one.year_groups})
    rows = [(f"Year {year}", *_terms([one for one in listed if year in one.year_groups])) for year in years]
    for_nobody = [one for one in listed if not one.year_groups]
    if for_nobody:
        rows.append(("No year group named", *_terms(for_nobody)))
    heads = ("For", "Autumn term", "Spring term", "Summer term")
    table = (Table("The programme by year group and term", heads, tuple(rows), (2, 5, 5, 5)),) if rows else ()
    return (Says(sentence), *table, *_cancelled(plan))


def _terms(found: list[Activity]) -> tuple[str, ...]:
    return tuple(_cell([one for one in found if one.term == term]) for term in TERMS)


def _cell(found: list[Activity]) -> str:
    lines = _gathered(found)
    more = len(lines) - MOST_IN_A_CELL
    if more > 0:
        lines = [*lines[:MOST_IN_A_CELL], f"and {more} more"]
    return "\n".join(lines) or "nothing"


def _gathered(found: list[Activity]) -> list[str]:
    """One line for each activity; those that differ only after the last comma ("…, 8A", "…, group 2") are one line."""
    stems: dict[str, list[Activity]] = {}
    for one in found:
        stems.setdefault(one.title.rpartition(", ")[0] or one.title, []).append(one)
    lines = []
    for stem, alike in stems.items():
        codes = dict.fromkeys(code for one in alike for code in one.outcomes)
        serves = f" ({', '.join(codes)})" if codes else ""
        lines.append(f"{alike[0].title}{serves}" if len(alike) == 1 else f"{stem}, {len(alike)} times{serves}")
    return lines


def _cancelled(plan: StrategicPlan) -> tuple[Part, ...]:
    gone = [one for one in plan.activities if one.is_cancelled]
    if not gone:
        return ()
    lead = f"{_many(len(gone), 'activity was', 'activities were')} cancelled:"
    return (Says(lead), Points(tuple(("", f"{one.title}, {day_words(one.on)}") for one in gone)))


def partner_parts(plan: StrategicPlan) -> tuple[Part, ...]:
    """How many partners of each kind."""
    total = sum(many for _, many in plan.partners)
    if not total:
        return (Says("No partners are recorded yet."),)
    rows = tuple((kind[:1].upper() + kind[1:], str(many)) for kind, many in plan.partners)
    return (
        Says(f"The school has {_many(total, 'partner', 'partners')}."),
        Table("Partners by kind", ("Kind", "How many"), rows, (3, 1)),
    )


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
