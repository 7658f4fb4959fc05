"""``chalkface keep``: do what is due at its time, and keep a running copy; ``serve`` starts it by itself."""

import argparse

from chalkface.jobs.schedule import keep

COMMAND = "keep"
HELP = "Do what is due at its time: backup, copy, restore drill, digests (serve does this by itself)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: what is due announces itself in ``jobs/due``."""


def run(args: argparse.Namespace) -> None:
    keep()
