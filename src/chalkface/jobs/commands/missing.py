"""``chalkface missing``: who or what is behind the gap of an indicator."""

import argparse
import json

from chalkface.jobs.at_school import given_day, given_year, operator_at
from chalkface.queries.gaps import missing

COMMAND = "missing"
HELP = "The students behind a gap: those counted by an indicator who do not have it yet."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--indicator", required=True, metavar="ID", help="such as guidance-by-16")
    parser.add_argument("--on", metavar="DATE", help="the day (today unless given)")
    parser.add_argument("--year", type=int, metavar="YEAR", help="the leaving year of a destination indicator")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> None:
    access = operator_at(args.school, given_day(args.on))
    rows = missing(access, indicator=args.indicator, on=access.on, year=given_year(args.year))
    if args.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print("\t".join("" if value is None else str(value) for value in row.values()))
