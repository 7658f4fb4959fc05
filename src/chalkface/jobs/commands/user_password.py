"""``chalkface user password``: a new password for somebody who has lost theirs."""

import argparse
import sys

from chalkface.jobs.at_school import operator_at
from chalkface.operations.people import reset_password

COMMAND = "user password"
HELP = "Set a member's password, read from standard input."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--email", required=True)


def run(args: argparse.Namespace) -> None:
    reset_password(operator_at(args.school), email=args.email, password=sys.stdin.readline().rstrip("\r\n"))
    print("The password is set.")
