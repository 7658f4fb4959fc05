"""``chalkface restore``: a backup, or the running copy, into an empty data folder."""

import argparse
from pathlib import Path

from chalkface.jobs.restoring import bring_back
from chalkface.queries.seals import closed

COMMAND = "restore"
HELP = "Fill an empty data folder from a backup or the running copy: everything or nothing."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def run(args: argparse.Namespace) -> None:
    bring_back(args.file)
    print(f"Everything in {args.file} is here again.")
    if shut := closed():
        many = sum(some for some, _ in shut.values())
        print(f"{many} sealed rows of it open with no key of this server: put the keys of then beside its own (docs/keys.md).")
