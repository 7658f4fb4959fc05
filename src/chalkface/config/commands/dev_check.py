"""``chalkface dev check``: style, floors, and whether what is written by machine is current."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from chalkface.config.catalogue import FOLDER, stale
from chalkface.config.checkout import checkout

COMMAND = "dev check"
HELP = "Check the style, the floors and whether the generated pages are current."


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(args: argparse.Namespace) -> int:
    repository = checkout()
    fine = _tool(repository, "style", "ruff", "check", "--quiet", ".")
    fine &= _tool(repository, "floors", "lint-imports")
    old = stale(repository)
    print(f"== generated pages\n{'Out of date: ' + ', '.join(old) + '. Run: dev docs' if old else f'{FOLDER} is current.'}")
    return 0 if fine and not old else 1


def _tool(repository: Path, title: str, name: str, *words: str) -> bool:
    print(f"== {title}", flush=True)
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    command = [Path(sys.executable).parent / name, *words]
    return subprocess.run(command, cwd=repository, env=environment).returncode == 0  # noqa: S603 - our own two tools
