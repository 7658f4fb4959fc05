"""``chalkface notes reseal``: every confidential note under the first of the server's keys."""

import argparse

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.jobs.server import ready_database
from chalkface.operations.notes import reseal_notes

COMMAND = "notes reseal"
HELP = "Put every confidential note under the newest key, so that an older key can be thrown away (docs/keys.md)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: the keys are read where the server reads them."""


def run(args: argparse.Namespace) -> None:
    ready_database()
    many = reseal_notes(Access(school_id=None, role="operator", on=timezone.localdate()))
    print(f"{many} {'note is' if many == 1 else 'notes are'} under the first key. The older keys are needed no longer.")
