"""``chalkface figures``: computed figures of a day, exact: the command line is the school's own."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from chalkface.core.errors import Refused
from chalkface.core.statistics import counted
from chalkface.imports.gather import figures_of_schools
from chalkface.indicators.figure import Figure
from chalkface.jobs.at_school import given_day, given_year, operator_at
from chalkface.queries.figures import school_figures

COMMAND = "figures"
HELP = "Computed figures as of a day: of a school, or of many schools from their exchange files."


def arguments(parser: argparse.ArgumentParser) -> None:
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--school", metavar="SLUG")
    whose.add_argument("--exchange", nargs="+", type=Path, metavar="PATH", help="exchange folders or zips, one school each")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="what counts many schools")
    parser.add_argument("--on", metavar="DATE", help="the day (today unless given)")
    parser.add_argument("--year", type=int, metavar="YEAR", help="the leaving year of the destination indicators")
    parser.add_argument("--indicator", action="append", metavar="ID", help="only this one; may be given again")
    parser.add_argument("--by", action="append", default=[], metavar="GROUP", help="a breakdown; may be given again")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> None:
    found = _of_many(args) if args.exchange else _of_school(args)
    if args.json:
        print(json.dumps([one.as_json() for one in found]))
    else:
        for one in found:
            group = ", ".join(f"{name} {value}" for name, value in one.group.items())
            print(f"{one.indicator}{f' ({group})' if group else ''}: {counted(one.numerator, one.denominator)}")


def _of_school(args: argparse.Namespace) -> Sequence[Figure]:
    access = operator_at(args.school, given_day(args.on))
    return school_figures(access, on=access.on, year=given_year(args.year), indicators=args.indicator, by=args.by)


def _of_many(args: argparse.Namespace) -> Sequence[Figure]:
    if args.engine == "spark":
        raise Refused("Spark needs a cluster and is not part of Chalkface. Leave --engine out: DuckDB counts the same here.")
    on = given_day(args.on) or timezone.localdate()
    return figures_of_schools(args.exchange, on=on, year=given_year(args.year), ids=args.indicator or (), by=args.by)
