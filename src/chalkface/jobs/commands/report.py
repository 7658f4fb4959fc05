"""``chalkface report``: a paper about the school, as anybody may see it."""

import argparse
from pathlib import Path

from chalkface.core.errors import Refused
from chalkface.jobs.at_school import given_day, operator_at
from chalkface.reports import all_reports, make_report

COMMAND = "report"
HELP = "A paper about a school, as the file's ending says: pdf, docx, pptx, html, xlsx or zip; each report has some."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=f"which: {', '.join(all_reports())}")
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE")
    parser.add_argument("--on", metavar="DATE", help="the day (today unless given)")


def run(args: argparse.Namespace) -> None:
    access = operator_at(args.school, given_day(args.on))
    content = make_report(access, args.name, args.out.suffix, on=access.on)
    try:
        args.out.write_bytes(content)
    except OSError as fault:
        raise Refused(f"The paper cannot be written to {args.out}: {fault.strerror}.") from fault
    print(f"The paper is in {args.out}.")
