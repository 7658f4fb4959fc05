"""``chalkface doctor``: a self-check in plain words; exit 1 when something is wrong."""

import argparse
import json

from chalkface.jobs.doctor import examine

COMMAND = "doctor"
HELP = "Check this installation: the database, its keys, the content, the disk."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    found = examine()
    if args.json:
        print(json.dumps([{"check": check.name, "fine": check.fine, "sentence": check.sentence} for check in found]))
    else:
        for check in found:
            print(f"{'fine   ' if check.fine else 'PROBLEM'}  {check.name}: {check.sentence}")
    return 0 if all(check.fine for check in found) else 1
