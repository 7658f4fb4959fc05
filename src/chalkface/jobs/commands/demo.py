"""``chalkface demo``: the example school, made if the data folder is empty, and served."""

import argparse

from django.utils import timezone

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
        with bar("Making the example school") as progress:
            make_example(timezone.localdate(), progress)
    print(f"\nChalkface is at http://127.0.0.1:{args.port}/ (stop with Ctrl-C)\n")
    if example_school() is not None:
        print(f"Everybody's password is: {PASSWORD}")
        for way in sign_ins():
            print(f"  {way.role:<22} {way.email}")
    print(flush=True)
    serve("127.0.0.1", args.port)
