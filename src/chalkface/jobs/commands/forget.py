"""``chalkface forget``: the night's work of retention, now."""

import argparse

from django.utils import timezone

from chalkface.jobs.forgetting import forget_what_is_due
from chalkface.jobs.server import ready_database

COMMAND = "forget"
HELP = "List what is due to go, carry out approved lists, and overwrite what was deleted, as every night."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sure", action="store_true", help="the clock is right, though the server was away for a month")


def run(args: argparse.Namespace) -> None:
    ready_database()
    night = forget_what_is_due(timezone.now(), sure=args.sure)
    print(
        f"{night.carried_out} approved lists carried out, {night.planned} lists wait to be looked at, {night.purged} old rows "
        f"of the server forgotten{', deleted bytes overwritten' if night.reclaimed else ''}."
    )
