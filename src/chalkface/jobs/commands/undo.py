"""``chalkface undo``: take an import back."""

import argparse

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.jobs.server import ready_database
from chalkface.operations.imports import undo_import
from chalkface.queries.imports import school_of_import

COMMAND = "undo"
HELP = "Take an import back: what it made is removed, what it changed is restored."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("batch", type=int, help="the number that the import printed")


def run(args: argparse.Namespace) -> None:
    ready_database()
    access = Access(school_id=school_of_import(args.batch), role="operator", on=timezone.localdate())
    outcome = undo_import(access, batch_id=args.batch)
    print(f"Import {args.batch} is taken back: {outcome.removed} records removed, {outcome.restored} restored.")
