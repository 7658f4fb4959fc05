"""``chalkface backup``: the whole server in one file."""

import argparse
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.jobs.server import ready_database
from chalkface.operations.backups import back_up

COMMAND = "backup"
HELP = "Write everything on this server to one file. Keep it as safe as the server itself."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def our_version() -> str:
    """The version that is installed, or "source" when it runs from a checkout."""
    try:
        return version("chalkface")
    except PackageNotFoundError:
        return "source"


def run(args: argparse.Namespace) -> None:
    ready_database()
    back_up(Access(school_id=None, role="operator", on=timezone.localdate()), to=args.file, version=our_version())
    print(f"Everything is in {args.file}.")
