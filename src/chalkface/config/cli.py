"""The ``chalkface`` command: one file in ``jobs/commands`` is one command.

Exit 0 done; 1 refused, with a sentence on standard error; 2 wrong usage.
"""

import argparse
import os
import sys
from importlib import import_module
from pkgutil import iter_modules

import django
from django.core.exceptions import ImproperlyConfigured

from chalkface.core.errors import NotAllowed, Refused


def _parser() -> argparse.ArgumentParser:
    """Every module of ``jobs/commands`` adds itself: ``COMMAND`` (its words), ``HELP``, ``arguments(parser)``, ``run(args)``."""
    commands = import_module("chalkface.jobs.commands")
    parser = argparse.ArgumentParser(prog="chalkface", description="Careers leadership for the whole school.")
    first = parser.add_subparsers(metavar="COMMAND", required=True)
    groups: dict[str, argparse._SubParsersAction] = {}
    for found in sorted(iter_modules(commands.__path__), key=lambda module: module.name):
        module = import_module(f"{commands.__name__}.{found.name}")
        if not hasattr(module, "COMMAND"):
            continue
        group, _, word = module.COMMAND.rpartition(" ")
        if group and group not in groups:
            groups[group] = first.add_parser(group, help=f"{group} …").add_subparsers(metavar="COMMAND", required=True)
        own = (groups[group] if group else first).add_parser(word, help=module.HELP, description=module.HELP)
        module.arguments(own)
        own.set_defaults(run=module.run)
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
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
