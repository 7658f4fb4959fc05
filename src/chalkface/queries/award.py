"""Awards, reviews and views as they stand: what the records say to each criterion, what the school says, how far it is.

How a criterion stands is worked out only from what may be shown to whoever asks; what is hidden counts neither way, so that
nothing hidden shows through it. Nothing here names a student.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.awards import Award, Body, Criterion, State, awards
from chalkface.core.awards import award as award_called
from chalkface.core.words import day_words
from chalkface.queries.award_sources import COUNTED, HELD, HIDDEN, MISSING, NOT_ASKED, PARTLY, STATE_WORDS, Answer, answer_of
from chalkface.queries.award_sources.records import Records
from chalkface.queries.history import HistoryLine, history_of
from chalkface.records.models import AwardStep, AwardWords

SOON = timedelta(days=183)
STANDS_WORDS = STATE_WORDS | {HIDDEN: "cannot be told"}


@dataclass(frozen=True)
class Step:
    """One stage that was reached. ``state`` is None where the award's file no longer has it: ``state_code`` is what is kept."""

    id: int
    state_code: str
    state: State | None
    on: date
    body: Body | None
    note: str
    runs_out_on: date | None
    edition: int

    @property
    def title(self) -> str:
        """What the stage is called."""
        return self.state.title if self.state else self.state_code


@dataclass(frozen=True)
class CriterionShown:
    """One criterion: what the records say to each name of evidence, and what the school says and sees itself."""

    criterion: Criterion
    answers: tuple[Answer, ...]
    view: str
    own_words: str
    edition: int
    files: int

    @property
    def stands(self) -> str:
        """held when all that is asked and shown is, missing when none is, else partly; hidden when nothing may be shown."""
        states = {one.state for one in self.answers if one.state in COUNTED}
        if not states:
            return HIDDEN if any(one.state == HIDDEN for one in self.answers) else NOT_ASKED
        return states.pop() if len(states) == 1 else PARTLY

    @property
    def stands_words(self) -> str:
        """The same in words."""
        return STANDS_WORDS[self.stands]

    @property
    def counted(self) -> int:
        """How many of its answers say how it stands."""
        return sum(one.state in COUNTED for one in self.answers)

    @property
    def held(self) -> int:
        """How many of them are held."""
        return sum(one.state == HELD for one in self.answers)

    @property
    def gaps(self) -> tuple[Answer, ...]:
        """What is missing first, then what is held in part."""
        found = [one for one in self.answers if one.state in (MISSING, PARTLY)]
        return tuple(sorted(found, key=lambda one: one.state != MISSING))

    @property
    def others(self) -> tuple[Answer, ...]:
        """What is asked and is no gap: what is held or hidden."""
        return tuple(one for one in self.answers if one.state in (HELD, HIDDEN))


@dataclass(frozen=True)
class Journey:
    """The stages that were reached, the latest first."""

    steps: tuple[Step, ...]
    on: date

    @property
    def now(self) -> Step | None:
        """Where the school is."""
        return self.steps[0] if self.steps else None

    @property
    def runs_out_on(self) -> date | None:
        """The day on which what was reached ends, of the latest stage that has one; None when none has."""
        return next((one.runs_out_on for one in self.steps if one.runs_out_on is not None), None)

    @property
    def watch(self) -> str:
        """Whether the end has to be looked to: "over", "soon" (within half a year), else nothing."""
        end = self.runs_out_on
        return "" if end is None or end > self.on + SOON else "over" if end < self.on else "soon"

    @property
    def sentence(self) -> str:
        """Where the school is, in words."""
        now = self.now
        if now is None:
            return "Not begun."
        who = f" ({now.body.title})" if now.body else ""
        said = f"{now.title} since {day_words(now.on)}{who}."
        if (end := self.runs_out_on) is None:
            return said
        return f"{said} {'It ended on' if end < self.on else 'It holds until'} {day_words(end)}."


@dataclass(frozen=True)
class AwardLine:
    """An award, review or view in the list of all."""

    award: Award
    journey: Journey


@dataclass(frozen=True)
class AwardShown:
    """One of them in full."""

    award: Award
    on: date
    criteria: tuple[CriterionShown, ...]
    journey: Journey

    def number(self, state: str) -> int:
        """How many criteria stand so."""
        return sum(one.stands == state for one in self.criteria)

    @property
    def sentence(self) -> str:
        """The records show 37 of 69 things that are looked for. Of 8 criteria 3 are shown in full, 4 in part, 1 not at all."""
        asked = sum(one.stands in COUNTED for one in self.criteria)
        asks = "questions" if self.award.kind == "view" else "criteria"
        held, counted = sum(one.held for one in self.criteria), sum(one.counted for one in self.criteria)
        said = f"The records show {held} of {counted} things that are looked for. Of {asked} {asks} "
        in_full = self.number(HELD)
        said += f"{in_full or 'none'} {'is' if in_full <= 1 else 'are'} shown in full"
        for state, words in ((PARTLY, "in part"), (MISSING, "not at all")):
            said += f", {self.number(state)} {words}" if self.number(state) else ""
        if hidden := self.number(HIDDEN):
            said += f"; of {hidden} it cannot be told, being of so few"
        if own := sum(bool(one.view) for one in self.criteria):
            said += f". You have said of {own} how you see {'it' if own == 1 else 'them'} yourselves"
        return f"{said}."


def all_awards(access: Access) -> tuple[AwardLine, ...]:
    """Every award, review and view, with how far the school is."""
    steps: dict[str, list[AwardStep]] = {}
    for row in AwardStep.objects.order_by("-on", "-pk"):
        steps.setdefault(row.award, []).append(row)
    return tuple(AwardLine(one, _journey(one, steps.get(code, ()), access.on)) for code, one in awards().items())


def award_shown(access: Access, code: str) -> AwardShown | None:
    """One of them as this person may see it, or None when there is none of that code."""
    if code not in awards():
        return None
    one = award_called(code)
    records = Records(access, one)
    words = {row.criterion: row for row in AwardWords.objects.filter(award=code)}
    found = tuple(_criterion(records, each, words) for each in one.criteria)
    return AwardShown(one, access.on, found, journey_of(access, code))


def criterion_shown(access: Access, code: str, criterion: str) -> CriterionShown | None:
    """One criterion, or None."""
    if code not in awards() or criterion not in {one.code for one in award_called(code).criteria}:
        return None
    one = award_called(code)
    words = {row.criterion: row for row in AwardWords.objects.filter(award=code, criterion=criterion)}
    return _criterion(Records(access, one), one.criterion(criterion), words)


def _criterion(records: Records, criterion: Criterion, words: Mapping[str, AwardWords]) -> CriterionShown:
    answers = tuple(answer_of(records, name, criterion.code) for name in criterion.evidence)
    files = records.files.get((records.award.code, criterion.code), 0)
    if (row := words.get(criterion.code)) is None:
        return CriterionShown(criterion, answers, "", "", 0, files)
    return CriterionShown(criterion, answers, row.view, row.own_words, row.edition, files)


def journey_of(access: Access, code: str) -> Journey:
    """The stages of one award."""
    return _journey(award_called(code), AwardStep.objects.filter(award=code).order_by("-on", "-pk"), access.on)


def _journey(one: Award, rows: Iterable[AwardStep], on: date) -> Journey:
    return Journey(tuple(_step(one, row) for row in rows if row.on <= on), on)


def _step(one: Award, row: AwardStep) -> Step:
    return Step(
        row.pk, row.state, one.state(row.state), row.on, one.body(row.body), row.note, row.runs_out_on, row.edition
    )  # fmt: skip


def step_of(access: Access, code: str, step_id: int) -> Step | None:
    """One stage of an award, or None."""
    row = AwardStep.objects.filter(award=code, pk=step_id).first()
    return _step(award_called(code), row) if row and code in awards() else None


def words_history(code: str, criterion: str) -> tuple[HistoryLine, ...]:
    """What happened to the school's words on a criterion, the latest first."""
    row = AwardWords.objects.filter(award=code, criterion=criterion).first()
    return history_of(row) if row else ()
