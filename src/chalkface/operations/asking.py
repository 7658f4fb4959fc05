"""Handing statements, lessons and good practice to people: an ask to a post, or a dated link for who has no account."""

from collections.abc import Sequence
from datetime import date, timedelta

from chalkface.core.access import Access
from chalkface.core.errors import FormRefused, Refused
from chalkface.core.links import digest_of, new_token
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.model import VOICES
from chalkface.operations.editing import held, remember
from chalkface.operations.operation import operation
from chalkface.records.models import Ask, AskedStatement, GoodPractice, Post, TaughtSubject

DAYS, MOST_DAYS, MOST_STATEMENTS = 14, 90, 40
# The careers leader's own view is the answer where no record gives one: it is given on the statement's page, never handed out.
VOICES_ASKED = tuple(voice for voice in VOICES if voice != "leader")
LONGEST_MESSAGE = 2_000


@operation(needs="ask_voices", codes=("purpose", "voice", "framework"))
def make_ask(
    access: Access,
    *,
    purpose: str,
    to_name: str = "",
    to_email: str = "",
    post_id: int | None = None,
    voice: str = "",
    framework: str = "",
    statements: Sequence[str] = (),
    subject: str = "",
    academic_year: int | None = None,
    practice_id: int | None = None,
    message: str = "",
    expires_on: date | None = None,
) -> tuple[int, str | None]:
    """Ask a post, or (by ``to_name``) somebody else, until a day (14 days ahead unless given).

    Returns the number of the ask and, where nobody with an account is asked, the secret of a link: shown once, only its
    digest is kept.
    Raises ``FormRefused`` with a sentence for each answer that cannot be taken.
    """
    until = expires_on or access.on + timedelta(days=DAYS)
    wrong = [
        *_wrong_person(post_id, to_name, to_email),
        *wrong_day(access, until),
        *_wrong_matter(access, purpose, voice, framework, statements, subject, academic_year or access.year, practice_id),
    ]
    if len(message) > LONGEST_MESSAGE:
        wrong.append(("message", f"The message is longer than {LONGEST_MESSAGE:,} characters: say it shorter."))
    if wrong:
        raise FormRefused(wrong)
    has_account = post_id is not None and Post.objects.filter(pk=post_id, membership__isnull=False).exists()
    token = None if has_account else new_token()
    lessons, about_statements = purpose == "lessons", purpose == "statements"
    row = Ask.objects.create(
        school_id=access.school_id,
        purpose=purpose,
        to_name="" if post_id else " ".join(to_name.split()),
        to_email="" if has_account else to_email.strip(),
        post_id=post_id,
        voice=voice if about_statements else "teacher",
        framework=framework if about_statements else "",
        subject=subject if lessons else "",
        academic_year=(academic_year or access.year) if lessons else None,
        practice_id=practice_id if purpose == "practice" else None,
        message=message.strip(),
        digest=digest_of(token) if token else None,
        made_on=access.on,
        made_by=access.account_id,
        expires_on=until,
    )
    if about_statements:
        wanted = [code for code in frameworks()[framework].statements if code in set(statements)]
        AskedStatement.objects.bulk_create(
            AskedStatement(school_id=access.school_id, ask=row, statement=code, position=position)
            for position, code in enumerate(wanted)
        )
    remember(access, row, deed="make_ask")
    return row.pk, token


@operation(needs="ask_voices")
def renew_link(access: Access, *, ask_id: int, expires_on: date | None = None) -> str:
    """Make a new link for an ask and return its secret; the old link is dead from then on. A cancelled or ended ask opens
    again. Raises ``Refused`` for one that was put to a post, or a day that is over or too far off."""
    row = _held(ask_id)
    if row.digest is None:
        raise Refused("This was asked of somebody with an account: they answer from their own page and need no link.")
    until = expires_on or max(row.expires_on, access.on + timedelta(days=DAYS))
    for field, sentence in wrong_day(access, until):
        raise Refused(sentence, field=field)
    token = new_token()
    row.digest, row.expires_on, row.cancelled_on, row.made_by = digest_of(token), until, None, access.account_id
    row.save()
    remember(access, row, deed="renew_link")
    return token


@operation(needs="ask_voices")
def cancel_ask(access: Access, *, ask_id: int) -> None:
    """End an ask now: its link answers like one that never was. What was said through it stays."""
    row = _held(ask_id)
    if row.cancelled_on is None:
        row.cancelled_on = access.on
        row.save()
        remember(access, row, deed="cancel_ask")


def _held(ask_id: int) -> Ask:
    """A request of this kind, locked. A link for something agreed with a student is not one: it has deeds of its own, which
    ask whether the person may see the student."""
    row = held(Ask, ask_id, "request")
    if row.purpose == "agreed":
        raise Refused("That request is not there any more.")
    return row


@operation(needs="answer_ask")
def mark_opened(access: Access, *, ask_id: int) -> None:
    """Keep the day on which an ask was first opened."""
    Ask.objects.filter(pk=ask_id, opened_on=None).update(opened_on=access.on)


def _wrong_person(post_id: int | None, to_name: str, to_email: str) -> list[tuple[str, str]]:
    if post_id is not None:
        here = Post.objects.filter(pk=post_id, ended_on=None).exists()
        return [] if here else [("post_id", "That post is not there any more: choose another.")]
    wrong = []
    if not to_name.strip():
        wrong.append(("to_name", "Who is asked? Choose a post, or write a name."))
    elif len(to_name) > 200:
        wrong.append(("to_name", "The name is longer than 200 characters."))
    address = to_email.strip()
    if address and (len(address) > 254 or address.count("@") != 1 or not address.isprintable() or " " in address):
        wrong.append(("to_email", "That is not an e-mail address. Leave it empty if you send the link another way."))
    return wrong


def wrong_day(access: Access, until: date) -> list[tuple[str, str]]:
    """What is wrong with the last day of a link, beside its question."""
    if until < access.on:
        return [("expires_on", "The last day is over already.")]
    if until > access.on + timedelta(days=MOST_DAYS):
        return [("expires_on", f"The last day is too far off: a link lives {MOST_DAYS} days at most.")]
    return []


def _wrong_matter(
    access: Access,
    purpose: str,
    voice: str,
    framework: str,
    statements: Sequence[str],
    subject: str,
    year: int,
    practice_id: int | None,
) -> list[tuple[str, str]]:
    match purpose:
        case "statements":
            return _wrong_statements(voice, framework, statements)
        case "lessons":
            taught = TaughtSubject.objects.filter(academic_year=year, subject=subject).exists()
            return [] if taught else [("subject", "Choose a subject that is taught this year.")]
        case "practice":
            known = practice_id is not None and GoodPractice.objects.filter(pk=practice_id).exists()
            return [] if known else [("practice_id", "Choose the good practice that they are invited to take up.")]
    return [("purpose", "Choose what is asked.")]


def _wrong_statements(voice: str, framework: str, statements: Sequence[str]) -> list[tuple[str, str]]:
    wrong = []
    if voice not in VOICES_ASKED:
        wrong.append(("voice", "Choose in whose name they answer."))
    if framework not in frameworks():
        return [*wrong, ("statements", "There is no such edition.")]
    known = set(frameworks()[framework].statements)
    if not statements or not set(statements) <= known:
        wrong.append(("statements", "Choose at least one statement."))
    elif len(set(statements)) > MOST_STATEMENTS:
        wrong.append(("statements", f"Choose {MOST_STATEMENTS} statements at most: nobody answers more."))
    return wrong
