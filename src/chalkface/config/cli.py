"""The ``chalkface`` command: one file in ``jobs/commands`` (or ``config/commands``, for developers) is one command.

Exit 0 done; 1 refused, with a sentence on standard error; 2 wrong usage.
"""

import argparse
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from chalkface.config.discover import commands
from chalkface.core.errors import NotAllowed, Refused


def _parser() -> argparse.ArgumentParser:
    """The whole command line; each command adds its own arguments."""
    parser = argparse.ArgumentParser(prog="chalkface", description="Careers leadership for the whole school.")
    first = parser.add_subparsers(metavar="COMMAND", required=True)
    groups: dict[str, argparse._SubParsersAction] = {}
    words = [command.COMMAND for command in commands()]
    for command in commands():
        group, _, word = command.COMMAND.rpartition(" ")
        if group and group not in groups:
            those = ", ".join(word for word in words if word.startswith(f"{group} "))
            groups[group] = first.add_parser(group, help=f"One of: {those}.").add_subparsers(metavar="COMMAND", required=True)
        own = (groups[group] if group else first).add_parser(word, help=command.HELP, description=command.HELP)
        command.arguments(own)
        own.set_defaults(run=command.run)
    return parser


def main(words: list[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkface.config.settings")
    try:
        django.setup()
        arguments = _parser().parse_args(words)
        return arguments.run(arguments) or 0
    except (Refused, NotAllowed, ImproperlyConfigured) as refused:
        code = getattr(refused, "code", None)
        print(f"{refused}{f' [{code}]' if code else ''}", file=sys.stderr)
        return 1
    except OperationalError as error:
        first = str(error).partition("\n")[0]
        print(f"The database did not answer: {first}. Nothing was changed; ask 'doctor', or try again.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
