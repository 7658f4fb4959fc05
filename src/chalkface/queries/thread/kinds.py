"""The kinds of thing whose thread can be shown. A function with ``@kind`` is one: it finds the thing and where to start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chalkface.core.duties import duties
from chalkface.core.words import STATUS_WORDS, day_words
from chalkface.frameworks.load import frameworks
from chalkface.queries.places import Link, Place
from chalkface.queries.thread.graph import Graph
from chalkface.queries.thread.walk import Walk, down, up
from chalkface.records.models import ActivityPartner, ActivityPlan, GoodPractice, LessonLink, Partner, Post, Responsibility


@dataclass(frozen=True)
class Start:
    """A thing as its thread begins: ``after`` is the step of the way behind which it stands (or which it is, when ``is_step``).

    ``above`` and ``below`` are the ways up and down from it; ``beside`` what else serves the same end; ``sentence`` says
    what it is.
    """

    title: str
    place: Place
    after: str
    is_step: bool
    sentence: str
    above: Walk
    below: Walk
    beside: tuple[Link, ...] = ()
    beside_words: str = ""


Find = Callable[[Graph, str], Start | None]


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its code in the address, and what one is called."""

    code: str
    title: str
    find: Find


KINDS: dict[str, Kind] = {}


def kind(code: str, title: str):
    """Announce a function as the way to find things of a kind."""

    def keep(find: Find) -> Find:
        KINDS[code] = Kind(code, title, find)
        return find

    return keep


def _number(of: str) -> int:
    return int(of) if of.isdecimal() and len(of) < 16 else 0


def _links(page: str, argument: str, titles: Mapping[int, str], but: int = 0) -> tuple[Link, ...]:
    return tuple(Link(title, Place(page, {argument: pk})) for pk, title in titles.items() if pk != but)


def practice_links(framework: str, statement: str, but: int = 0) -> tuple[Link, ...]:
    """Good practice for a statement."""
    rows = GoodPractice.objects.filter(framework=framework, statement=statement).order_by("title", "pk")
    return _links("review.practice", "practice", dict(rows.values_list("pk", "title")), but)


@kind("statement", "Statement")
def statement(graph: Graph, of: str) -> Start | None:
    """A statement of a framework, named like ``gatsby-2025:5.1``."""
    framework, _, code = of.partition(":")
    edition = frameworks().get(framework)
    if edition is None or code not in edition.statements:
        return None
    start = Walk(statements=frozenset({(framework, code)}))
    place = Place("review.statement", {"framework": framework, "statement": code})
    text = edition.statements[code].text
    return Start(
        f"Statement {code}", place, "statement", True, text, start, down(graph, start), practice_links(framework, code),
        "good practice noted for the statement",
    )  # fmt: skip


@kind("objective", "Objective")
def objective(graph: Graph, of: str) -> Start | None:
    """An objective by its number."""
    row = graph.objectives.get(_number(of))
    if row is None:
        return None
    start = Walk(objectives=frozenset({row.pk}))
    findings = graph.findings.get(row.pk, frozenset())
    beside = {
        pk: one.title for pk, one in graph.objectives.items() if findings & graph.findings.get(pk, frozenset())
    }  # fmt: skip
    return Start(
        row.title, Place("direction.objective", {"objective": row.pk}), "objective", True, row.outcome or row.problem,
        up(graph, start), down(graph, start), _links("direction.objective", "objective", beside, row.pk),
        "other objectives that answer the same finding",
    )  # fmt: skip


@kind("outcome", "Outcome")
def outcome(graph: Graph, of: str) -> Start | None:
    """An outcome by its number."""
    node = graph.outcomes.get(_number(of))
    if node is None:
        return None
    start = Walk(outcomes=frozenset({node.id}))
    above = up(graph, start)
    siblings = frozenset().union(*(graph.reached_by[pk] for pk in above.objectives))
    beside = {pk: f"{one.code}: {one.wording}" for pk, one in graph.outcomes.items() if pk in siblings}
    return Start(
        f"{node.code}, Year {node.year_group}", Place("outcomes.outcome", {"outcome": node.id}), "outcome", True, node.wording,
        above, down(graph, start), _links("outcomes.outcome", "outcome", beside, node.id),
        "other outcomes of the same objective",
    )  # fmt: skip


def _others_serving(graph: Graph, activity: int, outcomes: frozenset[int]) -> tuple[Link, ...]:
    beside = {
        pk: f"{one.title}, {day_words(one.starts_on)}" for pk, one in graph.activities.items() if graph.served_by(pk) & outcomes
    }
    return _links("programme.activity", "activity", beside, activity)


@kind("activity", "Activity")
def activity(graph: Graph, of: str) -> Start | None:
    """An activity by its number."""
    node = graph.activity(_number(of))
    if node is None:
        return None
    start = Walk(activities=frozenset({node.id}))
    return Start(
        node.title, Place("programme.activity", {"activity": node.id}), "activity", True, f"On {day_words(node.starts_on)}.",
        up(graph, start), start, _others_serving(graph, node.id, graph.served_by(node.id)),
        "other activities that serve the same outcome, and could stand in for it",
    )  # fmt: skip


@kind("action", "Action")
def action(graph: Graph, of: str) -> Start | None:
    """An action of the plan by its number."""
    one = graph.actions.get(_number(of))
    if one is None:
        return None
    start = Walk(actions=frozenset({one.id}))
    beside = {
        pk: other.what for pk, other in graph.actions.items() if one.objective is not None and other.objective == one.objective
    }  # fmt: skip
    due = f", due on {day_words(one.due_on)}" if one.due_on else ", with no day set"
    towards = down(graph, Walk(objectives=frozenset({one.objective} - {None})))
    below = replace(towards, activities=towards.activities | ({one.activity} - {None}))
    return Start(
        one.what, Place("plan.action", {"action": one.id}), "action", True, f"It is {STATUS_WORDS[one.status]}{due}.",
        up(graph, start), below, _links("plan.action", "action", beside, one.id), "other actions for the same objective",
    )  # fmt: skip


@kind("lesson", "Lesson link")
def lesson(graph: Graph, of: str) -> Start | None:
    """A line of the curriculum map by its number; once confirmed it has an activity."""
    row = LessonLink.objects.filter(pk=_number(of)).first()
    if row is None:
        return None
    serves = frozenset({row.outcome_id} - {None})
    above = up(graph, Walk(outcomes=serves))
    below = Walk(activities=frozenset({row.activity_id} - {None}))
    said = f"confirmed on {day_words(row.confirmed_on)}" if row.confirmed_on else "planned, and not confirmed yet"
    return Start(
        row.title, Place("programme.lesson", {"lesson": row.pk}), "activity", True,
        f"{row.subject}, Year {row.year_group}: {said}.", above, below, _others_serving(graph, row.activity_id or 0, serves),
        "other activities that serve the same outcome",
    )  # fmt: skip


@kind("partner", "Partner")
def partner(graph: Graph, of: str) -> Start | None:
    """A partner by its number: what it takes part in."""
    row = Partner.objects.filter(pk=_number(of)).values_list("pk", "name").first()
    if row is None:
        return None
    mine = frozenset(ActivityPartner.objects.filter(partner_id=row[0]).values_list("activity_id", flat=True))
    start = Walk(activities=mine)
    many = f"{len(mine):,} {'activity' if len(mine) == 1 else 'activities'}"
    above = up(graph, start)
    beside = {pk: one.title for pk, one in graph.activities.items() if pk not in mine and graph.served_by(pk) & above.outcomes}
    return Start(
        row[1], Place("partners.partner", {"partner": row[0]}), "activity", False, f"It has taken part in {many}.",
        above, start, _links("programme.activity", "activity", beside), "activities with others that serve the same outcomes",
    )  # fmt: skip


@kind("post", "Post")
def post(graph: Graph, of: str) -> Start | None:
    """A post by its number: the objectives it answers for, its actions, the activities it runs."""
    row = Post.objects.filter(pk=_number(of)).values_list("pk", "title", "holder").first()
    if row is None:
        return None
    parts = list(
        Responsibility.objects.filter(post_id=row[0]).values_list("letter", "about", "code", "objective_id", "activity_id")
    )
    objectives = {pk for pk, one in graph.objectives.items() if one.post_id == row[0]}
    objectives |= {part[3] for part in parts if part[3]}
    statements = {tuple(code.split(":", 1)) for _, about, code, *_ in parts if about == "statement" and ":" in code}
    actions = {pk for pk, one in graph.actions.items() if one.post == row[0]}
    runs = set(ActivityPlan.objects.filter(post_id=row[0]).values_list("activity_id", flat=True)) | {
        part[4] for part in parts if part[4]
    }
    above = up(graph, Walk(statements=frozenset(statements), objectives=frozenset(objectives), actions=frozenset(actions)))
    towards = down(graph, Walk(objectives=frozenset(objectives)))
    below = replace(towards, actions=frozenset(actions), activities=towards.activities | runs)
    held_by = f"Held by {row[2]}." if row[2] else "It is vacant."
    duty_codes = [code for _, about, code, *_ in parts if about == "duty" and code in duties()]
    beside = tuple(Link(f"{code}, {duties()[code].title}", Place("roles.duty", {"duty": code})) for code in duty_codes)
    return Start(
        row[1], Place("roles.post", {"post": row[0]}), "objective", False, held_by, above, below, beside,
        "duties in which it has a part",
    )  # fmt: skip


@kind("practice", "Good practice")
def practice(graph: Graph, of: str) -> Start | None:
    """Good practice by its number."""
    row = GoodPractice.objects.filter(pk=_number(of)).first()
    if row is None:
        return None
    start = Walk(statements=frozenset({(row.framework, row.statement)} if row.statement else ()))
    where = ", ".join(part for part in (row.who, row.place) if part)
    return Start(
        row.title, Place("review.practice", {"practice": row.pk}), "statement", False, where and f"{where}.", start,
        down(graph, start), practice_links(row.framework, row.statement, row.pk) if row.statement else (),
        "other good practice for the same statement",
    )  # fmt: skip


@kind("duty", "Duty")
def duty(graph: Graph, of: str) -> Start | None:
    """A duty by its code."""
    one = duties().get(of)
    if one is None:
        return None
    actions = frozenset(pk for pk, other in graph.actions.items() if other.duty == of)
    statements = frozenset({tuple(one.statement.split(":", 1))} if ":" in one.statement else ())
    start = Walk(statements=statements)
    below = down(graph, Walk(statements=statements, actions=actions))
    return Start(
        f"{one.code}, {one.title}", Place("roles.duty", {"duty": one.code}), "statement", False, one.what, start, below
    )
