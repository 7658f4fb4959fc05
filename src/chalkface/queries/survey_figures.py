"""What students answered in a survey, as figures: exactly as counted, or under the small-number rule.

Everything is counted of all who sent the survey, also of those who left a question out: so every question has the same
people, and no difference of two denominators tells who left something out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from chalkface.core.disclosure import EVERYBODY, HIDDEN, Count, Group, Published, Table, hide
from chalkface.core.surveys import Answer, Question, Questionnaire
from chalkface.indicators.figure import UNKNOWN
from chalkface.queries.opened_groups import SEALED, groups_of
from chalkface.records.models import Enrolment, OpenReturn, SurveyReturn

# By which groups results may be divided.
GROUPS = ("year_group", "sex", "pupil_premium", "sen")
LEFT_OUT = "Left out"
Shares = dict[str, dict[Group, Published]]


def _yes_no(value: bool | None) -> str:
    return UNKNOWN if value is None else ("yes" if value else "no")


@dataclass(frozen=True)
class Answered:
    """One return without its student: what was answered, and the groups they were in (none where nobody knows them)."""

    groups: Mapping[str, str | int]
    answers: Mapping[str, Answer]

    @classmethod
    def of_survey(cls, school_id: int, survey_id: int, without: Collection[int] = ()) -> list["Answered"]:
        """Every return of a survey of students, for figures alone: whoever may see those need not be allowed to read one
        answer.

        ``without`` leaves students out: of exact figures, the difference to all the others' answers would be theirs.
        """
        return cls.of_surveys(school_id, [survey_id], without)[survey_id]

    @classmethod
    def of_surveys(
        cls, school_id: int, surveys: Collection[int], without: Collection[int] = ()
    ) -> dict[int, list["Answered"]]:
        """The same of several surveys, in one query."""
        then = QuerySet(Enrolment).filter(
            school_id=school_id, student=OuterRef("student"), academic_year=OuterRef("survey__academic_year")
        )
        rows = QuerySet(SurveyReturn).filter(school_id=school_id, survey_id__in=surveys).exclude(student_id__in=without)
        rows = rows.annotate(year=Subquery(then.values("year_group")[:1])).order_by("pk")
        found: dict[int, list[Answered]] = {one: [] for one in surveys}
        for survey, answers, year, *sealed in rows.values_list("survey_id", "answers", "year", *SEALED):
            own = groups_of(school_id, *sealed)
            groups = {
                "year_group": year or UNKNOWN,
                "sex": own.sex or UNKNOWN,
                "pupil_premium": _yes_no(own.pupil_premium),
                "sen": _yes_no(None if not own.sen_provision else own.sen_provision != "N"),
            }
            found[survey].append(cls(groups, answers))
        return found

    @classmethod
    def without_names(cls, school_id: int, surveys: Collection[int]) -> dict[int, list["Answered"]]:
        """Every return of surveys that were answered through a link: nothing is known of who sent them."""
        found: dict[int, list[Answered]] = {one: [] for one in surveys}
        rows = QuerySet(OpenReturn).filter(school_id=school_id, survey_id__in=surveys).order_by("key")
        for survey, answers in rows.values_list("survey_id", "answers"):
            found[survey].append(cls({}, answers))
        return found


def tally(rows: Sequence[Answered], is_in: Callable[[Answered], bool]) -> dict[Group, Count]:
    """Of everybody and of each group: how many there are, and of how many ``is_in`` is true."""
    sums: dict[Group, list[int]] = {EVERYBODY: [0, 0]}
    for row in rows:
        reached = is_in(row)
        for group in (EVERYBODY, *(frozenset({pair}) for pair in row.groups.items())):
            held = sums.setdefault(group, [0, 0])
            held[0] += reached
            held[1] += 1
    return {group: Count(*numbers) for group, numbers in sums.items()}


def exact_shares(questionnaire: Questionnaire, rows: Sequence[Answered]) -> Shares:
    """Question → group → how many said yes, of all who sent it."""
    return {
        one.id: dict(tally(rows, lambda row, one=one: row.answers.get(one.id) in one.good))
        for one in questionnaire.questions
        if not one.is_written
    }


def published_shares(questionnaire: Questionnaire, rows: Sequence[Answered], threshold: int) -> Shares:
    """The same as it may be shown to people without names: all questions and groups looked at together."""
    counted = exact_shares(questionnaire, rows)
    return hide([Table(name, counts, people="sent it") for name, counts in counted.items()], threshold)


def steps_of(one: Question, rows: Iterable[Answered]) -> list[tuple[str, int]]:
    """How many gave each answer to a question, and how many left it out; for people who see exact figures."""
    given = [row.answers.get(one.id) for row in rows]
    found = [(str(choice["label"]), given.count(choice["value"])) for choice in one.choices]
    return [*found, (LEFT_OUT, given.count(None))]


def fewest_first(questionnaire: Questionnaire, shares: Shares) -> list[tuple[Question, Count]]:
    """The questions by the share of everybody that said yes, the smallest first; hidden ones are not there."""
    found = [(one, shares[one.id][EVERYBODY]) for one in questionnaire.questions if one.id in shares and not one.asks]
    seen = [(one, count) for one, count in found if count is not HIDDEN and count.denominator]
    return sorted(seen, key=lambda pair: (pair[1].numerator / pair[1].denominator, pair[0].id))
