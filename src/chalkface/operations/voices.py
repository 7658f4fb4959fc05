"""Answering what one was asked: levels for statements, and whether a good practice is taken up."""

from collections.abc import Mapping

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.editing import held, remember
from chalkface.operations.operation import note, operation
from chalkface.operations.reviews import LONGEST_NOTE
from chalkface.queries.links import judge_of
from chalkface.queries.posts import own_posts
from chalkface.records.models import Ask, AskedStatement, Judgement

# What somebody may say of a statement. Nothing is recorded for who does not know.
SAID = ("fully", "partly", "none")
DO_NOT_KNOW = "dont_know"
TAKEN_UP = ("yes", "not_now")


def open_ask(access: Access, ask_id: int, purpose: str, key: str) -> Ask:
    """The ask, locked, when it is this person's to answer today: handed to a post of theirs, or opened by the link whose
    digest is ``key``. Raises ``Refused`` otherwise, as if it were not there."""
    row = held(Ask, ask_id, "request")
    if access.role == "link":
        theirs = row.digest is not None and row.digest == key
    else:
        theirs = access.role == "operator" or row.post_id in own_posts(access)
    if not theirs or row.purpose != purpose:
        raise Refused("That was not asked of you.")
    if row.cancelled_on is not None or row.expires_on < access.on:
        raise Refused("This request has ended, so nothing more can be answered. Ask the careers leader for a new one.")
    return row


def answered(access: Access, row: Ask, said: str, deed: str) -> None:
    """Keep on which day an ask was answered, and the line that came with it."""
    row.answered_on, row.said = access.on, said.strip()
    row.save()
    remember(access, row, deed=deed)


@operation(needs="answer_ask", changes_figures=True)
def answer_ask(
    access: Access,
    *,
    ask_id: int,
    levels: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
    said: str = "",
    finished: bool = True,
    key: str = "",
) -> int:
    """Keep what somebody says of the statements they were asked about, as judgements in the voice of the ask; returns how
    many hold a view. ``levels`` maps statements to fully, partly, none or dont_know ("" leaves one as it was); an answer of
    the same day is replaced, an older one stays dated. Raises ``FormRefused`` with a sentence beside each question.
    """
    row, reasons = open_ask(access, ask_id, "statements", key), reasons or {}
    asked = set(AskedStatement.objects.filter(ask=row).values_list("statement", flat=True))
    _check(asked, levels, reasons, said)
    mine = Judgement.objects.filter(framework=row.framework, judge=judge_of(row.pk))
    for statement, level in levels.items():
        if level in SAID:
            Judgement.objects.update_or_create(
                school_id=access.school_id,
                framework=row.framework,
                statement=statement,
                judged_on=access.on,
                voice=row.voice,
                judge=judge_of(row.pk),
                defaults={"level": level, "evidence": reasons.get(statement, "").strip()},
            )
        elif level == DO_NOT_KNOW:
            mine.filter(statement=statement).delete()
    views = mine.values("statement").distinct().count()
    note(views=views)
    if finished:
        answered(access, row, said, "answer_ask")
    return views


@operation(needs="answer_ask", codes=("answer",))
def answer_invitation(access: Access, *, ask_id: int, answer: str, said: str = "", key: str = "") -> None:
    """Say whether a good practice is taken up: yes, or not now. Raises ``Refused`` for any other answer."""
    row = open_ask(access, ask_id, "practice", key)
    if answer not in TAKEN_UP:
        raise Refused("Choose an answer: yes, or not now.", field="answer")
    if len(said) > LONGEST_NOTE:
        raise Refused("That is too long: a line is enough.", field="said")
    row.answer = answer
    answered(access, row, said, "answer_invitation")


def _check(asked: set[str], levels: Mapping[str, str], reasons: Mapping[str, str], said: str) -> None:
    wrong = []
    for statement, level in levels.items():
        if statement not in asked:
            raise Refused("That was not asked of you.")
        if level and level not in (*SAID, DO_NOT_KNOW):
            wrong.append((statement, "Choose one of the answers given."))
        if len(reasons.get(statement, "")) > LONGEST_NOTE:
            wrong.append((statement, f"That is longer than {LONGEST_NOTE:,} characters: a sentence or two is enough."))
    if len(said) > LONGEST_NOTE:
        wrong.append(("said", "That is too long: a sentence or two is enough."))
    if not any(levels.values()):
        wrong.append((next(iter(levels), ""), "Answer at least one question. “I cannot say” is an answer too."))
    if wrong:
        raise FormRefused(wrong)
