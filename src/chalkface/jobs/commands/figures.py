"""``chalkface figures``: computed figures of a day, exact: the command line is the school's own."""

import argparse
import json
from collections.abc import Sequence

from chalkface.core.statistics import counted
from chalkface.indicators.figure import Figure
from chalkface.jobs.at_school import given_day, operator_at
from chalkface.queries.figures import school_figures

COMMAND = "figures"
HELP = "Computed figures of a school as of a day."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--on", metavar="DATE", help="the day (today unless given)")
    parser.add_argument("--year", type=int, metavar="YEAR", help="the leaving year of the destination indicators")
    parser.add_argument("--indicator", action="append", metavar="ID", help="only this one; may be given again")
    parser.add_argument("--by", action="append", default=[], metavar="GROUP", help="a breakdown; may be given again")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> None:
    found = _of_school(args)
    if args.json:
        print(json.dumps([one.as_json() for one in found]))
    else:
        for one in found:
            group = ", ".join(f"{name} {value}" for name, value in one.group.items())
            print(f"{one.indicator}{f' ({group})' if group else ''}: {counted(one.numerator, one.denominator)}")


def _of_school(args: argparse.Namespace) -> Sequence[Figure]:
    access = operator_at(args.school, given_day(args.on))
    return school_figures(access, on=access.on, year=args.year, indicators=args.indicator, by=args.by)
