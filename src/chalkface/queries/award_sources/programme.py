"""Evidence from the programme: outcomes, lessons, activities, partners, surveys, kept reviews, and the school's own files."""

from chalkface.core.disclosure import Count
from chalkface.core.surveys import AUDIENCES
from chalkface.core.words import ACTIVITY_KINDS, day_words
from chalkface.queries.award_sources import HELD, HIDDEN, MISSING, PARTLY, YEAR, Said, source, state_of_share
from chalkface.queries.award_sources.records import Records
from chalkface.queries.places import Place
from chalkface.queries.surveys import SurveyLine

LAST_TERM = 3
KINDS_OF_PARTNER = 3  # fewer kinds of partner than this are not "of every kind"


def _of(part: int, whole: int) -> str:
    return HELD if part == whole else PARTLY if part else MISSING


def _adopted(records: Records) -> Said:
    have = sorted({row.year_group for row in records.outcomes} & set(records.years))
    said = f"What students should learn is written for {len(have)} of {len(records.years)} year groups."
    return _of(len(have), len(records.years)), said, Place("outcomes.start")


def _served(records: Records) -> Said:
    place = Place("outcomes.start")
    if not records.outcomes:
        return MISSING, "No outcomes are written yet.", place
    served = {code for activity in records.activities for code in records.serving.get(activity.pk, ())}
    served |= {lesson.outcome.code for lesson in records.lessons if lesson.outcome is not None}
    many = sum(row.code in served for row in records.outcomes)
    said = f"{many} of {len(records.outcomes)} outcomes have an activity or a lesson this year."
    return _of(many, len(records.outcomes)), said, place


_OUTCOMES = {"adopted": _adopted, "served": _served}


@source("outcomes", codes=_OUTCOMES.keys)
def outcomes(records: Records, rest: str) -> Said:
    """What students should learn: adopted, served."""
    return _OUTCOMES[rest](records)


@source("lessons", codes=lambda: ("confirmed",))
def lessons(records: Records, rest: str) -> Said:
    """Lessons that link to careers, and how many of those whose term is over were confirmed as taught: as a figure is."""
    place, rows = Place("programme.lessons"), records.lessons
    if not rows:
        return MISSING, "No lesson is linked to careers this year.", place
    ends = records.term_ends
    due = [row for row in rows if row.confirmed_on or ends.get(row.term, ends[LAST_TERM]) < records.on]
    if not due:
        are = "1 lesson is" if len(rows) == 1 else f"{len(rows)} lessons are"
        return PARTLY, f"{are} linked to careers this year; the term of none is over yet.", place
    taught, subjects = sum(row.confirmed_on is not None for row in due), len({row.subject for row in rows})
    said = f"{taught} of {len(due)} linked lessons due by now were confirmed as taught"
    said += f"; {len(rows)} are linked this year, in {subjects} {'subject' if subjects == 1 else 'subjects'}."
    return state_of_share(taught, len(due)), said, place


@source("activities", codes=lambda: [kind.replace("_", "-") for kind in ACTIVITY_KINDS])
def activities(records: Records, rest: str) -> Said:
    """An activity of a kind in this academic year: held once one has taken place, partly while it is only planned."""
    kind = rest.replace("-", "_")
    rows = [row for row in records.activities if row.kind == kind]
    past = sum(row.starts_on <= records.on for row in rows)
    place = Place("programme.start")
    if not rows:
        return MISSING, f"No {ACTIVITY_KINDS[kind]} is in this year’s programme.", place
    said = f"In this year’s programme: {len(rows)} of the kind “{ACTIVITY_KINDS[kind]}”, {past} of them so far."
    return (HELD if past else PARTLY), said, place


def _years(records: Records) -> Said:
    have = records.year_groups_reached & set(records.years)
    without = [year for year in records.years if year not in have]
    said = f"This year’s programme has something for {len(have)} of {len(records.years)} year groups"
    if without and have:
        said += f"; nothing yet for Year {', '.join(map(str, without))}"
    return _of(len(have), len(records.years)), f"{said}.", Place("programme.start")


def _partners(records: Records) -> Said:
    kinds, place = records.partners, Place("partners.start")
    if not kinds:
        return MISSING, "No partners are kept.", place
    many = sum(kinds.values())
    are = "partner is" if many == 1 else "partners are"
    said = f"{many:,} {are} kept, of {len(kinds)} kind{'' if len(kinds) == 1 else 's'}."
    return (HELD if len(kinds) >= KINDS_OF_PARTNER else PARTLY), said, place


def _time(records: Records) -> Said:
    place, row = Place("programme.cost"), records.allowance
    given = {"time": row and row.staff_minutes is not None, "money": row and row.budget_pence is not None}
    if not any(given.values()):
        return MISSING, "It is not written down what time and money this year’s programme is given.", place
    if missing := [what for what, is_there in given.items() if not is_there]:
        (there,) = set(given) - set(missing)
        return PARTLY, f"What {there} this year’s programme is given is written down, and what {missing[0]} is not.", place
    return HELD, "What time and money this year’s programme is given is written down.", place


_PROGRAMME = {"years": _years, "partners": _partners, "time": _time}


@source("programme", codes=_PROGRAMME.keys)
def programme(records: Records, rest: str) -> Said:
    """The programme as a whole: years, partners, time."""
    return _PROGRAMME[rest](records)


@source("survey", codes=AUDIENCES.keys)
def survey(records: Records, rest: str) -> Said:
    """The newest survey of an audience that is over and that somebody answered: held when it ended within a year.

    One that is still open is held in part; one that nobody answered is none. Where so few were asked, or answered, that it
    is hidden how many, it counts neither way.
    """
    lines = records.surveys.get(rest, ())
    who, place = AUDIENCES[rest], Place("surveys.start")
    if not lines:
        return MISSING, f"{who} were never asked by a survey.", place
    heard = [line for line in lines if not line.is_open and not _is_unanswered(line)]
    asking = [line for line in lines if line.is_open]
    line = (heard or asking or lines)[-1]
    said = f"{who} were last asked by “{line.title}”, from {day_words(line.opens_on)} to {day_words(line.closes_on)}"
    if not heard and asking:
        said = f"{who} are being asked by “{line.title}”, from {day_words(line.opens_on)}; it is still open"
        return PARTLY, f"{said}.", place
    if not heard:
        return MISSING, f"{said}; nobody answered.", place
    if not isinstance(line.uptake, Count):
        return HIDDEN, f"{said}; how many answered is hidden, being so few.", place
    said += f"; {line.answered_words}"
    if records.on - line.closes_on > YEAR:
        return PARTLY, f"{said}. That is more than a year ago.", place
    return HELD, f"{said}.", place


def _is_unanswered(line: SurveyLine) -> bool:
    return isinstance(line.uptake, Count) and not line.uptake.numerator


@source("review", codes=lambda: ("recent",))
def review(records: Records, rest: str) -> Said:
    """A review that was kept: held when it is of the last year."""
    row, place = records.latest_review, Place("review.start")
    if row is None:
        return MISSING, "No review was kept yet.", place
    said = f"The last review was kept on {day_words(row.on)}."
    return (HELD if records.on - row.on <= YEAR else PARTLY), said, place


@source("kept", codes=lambda: ("evidence",))
def kept(records: Records, rest: str) -> Said:
    """The files that the school attached to this criterion itself."""
    place = Place("award.criterion", {"award": records.award.code, "criterion": records.criterion})
    many = records.files.get((records.award.code, records.criterion), 0)
    if not many:
        return MISSING, "No file of your own is attached to this yet.", place
    are = "file of your own is" if many == 1 else "files of your own are"
    return HELD, f"{many} {are} attached.", place
