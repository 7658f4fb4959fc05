"""``chalkface drill``: bring the newest backup back in an empty folder, look at it, and throw it away again."""

import argparse
from pathlib import Path

from chalkface.jobs.drill import drill
from chalkface.jobs.drill_here import drill_here
from chalkface.jobs.server import ready_database

COMMAND = "drill"
HELP = "Prove that the newest backup can be brought back: restore it elsewhere, open it, sign in, throw it away."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="another backup or copy than the newest")
    parser.add_argument("--here", action="store_true", help="into this (empty) data folder, and leave it there")


def run(args: argparse.Namespace) -> None:
    if args.here:
        drill_here(args.file)
        return
    ready_database()
    seen = drill(args.file)
    print(
        f"Restored elsewhere in {seen['seconds']} seconds: {seen['rows']:,} rows of {seen['schools']} schools with "
        f"{seen['students']:,} students; {seen['opened']} sealed notes opened; signing in works."
    )
