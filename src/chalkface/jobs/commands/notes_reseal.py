"""``chalkface notes reseal``: everything that is kept sealed under the first of the server's keys."""

import argparse

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.jobs.resealing import reseal_all
from chalkface.jobs.server import ready_database

COMMAND = "notes reseal"
HELP = "Put everything that is kept sealed under the newest key, so that an older key can be thrown away (docs/keys.md)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: the keys are read where the server reads them."""


def run(args: argparse.Namespace) -> None:
    ready_database()
    many = reseal_all(Access(school_id=None, role="operator", on=timezone.localdate()))
    print(f"{many} sealed {'row is' if many == 1 else 'rows are'} under the first key. The older keys are needed no longer.")
