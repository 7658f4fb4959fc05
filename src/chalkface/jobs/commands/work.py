"""``chalkface work``: do the long tasks that wait in the queue; ``serve`` starts it by itself."""

import argparse

from chalkface.jobs.worker import Worker, work

COMMAND = "work"
HELP = "Do the long tasks that wait in the queue (serve does this by itself)."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--until-empty", action="store_true", help="end when nothing is due")


def run(args: argparse.Namespace) -> None:
    if args.until_empty:
        Worker().run(until_empty=True)
    else:
        work()
