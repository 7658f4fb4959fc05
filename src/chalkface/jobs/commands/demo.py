"""``chalkface demo``: the example school, made if the data folder is empty, and served."""

import argparse
import sys
from multiprocessing import get_context

from django.db import connection
from django.utils import timezone

from chalkface.core.errors import Refused
from chalkface.jobs.example import PASSWORD, make_example, sign_ins
from chalkface.jobs.progress import bar
from chalkface.jobs.server import must_be_free, ready_database, serve
from chalkface.queries.schools import any_school, example_school

COMMAND = "demo"
HELP = "Make the example school if the data folder is empty, and serve it."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)


def run(args: argparse.Namespace) -> None:
    must_be_free("127.0.0.1", args.port)
    ready_database()
    if not any_school():
        _make_apart()
    print(f"\nChalkface is at http://127.0.0.1:{args.port}/ (stop with Ctrl-C)\n")
    if example_school() is not None:
        print(f"Everybody's password is: {PASSWORD}")
        for way in sign_ins():
            print(f"  {way.role:<22} {way.email}")
    print(flush=True)
    serve("127.0.0.1", args.port)


def _make_apart() -> None:
    """Make the example school in a process of its own: its papers start threads of the typesetter, and the web workers are
    forked from this process without them, where the first PDF would wait for them for ever."""
    connection.close()
    sys.stdout.flush()
    child = get_context("fork").Process(target=_make)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(child.exitcode)


def _make() -> None:
    try:
        with bar("Making the example school") as progress:
            make_example(timezone.localdate(), progress)
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        sys.exit(1)
