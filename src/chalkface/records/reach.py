"""How far the code that is running may reach: what is open in this context, and how a database with locks of its own is told.

Kept apart from ``tenancy`` because a database backend is loaded before any model is.
"""

from contextvars import ContextVar

from chalkface.core.access import Access

scope: ContextVar[Access | None] = ContextVar("scope", default=None)
across: ContextVar[str] = ContextVar("across", default="")
deed: ContextVar[str] = ContextVar("deed", default="")
counted: ContextVar[int | None] = ContextVar("counted", default=None)

NOWHERE = ""
EVERYWHERE = "*"


def reach() -> str:
    """The number of the open school (else of the one that is counted), ``EVERYWHERE`` across schools, or ``NOWHERE``.

    A deed of the server (its operation has asked the permission, and no school is open) reaches everywhere, for it is what
    makes schools; a page or a report with no school open reaches nowhere.
    """
    if across.get():
        return EVERYWHERE
    access = scope.get()
    if access is not None and access.school_id is not None:
        return str(int(access.school_id))
    if (school_id := counted.get()) is not None:
        return str(int(school_id))
    return EVERYWHERE if deed.get() else NOWHERE
