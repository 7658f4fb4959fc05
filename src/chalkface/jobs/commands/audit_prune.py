"""``chalkface audit prune``: lines older than the rule are taken out."""

import argparse
from datetime import date

from django.db import connection
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.jobs.server import ready_database
from chalkface.operations.audit_pruning import prune_audit
from chalkface.records.owner import as_owner

COMMAND = "audit prune"
HELP = "Take out audit lines older than a day, which lies at least six years ago (docs/audit.md)."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", type=date.fromisoformat, help="the first day that is kept, such as 2019-09-01")


def run(args: argparse.Namespace) -> None:
    ready_database()
    with as_owner(connection):  # who serves cannot lift the locks on PostgreSQL
        many = prune_audit(Access(school_id=None, role="operator", on=timezone.localdate()), before=args.before)
    taken = f"{many} line was" if many == 1 else f"{many} lines were"
    print(f"{taken} taken out. Note the heads elsewhere again: chalkface audit head.")
