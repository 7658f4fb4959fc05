"""``chalkface serve``: serve the schools of this data folder."""

import argparse

from chalkface.jobs.server import must_be_free, ready_database, serve

COMMAND = "serve"
HELP = "Serve the schools of this data folder."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)


def run(args: argparse.Namespace) -> None:
    must_be_free(args.host, args.port)
    ready_database()
    print(f"Chalkface is at http://{args.host}:{args.port}/ (stop with Ctrl-C)", flush=True)
    serve(args.host, args.port)
