"""Every change has a name: ``@operation`` asks the permission, opens the transaction, and writes the audit line in it."""

import re
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import NotAllowed
from chalkface.operations.together import together
from chalkface.operations.trail import leave_line
from chalkface.records.models import School
from chalkface.records.tenancy import open_scope, writing

P = ParamSpec("P")
R = TypeVar("R")

OPERATIONS: dict[str, "Callable"] = {}
_CODE = re.compile(r"[A-Za-z0-9_.:=;-]{0,80}")
# An argument of these names makes a deed one about a student.
_OF_ONE = frozenset({"student_id", "agreed_id", "need_id", "meeting_id", "note_id", "application_id", "carer_id", "request_id"})
_notes: ContextVar[dict | None] = ContextVar("notes", default=None)


def note(**about: int | str | bool | None) -> None:
    """Add ids, codes and counts to the audit line of the operation that is running. Never a personal value."""
    notes = _notes.get()
    if notes is None:
        raise RuntimeError("note() belongs inside an operation")
    notes.update(about)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _is_told(key: str, value: object, given: Mapping[str, object], codes: Collection[str]) -> bool:
    """Whether an argument is written in the audit line. Of a deed about one student only which records it was about is, and
    what ``codes`` names: a mark, a date or a yes would be something said of them."""
    if isinstance(value, str):
        return key in codes and _CODE.fullmatch(value) is not None
    if _OF_ONE.isdisjoint(given):
        return isinstance(value, int | date)
    return type(value) is int and key.endswith("_id")


def operation(
    *,
    needs: str,
    changes_figures: bool = False,
    codes: tuple[str, ...] = (),
    about_server: bool = False,
    first: Callable | None = None,
) -> Callable[[Callable[Concatenate[Access, P], R]], Callable[Concatenate[Access, P], R]]:
    """Make a function a deed: it needs a permission, runs in one transaction, and leaves one audit line.

    ``changes_figures`` says that it changes what figures are counted from (the school's ``data_version`` grows and an
    imported export date no longer holds). ``codes`` names text arguments that are codes and may be written in the audit
    line, and are when they look like one; numbers and dates are too (not those said of one student), other text never is.
    ``about_server`` puts the line in the server's own trail, for deeds that a school's trail cannot hold (it comes into
    being, or goes). ``first`` is for
    what a whole hall does in one moment: it gets the same arguments and reads and checks, writing nothing, before anybody is
    made to wait; the function gets what it returns as ``found``, and may share its commit with others (``together``).

    Raises ``NotAllowed`` when the access lacks ``needs``; whatever the function raises undoes everything.
    """

    def wrap(function: Callable[Concatenate[Access, P], R]) -> Callable[Concatenate[Access, P], R]:
        name = function.__name__

        @wraps(function)
        def deed(access: Access, *args: P.args, **kwargs: P.kwargs) -> R:
            if not access.may(needs):
                raise NotAllowed(f"{access.role} may not {name}")
            about = {key: _plain(value) for key, value in kwargs.items() if _is_told(key, value, kwargs, codes)}

            def done() -> R:
                result = function(access, *args, **kwargs)
                if access.school_id is not None and changes_figures:
                    School.objects.filter(pk=access.school_id).update(data_version=F("data_version") + 1, exported_at="")
                leave_line(
                    None if about_server else access.school_id, at=timezone.now(), account_number=access.account_id,
                    role=access.role, operation=name, about=about,
                )  # fmt: skip
                return result

            token = _notes.set(about)
            try:
                with open_scope(access):
                    if first is not None:
                        kwargs["found"] = first(access, *args, **kwargs)
                        with writing(name):
                            return together(done)
                    with writing(name), transaction.atomic():
                        return done()
            finally:
                _notes.reset(token)

        deed.needs, deed.changes_figures = needs, changes_figures
        OPERATIONS[name] = deed
        return deed

    return wrap
