"""Surveys as the staff see them: which there are, how many answered, what was answered, and one student's answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count as Many
from django.db.models import QuerySet

from chalkface.core.access import Access, Scope
from chalkface.core.disclosure import EVERYBODY, Count, Published, Table, hide
from chalkface.core.surveys import AUDIENCES, PARENTS, STUDENTS, Question, Questionnaire, questionnaires
from chalkface.core.years import people_again
from chalkface.indicators.words import GROUP_TITLES, group_words
from chalkface.queries.survey_figures import (
    GROUPS,
    Answered,
    Shares,
    exact_shares,
    fewest_first,
    published_shares,
    steps_of,
)
from chalkface.records.models import Enrolment, OpenReturn, School, Survey, SurveyReturn

PER_PAGE = 50


@dataclass(frozen=True)
class SurveyLine:
    """One survey with its uptake."""

    id: int
    title: str
    questionnaire: str
    years: tuple[int, ...]
    opens_on: date
    closes_on: date
    state: str
    uptake: Published
    edition: int
    gives_back: str
    audience: str = STUDENTS
    asked: int = 0

    @property
    def is_share(self) -> bool:
        """Whether those who answered are a share of those asked: of parents, who are counted one for each child, they may be
        more, and so wherever a link went further."""
        return self.audience != PARENTS and isinstance(self.uptake, Count) and self.uptake.numerator <= self.asked

    @property
    def answered_words(self) -> str:
        """How many answered, in words; "" where that is hidden."""
        if not isinstance(self.uptake, Count):
            return ""
        so_far = " so far" if self.state == "open" else ""
        if self.is_share:
            return f"{self.uptake} answered{so_far}"
        many = self.uptake.numerator
        each = ", one for each child" if self.audience == PARENTS else ""
        said = f"{many:,} {'answer' if many == 1 else 'answers'}{so_far}"
        return f"{said}; {self.asked:,} were asked{each}" if self.asked else said

    @property
    def is_named(self) -> bool:
        """Whether students answer it on their own pages, with their name; else it is answered through links, without one."""
        return self.audience == STUDENTS

    @property
    def is_open(self) -> bool:
        """Whether answers still come in, or will."""
        return self.state != "closed"

    @property
    def asked_words(self) -> str:
        """Who is asked, in words."""
        years = f"Year{'s' if len(self.years) > 1 else ''} {', '.join(map(str, self.years))}"
        if self.is_named:
            return years
        return f"{AUDIENCES[self.audience]}, {years}" if self.years else AUDIENCES[self.audience]


@dataclass(frozen=True)
class ResultLine:
    """One question with its figures: of everybody, of each group asked for, of the survey before, and answer by answer."""

    question: Question
    total: Published
    parts: tuple[Published | None, ...]
    before: Published | None
    steps: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Results:
    """What a survey says. ``is_kept_back`` while it is open, for people without names: two looks would tell one answer.
    ``others_before``: whoever answered the survey ``before`` cannot have answered this one too."""

    survey: SurveyLine
    questionnaire: Questionnaire | None
    is_exact: bool
    is_kept_back: bool
    by: str
    columns: tuple[str, ...]
    lines: tuple[ResultLine, ...]
    before: SurveyLine | None
    fewest: tuple[tuple[Question, Count], ...]
    words: tuple[str, ...]
    too_few_words: bool
    by_year: tuple[tuple[str, Count], ...]
    others_before: bool = False


def sees_exact(access: Access) -> bool:
    """Whether the person may know who is behind the figures of surveys."""
    return access.sees_exact_figures and access.scope("see_survey_results") is Scope.SCHOOL


def _without(access: Access, is_exact: bool) -> frozenset[int]:
    """Whom exact figures leave out: the children of a member who is kept from them."""
    return access.kept_from if is_exact else frozenset()


def _years(row: Survey) -> tuple[int, ...]:
    return tuple(int(year) for year in row.year_groups.split(",") if year)


def _state(row: Survey, on: date) -> str:
    if row.closed_on is not None or row.closes_on < on:
        return "closed"
    return "open" if row.opens_on <= on else "not begun"


def lines_of(access: Access, rows: list[Survey]) -> list[SurveyLine]:
    """Each survey with how many of those asked answered it; three queries however many there are."""
    mine = {"school_id": access.school_id}
    years = {row.academic_year for row in rows}
    out = _without(access, sees_exact(access))
    many = QuerySet(Enrolment).filter(**mine, academic_year__in=years).exclude(student_id__in=out).order_by()
    many = many.values_list("academic_year", "year_group")
    on_roll = {(year, group): count for year, group, count in many.annotate(many=Many("pk"))}
    sent = QuerySet(SurveyReturn).filter(**mine, survey__in=[row.pk for row in rows]).exclude(student_id__in=out).order_by()
    returns = dict(sent.values_list("survey_id").annotate(many=Many("pk")))
    unnamed = [row.pk for row in rows if row.audience != STUDENTS]
    if unnamed:
        through = QuerySet(OpenReturn).filter(**mine, survey__in=unnamed).order_by()
        returns |= dict(through.values_list("survey_id").annotate(many=Many("pk")))
    threshold = None if sees_exact(access) else School.objects.get(pk=access.school_id).threshold
    found = []
    for row in rows:
        answered = returns.get(row.pk, 0)
        listed = sum(on_roll.get((row.academic_year, year), 0) for year in _years(row))
        asked = listed or row.asked or 0
        uptake: Published = Count(answered, max(answered, asked))
        if threshold is not None and uptake.denominator:
            uptake = hide([Table("uptake", {EVERYBODY: uptake})], threshold)["uptake"][EVERYBODY]
        if threshold is not None and asked < threshold:
            asked = 0  # how few were asked is a small number itself
        found.append(
            SurveyLine(
                row.pk, row.title, row.questionnaire, _years(row), row.opens_on, row.closed_on or row.closes_on,
                _state(row, access.on), uptake, row.edition, row.gives_back, row.audience, asked,
            )
        )  # fmt: skip
    return found


def surveys(access: Access) -> list[SurveyLine]:
    """Every survey of the school, those that are open first, then the newest."""
    lines = lines_of(access, list(Survey.objects.order_by("-closes_on", "-pk")))
    return sorted(lines, key=lambda line: not line.is_open)


def survey_line(access: Access, survey_id: int) -> SurveyLine | None:
    """One survey with its uptake; None when there is no such survey."""
    row = Survey.objects.filter(pk=survey_id).first()
    return None if row is None else lines_of(access, [row])[0]


def results(access: Access, survey_id: int, by: str = "year_group") -> Results | None:
    """What a survey says, divided ``by`` a group; None when there is no such survey."""
    row = Survey.objects.filter(pk=survey_id).first()
    if row is None:
        return None
    by = by if by in GROUPS else GROUPS[0]
    questionnaire, is_named = questionnaires().get(row.questionnaire), row.audience == STUDENTS
    # Who answers without a name is shown to nobody in numbers that could tell who it was.
    is_exact = sees_exact(access) and is_named
    earlier = _before(row)
    line, *older = lines_of(access, [row, earlier] if earlier else [row])
    is_kept_back = line.is_open and not is_exact
    empty = Results(line, questionnaire, is_exact, is_kept_back, by, (), (), None, (), (), False, ())
    if questionnaire is None or is_kept_back:
        return empty
    wanted = [row.pk, earlier.pk] if earlier else [row.pk]
    held = _answered(access, is_named, wanted, is_exact)
    rows = held[row.pk]
    shares = _shares(access, questionnaire, rows, is_exact)
    before: Shares = {}
    if earlier:
        before = _shares(access, questionnaire, held[earlier.pk], is_exact)
    values = sorted({one.groups[by] for one in rows if by in one.groups}, key=str) if by != "year_group" else _in_years(rows)
    values = values if len(values) > 1 else []  # one group is everybody
    lines = tuple(
        ResultLine(
            one,
            shares[one.id][EVERYBODY],
            tuple(shares[one.id].get(frozenset({(by, value)})) for value in values),
            before[one.id][EVERYBODY] if one.id in before else None,
            tuple(steps_of(one, rows)) if is_exact else (),
        )
        for one in questionnaire.questions
        if one.id in shares
    )
    words, wrote = _words(access, row, questionnaire)
    few = 0 < wrote < School.objects.get(pk=access.school_id).threshold
    return Results(
        line, questionnaire, is_exact, False, by, tuple(group_words(by, value) for value in values), lines if rows else (),
        older[0] if older else None, tuple(fewest_first(questionnaire, shares)[:3]), () if few else words, few,
        _by_year(access, row, rows) if is_exact else (),
        bool(earlier) and is_named and not people_again(_years(row), row.academic_year - earlier.academic_year),
    )  # fmt: skip


def _in_years(rows: list[Answered]) -> list[str | int]:
    return sorted({row.groups["year_group"] for row in rows if row.groups}, key=lambda value: (isinstance(value, str), value))


def _answered(access: Access, is_named: bool, surveys: list[int], is_exact: bool) -> dict[int, list[Answered]]:
    if not is_named:
        return Answered.without_names(access.school_id, surveys)
    return Answered.of_surveys(access.school_id, surveys, _without(access, is_exact))


def _shares(access: Access, questionnaire: Questionnaire, rows: list[Answered], is_exact: bool) -> Shares:
    if is_exact:
        return exact_shares(questionnaire, rows)
    return published_shares(questionnaire, rows, School.objects.get(pk=access.school_id).threshold)


def _before(row: Survey) -> Survey | None:
    """The survey before with the same questions put to the same years, if there was one."""
    same = Survey.objects.filter(
        questionnaire=row.questionnaire, audience=row.audience, year_groups=row.year_groups, closes_on__lt=row.opens_on
    )
    return same.order_by("-closes_on", "-pk").first()


def _by_year(access: Access, row: Survey, rows: list[Answered]) -> tuple[tuple[str, Count], ...]:
    """How many of each year asked answered; for people who see exact figures."""
    held = QuerySet(Enrolment).filter(
        school_id=access.school_id, academic_year=row.academic_year, year_group__in=_years(row)
    ).exclude(student_id__in=access.kept_from)
    on_roll = dict(held.order_by().values_list("year_group").annotate(many=Many("pk")))
    sent = [one.groups["year_group"] for one in rows]
    return tuple(
        (f"Year {year}", Count(sent.count(year), max(sent.count(year), on_roll.get(year, 0)))) for year in _years(row)
    )


def _words(access: Access, row: Survey, questionnaire: Questionnaire) -> tuple[tuple[str, ...], int]:
    """What was written to the open questions, without names and in the order of the alphabet: not in that of sending; and
    how many people wrote it."""
    if access.scope("see_answers" if row.audience == STUDENTS else "run_surveys") is not Scope.SCHOOL:
        return (), 0
    open_ones = [one.id for one in questionnaire.questions if one.is_text]
    if not open_ones:
        return (), 0
    returns = SurveyReturn if row.audience == STUDENTS else OpenReturn
    rows = returns.objects.filter(survey_id=row.pk).values_list("answers", flat=True)
    written = [said for answers in rows if (said := [str(answers[one]) for one in open_ones if answers.get(one)])]
    return tuple(sorted(one for said in written for one in said)), len(written)


def who_answered(access: Access, survey_id: int, page: int = 1) -> tuple[list[tuple[int, str]], int]:
    """(number, name) of those whose answers the person may open, a page at a time, and how many there are."""
    if not access.may("see_answers"):
        return [], 0
    rows = SurveyReturn.objects.filter(survey_id=survey_id)
    first = (page - 1) * PER_PAGE
    ordered = rows.select_related("student").order_by("student__legal_surname", "student__legal_forename", "pk")
    return [(row.student_id, row.student.name) for row in ordered[first : first + PER_PAGE]], rows.count()


@dataclass(frozen=True)
class NamedAnswers:
    """What one student answered, in the words of the form."""

    survey_id: int
    title: str
    student: str
    sent_on: date
    said: tuple[tuple[str, str], ...]


def named_answers(access: Access, survey_id: int, student_id: int) -> NamedAnswers | None:
    """One student's answers, when the person may read them; None otherwise."""
    row = SurveyReturn.objects.filter(survey_id=survey_id, student_id=student_id).select_related("student", "survey").first()
    return None if row is None else _named(row)


def named_of(access: Access, student_id: int) -> tuple[NamedAnswers, ...]:
    """Everything one student answered, the newest first, when the person may read it."""
    if not access.may("see_answers"):
        return ()
    rows = SurveyReturn.objects.filter(student_id=student_id).select_related("student", "survey")
    return tuple(_named(row) for row in rows.order_by("-sent_at", "-pk"))


def _named(row: SurveyReturn) -> NamedAnswers:
    found = questionnaires().get(row.survey.questionnaire)
    answers: Mapping = row.answers
    if found is None:
        said = tuple((code, str(value)) for code, value in answers.items())
    else:
        said = tuple((one.says, one.words_of(answers[one.id])) for one in found.questions if one.id in answers)
    return NamedAnswers(row.survey_id, row.survey.title, row.student.name, row.sent_at.date(), said)


def group_choices() -> list[dict[str, str]]:
    """The groups that results may be divided by, for a select."""
    return [{"value": by, "label": GROUP_TITLES[by]} for by in GROUPS]

