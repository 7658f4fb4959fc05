"""The night's work of retention, for every school of the server."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.purging import purge_school, purge_server
from chalkface.operations.reclaiming import is_wanted, reclaim
from chalkface.operations.retention import carry_out_run, plan_retention
from chalkface.operations.server_events import remember_event
from chalkface.queries.retention import approved_runs, school_numbers


@dataclass
class Night:
    """What one night came to."""

    carried_out: int = 0
    planned: int = 0
    purged: int = 0
    reclaimed: bool = False


def forget_what_is_due(now: datetime, *, sure: bool = False) -> Night:
    """Carry out what was approved, list what is due, purge, and overwrite what was deleted.

    Raises ``Refused`` when the clock may have jumped: then lists are made, and nothing that nobody approved goes.
    """
    night, on = Night(), timezone.localdate(now)
    schools = [Access(number, "operator", on) for number in school_numbers()]
    for access in schools:
        for run_id in approved_runs(access):
            carry_out_run(access, run_id=run_id)
            night.carried_out += 1
        night.planned += plan_retention(access) is not None
    server = Access(None, "operator", on)
    stopped = None
    try:
        night.purged = purge_server(server, sure=sure)
        night.purged += sum(purge_school(access) for access in schools)
    except Refused as refused:
        stopped = refused
    if is_wanted() or night.carried_out:
        done = reclaim()
        remember_event(server, kind="reclaim", fine=not done["refused"], about=done)
        night.reclaimed = True
    if stopped is not None:
        raise stopped
    return night
