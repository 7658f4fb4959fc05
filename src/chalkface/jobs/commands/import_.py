"""``chalkface import``: files into a school, rehearsed and then committed, all or nothing."""

import argparse
import json
import sys
from pathlib import Path

from chalkface.imports.formats import formats
from chalkface.imports.outcome import Outcome
from chalkface.imports.pipeline import import_files
from chalkface.imports.reading import from_paths
from chalkface.jobs.at_school import operator_at
from chalkface.jobs.progress import bar

COMMAND = "import"
HELP = "Import files: recognise, check, rehearse, and commit unless --rehearse."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="files, folders or zips; several of one format are one import"
    )
    parser.add_argument("--school", required=True, metavar="SLUG")
    parser.add_argument("--format", choices=sorted(formats()), help="only when the files do not tell")
    parser.add_argument(
        "--academic-year", type=int, metavar="Y", help="for lists without dates: the year it starts in, such as 2025"
    )
    parser.add_argument("--rehearse", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--accept", action="append", default=[], metavar="CODE", help="go on past the stop with this code")
    parser.add_argument("--json", action="store_true")


def _tell(outcome: Outcome, rehearsed: bool) -> None:
    """The outcome in sentences: what happened on standard output, what stands in the way on standard error."""
    document = outcome.as_json()
    for row in document["refused"]:
        value = f" '{row['value']}'" if row["value"] else ""
        print(f"{row['file']}, row {row['row']}, {row['column']}{value}: {row['reason']}", file=sys.stderr)
    for stop in outcome.stops:
        print(f"{stop.sentence} To go on all the same: --accept {stop.code}", file=sys.stderr)
    for remark in outcome.notes:
        print(f"Note: {remark}", file=sys.stderr)
    created, updated, unchanged = (sum(part.values()) for part in (outcome.created, outcome.updated, outcome.unchanged))
    counts = f"{created:,} new, {updated:,} changed, {unchanged:,} the same"
    if outcome.is_committed:
        print(f"Imported as {outcome.format} (import {outcome.batch}): {counts}.")
    elif outcome.goes_in and rehearsed:
        print(f"Rehearsed as {outcome.format}; nothing was changed. It would be: {counts}.")
    else:
        print(_not_imported(outcome), file=sys.stderr)


def _not_imported(outcome: Outcome) -> str:
    refused = len(outcome.as_json()["refused"])
    cells = f"{refused:,} {'cell' if refused == 1 else 'cells'} refused"
    questions = f"{len(outcome.stops)} {'question' if len(outcome.stops) == 1 else 'questions'}"
    return f"Not imported ({outcome.format}): {cells}, {questions}."


def run(args: argparse.Namespace) -> int:
    access = operator_at(args.school)
    if args.academic_year is not None and not 1990 <= args.academic_year <= 2090:
        print(
            f"{args.academic_year} is not an academic year: give the year it starts in, such as {access.year}.", file=sys.stderr
        )
        return 1
    with bar("Importing") as progress:
        outcomes = import_files(
            access,
            from_paths(args.paths),
            format=args.format,
            academic_year=args.academic_year,
            accept=frozenset(args.accept),
            rehearse_only=args.rehearse,
            progress=progress,
        )
    if args.json:
        documents = [outcome.as_json() for outcome in outcomes]
        print(json.dumps(documents[0] if len(documents) == 1 else documents, ensure_ascii=False, default=str))
        for outcome in outcomes:
            for stop in outcome.stops:
                print(f"{stop.sentence} [{stop.code}]", file=sys.stderr)
            if not outcome.goes_in:
                print(_not_imported(outcome), file=sys.stderr)
    else:
        for outcome in outcomes:
            _tell(outcome, args.rehearse)
    return 0 if all(outcome.goes_in for outcome in outcomes) else 1
