"""``chalkface user factor``: take the second factors of somebody away who has lost them."""

import argparse

from chalkface.jobs.at_school import operator_at
from chalkface.operations.factors import reset_factors_at

COMMAND = "user factor"
HELP = "Take a member's second factors away: at the next sign-in they set up a new one."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--email", required=True)


def run(args: argparse.Namespace) -> None:
    reset_factors_at(operator_at(args.school), email=args.email)
    print("Their second factors are taken away, and they are signed out.")
