"""Papers that a person asked for, and how far each is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache

from chalkface.core.access import Access
from chalkface.records.models import Making


@dataclass(frozen=True)
class MakingLine:
    """One paper that was asked for, by the account ``by``. ``state`` is waiting, making, ready or failed; ``sentence`` says
    why it failed."""

    id: int
    report: str
    ending: str
    options: dict[str, str | int]
    asked_on: date
    asked_at: datetime
    ended_at: datetime | None
    state: str
    sentence: str
    by: int | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.state in ("waiting", "making")


_COLUMNS = ("pk", "report", "ending", "options", "asked_on", "asked_at", "ended_at", "state", "sentence", "account_number")


def progress_key(school_id: int, making_id: int) -> str:
    """Where the worker says how far it is: (done, total, what it is at)."""
    return f"making:{school_id}:{making_id}"


def own_papers(access: Access) -> tuple[MakingLine, ...]:
    """The papers that the person asked for and that are still kept, the latest first."""
    if access.account_id is None:
        return ()
    rows = Making.objects.filter(account_number=access.account_id).order_by("-asked_at", "-pk")
    return tuple(MakingLine(*row) for row in rows.values_list(*_COLUMNS))


def paper_asked(making_id: int) -> MakingLine | None:
    """One paper that anybody of the open school asked for, or None."""
    row = Making.objects.filter(pk=making_id).values_list(*_COLUMNS).first()
    return MakingLine(*row) if row is not None else None


def paper_file(making_id: int) -> bytes | None:
    """What was made, or None while there is nothing to fetch. Whoever asks for it has asked for the report's own right."""
    content = Making.objects.filter(pk=making_id, state="ready").values_list("content", flat=True).first()
    return bytes(content) if content is not None else None


def paper_progress(access: Access, making_id: int) -> tuple[int, int, str] | None:
    """How far the worker is, as it last said; None where it has not said anything yet."""
    return cache.get(progress_key(access.school_id, making_id))
