"""``chalkface school add``: a school, ready for its first import."""

import argparse
import json

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.jobs.server import ready_database
from chalkface.operations.schools import KINDS, add_school

COMMAND = "school add"
HELP = "Add a school to this data folder; prints its slug."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--urn", required=True, help="the school's six-digit unique reference number")
    parser.add_argument("--name", required=True)
    parser.add_argument("--kind", choices=KINDS, default="school")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> None:
    ready_database()
    access = Access(school_id=None, role="operator", on=timezone.localdate())
    school = add_school(access, urn=args.urn, name=args.name, kind=args.kind)
    print(json.dumps({"slug": school.slug, "urn": school.urn, "name": school.name}) if args.json else school.slug)
