"""``chalkface restore``: a backup into an empty data folder."""

import argparse
from pathlib import Path

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.jobs.server import ready_database
from chalkface.operations.backups import restore

COMMAND = "restore"
HELP = "Fill an empty data folder from a backup: everything or nothing."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def run(args: argparse.Namespace) -> None:
    ready_database()
    restore(Access(school_id=None, role="operator", on=timezone.localdate()), source=args.file)
    print(f"Everything in {args.file} is here again.")
