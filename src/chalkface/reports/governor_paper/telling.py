"""The paper put into words and tables, once: PDF, Word, slides and page all say exactly this."""

from collections.abc import Iterable
from datetime import date

from chalkface.core.disclosure import HIDDEN, Published
from chalkface.core.statistics import counted, gap_sentence, share_sentence
from chalkface.core.words import day_words
from chalkface.core.years import academic_year_of
from chalkface.reports.governor_paper.law import duty_sentence, is_met, tell_law, tell_law_table
from chalkface.reports.governor_paper.leavers import tell_leavers
from chalkface.reports.governor_paper.paper import Ask, Benchmark, Coverage, GovernorPaper
from chalkface.reports.governor_paper.parts import Headline, Table, Telling
from chalkface.reports.strategic_plan.paper import Objective
from chalkface.reports.strategic_plan.telling_direction import figure_words, target_words
from chalkface.reports.told import short

# What two pages hold. More is said to be there, not squeezed in.
MOST_ASKS, MOST_MISSED, MOST_CHANGES, MOST_SOURCES, MOST_OBJECTIVES = 4, 4, 5, 6, 5

LONGEST_TITLE = 80
HIDDEN_WORDS = "hidden (c)"


def tell(paper: GovernorPaper) -> Telling:
    """The words of ``paper``."""
    day = day_words(paper.on)
    return Telling(
        title=f"Careers at {paper.school}",
        subtitle=f"Paper for governors. Where we stood on {day}, against the {paper.framework}.",
        example="Example school: every name and number in this paper is invented." if paper.is_example else "",
        footer=f"{paper.school} · Paper for governors · position on {day}",
        standing=_standing(paper),
        standing_note="They answer different questions. None can be worked out from another.",
        reached=(*_duty_met(paper), *map(reached_sentence, paper.coverage[1:])),
        asks=tuple((one.ask, one.finding) for one in _asks(paper)),
        asks_lead=_asks_lead(paper),
        benchmarks=_benchmarks(paper.benchmarks, since=paper.previous_on),
        missed_lead=(
            "Numbers, not names: the school sees who they are. A figure about very few students is hidden, and printed c."
            if paper.missed
            else "Nobody was missed by what this review counts, or there is nothing to count yet."
        ),
        missed=tuple(missed_sentence(one) for one in paper.missed[:MOST_MISSED]),
        missed_table=_missed_table(paper.missed[:MOST_MISSED]),
        changes_lead=_changes_lead(paper),
        changes=_changes(paper),
        plan=_plan(paper),
        plan_table=_plan_table(paper.objectives[:MOST_OBJECTIVES]),
        leavers=tell_leavers(paper.routes, paper.national_source),
        law=tell_law(paper),
        law_table=tell_law_table(paper.provider_access),
        method=_method(paper),
    )


def _duty_met(paper: GovernorPaper) -> tuple[str, ...]:
    """That the legal duty is met; where it is not, it is the first thing that governors are asked about."""
    return (duty_sentence(paper.provider_access),) if is_met(paper.provider_access) else ()


def _asks(paper: GovernorPaper) -> tuple[Ask, ...]:
    """What is for governors alone first; of the weakest findings one at least."""
    kept = paper.decisions[: MOST_ASKS - bool(paper.asks)]
    return (*kept, *paper.asks[: MOST_ASKS - len(kept)])


def _asks_lead(paper: GovernorPaper) -> str:
    weakest = "the weakest findings of this review, weakest first" if paper.asks else ""
    parts = [part for part in ("what the law and the plan ask of governors" if paper.decisions else "", weakest) if part]
    if not parts:
        return "This review has no finding that asks something of governors."
    said = ", then ".join(parts)
    return f"{said[:1].upper()}{said[1:]}."


def reached_sentence(one: Coverage) -> str:
    """Whom something reached."""
    if one.figure is HIDDEN:
        return f"How many {one.among} {one.having} is hidden, because so few are concerned (c)."
    return share_sentence(one.figure.numerator, one.figure.denominator, among=one.among, having=one.having)


def missed_sentence(one: Coverage) -> str:
    """Whom something missed."""
    if one.figure is HIDDEN:
        return f"How many {one.among} {one.lacking} is hidden, because so few are concerned (c)."
    return gap_sentence(one.figure.numerator, one.figure.denominator, among=one.among, lacking=one.lacking)


def missed_words(figure: Published) -> str:
    """The missed of a figure, as a table prints it: "37 of 182 (20%)", or "c"."""
    return str(HIDDEN) if figure is HIDDEN else counted(figure.denominator - figure.numerator, figure.denominator)


def _standing(paper: GovernorPaper) -> tuple[Headline, ...]:
    benchmarks = f"{paper.benchmarks_met} of {paper.benchmarks_total} benchmarks are met, each with all of its statements."
    if paper.benchmarks_as_official is not None:
        rule = f" ({paper.official_rule})" if paper.official_rule else ""
        benchmarks += f" Where almost all is enough{rule}, it would be {paper.benchmarks_as_official}."
    found = [
        Headline(
            f"{paper.statements_met} of {paper.statements_total}",
            "statements met in full",
            f"{paper.statements_met} of the {paper.statements_total} statements that apply to this school are met in full.",
        ),
        Headline(f"{paper.benchmarks_met} of {paper.benchmarks_total}", "benchmarks met in full", benchmarks),
    ]
    for headline in paper.coverage[:1]:
        number = HIDDEN_WORDS if headline.figure is HIDDEN else headline.figure.percent
        name = f"of {headline.among} {headline.having.removeprefix('were ')}"
        found.append(Headline(number, name, reached_sentence(headline)))
    return tuple(found)


def _benchmarks(lines: Iterable[Benchmark], *, since: date | None) -> Table:
    heads = ("Benchmark", "Status", "Statements met", *(("Last review",) if since else ()))
    rows = [
        (
            f"{line.number}. {line.title}",
            line.status,
            f"{line.statements_met} of {line.statements_total}",
            *((line.before or "not reviewed",) if since else ()),
        )
        for line in lines
    ]
    return Table("Status of each benchmark", heads, tuple(rows))


def _missed_table(missed: tuple[Coverage, ...]) -> Table | None:
    labels = tuple(dict.fromkeys(label for one in missed for label, _ in one.groups))
    if not missed or not labels:
        return None
    rows = []
    for one in missed:
        groups = dict(one.groups)
        cells = (missed_words(groups[label]) if label in groups else "not counted" for label in labels)
        rows.append((one.name or f"{one.among} who {one.lacking}", missed_words(one.figure), *cells))
    return Table("Students missed, by group", ("Missed", "All", *labels), tuple(rows))


def _changes_lead(paper: GovernorPaper) -> str:
    if paper.previous_on is None:
        return "This is the first review held, so there is nothing to compare it with yet."
    if not paper.changes:
        return f"Nothing that this review counts has moved since the last one, on {day_words(paper.previous_on)}."
    better = sum(change.better is True for change in paper.changes)
    worse = sum(change.better is False for change in paper.changes)
    left_out = len(paper.changes) - MOST_CHANGES
    more = f" The {MOST_CHANGES} that matter most are shown; {left_out} more in the review." if left_out > 0 else ""
    if _same_year(paper):
        return (
            f"Since the review of {day_words(paper.previous_on)} {better} are further on and {worse} fell back. Both are of "
            "one school year, within which most counts can only grow: this says how far the year has come, not that it is a "
            f"better one.{more}"
        )
    return f"Since the review of {day_words(paper.previous_on)}, {better} got better and {worse} got worse.{more}"


def _same_year(paper: GovernorPaper) -> bool:
    return paper.previous_on is not None and academic_year_of(paper.previous_on) == academic_year_of(paper.on)


def _changes(paper: GovernorPaper) -> Table | None:
    if not paper.changes:
        return None
    same = _same_year(paper)
    words = {True: "further on" if same else "better", False: "fell back" if same else "worse", None: "neither"}
    rows = [(one.what, one.before, one.now, words[one.better]) for one in paper.changes[:MOST_CHANGES]]
    return Table("What changed since the last review", ("What", "Then", "Now", "Change"), tuple(rows))


def _plan(paper: GovernorPaper) -> tuple[str, ...]:
    found = [sentence for sentence in (paper.plan_version, paper.plan_actions) if sentence]
    if not paper.objectives:
        return (*found, "The strategic plan has no objective yet.")
    left_out = len(paper.objectives) - MOST_OBJECTIVES
    return (*found, f"{left_out} more objectives are in the plan itself.") if left_out > 0 else tuple(found)


def _plan_table(objectives: tuple[Objective, ...]) -> Table | None:
    if not objectives:
        return None
    rows = [
        (short(one.title, LONGEST_TITLE), figure_words(one.baseline), figure_words(one.now), target_words(one), one.course)
        for one in objectives
    ]
    return Table("Objectives of the strategic plan", ("Objective", "Baseline", "Now", "Target", "Course"), tuple(rows))


def _method(paper: GovernorPaper) -> tuple[str, ...]:
    sources = [f"{one.what} ({day_words(one.imported_on)})" for one in paper.sources[:MOST_SOURCES]]
    more = len(paper.sources) - MOST_SOURCES
    if more > 0:
        sources.append(f"{more} more imports")
    found = [
        f"Counted from the school's own records as they stood on {day_words(paper.on)}; "
        f"paper made on {day_words(paper.made_on)}. This is not a score of the official tool.",
        f"Imported: {'; '.join(sources)}." if sources else "Nothing was imported: the records were entered by hand.",
    ]
    if paper.not_held:
        found.append(f"Not held, and so counted as nothing: {'; '.join(paper.not_held)}.")
    found.append(
        f"Hidden (c): figures of fewer than {paper.threshold} students, or with 1 or 2 reached or missed, "
        "and whatever else would let them be worked out. Shares are rounded to whole per cent, half up."
    )
    return tuple(found)
