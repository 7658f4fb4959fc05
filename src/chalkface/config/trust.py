"""The ``chalkface-trust`` command: the proofs of what is promised, run in a checkout of the source."""

import os
import subprocess
import sys

from chalkface.config.checkout import checkout
from chalkface.core.errors import Refused


def main() -> int:
    """Run ``tests/trust/run.py`` with the words given. Returns its exit code."""
    try:
        folder = checkout()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(folder)])}
    command = [sys.executable, "-m", "tests.trust.run", *sys.argv[1:]]
    return subprocess.run(command, cwd=folder, env=environment).returncode  # noqa: S603 - our own program


if __name__ == "__main__":
    sys.exit(main())
