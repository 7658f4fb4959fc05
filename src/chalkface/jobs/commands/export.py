"""``chalkface export``: the whole school in the exchange format."""

import argparse
from pathlib import Path

from django.utils import timezone

from chalkface.imports.export import export_to
from chalkface.jobs.at_school import operator_at

COMMAND = "export"
HELP = "Write the whole school in the exchange format: a folder, or a zip when PATH ends in .zip."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--out", required=True, type=Path, metavar="PATH")


def run(args: argparse.Namespace) -> None:
    export_to(operator_at(args.school), args.out, at=timezone.now())
    print(f"{args.school} is in {args.out}.")
