"""``chalkface dev docs``: writes what is written by machine."""

import argparse
import subprocess
import sys

from chalkface.config.catalogue import FOLDER, write
from chalkface.config.checkout import checkout
from chalkface.core.errors import Refused

COMMAND = "dev docs"
HELP = "Write docs/catalogue and the compiled SQL of the indicators again."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-sql", action="store_true", help="leave the compiled SQL as it is")


def run(args: argparse.Namespace) -> None:
    repository = checkout()
    changed = write(repository)
    print("\n".join(f"{FOLDER / name}: written" for name in changed) or f"{FOLDER} is current.")
    if not args.no_sql:
        # In a process of its own: Ibis is a tool of the developer and is never imported by the product.
        if subprocess.run([sys.executable, "-m", "chalkface.indicators.compile"], cwd=repository).returncode:
            raise Refused("The SQL of the indicators was not compiled: see above.")
        print("The SQL of the indicators is compiled.")
