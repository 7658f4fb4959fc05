"""The steps of the way, each a sentence with a count and links: approved direction, finding, objective, action, outcome,
activity, register, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from chalkface.core.access import Access, Scope
from chalkface.core.words import day_words
from chalkface.frameworks.load import frameworks
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.queries.gaps import reach_of_names
from chalkface.queries.places import Link, Place
from chalkface.queries.progress import progress_of
from chalkface.queries.thread.graph import Graph
from chalkface.queries.thread.walk import Walk
from chalkface.records.models import DirectionVersion, Participation

SHOWN = 8
TITLES = {
    "direction": "Approved direction",
    "statement": "Finding",
    "objective": "Objective",
    "action": "Action",
    "outcome": "Outcome",
    "activity": "Activity",
    "register": "Register",
    "change": "What changed",
}
ORDER = tuple(TITLES)


@dataclass(frozen=True)
class Step:
    """One step: how many things stand there, in a sentence, with links to the first of them; ``is_here`` is the thing whose
    thread it is. ``more`` are not linked."""

    code: str
    title: str
    count: int
    sentence: str
    links: tuple[Link, ...]
    more: int = 0
    is_here: bool = False


def _step(code: str, sentence: str, links: Iterable[Link]) -> Step:
    whole = tuple(links)
    return Step(code, TITLES[code], len(whole), sentence, whole[:SHOWN], max(0, len(whole) - SHOWN))


def _many(count: int, one: str, more: str, nothing: str) -> str:
    return nothing if not count else f"1 {one}." if count == 1 else f"{count:,} {more}."


def direction(access: Access) -> Step:
    """The version that governors approved."""
    row = DirectionVersion.objects.filter(status="approved").order_by("number").values_list("pk", "number", "decided_on").last()
    if row is None:
        return _step("direction", "Governors have not approved a version of the direction yet.", ())
    pk, number, decided = row
    when = f" on {day_words(decided)}" if decided else ""
    return _step(
        "direction", f"Governors approved it{when}.", (Link(f"Version {number}", Place("direction.version", {"version": pk})),)
    )


def statements(walk: Walk) -> Step:
    """The statements of frameworks that are answered."""
    links = []
    for framework, code in sorted(walk.statements):
        edition = frameworks().get(framework)
        if edition is not None and code in edition.statements:
            text = edition.statements[code].text
            links.append(Link(f"{code}: {text}", Place("review.statement", {"framework": framework, "statement": code})))
    said = _many(
        len(links), "statement of the review is behind it", "statements of the review are behind it",
        "No statement of a review is behind it.",
    )  # fmt: skip
    return _step("statement", said, links)


def objectives(graph: Graph, walk: Walk) -> Step:
    """The objectives."""
    links = [
        Link(one.title, Place("direction.objective", {"objective": pk}))
        for pk, one in graph.objectives.items()
        if pk in walk.objectives
    ]
    return _step("objective", _many(len(links), "objective", "objectives", "No objective yet."), links)


def actions(graph: Graph, walk: Walk) -> Step:
    """The actions of the plan, and how many are done."""
    mine = [one for pk, one in graph.actions.items() if pk in walk.actions]
    done = sum(one.status == "done" for one in mine)
    said = (
        f"{done:,} of {len(mine):,} {'action is' if len(mine) == 1 else 'actions are'} done."
        if mine
        else "No action yet."
    )
    return _step("action", said, (Link(one.what, Place("plan.action", {"action": one.id})) for one in mine))


def outcomes(graph: Graph, walk: Walk) -> Step:
    """The outcomes."""
    links = [
        Link(f"{one.code}, Year {one.year_group}: {one.wording}", Place("outcomes.outcome", {"outcome": pk}))
        for pk, one in graph.outcomes.items()
        if pk in walk.outcomes
    ]
    return _step("outcome", _many(len(links), "outcome", "outcomes", "No outcome yet."), links)


def activities(graph: Graph, walk: Walk) -> Step:
    """The activities, and how many are still to come."""
    mine = [one for pk, one in graph.activities.items() if pk in walk.activities]
    mine += [one for pk in sorted(walk.activities - graph.activities.keys())[:SHOWN] if (one := graph.activity(pk)) is not None]
    many, ahead = len(walk.activities), sum(one.starts_on >= graph.access.on for one in mine)
    said = (
        f"{many:,} {'activity' if many == 1 else 'activities'}, {ahead:,} of them to come."
        if many
        else "No activity serves it yet."
    )
    links = [
        Link(f"{one.title}, {day_words(one.starts_on)}", Place("programme.activity", {"activity": one.id})) for one in mine
    ]
    return Step("activity", TITLES["activity"], many, said, tuple(links[:SHOWN]), max(0, many - SHOWN))


def register(access: Access, graph: Graph, walk: Walk, students: str) -> Step:
    """How many came of how many who were on the registers, as far as the person may read them: never a name, but the way to
    the lists of who was missed."""
    if not walk.activities:
        return _step("register", "There is no register, because there is no activity.", ())
    if not access.may("see_encounters"):
        return _step("register", f"The registers are read by those who work with the {students}.", ())
    rows = Participation.objects.filter(activity_id__in=walk.activities)
    counted = rows.aggregate(
        listed=Count("student_id", distinct=True),
        came=Count("student_id", distinct=True, filter=Q(attended=True)),
        open=Count("pk", filter=Q(attended=None)),
    )
    yours = " of your groups" if access.scope("see_encounters") is Scope.GROUP else ""
    if not counted["listed"]:
        said = f"Nobody{yours} is on a register yet."
    else:
        said = f"{counted['came']:,} of {counted['listed']:,} {students}{yours} on the registers came at least once."
        if counted["open"]:
            said += f" {counted['open']:,} {'mark is' if counted['open'] == 1 else 'marks are'} still missing."
    links = [
        Link(f"Who {graph.outcomes[pk].code} left out", Place("outcomes.outcome", {"outcome": pk})) for pk in walk.outcomes
    ]
    if not links:
        links = [
            Link(
                f"The register of {graph.activities[pk].title}" if pk in graph.activities else "The register",
                Place("programme.activity", {"activity": pk}),
            )
            for pk in sorted(walk.activities)
        ]
    return _step("register", said, links)


def change(access: Access, graph: Graph, walk: Walk) -> Step:
    """What the figures say now, of the objectives on the way and of the statements: with the lists of who was missed."""
    mine = [one for pk, one in graph.objectives.items() if pk in walk.objectives and one.indicator]
    may = access.may("see_figures") or access.may("see_impact")
    told = progress_of(access, mine) if mine and may else {}
    links, asked = [], [one.indicator for one in mine]
    for framework, code in sorted(walk.statements):
        edition = frameworks().get(framework)
        if edition is not None and code in edition.statements and edition.statements[code].indicator:
            asked.append(edition.statements[code].indicator)
    for indicator in dict.fromkeys(asked):
        names = " and who has not had it" if may and reach_of_names(access, indicator) is not None else ""
        links.append(
            Link(
                f"{indicator_called(indicator).title}: how it is counted{names}",
                Place("review.figure", {"indicator": indicator}),
            )
        )
    links.append(Link("What was agreed, and past its date", Place("guidance.needs", query={"filter": "overdue"})))
    links.append(Link("Where leavers went", Place("impact.start")))
    said = " ".join(one.sentence for one in told.values()) or "No objective here has an indicator, so no figure is followed."
    return Step("change", TITLES["change"], len(told), said, tuple(links[:SHOWN]), max(0, len(links) - SHOWN))
