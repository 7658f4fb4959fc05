"""The deeds of a review: judge a statement, attach and remove evidence, keep the review as it stands on a day."""

from datetime import date

from chalkface.core.access import Access
from chalkface.core.disclosure import Count
from chalkface.core.errors import NotAllowed, Refused
from chalkface.frameworks.load import framework as framework_called
from chalkface.frameworks.model import LEVELS, VOICES
from chalkface.operations.evidence import keep_file
from chalkface.operations.operation import note, operation
from chalkface.queries.reviews import review_as_it_stands
from chalkface.records.models import Evidence, Judgement, Review, ReviewAnswer

# In whose voice a person judges. Who keeps the review may also write down what others said, in their voice.
_VOICES = {
    "careers_leader": "leader",
    "senior_leader": "leader",
    "adviser": "teacher",
    "senco": "teacher",
    "governor": "governor",
}
LONGEST_NOTE = 5_000


def voices_of(access: Access) -> tuple[str, ...]:
    """The voices in which this person may judge: all for who keeps the review, else their own."""
    if access.may("keep_review"):
        return VOICES
    own = {_VOICES[role] for role in (access.role, *access.also) if role in _VOICES}
    return tuple(voice for voice in VOICES if voice in own)


@operation(needs="judge_statement", changes_figures=True, codes=("framework", "statement", "level", "voice"))
def record_judgement(
    access: Access, *, framework: str, statement: str, level: str, voice: str, evidence: str = "", judged_on: date | None = None
) -> None:
    """Record what a voice says of a statement on a day (the access's, unless given). The same person's judgement of the same
    day is replaced. Raises ``Refused`` for codes that do not exist, a voice that is not theirs, or a day to come.
    """
    _must_exist(framework, statement)
    day = judged_on or access.on
    if level not in LEVELS:
        raise Refused("Choose how far the statement is met.")
    if voice not in voices_of(access):
        raise Refused(
            "Choose whose view this is. You can give your own; the careers leader can also write down what others said."
        )
    if day > access.on:
        raise Refused("A judgement cannot be dated after today.")
    if len(evidence) > LONGEST_NOTE:
        raise Refused(f"The reason is longer than {LONGEST_NOTE:,} characters: shorten it, or attach it as a file.")
    judge = f"member-{access.account_id}" if access.account_id else access.role
    Judgement.objects.update_or_create(
        school_id=access.school_id,
        framework=framework,
        statement=statement,
        judged_on=day,
        voice=voice,
        judge=judge,
        defaults={"level": level, "evidence": evidence.strip()},
    )


@operation(needs="keep_review", codes=("framework", "statement"))
def attach_evidence(access: Access, *, framework: str, statement: str, title: str, file_name: str, content: bytes) -> int:
    """Keep a file as evidence of a statement; returns its id. Raises ``Refused`` for a file that may not be kept."""
    _must_exist(framework, statement)
    return keep_file(
        access, framework=framework, statement=statement, title=title, file_name=file_name, content=content
    )


@operation(needs="keep_review")
def remove_evidence(access: Access, *, evidence_id: int) -> None:
    """Remove a file of evidence for good. Raises ``Refused`` when the school has none of that number."""
    removed, _ = Evidence.objects.filter(pk=evidence_id).delete()
    if not removed:
        raise Refused("That file is not there any more.")


@operation(needs="keep_review", codes=("framework",))
def keep_review(access: Access, *, framework: str, title: str = "") -> int:
    """Keep the review as it stands on the access's day; returns its id. A review kept earlier that day is replaced."""
    if not access.sees_exact_figures:
        raise NotAllowed(f"{access.role} may not keep exact figures")
    review = review_as_it_stands(access, framework=framework, on=access.on)
    Review.objects.filter(framework=framework, on=access.on).delete()
    row = Review.objects.create(
        school_id=access.school_id,
        framework=framework,
        on=access.on,
        title=" ".join(title.split())[:200],
        benchmarks_met=review.benchmarks_met,
        statements_met=review.statements_met,
        statements_total=review.statements_total,
    )
    ReviewAnswer.objects.bulk_create(
        ReviewAnswer(
            school_id=access.school_id,
            review=row,
            statement=one.code,
            applies=one.applies,
            level=one.level,
            judged=one.judged or "",
            indicator=one.indicator or "",
            numerator=one.count.numerator if isinstance(one.count, Count) else None,
            denominator=one.count.denominator if isinstance(one.count, Count) else None,
        )
        for one in review.statements
    )
    note(review=row.pk)
    return row.pk


def _must_exist(framework: str, statement: str) -> None:
    if statement not in framework_called(framework).statements:
        raise Refused(f"{framework} has no statement {statement}.")
