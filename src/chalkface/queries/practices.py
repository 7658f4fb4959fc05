"""Good practice: the list, one practice with who was invited to take it up, and who lacks it."""

from dataclasses import dataclass
from datetime import date

from chalkface.core.access import Access
from chalkface.queries.history import HistoryLine, history_of
from chalkface.queries.lessons import curriculum_map
from chalkface.queries.links import judge_of
from chalkface.queries.voices import Invitation, invitations
from chalkface.records.models import Ask, GoodPractice, Judgement


@dataclass(frozen=True)
class PracticeLine:
    """One good practice; ``asked`` people were invited to take it up, ``yes`` of them want to."""

    id: int
    title: str
    who: str
    place: str
    what: str
    framework: str
    statement: str
    noted_on: date
    edition: int
    asked: int
    yes: int


@dataclass(frozen=True)
class Lacking:
    """Somebody who may want a practice: a name for the invitation, and why they come to mind."""

    name: str
    why: str
    post_id: int | None = None


@dataclass(frozen=True)
class PracticeCard:
    """One practice with its invitations (for who may ask people) and its history."""

    line: PracticeLine
    invitations: tuple[Invitation, ...]
    history: tuple[HistoryLine, ...]


def practices(access: Access) -> tuple[PracticeLine, ...]:
    """The good practice of the open school, the latest first."""
    answers: dict[int, list[str]] = {}
    invited = Ask.objects.filter(practice__isnull=False, cancelled_on=None)
    for practice, answer in invited.order_by().values_list("practice_id", "answer"):
        answers.setdefault(practice, []).append(answer)
    rows = GoodPractice.objects.order_by("-noted_on", "title", "pk")
    return tuple(_line(row, answers.get(row.pk, [])) for row in rows)


def practices_of_statement(framework: str, statement: str) -> tuple[tuple[int, str], ...]:
    """(number, title) of the good practice that answers a statement."""
    rows = GoodPractice.objects.filter(framework=framework, statement=statement).order_by("-noted_on", "title")
    return tuple(rows.values_list("pk", "title"))


def practice_line(practice_id: int | None) -> PracticeLine | None:
    """One practice as whoever is invited to take it up reads it."""
    row = GoodPractice.objects.filter(pk=practice_id).first()
    return _line(row, []) if row else None


def practice_card(access: Access, practice_id: int) -> PracticeCard | None:
    """One practice, or None when the open school has none of that number."""
    row = GoodPractice.objects.filter(pk=practice_id).first()
    if row is None:
        return None
    invited = invitations(access, practice_id) if access.may("ask_voices") else ()
    answers = [one.answer for one in invited if one.line.state != "cancelled"]
    return PracticeCard(_line(row, answers), invited, history_of(row))


def who_lacks(access: Access, card: PracticeCard) -> tuple[Lacking, ...]:
    """Who could be invited: subjects without a confirmed lesson link, and people who judged the same statement lower than in
    full. Whoever was invited already is left out."""
    found, line = {}, card.line
    if line.statement:
        for name, post_id, level in _lower(line.framework, line.statement):
            words = "in part" if level == "partly" else "not yet"
            found[name] = Lacking(name, f"judged statement {line.statement} as {words}", post_id)
    for subject, cells in curriculum_map(access, access.year).rows:
        if not any(cell and (cell.confirmed or cell.is_counted) for cell in cells):
            name = f"{subject} department"
            found.setdefault(name, Lacking(name, "no lesson of it is confirmed"))
    asked = {one.line.to for one in card.invitations if one.line.state != "cancelled"}
    return tuple(one for name, one in found.items() if name not in asked and name != line.who)


def _lower(framework: str, statement: str) -> list[tuple[str, int | None, str]]:
    """Name, post and latest level of everybody who was asked about the statement and did not see it as met."""
    rows = Judgement.objects.filter(framework=framework, statement=statement).order_by("judged_on", "pk")
    levels = dict(rows.values_list("judge", "level"))
    asked = Ask.objects.filter(framework=framework, statements__statement=statement)
    named = asked.order_by("pk").values_list("pk", "to_name", "post_id", "post__title")
    found = [(name or title, post, levels.get(judge_of(pk))) for pk, name, post, title in named]
    return [one for one in found if one[0] and one[2] in ("none", "partly")]


def _line(row: GoodPractice, answers: list[str]) -> PracticeLine:
    return PracticeLine(
        row.pk,
        row.title,
        row.who,
        row.place,
        row.what,
        row.framework,
        row.statement,
        row.noted_on,
        row.edition,
        len(answers),
        answers.count("yes"),
    )
