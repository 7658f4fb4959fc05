"""Working data that goes by itself each night: what was sent twice, files of old imports, old visits and tries."""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F, Max, Q
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.retention import RULES, earlier
from chalkface.operations.erasing import erase
from chalkface.operations.erasures import lists_for, read_list, replay, write_list
from chalkface.operations.files_of_imports import empty_imports
from chalkface.operations.operation import note, operation
from chalkface.operations.sending import DRAFTS_KEPT
from chalkface.queries.retention import months_of
from chalkface.records.models import (
    Erasure,
    ImportBatch,
    LegalHold,
    Making,
    OpenReturn,
    OwnWrite,
    Sending,
    ServerEvent,
    SurveyLink,
    TryCount,
    Visit,
)
from chalkface.records.tenancy import across_schools

# A clock that has jumped makes everything old at once: after a longer silence a person has to say that it is right.
SILENCE = timedelta(days=35)
# A mail is tried again for minutes, and may go as long as its draft is kept; whatever waits longer waits for nobody.
LOST_AFTER = timedelta(days=2)
# Nights may be missed while a server is off.
MIXED_FOR = timedelta(days=14)


def clock_has_jumped(now: datetime) -> bool:
    """Whether so much time has gone since the last purge that the clock may be wrong, or it has gone backwards. Before the
    first purge, since the database was last given its shape: when it was installed."""
    last = ServerEvent.objects.filter(kind="reclaim", about__has_key="purged").order_by("-pk").first()
    since = last.at if last else MigrationRecorder.Migration.objects.aggregate(Max("applied"))["applied__max"]
    return since is not None and not timedelta(0) <= now - since <= SILENCE


@operation(needs="add_school", about_server=True)
def purge_server(access: Access, *, sure: bool = False) -> int:
    """Forget old visits and tries, and write the list of erasures anew; returns how many rows went.

    Raises ``Refused`` and forgets nothing when the clock may have jumped, unless somebody is ``sure``.
    """
    now = timezone.now()
    if clock_has_jumped(now) and not sure:
        raise Refused(
            "Nothing was forgotten: the clock says that more than a month has gone since last time. If that is so, run "
            "'chalkface forget --sure'."
        )
    old = _before(now, "access_logs")
    gone, _ = Visit.objects.filter(Q(ended_at__lt=old) | Q(ends_at__lt=old)).delete()
    tries, _ = TryCount.objects.filter(last_at__lt=_before(now, "own_writes")).delete()
    write_list()
    ServerEvent.objects.create(kind="reclaim", at=now, fine=True, about={"purged": gone + tries})
    note(purged=gone + tries)
    return gone + tries


def _before(now: datetime, rule: str) -> datetime:
    day = earlier(timezone.localdate(now), RULES[rule].months)
    return now - (timezone.localdate(now) - day)


@operation(needs="keep_retention")
def purge_school(access: Access) -> int:
    """Forget what was sent twice, papers that were made, mail that was never sent, and the files of old imports of one school;
    returns how much went.

    Files stay while any legal hold lasts: who is in them cannot be told."""
    now, months = timezone.now(), months_of(access.school_id)
    gone, _ = OwnWrite.objects.filter(at__lt=_before(now, "own_writes")).delete()
    papers, _ = Making.objects.filter(asked_at__lt=_before(now, "papers")).delete()
    mails, _ = Sending.objects.filter(state="draft", asked_at__lt=now - DRAFTS_KEPT).delete()
    mails += _end_lost_mail(now)
    _mix_returns(timezone.localdate(now))
    files = 0
    if not LegalHold.in_force(access.on).exists():
        cutoff = now - (timezone.localdate(now) - earlier(timezone.localdate(now), months["files"]))
        old = [one for one in ImportBatch.objects.filter(received_at__lt=cutoff) if "cleared" not in one.result]
        files = empty_imports(access.school_id, old)
    note(own_writes=gone, papers=papers, mails=mails, imports=files)
    return gone + papers + mails + files


def _end_lost_mail(now: datetime) -> int:
    """Mail whose task was lost (a backup holds no queue) waits for nothing: its addresses go, and it says how far it came."""
    lost = Sending.objects.filter(state__in=("waiting", "sending"), asked_at__lt=now - DRAFTS_KEPT - LOST_AFTER)
    rows = list(lost.select_for_update())
    for row in rows:
        row.addresses, row.link, row.ended_at, row.state = [], "", now, "sent" if row.reached else "failed"
        row.save()
    return len(rows)


def _mix_returns(today: date) -> None:
    """Take from a database the order and the deed in which answers without a name came, and links were used.

    PostgreSQL keeps with each row which transaction wrote it and where it was put, so that until now a row of the trail (with
    its hour), a link (with its name) and an answer could be laid beside each other. Written anew together, in the order of
    numbers that were drawn by lot, they cannot."""
    lately = {"sent_on__lt": today, "sent_on__gte": today - MIXED_FOR}
    rows = list(OpenReturn.objects.filter(**lately).order_by("pk"))
    if not rows:
        return
    # By number: what comes in the meantime (a request from before midnight) stays where it is until the next night.
    OpenReturn.objects.filter(pk__in=[row.pk for row in rows]).delete()
    OpenReturn.objects.bulk_create(rows)
    SurveyLink.objects.filter(survey__in={row.survey_id for row in rows}).update(is_used=F("is_used"))


@operation(needs="add_school", about_server=True)
def erase_again(access: Access, *, source: Path) -> int:
    """Erase again, after ``source`` was restored, whoever the lists of erasures name; returns how many students."""
    with across_schools("restore of the whole server"):
        count = replay(read_list(lists_for(source)), erase, on=access.on)
    write_list()
    note(erased=count, listed=Erasure.objects.count())
    return count
