"""``chalkface audit head``: where every chain of the audit trail ends, to be written down on another machine."""

import argparse
import json
from dataclasses import asdict

from chalkface.jobs.server import ready_database
from chalkface.queries.audit_check import heads

COMMAND = "audit head"
HELP = "Print where the audit trail ends, one line for each chain. Keep it on another machine (docs/audit.md)."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(args: argparse.Namespace) -> None:
    ready_database()
    for head in heads():
        print(json.dumps(asdict(head)))
