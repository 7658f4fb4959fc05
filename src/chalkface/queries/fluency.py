"""The words that students explained, marked by the lexicon and by a person: shares fluent both ways, and how far the two agree.

A person sees words without names, in no order of sending. Figures count everybody who sent the survey: a word left out has no
points. What a person marked is counted of those all of whose words a person has seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import QuerySet

from chalkface.core.access import Access
from chalkface.core.agreement import agreement, agreement_sentence
from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Published, Table, hide
from chalkface.core.errors import NotAllowed
from chalkface.core.lexicon import Mark, Term, is_fluent, lexicon, mark
from chalkface.core.surveys import Question, questionnaires
from chalkface.queries.survey_figures import Answered, tally
from chalkface.queries.surveys import SurveyLine, lines_of, sees_exact
from chalkface.records.models import School, Survey, SurveyReturn, WordMark

AT_A_TIME = 12
LEXICON, PERSON = "lexicon", "person"
BY = "pupil_premium"


@dataclass(frozen=True)
class WordLine:
    """One word: of how many it was explained fully, as the lexicon and as a person marked it."""

    term: Term
    lexicon: Published
    person: Published


@dataclass(frozen=True)
class Fluency:
    """What is known of the words of one survey. ``is_open``: nothing is shown or marked before it is closed."""

    survey: SurveyLine
    words: tuple[Question, ...]
    is_open: bool
    is_exact: bool
    lines: tuple[WordLine, ...] = ()
    by_lexicon: Published = HIDDEN
    by_person: Published = HIDDEN
    groups: tuple[tuple[str, Published], ...] = ()
    agreement: str = ""
    left_to_mark: int = 0


@dataclass(frozen=True)
class Shown:
    """An explanation as a marker sees it: the words and a handle, which nothing that is shown anywhere else leads to.
    ``many`` wrote the same."""

    handle: str
    words: str
    many: int = 1


@dataclass(frozen=True)
class Compared:
    """A marked explanation with both marks, for who wants to see why the lexicon marked as it did."""

    words: str
    lexicon: Mark
    person: int


def handle_of(key: object, question: str) -> str:
    """How an explanation is called in the form of who marks it."""
    return sha256(f"{key} {question}".encode()).hexdigest()[:24]


def fluency(access: Access, survey_id: int) -> Fluency | None:
    """The words of a survey of students, marked both ways; None where there is no such survey or it asks for none.

    Raises ``NotAllowed`` without the right to what surveys say.
    """
    if not access.may("see_survey_results"):
        raise NotAllowed(f"{access.role} may not see what surveys say")
    row = Survey.objects.filter(pk=survey_id).first()
    asks = questionnaires().get(row.questionnaire) if row is not None else None
    if row is None or asks is None or not asks.words or not asks.is_named:
        return None
    (line,) = lines_of(access, [row])
    exact = sees_exact(access)
    if line.is_open:
        return Fluency(line, asks.words, True, exact)
    out = access.kept_from if exact else frozenset()
    answered = Answered.of_survey(access.school_id, row.pk, out)
    marks = _marks(access.school_id, row.pk, out)
    threshold = School.objects.get(pk=access.school_id).threshold
    shown = _shown(asks.words, answered, marks, None if exact else threshold)
    pairs = [
        (mark(lexicon()[one.term], words).points, points)
        for answers, given in marks
        for one in asks.words
        if (points := given.get(one.id)) is not None and (words := answers.get(one.id))
    ]
    lines = tuple(
        WordLine(lexicon()[one.term], shown[f"{LEXICON} {one.id}"][EVERYBODY], shown[f"{PERSON} {one.id}"][EVERYBODY])
        for one in asks.words
    )
    groups = sorted((str(next(iter(group))[1]), count) for group, count in shown[LEXICON].items() if _is_by(group))
    left = sum(1 for answers, given in marks for one in asks.words if answers.get(one.id) and one.id not in given)
    return Fluency(
        line, asks.words, False, exact, lines, shown[LEXICON][EVERYBODY], shown[PERSON][EVERYBODY], tuple(groups),
        _agreement(pairs, exact, threshold), left,
    )  # fmt: skip


def fluent_both_ways(
    school_id: int, survey_id: int, words: Sequence[Question], answered: Sequence[Answered], *, threshold: int | None,
    without: frozenset[int],
) -> tuple[Published, Published]:
    """(fluent by the lexicon, fluent as a person marked it) of one survey's returns, as the page on its words shows them:
    exact without a ``threshold``."""
    shown = _shown(words, answered, _marks(school_id, survey_id, without), threshold)
    return shown[LEXICON][EVERYBODY], shown[PERSON][EVERYBODY]


def _shown(
    words: Sequence[Question], answered: Sequence[Answered], marks: Sequence[tuple[dict, dict[str, int]]], threshold: int | None
) -> Mapping[str, Mapping[Group, Published]]:
    """Every figure of the words of one survey, all looked at together."""
    tables = [*_by_lexicon(words, answered), *_by_person(words, marks)]
    return {one.name: one.counts for one in tables} if threshold is None else hide(tables, threshold)


def _is_by(group: Group) -> bool:
    return len(group) == 1 and next(iter(group))[0] == BY


def _agreement(pairs: Sequence[tuple[int, int]], exact: bool, threshold: int) -> str:
    """The sentence on agreement; nothing of so few answers that it would tell somebody's marks."""
    same = Table("same", {EVERYBODY: Count(*agreement(pairs))})
    if not exact and pairs and hide([same], threshold)["same"][EVERYBODY] is HIDDEN:
        return "How far the word list and the person agree is not shown of so few answers."
    return agreement_sentence(pairs)


def _points(words: Sequence[Question], answers: Mapping[str, object]) -> list[int]:
    return [mark(lexicon()[one.term], str(answers.get(one.id, ""))).points for one in words]


def _by_lexicon(words: Sequence[Question], answered: Sequence[Answered]) -> list[Table]:
    """Fluent by the lexicon, and each word by itself: of all who sent the survey, in their groups."""
    points = {id(row): _points(words, row.answers) for row in answered}
    tables = [Table(LEXICON, tally(answered, lambda row: is_fluent(points[id(row)])), people="sent it")]
    for number, one in enumerate(words):
        counts = tally(answered, lambda row, number=number: points[id(row)][number] == 2)
        tables.append(Table(f"{LEXICON} {one.id}", counts, people="sent it"))
    return tables


def _marks(school_id: int, survey_id: int, without: frozenset[int]) -> list[tuple[dict, dict[str, int]]]:
    """(answers, points given by a person by question) of every return, for figures alone."""
    given: dict[int, dict[str, int]] = {}
    rows = QuerySet(WordMark).filter(school_id=school_id, sent__survey_id=survey_id)
    for sent, question, points in rows.values_list("sent_id", "question", "points"):
        given.setdefault(sent, {})[question] = points
    returns = QuerySet(SurveyReturn).filter(school_id=school_id, survey_id=survey_id).exclude(student_id__in=without)
    return [(answers, given.get(pk, {})) for pk, answers in returns.order_by("key").values_list("pk", "answers")]


def _by_person(words: Sequence[Question], marks: Sequence[tuple[dict, dict[str, int]]]) -> list[Table]:
    """The same as a person marked it, of those whose every explanation a person has seen. Whoever explained nothing has no
    points, as with the lexicon, once anything of the survey is marked."""
    seen = [given for answers, given in marks if all(one.id in given or not answers.get(one.id) for one in words)]
    seen = seen if any(seen) else []
    # Once all is marked they are the people of the lexicon's figures: a number that tells how many these are, tells it of both.
    people = "sent it" if len(seen) == len(marks) else "marked by a person"
    fluent = sum(is_fluent([given.get(one.id, 0) for one in words]) for given in seen)
    tables = [Table(PERSON, {EVERYBODY: Count(fluent, len(seen))}, people=people)]
    for one in words:
        full = sum(given.get(one.id) == 2 for given in seen)
        tables.append(Table(f"{PERSON} {one.id}", {EVERYBODY: Count(full, len(seen))}, people=people))
    return tables


def to_mark(access: Access, survey_id: int, question: str) -> tuple[Shown, ...]:
    """The next explanations of one word that nobody has marked, without names and in no order of sending; the same once."""
    alike = _alike(survey_id, question)
    found = [Shown(min(handles), words, len(handles)) for words, handles in alike.values()]
    return tuple(sorted(found, key=lambda one: one.handle)[:AT_A_TIME])


def with_those_alike(survey_id: int, question: str, points: Mapping[str, int]) -> dict[str, int]:
    """``points`` by handle, given to all that wrote the same as well: one mark for the same words."""
    given = dict(points)
    for _, handles in _alike(survey_id, question).values():
        marked = next((points[one] for one in handles if one in points), None)
        if marked is not None:
            given |= dict.fromkeys(handles, marked)
    return given


def _alike(survey_id: int, question: str) -> dict[str, tuple[str, list[str]]]:
    """What nobody has marked, by the words without capitals and spaces: (the words as one wrote them, the handles of all)."""
    found: dict[str, tuple[str, list[str]]] = {}
    rows = SurveyReturn.objects.filter(survey_id=survey_id).exclude(marks__question=question).order_by("key")
    for key, answers in rows.values_list("key", "answers"):
        if words := str(answers.get(question) or "").strip():
            found.setdefault(" ".join(words.casefold().split()), (words, []))[1].append(handle_of(key, question))
    return found


def compared(access: Access, survey_id: int, one: Question) -> tuple[Compared, ...]:
    """Marked explanations of one word with both marks, those on which they differ first."""
    rows = WordMark.objects.filter(sent__survey_id=survey_id, question=one.id).values_list("sent__answers", "points")
    term = lexicon()[one.term]
    found = [Compared(words, mark(term, words), points) for answers, points in rows if (words := str(answers.get(one.id, "")))]
    return tuple(sorted(found, key=lambda each: (each.lexicon.points == each.person, each.words)))
