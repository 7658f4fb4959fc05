"""``chalkface backup``: the whole server in one file."""

import argparse
from pathlib import Path

from django.utils import timezone

from chalkface.core.version import our_version
from chalkface.jobs.backups import make_backup, operator
from chalkface.jobs.server import ready_database
from chalkface.operations.backups import back_up

COMMAND = "backup"
HELP = "Write everything on this server to one file. Keep it as safe as the server itself."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="where to (the folder of the nightly backups unless given)")


def run(args: argparse.Namespace) -> None:
    ready_database()
    if args.file is None:
        args.file = make_backup(timezone.now())
    else:
        back_up(operator(), to=args.file, version=our_version())
    print(f"Everything is in {args.file}.")
