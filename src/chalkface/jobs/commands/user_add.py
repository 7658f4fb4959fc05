"""``chalkface user add``: a member of a school."""

import argparse
import sys

from chalkface.core.access import MEMBER_ROLES
from chalkface.jobs.at_school import operator_at
from chalkface.operations.people import add_member

COMMAND = "user add"
HELP = "Add a member to a school."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--role", required=True, choices=MEMBER_ROLES)
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", default="")
    parser.add_argument("--groups", default="", help="tutor groups, with commas between")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> None:
    access = operator_at(args.school)
    password = sys.stdin.readline().rstrip("\r\n") if args.password_stdin else None
    groups = tuple(args.groups.split(","))
    add_member(access, email=args.email, role=args.role, name=args.name, password=password, groups=groups)
    print(f"{args.email} is now {args.role} at {args.school}.")
