"""What to type into the official form: for each statement the band in words, the share behind it, and a plain sentence.

Our number is never called the official score; these lines only save the careers leader from counting by hand.
"""

from dataclasses import dataclass

from chalkface.core.statistics import percent, whole_percent
from chalkface.core.words import day_words
from chalkface.frameworks.model import LEVEL_WORDS, Band, OfficialForm
from chalkface.frameworks.results import ReviewResult, StatementResult

UNIT_WORDS = {"students": "students", "leavers": "leavers", "subjects": "subjects in year groups"}
UNANSWERED = "Nobody has judged this yet, so there is nothing to type."


@dataclass(frozen=True)
class FormLine:
    """One line of the sheet. ``band`` is the form's word for a share, or the level in words for a judgement.

    ``unconfirmed`` is not empty where the form's own wording or our reading of the statement has not been checked.
    """

    code: str
    text: str
    band: str
    numerator: int | None
    denominator: int | None
    sentence: str
    unconfirmed: str


def band_of(form: OfficialForm, numerator: int, denominator: int) -> Band:
    """The form's band for an exact share: "none" and "all" only for exactly none and all, else rounded down.

    Rounding down means that a share never reaches a band it has not earned (90.6 per cent is not yet "almost all"). Anything
    above nothing is at least the first band. ``denominator`` must be above 0.
    """
    if numerator in (0, denominator):
        return Band(100, "all") if numerator else Band(0, "none")
    whole = max(1, 100 * numerator // denominator)
    return [band for band in form.bands if band.start <= whole][-1]


def _counted(form: OfficialForm, result: StatementResult) -> tuple[str, str, str]:
    """Band, sentence and doubt of a statement that has a figure."""
    unit = UNIT_WORDS[result.statement.unit]
    numerator, denominator = result.numerator or 0, result.denominator or 0
    if not denominator:
        return "none", f"There are no {unit} to count, so no share can be claimed.", ""
    band = band_of(form, numerator, denominator)
    printed = whole_percent(numerator, denominator)
    share = percent(numerator, denominator)
    if printed > 100 * numerator // denominator and band_of(form, printed, 100) != band:
        share = f"just under {share}, which is not enough for more"
    sentence = f"{numerator:,} of {denominator:,} {unit} ({share}): {band.words}."
    return band.words, sentence, band.unconfirmed


def _line(form: OfficialForm, result: StatementResult) -> FormLine:
    statement, doubt = result.statement, ""
    if not result.applies:
        band, sentence = LEVEL_WORDS["not_applicable"], "The school has none of the year groups this is about."
    elif statement.indicator:
        band, sentence, doubt = _counted(form, result)
    elif result.judgement:
        said = result.judgement
        band = LEVEL_WORDS[said.level]
        sentence = f"The careers leader judged this on {day_words(said.judged_on)}: {band}."
    else:
        band, sentence = "", UNANSWERED
    doubts = " ".join(part for part in (doubt, statement.unconfirmed) if part)
    return FormLine(statement.code, statement.text, band, result.numerator, result.denominator, sentence, doubts)


def official_form_lines(result: ReviewResult) -> tuple[FormLine, ...]:
    """A line for every statement of the review, in reading order.

    What is unconfirmed about the form as a whole (the threshold for "almost all") is in
    ``result.framework.official_form.unconfirmed`` and belongs at the top of the sheet.
    """
    form = result.framework.official_form
    return tuple(_line(form, statement) for statement in result.statements)
