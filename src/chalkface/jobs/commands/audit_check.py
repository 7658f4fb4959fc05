"""``chalkface audit check``: whether the audit trail is as it was written."""

import argparse
import json
from pathlib import Path

from chalkface.core.audit_chain import SERVER, Head
from chalkface.core.errors import Refused
from chalkface.jobs.server import ready_database
from chalkface.queries.audit_check import check_trail
from chalkface.records.tenancy import across_schools

COMMAND = "audit check"
HELP = "Read the whole audit trail and say where it is not as it was written (docs/audit.md)."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--head", type=Path, help="a file of what 'audit head' printed, kept on another machine")


def _noted(file: Path | None) -> list[Head]:
    if file is None:
        return []
    try:
        return [Head(**json.loads(line)) for line in file.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError, TypeError) as error:
        raise Refused(f"{file} is not what 'audit head' printed, or cannot be read.") from error


def run(args: argparse.Namespace) -> None:
    noted = _noted(args.head)
    ready_database()
    with across_schools("checking the whole audit trail"):
        report = check_trail(noted)
    for fault in report.faults:
        print(f"{'the server' if fault.chain == SERVER else f'school {fault.chain}'}: {fault.sentence}")
    for name in report.missing:
        print(f"the lock {name} is not there or switched off: start the server once to lay it again")
    if report.faults or report.missing:
        raise Refused(f"{len(report.faults)} faults and {len(report.missing)} missing locks: the trail was tampered with.")
    against = "" if noted else " Nothing that was noted elsewhere was given: a trail rewritten to its end would not be found."
    print(f"{report.lines} lines in {report.chains} chains are as they were written.{against}")
